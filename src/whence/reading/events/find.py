"""Encoder outputs → events as found, before dates and counts are read and tellings are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from whence.encoder.labels import (
    EVENT_MARKS,
    EVENT_MODES,
    EVENT_TAGS,
    EVENT_TYPES,
    STATUSES,
)
from whence.encoder.output import Floats, Output, to_shares
from whence.encoder.viterbi import find_paths, forbid_orphans, spans_of
from whence.records import EventType, Span, Status

Spans = tuple[Span, ...]
MENTION = [EVENT_TAGS.index(f"{mark}-mention") for mark in "BI"]


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """One event as the encoder found it; `date`, `deaths` and `injured` are words still.

    `likely` says of the other anchors of its window, by where they start, how likely the encoder
    takes them for mentions of this event. `others` are the further anchors that were joined to it.
    """

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
    likely: tuple[tuple[int, float], ...] = ()
    others: tuple[FoundEvent, ...] = ()


def naming_spans(one: FoundEvent) -> set[Span]:
    """Everything that names an event: its anchor, its mentions, the anchors that were joined."""
    return {one.anchor, *one.mentions, *(other.anchor for other in one.others)}


def find_events(outputs: Iterable[Output], steps: Floats, least: float) -> list[FoundEvent]:
    """All anchors of events, in reading order; several may be of one event (`join_events`).

    `steps` are the CRF's transitions over the event tags, `least` the probability from which a
    word anchors an event.
    """
    found = [e for output in outputs for e in read_window(output, steps, least)]
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
        likely=find_likely(output, k),
    )


def find_likely(output: Output, k: int) -> tuple[tuple[int, float], ...]:
    """For the window's other anchors, how likely each is a mention of anchor `k`'s event."""
    words = output.window.words
    return tuple(
        (words.starts[at], float(to_shares(output.parts[k, at])[MENTION].sum()))
        for at in output.events.tolist()
        if at != output.events[k]
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
