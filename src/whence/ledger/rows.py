"""Row ids → what is shown of them, with the words that were looked for marked.

Only the rows of one page are asked of the file, so that a page costs the same in any ledger.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import LedgerError
from .base import Base, newest_line
from .fold import find_words

SHOWN = 360  # code points of a text in a list: four lines of a page
LEAD = 120  # of these before the first word that was looked for


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text; `hit` if it is what was looked for, `anchor` if it names the event."""

    text: str
    hit: bool = False
    anchor: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list; `day` is that of its publication, `name` the file it was found as.

    `snippet` is the part of its text with the words that were looked for, empty where none were.
    """

    id: int
    title: str | None
    name: str
    outlet: str | None
    url: str | None
    day: str | None
    language: str | None
    characters: int
    statements: int
    events: int
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in a list; `number` is its index in the article's report.

    `source` and `relay` are as written. `decided` is what a person decided on it: `accepted`,
    `changed`, `added`. `words` is all of its content, `snippet` the part that is shown. `day` is
    the article's, and so is `name`, the file that it was found as.
    """

    id: int
    article: int
    number: int
    title: str | None
    name: str
    outlet: str | None
    url: str | None
    day: str | None
    language: str | None
    speaker: str | None
    source: str | None
    source_kind: str | None
    relay: str | None
    manner: str | None
    act: str | None
    certainty: str | None
    score: float
    decided: str | None
    start: int
    words: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in a list; `number` is its index in the article's report.

    `lead`, `anchor` and `rest` are the line of the article around its anchor. `speaker`,
    `source_kind` and `certainty` are those of the statement that tells it, `None` where the
    outlet does (`statement` is `None` too), `source` and `relay` as written there. `day` is the
    article's, `first_day` its own; `name` is the file that the article was found as. `disputed`
    are the fields in which its tellings differ, parted by spaces; `deaths_by` is who tells the
    dead, where that is another voice.
    """

    id: int
    article: int
    number: int
    title: str | None
    name: str
    outlet: str | None
    url: str | None
    day: str | None
    language: str | None
    type: str
    mode: str | None
    status: str
    first_day: str | None
    last_day: str | None
    deaths_low: int | None
    deaths_high: int | None
    actor: str | None
    recipient: str | None
    place: str | None
    geonames: int | None
    meaning: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    statement: int | None
    speaker: str | None
    source: str | None
    source_kind: str | None
    relay: str | None
    certainty: str | None
    score: float
    decided: str | None
    disputed: str | None
    deaths_by: str | None
    start: int
    lead: str
    anchor: str
    rest: str
    snippet: tuple[Piece, ...]


ABOUT = """a.title, (SELECT g.name FROM sighting g WHERE g.capture = a.id ORDER BY g.id LIMIT 1)
        AS name, a.outlet, a.url, a.published AS day, a.language"""
WANTED = "IN (SELECT value FROM json_each(?))"
STATEMENT = f"""
    SELECT s.id, s.article, s.number, {ABOUT}, s.speaker, s.source, s.source_kind, s.relay,
        s.manner, s.act, s.certainty, s.score, s.decided, s.start, s.words
    FROM statement s JOIN article a ON a.id = s.article WHERE s.id {WANTED}"""
EVENT = f"""
    SELECT e.id, e.article, e.number, {ABOUT}, e.type, e.mode, e.status, e.first_day, e.last_day,
        e.deaths_low, e.deaths_high, e.actor, e.recipient, e.place, e.geonames, e.meaning,
        e.country, e.latitude, e.longitude, e.statement, s.speaker, s.source,
        s.source_kind, s.relay, s.certainty,
        e.score, e.decided, e.disputed, e.deaths_by, e.start, e.lead, e.anchor, e.rest
    FROM event e JOIN article a ON a.id = e.article
    LEFT JOIN statement s ON s.article = e.article AND s.number = e.statement
    WHERE e.id {WANTED}"""
ARTICLE = f"""
    SELECT a.id, {ABOUT}, a.characters,
        (SELECT count(*) FROM statement s WHERE s.article = a.id) AS statements,
        (SELECT count(*) FROM event e WHERE e.article = a.id) AS events
    FROM article a WHERE a.id {WANTED}"""


def read_statements(base: Base, ids: Sequence[int], words: str = "") -> list[StatementRow]:
    """The statements with these ids, in their order; those that are gone are left out.

    `words` is what was looked for, as it was typed.
    """
    return [
        StatementRow(**row, snippet=snippet(row["words"], words))
        for row in fetch(base, STATEMENT, ids)
    ]


def read_events(base: Base, ids: Sequence[int], words: str = "") -> list[EventRow]:
    """The events with these ids, in their order; those that are gone are left out."""
    return [
        EventRow(**row, snippet=mark_line(row["lead"], row["anchor"], row["rest"], words))
        for row in fetch(base, EVENT, ids)
    ]


def mark_line(lead: str, anchor: str, rest: str, words: str) -> tuple[Piece, ...]:
    """A line of an article around an event's anchor, cut into runs."""
    named = (Piece(p.text, p.hit, anchor=True) for p in mark_words(anchor, words))
    return *mark_words(lead, words), *named, *mark_words(rest, words)


def read_articles(base: Base, ids: Sequence[int], words: str = "") -> list[ArticleRow]:
    """The articles with these ids, in their order; those that are gone are left out."""
    return [
        ArticleRow(**row, snippet=snippet(read_text(base, row["id"]), words) if words else ())
        for row in fetch(base, ARTICLE, ids)
    ]


def read_text(base: Base, article: int) -> str:
    """The text of an article's page, on which all offsets are."""
    line = newest_line(base, article)
    if line is None:
        raise LedgerError(f"no article {article} in this ledger")
    text: str = json.loads(line)["page"]["text"]
    return text


def fetch(base: Base, query: str, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of a query over ids, in the order of the ids."""
    listed = "[" + ",".join(map(str, ids)) + "]"
    rows: dict[int, sqlite3.Row] = {row["id"]: row for row in base.execute(query, (listed,))}
    return [dict(rows[i]) for i in ids if i in rows]


def mark_words(text: str, words: str) -> tuple[Piece, ...]:
    """A text cut into runs, those that were looked for marked."""
    pieces, at = [], 0
    for start, end in find_words(text, words):
        if at < start:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], hit=True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def snippet(text: str, words: str) -> tuple[Piece, ...]:
    """The part of a text around the first words that were looked for, those marked.

    It begins and ends at a word; what is left off is an ellipsis.
    """
    if len(text) <= SHOWN:
        return mark_words(text, words)
    found = find_words(text, words)
    start = word_start(text, found[0][0] - LEAD) if found else 0
    end = word_end(text, start + SHOWN)
    pieces = mark_words(text[start:end], words)
    return (
        *([Piece("… ")] if start else []),
        *pieces,
        *([Piece(" …")] if end < len(text) else []),
    )


def word_start(text: str, at: int) -> int:
    """The beginning of the first whole word from a place on, near it; 0 where it is before all."""
    if at <= 0:
        return 0
    space = text.find(" ", at, at + LEAD // 2)
    return at if space < 0 else space + 1


def word_end(text: str, at: int) -> int:
    """The end of the last whole word up to a place."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - LEAD // 2, at)
    return at if space < 0 else space
