"""Events as found → events with their date, their tolls, and the statement that tells them."""

from __future__ import annotations

from collections.abc import Sequence

from whence.reading.counts import read_toll
from whence.records import Event, EventScores, Span, Statement, Telling, TimeExpression

from .find import FoundEvent, naming_spans
from .mode import SURE, mode_of_words


def tell_events(
    text: str,
    found: Sequence[FoundEvent],
    statements: Sequence[Statement],
    dates: Sequence[TimeExpression],
) -> tuple[Event, ...]:
    """One event for each finding. All spans are on `text`; `dates` are the page's expressions."""
    named = [(one, *tell_mode(text, one)) for one in found]
    return tuple(
        Event(
            anchor=one.anchor,
            mentions=one.mentions,
            type=one.type,
            mode=mode,
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
                mode=None if mode is None else mode_score,
            ),
            tellings=find_tellings(text, one, statements),
        )
        for one, mode, mode_score in named
    )


def tell_mode(text: str, one: FoundEvent) -> tuple[str | None, float]:
    """The mode with its score: what the anchor's words give away, the model's, the mentions'."""
    plain = mode_of_words(text, one.type, [one.anchor])
    if plain is None and one.mode is not None:
        return one.mode, one.mode_score
    plain = plain or mode_of_words(text, one.type, one.mentions)
    return plain, max(SURE, one.mode_score) if plain == one.mode else SURE


def find_tellings(
    text: str, one: FoundEvent, statements: Sequence[Statement]
) -> tuple[Telling, ...]:
    """Every voice that tells an event, in reading order: the outlet's own, and each statement.

    A voice tells it where an anchor or a mention stands in what it says, or, if it is a
    statement, where words that count the victims do.
    """
    anchors = (one, *one.others)
    voices: dict[int | None, list[Span]] = {}
    for span in sorted(naming_spans(one)):
        voices.setdefault(find_telling(span, statements), []).append(span)
    counted: dict[str, dict[int | None, list[Span]]] = {"deaths": {}, "injured": {}}
    for name, by_voice in counted.items():
        for span in sorted({s for e in anchors for s in getattr(e, name)}):
            voice = find_telling(span, statements)
            by_voice.setdefault(voice, []).append(span)
            if voice is not None:
                voices.setdefault(voice, []).append(span)
    status = {find_telling(e.anchor, statements): e.status for e in reversed(anchors)}
    tellings = [
        Telling(
            span=min(spans),
            statement=voice,
            status=status.get(voice),
            deaths=read_toll(text, counted["deaths"].get(voice, ())),
            injured=read_toll(text, counted["injured"].get(voice, ())),
        )
        for voice, spans in voices.items()
    ]
    return tuple(sorted(tellings, key=lambda t: t.span))


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
