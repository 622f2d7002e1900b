"""The article's events along the days on which they are said to have happened."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ..records import Report
from .cast import Cast
from .events import EventRow, event_rows

NARROWEST = 0.8  # per cent of the line that even a day takes up


@dataclass(frozen=True, slots=True)
class Moment:
    """One event on the line: where its days begin and how wide they are, in per cent."""

    row: EventRow
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Events by their first day; `published` is where the day of publication stands."""

    first: str
    last: str
    published: float | None
    moments: tuple[Moment, ...]
    undated: tuple[EventRow, ...]


def make_line(report: Report, roles: Cast) -> TimeLine | None:
    """The line of a report's dated events, `None` where no event has a date."""
    rows = event_rows(report, roles)
    dated = [(days, row) for row in rows if (days := days_of(row.event.date))]
    if not dated:
        return None
    stated = report.page.frame.published
    published = days_of(stated.value[:10]) if stated else None
    ends = [day for days, _ in dated for day in days] + list(published or ())
    first, last = min(ends), max(ends)
    length = max(1, (last - first).days + 1)

    def place(day: date) -> float:
        return round((day - first).days / length * 100, 2)

    moments = []
    for (start, end), row in sorted(dated, key=lambda d: (d[0], d[1].number)):
        width = max(NARROWEST, ((end - start).days + 1) / length * 100)
        moments.append(Moment(row, min(place(start), 100 - NARROWEST), round(width, 2)))
    undated = tuple(row for row in rows if not days_of(row.event.date))
    mark = place(published[0]) if published else None
    return TimeLine(first.isoformat(), last.isoformat(), mark, tuple(moments), undated)


def days_of(written: str | None) -> tuple[date, date] | None:
    """First and last day of a day, month, year or interval as written; `None` where not one."""
    if not written:
        return None
    first, _, last = written.partition("/")
    try:
        return _bounds(first)[0], _bounds(last or first)[1]
    except ValueError:
        return None


def _bounds(written: str) -> tuple[date, date]:
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])
