"""A report's events in words, for every way of showing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..records import Event, Report, Span, Toll
from .cast import Cast
from .clean import one_line
from .places import parts_above

AROUND = 60  # code points of the article beside an anchor, on each side


@dataclass(frozen=True, slots=True)
class OtherVoice:
    """A further voice that tells an event, and what it gives otherwise: `denied`, `25 dead`.

    `tag` and `statement` are empty for the outlet itself.
    """

    tag: str
    label: str
    words: str
    statement: int | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in words.

    `teller` is the tag of the statement that tells it (`B3`) and its voice, `None` in the outlet's
    own voice; `others` are the further voices that tell it; `where` is what the place means, its
    region and country. `before`, `anchor` and `after` are the words that it stands in.
    """

    number: int
    kind: str
    status: str
    actor: str
    recipient: str
    place: str
    where: str
    date: str
    toll: str
    teller: tuple[str, str] | None
    others: tuple[OtherVoice, ...]
    before: str
    anchor: str
    after: str
    mentions: int
    event: Event


def event_rows(report: Report, roles: Cast) -> list[EventRow]:
    """One row for each event, in reading order. What is not known is empty."""
    return [_row(report, roles, at, event) for at, event in enumerate(report.events, start=1)]


def _row(report: Report, roles: Cast, number: int, event: Event) -> EventRow:
    text = report.page.text
    before, anchor, after = around(text, event.anchor)
    teller = None
    if event.statement is not None:
        teller = (roles.tag(event.statement), one_line(roles.of[event.statement].label))
    return EventRow(
        number=number,
        kind=kind_words(event),
        status=event.status.value,
        actor=joined(text, event.actor),
        recipient=joined(text, event.recipient),
        place=joined(text, event.place),
        where=where_words(report, event),
        date=(event.date or "").replace("/", " to "),
        toll=toll_words(event.deaths, event.injured),
        teller=teller,
        others=tuple(_others(roles, event)),
        before=before,
        anchor=anchor,
        after=after,
        mentions=len(event.mentions),
        event=event,
    )


def _others(roles: Cast, event: Event) -> Iterator[OtherVoice]:
    for telling in event.tellings:
        at = telling.statement
        if at == event.statement:
            continue
        status = telling.status.value if telling.status and telling.status != event.status else ""
        tolls = (telling.deaths, telling.injured)
        toll = toll_words(*tolls) if tolls != (event.deaths, event.injured) else ""
        words = ", ".join(fact for fact in (status, toll) if fact)
        if at is None:
            yield OtherVoice("", "the outlet", words, None)
        else:
            yield OtherVoice(roles.tag(at), one_line(roles.of[at].label), words, at)


def kind_words(event: Event) -> str:
    """Type and mode: `ASSAULT, aerial`."""
    return f"{event.type.value}, {event.mode}" if event.mode else event.type.value


def joined(text: str, spans: Sequence[Span]) -> str:
    """The words of some spans, each on one line, parted by semicolons."""
    return "; ".join(dict.fromkeys(one_line(span.of(text)) for span in spans))


def where_words(report: Report, event: Event) -> str:
    """What an event's place means: `Mosul, Nineveh, Iraq`; empty where it is not resolved."""
    place = report.place_of(event)
    if place is None or place.meaning is None:
        return ""
    return ", ".join([one_line(place.meaning.name), *parts_above(place.meaning)])


def toll_words(deaths: Toll | None, injured: Toll | None) -> str:
    """The dead and injured in words: `at least 4 dead, no injured`."""
    told = [(deaths, "dead"), (injured, "injured")]
    return ", ".join(f"{_range(toll)} {what}" for toll, what in told if toll is not None)


def _range(toll: Toll) -> str:
    if toll.high is None:
        return f"at least {toll.low:,}"
    if toll.high == 0:
        return "no"
    return f"{toll.low:,}" if toll.low == toll.high else f"{toll.low:,} to {toll.high:,}"


def around(text: str, anchor: Span) -> tuple[str, str, str]:
    """An anchor with the words before and after it in its line, whole words, `…` where cut."""
    start = max(text.rfind("\n", 0, anchor.start) + 1, anchor.start - AROUND)
    line_end = text.find("\n", anchor.end)
    end = min(len(text) if line_end < 0 else line_end, anchor.end + AROUND)
    before, after = text[start : anchor.start], text[anchor.end : end]
    if start and text[start - 1] != "\n":
        before = "… " + before.partition(" ")[2]
    if end < len(text) and text[end] != "\n":
        after = after.rpartition(" ")[0] + " …"
    return _edge(before), one_line(anchor.of(text)), _edge(after)


def _edge(words: str) -> str:
    """Words on one line, with the blank kept that parts them from the anchor."""
    line = one_line(words)
    return (" " if words[:1].isspace() else "") + line + (" " if words[-1:].isspace() else "")
