"""All rows that share one thing, as a speaker's statements do: how many, of what kinds, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from .columns import NONE, Columns
from .days import Timeline, day_at, over_time
from .filter import Filter, Order
from .search import Count, Mask, count, take_page


@dataclass(frozen=True, slots=True)
class Group:
    """One page of the rows, and what is known about all of them.

    `first` and `last` are the first and last day that any has, `None` where none has one. `after`
    asks for the next page, `None` where this is the last.
    """

    rows: tuple[int, ...]
    after: int | None
    total: int
    articles: int
    first: date | None
    last: date | None
    line: Timeline
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
    begins, ends = columns.first[mask], columns.last[mask]
    dated = begins != NONE
    return Group(
        rows=rows,
        after=following,
        total=len(begins),
        articles=int(np.count_nonzero(np.bincount(columns.articles[mask], minlength=1))),
        first=day_at(int(begins[dated].min())) if dated.any() else None,
        last=day_at(int(ends[dated].max())) if dated.any() else None,
        line=over_time(columns, mask),
        counts={name: count(columns, name, mask, Filter()) for name in columns.choices},
    )
