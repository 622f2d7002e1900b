"""Days as the codebook writes them: `2016-10-17`, `2016-10`, `2016`, or an interval `a/b`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def read_days(written: str | None) -> tuple[date, date] | None:
    """First and last day of a day, month, year or interval; `None` where it is none of them."""
    if not written:
        return None
    first, slash, last = written.partition("/")
    days = bounds(first), bounds(last if slash else first)
    if days[0] is None or days[1] is None or days[1][1] < days[0][0]:
        return None
    return days[0][0], days[1][1]


def bounds(written: str) -> tuple[date, date] | None:
    """First and last day of a day, month or year."""
    found = WRITTEN.fullmatch(written)
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    end = date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    return first, end
