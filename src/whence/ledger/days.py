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
SHORTER = 4  # times; what makes the line longer than that is left out if it is rare
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
    which reach over several bars, those of further spans (`more`), the `undated`, and the few
    that are so far away that the others could not be told apart beside them: `earlier` than the
    first bar, else `later` than the last.
    """

    unit: Unit
    bars: tuple[Days, ...]
    spans: tuple[Days, ...]
    more: int
    undated: int
    earlier: int = 0
    later: int = 0


def over_time(
    columns: Columns, mask: Mask, first: date | None = None, last: date | None = None
) -> Timeline:
    """Some rows over time, in bars from the first of their days, or from `first`, to the last.

    What is far away from nearly all others is left out where no days are given.
    """
    rows = np.flatnonzero(mask)
    dated = rows[columns.first[rows] != NONE]
    begins = columns.first[dated].astype(np.int64)
    ends = np.maximum(columns.last[dated].astype(np.int64), begins)
    undated = len(rows) - len(dated)
    if not len(dated):
        return Timeline(Unit.DAY, (), (), 0, undated)
    earlier = later = 0
    if first is None and last is None:
        low, high = main_part(begins, ends)
        earlier = int(np.count_nonzero(begins < low))
        near = (begins >= low) & (ends <= high)
        begins, ends = begins[near], ends[near]
        later = len(dated) - earlier - len(begins)
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
    return Timeline(unit, bars, spans, more, undated, earlier, later)


def main_part(begins: Numbers, ends: Numbers) -> tuple[int, int]:
    """Between which days a line is drawn: all, or what is left without a few far away.

    They are at most one row in twenty at either end, and are left out where the bars are shorter
    and the line is a quarter as long without them. The days are those of whole bars.
    """
    low, high = int(begins.min()), int(ends.max())
    few = len(begins) // 20
    if not few:
        return low, high
    least = np.sort(np.partition(begins, few)[: few + 1])
    most = -np.sort(np.partition(-ends, few)[: few + 1])
    near_low = int(least[int(np.diff(least).argmax()) + 1])
    near_high = int(most[int((-np.diff(most)).argmax()) + 1])
    if is_told_better((near_low, high), (low, high)):
        low = near_low
    if is_told_better((low, near_high), (low, high)):
        high = near_high
    unit = unit_of(low, high)
    bars = bar_of(np.array([low, high]), unit)
    return int(first_days(bars[:1], unit)[0]), int(first_days(bars[1:] + 1, unit)[0]) - 1


def is_told_better(part: tuple[int, int], whole: tuple[int, int]) -> bool:
    """Whether a line of some days is so much shorter than one of more that it tells more."""
    units = list(Unit)
    shorter = whole[1] - whole[0] >= SHORTER * (part[1] - part[0]) > 0
    return shorter and units.index(unit_of(*part)) < units.index(unit_of(*whole))


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
