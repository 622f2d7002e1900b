"""Events as found → events with their date, their tolls, and the statement that tells them."""

from __future__ import annotations

from collections.abc import Sequence

from whence.reading.counts import read_toll
from whence.records import Event, EventScores, Span, Statement, TimeExpression

from .find import FoundEvent


def tell_events(
    text: str,
    found: Sequence[FoundEvent],
    statements: Sequence[Statement],
    dates: Sequence[TimeExpression],
) -> tuple[Event, ...]:
    """One event for each finding. All spans are on `text`; `dates` are the page's expressions."""
    return tuple(
        Event(
            anchor=one.anchor,
            mentions=one.mentions,
            type=one.type,
            mode=one.mode,
            status=one.status,
            actor=one.actor,
            recipient=one.recipient,
            place=one.place,
            date=read_date(one.date, dates),
            deaths=read_toll(text, one.deaths),
            injured=read_toll(text, one.injured),
            statement=find_telling(one.anchor, statements),
            scores=EventScores(
                event=one.score,
                type=one.type_score,
                status=one.status_score,
                mode=None if one.mode is None else one.mode_score,
            ),
        )
        for one in found
    )


def find_telling(anchor: Span, statements: Sequence[Statement]) -> int | None:
    """The index of the innermost statement in whose content the anchor stands.

    The innermost is the one with the shortest content; `None` in the outlet's own voice.
    """
    holding = [
        (sum(s.end - s.start for s in statement.content), index)
        for index, statement in enumerate(statements)
        if any(piece.covers(anchor) for piece in statement.content)
    ]
    return min(holding)[1] if holding else None


def read_date(words: Sequence[Span], dates: Sequence[TimeExpression]) -> str | None:
    """The day, month, year or interval that the words name, `None` where that stays open.

    `words` are what the model ties to the event. Two expressions that it ties, as in `from
    Monday to Wednesday`, are one interval. Never the publication's date by default.
    """
    named = [d for d in dates if d.start and any(d.span.overlaps(span) for span in words)]
    if not named:
        return None
    first, last = named[0], named[-1]
    if first is last:
        return _value(first)
    start, end = first.start or "", last.end or ""
    return f"{start}/{end}" if start < end else _value(first)


def _value(one: TimeExpression) -> str | None:
    """An expression's days as the codebook writes them."""
    if one.start is None or one.end is None:
        return None
    if one.start == one.end:
        return one.start
    if one.granularity in ("month", "year") and "/" not in one.value:
        return one.value
    return f"{one.start}/{one.end}"
