"""Raw probabilities → scores that hold: of the fields scored 0.8, eight in ten are right.

Platt's scaling (1999): one line over the log-odds for each field, fitted by
`training/calibrate.py` on text that the weights never saw, kept in the weights' manifest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from whence.records import Event, Mention, Name, Scores

Line = tuple[float, float]  # slope and offset over the log-odds
Lines = Mapping[str, Line]

PLAIN: Line = (1.0, 0.0)
EDGE = 1e-4  # a probability of nought or one has no log-odds


def calibrate(raw: float, line: Line) -> float:
    """A raw probability on the line of its field, rounded to what means anything."""
    held = min(max(raw, EDGE), 1 - EDGE)
    odds = line[0] * math.log(held / (1 - held)) + line[1]
    return round(1 / (1 + math.exp(-odds)), 3)


def calibrate_scores(raw: Scores, lines: Lines) -> Scores:
    """All scores of one statement; a field without a line keeps its own."""

    def of(field: str, value: float) -> float:
        return calibrate(value, lines.get(field, PLAIN))

    return Scores(
        statement=of("statement", raw.statement),
        source=of("source", raw.source),
        speaker=None if raw.speaker is None else of("speaker", raw.speaker),
        source_kind=of("source_kind", raw.source_kind),
        act=of("act", raw.act),
        certainty=of("certainty", raw.certainty),
    )


def calibrate_events(events: Sequence[Event], lines: Lines) -> tuple[Event, ...]:
    """Events that carry calibrated scores."""

    def held(event: Event) -> Event:
        raw = event.scores
        return replace(
            event,
            scores=replace(
                raw,
                event=calibrate(raw.event, lines.get("event", PLAIN)),
                type=calibrate(raw.type, lines.get("event_type", PLAIN)),
                status=calibrate(raw.status, lines.get("event_status", PLAIN)),
                mode=None
                if raw.mode is None
                else calibrate(raw.mode, lines.get("event_mode", PLAIN)),
            ),
        )

    return tuple(held(event) for event in events)


def calibrate_names(names: Sequence[Name], lines: Lines) -> tuple[Name, ...]:
    """Names whose mentions carry calibrated scores."""
    line = lines.get("name", PLAIN)

    def held(mention: Mention) -> Mention:
        return replace(mention, score=calibrate(mention.score, line))

    return tuple(replace(n, mentions=tuple(held(m) for m in n.mentions)) for n in names)
