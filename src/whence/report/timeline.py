"""The article's events along the days on which they are said to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..records import Report
from .cast import Cast
from .days import read_days
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
    dated = [(days, row) for row in rows if (days := read_days(row.event.date))]
    if not dated:
        return None
    stated = report.page.frame.published
    published = read_days(stated.value[:10]) if stated else None
    ends = [day for days, _ in dated for day in days] + list(published or ())
    first, last = min(ends), max(ends)
    length = max(1, (last - first).days + 1)

    def place(day: date) -> float:
        return round((day - first).days / length * 100, 2)

    moments = []
    for (start, end), row in sorted(dated, key=lambda d: (d[0], d[1].number)):
        width = max(NARROWEST, ((end - start).days + 1) / length * 100)
        moments.append(Moment(row, min(place(start), 100 - NARROWEST), round(width, 2)))
    undated = tuple(row for row in rows if not read_days(row.event.date))
    mark = place(published[0]) if published else None
    return TimeLine(first.isoformat(), last.isoformat(), mark, tuple(moments), undated)
