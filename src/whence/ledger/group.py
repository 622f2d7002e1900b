"""All rows that share one thing, as a speaker's statements do: how many, of what kinds, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from .columns import EPOCH, NONE, Codes, Columns
from .filter import Filter, Order
from .search import Count, Mask, count, take_page

# A unit is taken where no more of it would be shown: bars of a chart that is read on a phone.
MOST = {"day": 45, "month": 72, "year": 90}
MONTHS, YEARS = 1970 * 12, 1970  # of the epoch, as numpy counts from it


@dataclass(frozen=True, slots=True)
class Bar:
    """The rows of one day, month, year or decade, all its days from `first` to `last`."""

    first: date
    last: date
    rows: int


@dataclass(frozen=True, slots=True)
class Group:
    """One page of the rows, and what is known about all of them.

    `first` and `last` are the first and last day that any has, `None` where none has one; `bars`
    are without gaps. `after` asks for the next page, `None` where this is the last.
    """

    rows: tuple[int, ...]
    after: int | None
    total: int
    articles: int
    undated: int
    first: date | None
    last: date | None
    unit: str
    bars: tuple[Bar, ...]
    counts: dict[str, tuple[Count, ...]]


def with_value(columns: Columns, name: str, value: str | None) -> Mask:
    """The rows with a value of a field; `None` are those where it is not known."""
    choice = columns.choices[name]
    mask: Mask = choice.codes == choice.numbers.get(value, -1)
    return mask


def read_group(
    columns: Columns, mask: Mask, order: Order, *, after: int | None, size: int
) -> Group:
    """The rows under a mask: one page of them in an order, behind the place `after`, and counts."""
    rows, following = take_page(columns, mask, order, after, size)
    days = columns.first[mask]
    dated = days[days != NONE]
    unit, bars = count_days(dated)
    return Group(
        rows=rows,
        after=following,
        total=len(days),
        articles=int(np.count_nonzero(np.bincount(columns.articles[mask], minlength=1))),
        undated=len(days) - len(dated),
        first=day_at(int(dated.min())) if len(dated) else None,
        last=day_at(int(dated.max())) if len(dated) else None,
        unit=unit,
        bars=bars,
        counts={name: count(columns, name, mask, Filter()) for name in columns.choices},
    )


def count_days(days: Codes) -> tuple[str, tuple[Bar, ...]]:
    """How many of some days lie in each day, month, year or decade from the first to the last."""
    if not len(days):
        return "day", ()
    moments = days.astype("datetime64[D]")
    months = moments.astype("datetime64[M]").astype(np.int64) + MONTHS
    for unit, places in (("day", days), ("month", months), ("year", months // 12)):
        if int(places.max()) - int(places.min()) < MOST[unit]:
            break
    else:
        unit, places = "decade", months // 120
    start = int(places.min())
    sums = np.bincount(places - start).tolist()
    return unit, tuple(Bar(*edges(unit, start + at), rows) for at, rows in enumerate(sums))


def edges(unit: str, place: int) -> tuple[date, date]:
    """First and last day of the day, month, year or decade with a number."""
    if unit == "day":
        return day_at(place), day_at(place)
    months = {"month": 1, "year": 12, "decade": 120}[unit]
    return month_at(place * months), month_at((place + 1) * months, before=True)


def month_at(number: int, *, before: bool = False) -> date:
    """The first day of a month counted from the year 0, or the day before it."""
    year, month = divmod(number, 12)
    if year < 1:
        return date.min
    if year > date.max.year:
        return date.max
    first = date(year, month + 1, 1)
    return first - timedelta(days=1) if before else first


def day_at(number: int) -> date:
    """The day that is so many days after the start of 1970."""
    return date.fromordinal(number + EPOCH)
