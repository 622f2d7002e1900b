"""Which finding of a new reading is which of an old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .moving import Moving
from .overlay import (
    PARTS,
    SPANS,
    Correction,
    Finding,
    Verdict,
    decisions,
    find_all,
    read_findings,
    several,
    without_undone,
)

# The words that a finding is known again by: the first of these that both have.
MAIN = {"statements": ("content", "cue", "source"), "events": ("anchor",)}
LEAST = 0.5  # two statements with less than this share of their words in common are two
SAME_TYPE = 1.0  # of two events on the same words, the one of the same type goes first
ELSEWHERE = 0.1  # an event whose anchor is only a further mention of the other one


@dataclass(frozen=True, slots=True)
class Old:
    """A finding of an old reading, with its fields on the new text, and what was decided on it.

    `shapes` are what it is known again by: as the reader had it, and as a person left it. `lost`
    are the fields whose words the new text has not; `words` are those that it stood on.
    """

    part: str
    target: str
    words: str
    value: Finding
    shapes: tuple[Finding, ...]
    lost: frozenset[str]
    decided: tuple[Correction, ...]

    def last(self, *verdicts: Verdict, field: str | None = None) -> Correction | None:
        """The newest decision with one of these verdicts, on one field if that is given."""
        fitting = (c for c in reversed(self.decided) if c.verdict in verdicts)
        return next((c for c in fitting if field in (None, c.field)), None)

    @property
    def changed(self) -> set[str]:
        """The fields that were changed; a type and its mode go together."""
        names = {str(c.field) for c in self.decided if c.verdict is Verdict.CHANGE}
        return names | {"type", "mode"} if names & {"type", "mode"} else names


def read_old(old: Mapping[str, Any], made: Sequence[Correction], moving: Moving) -> list[Old]:
    """All findings of an old reading, decided or not, with those that were added to it."""
    holding = without_undone(made)
    readers, finals, decided = read_findings(old), find_all(old, holding), decisions(holding)
    added = {f"added/{c.id}": c for c in holding if c.verdict is Verdict.ADD}
    found = []
    for part in PARTS:
        for target, final in finals[part].items():
            value, lost = move(part, final, moving)
            first = readers[part].get(target)
            shapes = (value,) if first is None else (value, move(part, first, moving)[0])
            own = (added[target],) if target in added else ()
            rows = (*own, *decided.get(target, ()))
            words = main_words(part, final, moving.old)
            found.append(Old(part, target, words, value, shapes, frozenset(lost), rows))
    return found


def main_words(part: str, finding: Finding, text: str) -> str:
    """The words that a finding is known again by."""
    name = next((n for n in MAIN[part] if finding[n]), MAIN[part][0])
    return " … ".join(text[start:end] for start, end in several(finding[name]))


def move(part: str, finding: Finding, moving: Moving) -> tuple[Finding, list[str]]:
    """A finding on the new text; and the fields whose words that has not, which are then empty."""
    moved, lost = dict(finding), []
    for name in SPANS[part]:
        alone = name == "anchor"
        spans = [finding[name]] if alone else finding[name]
        places = [moving.move(*span) for span in spans]
        if None in places:
            lost.append(name)
        there = [place for place in places if place is not None]
        moved[name] = (there[0] if there else None) if alone else sorted(there)
    return moved, lost


def pair(olds: Sequence[Old], news: Mapping[str, Finding]) -> dict[str, str]:
    """The targets of the old findings with those of the new ones that they are.

    The likest go together first, and each goes with one.
    """
    ranked = sorted(
        (
            (-max(likeness(old.part, shape, new) for shape in old.shapes), at, target)
            for at, old in enumerate(olds)
            for target, new in news.items()
        )
    )
    pairs: dict[str, str] = {}
    taken = set()
    for score, at, target in ranked:
        if score < 0 and olds[at].target not in pairs and target not in taken:
            pairs[olds[at].target] = target
            taken.add(target)
    return pairs


def likeness(part: str, one: Finding, other: Finding) -> float:
    """How alike two findings of a kind are; 0 where they are two."""
    name = next((n for n in MAIN[part] if one[n] and other[n]), None)
    if name is None:
        return 0.0
    shared = share(places_of(one[name]), places_of(other[name]))
    if part == "statements":
        return shared if shared >= LEAST else 0.0
    if one["type"] != other["type"]:
        return shared
    if shared:
        return shared + SAME_TYPE
    everywhere = [places_of(each["anchor"]) | places_of(each["mentions"]) for each in (one, other)]
    return ELSEWHERE if everywhere[0] & everywhere[1] else 0.0


def places_of(spans: Sequence[Any]) -> set[int]:
    """All code points under one span or several."""
    return {place for start, end in several(spans) for place in range(start, end)}


def share(one: set[int], other: set[int]) -> float:
    """What two sets have in common, of all that they have (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other))


def outer_first(olds: Sequence[Old]) -> Iterator[Old]:
    """All of them, statements before events, and each behind the one that it stands in."""
    waiting = [each for each in olds if each.part == "statements"]
    while waiting:
        names = {each.target for each in waiting}
        ready = [each for each in waiting if each.value.get("within") not in names]
        yield from ready or waiting
        waiting = [each for each in waiting if each not in ready] if ready else []
    yield from (each for each in olds if each.part == "events")
