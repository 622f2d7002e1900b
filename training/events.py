"""The events of our own annotated text: the second table of the mark-up, and what must hold.

Behind the statements' table stands, after another `---`, one line for each event::

    1 | ASSAULT/heavy-weapons | occurred | 2019-03-07 | 4 | 9-12
    2 | THREATEN/violence | possible | - | - | -

Number, type with its mode, status, date (ISO day, month, year or interval), deaths and injured
(`4`, `4-9`, `21+`, `0`); `-` is what the article does not tell. In the text `E` is the anchor,
`M` a further mention, `A` actor, `V` recipient, `P` place, `D` the words that tell the date,
`K` those that count the dead, `I` the injured. Numbers are the events' own. The statement that
an event stands in follows from where its anchor stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from whence.records import MODES, EventType, Status

Pair = tuple[int, int]
Count = tuple[int, int | None]

ROLES = {
    "E": "anchor",
    "M": "mentions",
    "A": "actor",
    "V": "recipient",
    "P": "place",
    "D": "date_words",
    "K": "deaths_words",
    "I": "injured_words",
}
DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
DATE = re.compile(rf"{DAY}(?:/{DAY})?")
COUNT = re.compile(r"(\d+)(?:-(\d+)|(\+))?")


class EventError(ValueError):
    """An event breaks the mark-up."""


@dataclass(slots=True)
class AnnotatedEvent:
    """One event of the training text. Spans are `(start, end)` on the document's text."""

    type: str
    mode: str | None
    status: str
    date: str | None
    deaths: Count | None
    injured: Count | None
    anchor: list[Pair] = field(default_factory=list)
    mentions: list[Pair] = field(default_factory=list)
    actor: list[Pair] = field(default_factory=list)
    recipient: list[Pair] = field(default_factory=list)
    place: list[Pair] = field(default_factory=list)
    date_words: list[Pair] = field(default_factory=list)
    deaths_words: list[Pair] = field(default_factory=list)
    injured_words: list[Pair] = field(default_factory=list)


def read_events(name: str, table: str) -> dict[int, AnnotatedEvent]:
    """The lines of the second table, by event number; raises `EventError`."""
    events: dict[int, AnnotatedEvent] = {}
    for line in filter(str.strip, table.splitlines()):
        cells = [c.strip() for c in line.split("|")]
        if len(cells) != 6 or not cells[0].isdigit() or int(cells[0]) in events:
            raise EventError(f"{name}: bad event line {line!r}")
        where = f"{name}: event {cells[0]}"
        kind, _, mode = cells[1].partition("/")
        if kind not in set(EventType) or (mode and mode not in MODES[EventType(kind)]):
            raise EventError(f"{where}: no such type and mode {cells[1]!r}")
        if cells[2] not in set(Status):
            raise EventError(f"{where}: {cells[2]!r} is none of {', '.join(Status)}")
        if cells[3] != "-" and not DATE.fullmatch(cells[3]):
            raise EventError(f"{where}: {cells[3]!r} is no date")
        date = None if cells[3] == "-" else cells[3]
        deaths, injured = (read_count(where, c) for c in cells[4:])
        events[int(cells[0])] = AnnotatedEvent(kind, mode or None, cells[2], date, deaths, injured)
    return events


def read_count(where: str, cell: str) -> Count | None:
    """`4`, `4-9` or `21+` as a range."""
    if cell == "-":
        return None
    m = COUNT.fullmatch(cell)
    if not m:
        raise EventError(f"{where}: {cell!r} is no count")
    low = int(m[1])
    return (low, None) if m[3] else (low, int(m[2] or low))


def check_event(where: str, text: str, e: AnnotatedEvent) -> None:
    """One anchor, sound edges, and words for every count; raises `EventError`."""
    for role in ROLES.values():
        joined = join_pieces(text, getattr(e, role))
        setattr(e, role, joined)
        for start, end in joined:
            if text[start:end] != text[start:end].strip() or start == end:
                raise EventError(f"{where}: {role} {text[start:end]!r} has white space at an edge")
    if len(e.anchor) != 1:
        raise EventError(f"{where} has {len(e.anchor)} anchors instead of one")
    for words, count in ((e.deaths_words, e.deaths), (e.injured_words, e.injured)):
        if bool(words) != (count is not None):
            raise EventError(f"{where}: counts in the table and K or I tags go together")


def join_pieces(text: str, spans: list[Pair]) -> list[Pair]:
    """Spans that only blanks part are one: tags must nest, so some had to be cut."""
    out: list[Pair] = []
    for start, end in sorted(spans):
        if out and not text[out[-1][1] : start].strip(" "):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
