"""A report → the rows that are searched: article, statements, events, folded words.

They say nothing that the reading does not, and can be made from it anew at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..records import Event, Report, Span
from ..report.json import load
from .base import Base, newest_line
from .fold import fold
from .overlay import Corrected

STATEMENT = (
    "article, number, speaker, source_kind, manner, act, certainty, score, start, source, relay, "
    "decided, words"
)  # fmt: skip
EVENT = (
    "article, number, type, mode, status, first_day, last_day, deaths_low, deaths_high, place, "
    "geonames, meaning, country, latitude, longitude, statement, score, start, actor, "
    "recipient, decided, disputed, deaths_by, lead, anchor, rest"
)
OUTLET = "the outlet itself"
AROUND = 240  # code points of a line kept on either side of an anchor: two long sentences


def fill_article(base: Base, number: int, given: Corrected) -> None:
    """Puts a reading's rows in the place of the last one's; inside the caller's transaction."""
    empty_article(base, number)
    report = given.report
    page, frame = report.page, report.page.frame
    title = frame.title.value if frame.title else None
    published = frame.published.value[:10] if frame.published else None
    language = page.language.code if page.language else None
    base.execute(
        "INSERT INTO article (id, reading, title, outlet, url, published, language, characters) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, given.reading, title, page.outlet, page.url, published, language, len(page.text)),
    )
    base.execute(
        "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (number, *words_of(report))
    )
    for row in statement_rows(number, given):
        found = base.execute(
            f"INSERT INTO statement ({STATEMENT}) VALUES ({marks(row)}) RETURNING id", row
        ).fetchone()
        base.execute("INSERT INTO said (rowid, words) VALUES (?, ?)", (found["id"], fold(row[-1])))
    base.executemany(
        f"INSERT INTO event ({EVENT}) VALUES ({marks(EVENT.split(', '))})",
        list(event_rows(number, given)),
    )


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


def statement_rows(article: int, given: Corrected) -> Iterator[tuple[Any, ...]]:
    """A row for each statement, in the order of `STATEMENT`."""
    report = given.report
    text = report.page.text
    for number, one in enumerate(report.statements):
        yield (
            article, number, one.speaker, one.source_kind, one.manner, one.act, one.certainty,
            one.scores.statement, one.content[0].start if one.content else 0,
            written(report, one.source), written(report, one.relay),
            given.state(given.statements[number]),
            " … ".join(span.of(text) for span in one.content),
        )  # fmt: skip


def event_rows(article: int, given: Corrected) -> Iterator[tuple[Any, ...]]:
    """A row for each event, in the order of `EVENT`."""
    report = given.report
    for number, one in enumerate(report.events):
        first, last = days_of(one)
        found = report.place_of(one)
        meaning = found.meaning if found else None
        deaths = one.deaths
        yield (
            article, number, one.type, one.mode, one.status, first, last,
            deaths.low if deaths else None, deaths.high if deaths else None,
            written(report, one.place),
            meaning.geonames if meaning else None, meaning.name if meaning else None,
            meaning.country if meaning else None,
            meaning.latitude if meaning else None, meaning.longitude if meaning else None,
            one.statement, one.scores.event, one.anchor.start,
            written(report, one.actor), written(report, one.recipient),
            given.state(given.events[number]), " ".join(one.disputed), deaths_by(report, one),
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
    if event.date is None:
        return None, None
    first, _, last = event.date.partition("/")
    end = last or first
    return f"{first}-01-01"[:10], f"{end}{LAST_DAY.get(len(end), '')}"


# What makes the last day of a year and of a month; every month is given 31 days here, since texts
# of days are compared, and `columns.py` knows better.
LAST_DAY = {4: "-12-31", 7: "-31"}


def marks(row: tuple[Any, ...] | list[str]) -> str:
    """The question marks for a row's values."""
    return ", ".join("?" * len(row))
