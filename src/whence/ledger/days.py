"""The rows of a filter over time: how many there are in each day, week, month or year.

A row whose days all lie in one of these is counted there. One that is told less exactly, such as
`2016` among days, is not put anywhere in particular: it is counted over all of its days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .columns import EPOCH, NONE, Columns
from .search import Mask

MOST = 120  # bars beside one another that can still be told apart on a line of 960 units
SPANS = 10  # spans that are told one by one, those with most rows
Numbers = NDArray[np.int64]


class Unit(StrEnum):
    """How long a bar is, the shortest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Days:
    """Rows between two days, both included."""

    first: date
    last: date
    rows: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows over time.

    All rows are those of the `bars`, which follow one another without gaps, those of the `spans`,
    which reach over several bars, those of further spans (`more`), and the `undated`.
    """

    unit: Unit
    bars: tuple[Days, ...]
    spans: tuple[Days, ...]
    more: int
    undated: int


def over_time(
    columns: Columns, mask: Mask, first: date | None = None, last: date | None = None
) -> Timeline:
    """Some rows over time, in bars from the first of their days, or from `first`, to the last."""
    rows = np.flatnonzero(mask)
    dated = rows[columns.first[rows] != NONE]
    begins = columns.first[dated].astype(np.int64)
    ends = np.maximum(columns.last[dated].astype(np.int64), begins)
    undated = len(rows) - len(dated)
    if not len(dated):
        return Timeline(Unit.DAY, (), (), 0, undated)
    start = first.toordinal() - EPOCH if first else int(begins.min())
    end = max(start, last.toordinal() - EPOCH if last else int(ends.max()))
    unit = unit_of(start, end)
    # Days are few beside rows: each one's bar is found once.
    least = min(start, int(begins.min()))
    bar_at = bar_of(np.arange(least, max(end, int(ends.max())) + 1), unit)
    begun, ended = bar_at[begins - least], bar_at[ends - least]
    exact = begun == ended
    low, high = bar_at[[start - least, end - least]].tolist()
    if exact.any():  # rows whose only bar lies beyond the days that were asked for
        low, high = min(low, int(begun[exact].min())), max(high, int(begun[exact].max()))
    counts = np.bincount(begun[exact] - low, minlength=high - low + 1)
    starts = first_days(np.arange(low, high + 2), unit)
    spans, more = spans_of(begins[~exact], ends[~exact])
    bars = tuple(
        Days(day_at(a), day_at(b - 1), n)
        for a, b, n in zip(starts[:-1].tolist(), starts[1:].tolist(), counts.tolist(), strict=True)
    )
    return Timeline(unit, bars, spans, more, undated)


def unit_of(start: int, end: int) -> Unit:
    """The shortest unit of which at most `MOST` lie between two days."""
    ends = np.array([start, end])
    for unit in Unit:
        first, last = bar_of(ends, unit).tolist()
        if last - first < MOST:
            return unit
    return Unit.CENTURY


def bar_of(days: Numbers, unit: Unit) -> Numbers:
    """The numbers of the bars in which some days lie; weeks begin on Monday."""
    if unit is Unit.DAY:
        return days
    if unit is Unit.WEEK:
        return (days + 3) // 7  # 1970 began on a Thursday
    if unit is Unit.MONTH:
        return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years // LENGTHS[unit]


LENGTHS = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}


def first_days(bars: Numbers, unit: Unit) -> Numbers:
    """The first days of some bars."""
    if unit is Unit.DAY:
        return bars
    if unit is Unit.WEEK:
        return bars * 7 - 3
    kind = "datetime64[M]" if unit is Unit.MONTH else "datetime64[Y]"
    numbers = bars if unit is Unit.MONTH else bars * LENGTHS[unit] - 1970
    return numbers.astype(kind).astype("datetime64[D]").astype(np.int64)


def spans_of(begins: Numbers, ends: Numbers) -> tuple[tuple[Days, ...], int]:
    """The commonest spans in the order of their days, and how many rows the others have."""
    pairs, counts = np.unique(np.stack([begins, ends]), axis=1, return_counts=True)
    top = np.sort(np.argsort(-counts, kind="stable")[:SPANS])
    shown = tuple(
        Days(day_at(int(pairs[0, n])), day_at(int(pairs[1, n])), int(counts[n])) for n in top
    )
    return shown, int(counts.sum()) - sum(s.rows for s in shown)


def day_at(number: int) -> date:
    """A day by its number since 1970; those before the year 1 are its first."""
    return date.fromordinal(max(1, number + EPOCH))
