"""One event for each act: which of the anchors found in an article tell of the same one.

Each pair of anchors of one type is weighed by a logistic regression over what a reader goes by:
how near they stand, whether one names the act and the other what came of it (`the airstrikes
killed`), common stems, people and places, the encoder's own tag for further mentions. The
weights (`join.json`) come from `python -m training.joins` over our own annotated text.
"""

from __future__ import annotations

import bisect
import json
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from whence.reading.wording.sentence import sentence_starts
from whence.records import EventType, Span

from .find import FoundEvent, Spans

OUTCOMES = re.compile(
    r"(?:kill|die|dead|death|wound|injur|hurt|destroy|damag|hit|struck|target|left|toll|casualt|"
    r"victim|loss|lost|fatal|maim|flatten|caus)"
)
DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|its|their|his|her)(?:\s+[\w-]+)?\s+$", re.IGNORECASE
)
FEATURES = (
    "bias", "same sentence", "next sentence", "same line", "distance", "same stem", "one outcome",
    "both outcomes", "same status", "same mode", "places shared", "places differ",
    "actors shared", "actors differ", "recipients shared", "recipients differ", "definite",
    "tolls differ", "tagged", "tag known", "joined by and", "assault",
)  # fmt: skip
ARTICLES = frozenset(("the", "a", "an", "of", "in", "at", "s", "and", "’s"))


@cache
def load_weights() -> dict[str, float]:
    """The weight of each feature, and `least`: the probability from which two are one."""
    data = (files(__package__) / "join.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(data)
    return weights


def join_events(text: str, found: Sequence[FoundEvent]) -> list[FoundEvent]:
    """The events of an article, each told once; in reading order.

    An anchor is joined to the event that it most likely mentions, if it does so likely enough;
    the surest of an event's anchors stays its anchor.
    """
    starts = sentence_starts(text)
    groups: list[list[FoundEvent]] = []
    for one in sorted(found, key=lambda e: e.anchor.start):
        chances = [max(weigh(text, starts, other, one) for other in group) for group in groups]
        best = max(range(len(groups)), key=chances.__getitem__, default=None)
        if best is not None and chances[best] >= load_weights()["least"]:
            groups[best].append(one)
        else:
            groups.append([one])
    return [merge(group) for group in groups]


def weigh(text: str, starts: Sequence[int], one: FoundEvent, other: FoundEvent) -> float:
    """The probability that two anchors, `one` before `other`, are of the same event."""
    if one.anchor.overlaps(other.anchor):
        return 1.0
    if one.type is not other.type:
        return 0.0
    weights = load_weights()
    features = zip(FEATURES, compare(text, starts, one, other), strict=True)
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in features)))


def compare(
    text: str, starts: Sequence[int], one: FoundEvent, other: FoundEvent
) -> tuple[float, ...]:
    """The features of two anchors of one type, in the order of `FEATURES`."""
    between = text[one.anchor.end : other.anchor.start]
    apart = sentence_of(starts, other) - sentence_of(starts, one)
    words = [e.anchor.of(text).lower() for e in (one, other)]
    outcomes = [bool(OUTCOMES.search(w)) for w in words]
    tagged = max(mention_chance(one, other), mention_chance(other, one))
    return (
        1.0,
        float(apart == 0),
        float(apart == 1),
        float("\n" not in between),
        math.log1p(between.count(" ")),
        float(bool(stems(words[0]) & stems(words[1]))),
        float(outcomes[0] != outcomes[1]),
        float(all(outcomes)),
        float(one.status is other.status),
        float(one.mode is not None and one.mode == other.mode),
        *agreement(text, one.place, other.place),
        *agreement(text, one.actor, other.actor),
        *agreement(text, one.recipient, other.recipient),
        float(bool(DEFINITE.search(text[max(0, other.anchor.start - 40) : other.anchor.start]))),
        float(
            bool(one.deaths and other.deaths)
            and {s.of(text) for s in one.deaths}.isdisjoint(s.of(text) for s in other.deaths)
        ),
        max(-6.0, math.log(max(tagged, 1e-6) / max(1 - tagged, 1e-6))) if tagged else 0.0,
        float(tagged > 0),
        float(apart == 0 and bool(re.search(r"\band\b", between))),
        float(one.type is EventType.ASSAULT),
    )


def sentence_of(starts: Sequence[int], event: FoundEvent) -> int:
    """The number of the sentence in which an event's anchor stands."""
    return bisect.bisect_right(starts, event.anchor.start)


def mention_chance(one: FoundEvent, other: FoundEvent) -> float:
    """How likely the encoder takes the second anchor for a mention of the first event.

    Zero where it did not see both in one window.
    """
    return dict(one.likely).get(other.anchor.start, 0.0)


def stems(words: str) -> set[str]:
    """The words without the endings of number, tense and noun."""
    found = re.findall(r"[^\W\d_]+", words)
    return {stem(w) for w in found if w not in ARTICLES}


def stem(word: str) -> str:
    """A word without its ending: `attacked`, `attacks`, `attacker` → `attack`."""
    short = re.sub(r"(?:ations?|ions?|ments?|ings?|ers?|ed|es|s|e)$", "", word)
    short = short if len(short) > 2 else word
    return short[:-1] if len(short) > 3 and short[-1] == short[-2] else short


def agreement(text: str, some: Spans, others: Spans) -> tuple[float, float]:
    """Whether two lists of words share one, and whether both are told and share none."""
    first, second = (
        {w.lower() for s in spans for w in re.findall(r"\w+", s.of(text))} - ARTICLES
        for spans in (some, others)
    )
    shared = bool(first & second)
    return float(shared), float(bool(first and second) and not shared)


def merge(group: Sequence[FoundEvent]) -> FoundEvent:
    """One event of several anchors: the surest one's, with what only the others tell."""
    best = max(group, key=lambda e: (e.score, -e.anchor.start))
    spans: set[Span] = {s for e in group for s in (*e.mentions, e.anchor)}
    apart = sorted(s for s in spans if not s.overlaps(best.anchor))
    rest = [e for e in group if e is not best]
    told: dict[str, Spans] = {}
    for name in ("actor", "recipient", "place", "date", "deaths", "injured"):
        own = getattr(best, name)
        told[name] = own or next((getattr(e, name) for e in rest if getattr(e, name)), ())
    mode = best.mode or next((e.mode for e in rest if e.mode), None)
    return replace(
        best,
        mentions=tuple(apart),
        mode=mode,
        others=tuple(rest),
        **told,  # type: ignore[arg-type]
    )
