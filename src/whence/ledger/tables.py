"""A report → the rows that are searched: article, statements, events, folded words.

They say nothing that the reading does not, and can be made from it anew at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..records import Event, Report, Span
from ..report.days import read_days
from ..report.json import load
from .base import Base, newest_line
from .fold import fold
from .overlay import Corrected

ARTICLE = "id, reading, title, outlet, url, published, language, characters"
STATEMENT = (
    "article, number, target, speaker, source_kind, manner, act, certainty, score, decided, start, "
    "source, relay, words"
)  # fmt: skip
EVENT = (
    "article, number, target, type, mode, status, disputed, first_day, last_day, deaths_low, "
    "deaths_high, deaths_by, place, geonames, meaning, country, latitude, longitude, statement, "
    "score, decided, start, actor, recipient, lead, anchor, rest"
)
OUTLET = "the outlet itself"
AROUND = 240  # code points of a line kept on either side of an anchor: two long sentences


def fill_article(base: Base, number: int, given: Corrected) -> None:
    """Puts a reading's rows in the place of the last one's; inside the caller's transaction.

    What this reading had before keeps its ids.
    """
    known = {kind: known_ids(base, kind, number, given.reading) for kind in ("statement", "event")}
    empty_article(base, number)
    row = article_row(number, given)
    base.execute(f"INSERT INTO article ({ARTICLE}) VALUES ({marks(row)})", row)
    base.execute(
        "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (number, *words_of(given.report))
    )
    for row in with_ids(statement_rows(number, given), known["statement"]):
        found = base.execute(
            f"INSERT INTO statement (id, {STATEMENT}) VALUES ({marks(row)}) RETURNING id", row
        ).fetchone()
        base.execute("INSERT INTO said (rowid, words) VALUES (?, ?)", (found["id"], fold(row[-1])))
    base.executemany(
        f"INSERT INTO event (id, {EVENT}) VALUES (?, {marks(EVENT.split(', '))})",
        list(with_ids(event_rows(number, given), known["event"])),
    )


def known_ids(base: Base, kind: str, number: int, reading: int) -> dict[str, int]:
    """The ids of an article's `statement` or `event` rows by target, if they are of a reading."""
    rows = base.execute(
        f"SELECT t.target, t.id FROM {kind} t JOIN article a ON a.id = t.article "
        "WHERE a.id = ? AND a.reading = ?",
        (number, reading),
    )
    return {row["target"]: row["id"] for row in rows}


def with_ids(
    rows: Iterable[tuple[Any, ...]], known: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    """Rows behind the ids that their targets have; `None` for new ones."""
    return ((known.get(row[2]), *row) for row in rows)


def empty_article(base: Base, number: int) -> None:
    """Takes out the rows of an article's last reading, if it has one."""
    line = newest_line(base, number)
    if line is None:
        return
    report = load(line)
    base.execute(
        "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (number, *words_of(report)),
    )
    for each in base.execute("SELECT id, words FROM statement WHERE article = ?", (number,)):
        base.execute(
            "INSERT INTO said (said, rowid, words) VALUES ('delete', ?, ?)",
            (each["id"], fold(each["words"])),
        )
    base.execute("DELETE FROM article WHERE id = ?", (number,))


def words_of(report: Report) -> tuple[str, str]:
    """Title and text in their searched form."""
    title = report.page.frame.title
    return fold(title.value if title else ""), fold(report.page.text)


def article_row(number: int, given: Corrected) -> tuple[Any, ...]:
    """The row of an article, in the order of `ARTICLE`."""
    page, frame = given.report.page, given.report.page.frame
    title = frame.title.value if frame.title else None
    published = frame.published.value[:10] if frame.published else None
    language = page.language.code if page.language else None
    return (
        number, given.reading, title, page.outlet, page.url, published, language, len(page.text)
    )  # fmt: skip


def statement_rows(article: int, given: Corrected) -> Iterator[tuple[Any, ...]]:
    """A row for each statement, in the order of `STATEMENT`."""
    report = given.report
    text = report.page.text
    for number, (target, one) in enumerate(zip(given.statements, report.statements, strict=True)):
        yield (
            article, number, target, one.speaker, one.source_kind, one.manner, one.act,
            one.certainty, one.scores.statement, given.state(target),
            one.content[0].start if one.content else 0,
            written(report, one.source), written(report, one.relay),
            " … ".join(span.of(text) for span in one.content),
        )  # fmt: skip


def event_rows(article: int, given: Corrected) -> Iterator[tuple[Any, ...]]:
    """A row for each event, in the order of `EVENT`."""
    report = given.report
    for number, (target, one) in enumerate(zip(given.events, report.events, strict=True)):
        first, last = days_of(one)
        found = report.place_of(one)
        meaning = found.meaning if found else None
        deaths = one.deaths
        yield (
            article, number, target, one.type, one.mode, one.status, " ".join(one.disputed),
            first, last,
            deaths.low if deaths else None, deaths.high if deaths else None,
            deaths_by(report, one), written(report, one.place),
            meaning.geonames if meaning else None, meaning.name if meaning else None,
            meaning.country if meaning else None,
            meaning.latitude if meaning else None, meaning.longitude if meaning else None,
            one.statement, one.scores.event, given.state(target), one.anchor.start,
            written(report, one.actor), written(report, one.recipient),
            *around(report.page.text, one.anchor),
        )  # fmt: skip


def deaths_by(report: Report, event: Event) -> str | None:
    """Who tells the dead that stand with an event, where another voice tells the event itself."""
    if not event.deaths_by or event.statement in event.deaths_by:
        return None
    first = event.deaths_by[0]
    if first is None:
        return OUTLET
    statement = report.statements[first]
    return statement.speaker or written(report, statement.source)


def written(report: Report, spans: tuple[Span, ...]) -> str | None:
    """The words under some spans, parted by semicolons; `None` where there are none."""
    return "; ".join(span.of(report.page.text) for span in spans) or None


def around(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before a span in its line, its words, and what stands after it.

    What is cut begins or ends at a word, with an ellipsis.
    """
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    before, after = text[start : span.start], text[span.end : len(text) if end < 0 else end]
    if len(before) > AROUND:
        cut = before[-AROUND:]
        before = "… " + cut[cut.find(" ") + 1 :]
    if len(after) > AROUND:
        cut = after[:AROUND]
        after = cut[: cut.rfind(" ") if " " in cut else AROUND] + " …"
    return before, span.of(text), after


def days_of(event: Event) -> tuple[str | None, str | None]:
    """First and last day, as far as they are told: `2016-10` is the 1st to the 31st."""
    days = read_days(event.date)
    return (None, None) if days is None else (days[0].isoformat(), days[1].isoformat())


def marks(row: tuple[Any, ...] | list[str]) -> str:
    """The question marks for a row's values."""
    return ", ".join("?" * len(row))
