"""Encoder outputs → events as found, before dates and counts are read and tellings are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from whence.encoder.labels import (
    EVENT_MARKS,
    EVENT_MODES,
    EVENT_TAGS,
    EVENT_TYPES,
    STATUSES,
)
from whence.encoder.output import Floats, Output
from whence.encoder.viterbi import find_paths, forbid_orphans, spans_of
from whence.records import EventType, Span, Status

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """One event as the encoder found it; `date`, `deaths` and `injured` are words still."""

    anchor: Span
    mentions: Spans
    type: EventType
    mode: str | None
    status: Status
    actor: Spans
    recipient: Spans
    place: Spans
    date: Spans
    deaths: Spans
    injured: Spans
    score: float
    type_score: float
    mode_score: float
    status_score: float


def find_events(outputs: Iterable[Output], steps: Floats, least: float) -> list[FoundEvent]:
    """All events, in reading order, each told once within a window.

    `steps` are the CRF's transitions over the event tags, `least` the probability from which a
    word anchors an event.
    """
    found: list[FoundEvent] = []
    for output in outputs:
        found.extend(join_mentions(read_window(output, steps, least)))
    return sorted(found, key=lambda e: e.anchor.start)


def read_window(output: Output, steps: Floats, least: float) -> list[FoundEvent]:
    """The events of one window, one for each anchor."""
    sure = 1 - output.types[output.events, 0]
    rows = [k for k in range(len(output.events)) if sure[k] >= least]
    if not rows:
        return []
    allowed, opening = forbid_orphans(steps, EVENT_TAGS)
    paths = find_paths(output.parts[rows], allowed, opening)
    return [
        make_event(output, k, spans_of(path, EVENT_TAGS))
        for k, path in zip(rows, paths, strict=True)
    ]


def make_event(output: Output, k: int, parts: list[tuple[str, int, int]]) -> FoundEvent:
    """The event of anchor `k`, whose words play the given parts."""
    words, at = output.window.words, int(output.events[k])

    def role(name: str) -> list[Span]:
        return [Span(words.starts[a], words.ends[b - 1]) for label, a, b in parts if label == name]

    here = Span(words.starts[at], words.ends[at])
    own = [s for s in role("anchor") if s.overlaps(here)]
    marks = mark_spans(output.marks[k])
    placed = {
        name: tuple(Span(words.starts[a], words.ends[b - 1]) for a, b in runs)
        for name, runs in marks.items()
    }
    shares = output.types[at, 1:]
    kind = EventType(EVENT_TYPES[1 + int(shares.argmax())])
    status, mode = read_nature(output.natures[k], kind)
    return FoundEvent(
        anchor=own[0] if own else here,
        mentions=tuple(role("mention")),
        type=kind,
        mode=mode[0],
        status=status[0],
        actor=tuple(role("actor")),
        recipient=tuple(role("recipient")),
        place=placed["place"],
        date=placed["date"],
        deaths=placed["deaths"],
        injured=placed["injured"],
        score=float(shares.sum()),
        type_score=float(shares.max() / shares.sum()),
        mode_score=mode[1],
        status_score=status[1],
    )


def mark_spans(scores: Floats) -> dict[str, list[tuple[int, int]]]:
    """Word ranges of places, dates and counts from scores [W, marks]."""
    best = [EVENT_MARKS[i] for i in scores.argmax(-1).tolist()]
    runs: dict[str, list[tuple[int, int]]] = {}
    for name in ("place", "date", "deaths", "injured"):
        on = [mark == name or (mark == "both" and name in ("deaths", "injured")) for mark in best]
        edges = np.flatnonzero(np.diff([0, *map(int, on), 0])).tolist()
        runs[name] = list(zip(edges[::2], edges[1::2], strict=True))
    return runs


def read_nature(
    scores: Floats, kind: EventType
) -> tuple[tuple[Status, float], tuple[str | None, float]]:
    """Status and mode with their probabilities; the mode among those of the event's type."""
    statuses = to_shares(scores[: len(STATUSES)])
    own = [0] + [i for i, m in enumerate(EVENT_MODES) if m.startswith(f"{kind}/")]
    modes = to_shares(scores[len(STATUSES) :][own])
    best, mode = int(statuses.argmax()), int(modes.argmax())
    name = EVENT_MODES[own[mode]].partition("/")[2] or None
    return (STATUSES[best], float(statuses[best])), (name, float(modes[mode]))


def to_shares(scores: Floats) -> Floats:
    """Scores as probabilities."""
    powers = np.exp(scores - scores.max())
    result: Floats = powers / powers.sum()
    return result


def join_mentions(found: Sequence[FoundEvent]) -> list[FoundEvent]:
    """One event for each act: an anchor that a surer one takes for its mention is a mention."""
    kept: list[FoundEvent] = []
    for one in sorted(found, key=lambda e: (-e.score, e.anchor.start)):
        at = next((i for i, other in enumerate(kept) if is_same(one, other)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = join(kept[at], one)
    return kept


def is_same(one: FoundEvent, other: FoundEvent) -> bool:
    """Whether two anchors are one event's."""
    if one.anchor.overlaps(other.anchor):
        return True
    if one.type is not other.type:
        return False
    return any(one.anchor.overlaps(m) for m in other.mentions) or any(
        other.anchor.overlaps(m) for m in one.mentions
    )


def join(event: FoundEvent, other: FoundEvent) -> FoundEvent:
    """The first event, with the second one's mentions and what only that one tells."""
    spans = {*event.mentions, *other.mentions, other.anchor}
    mentions = [s for s in spans if not s.overlaps(event.anchor)]
    return replace(
        event,
        mentions=tuple(sorted(mentions, key=lambda s: (s.start, s.end))),
        **{
            name: getattr(event, name) or getattr(other, name)
            for name in ("actor", "recipient", "place", "date", "deaths", "injured")
        },
    )
