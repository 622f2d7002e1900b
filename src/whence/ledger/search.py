"""A filter → the rows that it leaves, with how many there are of each value of each field.

A field's own values are counted as if it were not filtered by, so that others can be added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .base import Base
from .columns import EPOCH, NONE, Columns, Ids
from .filter import CHOICES, Box, Filter, Order
from .fold import fold_query

Mask = NDArray[np.bool_]
SHOWN = 12  # values of a field that are counted out, the commonest


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a field, and the rows that have it; `None` is where it is not known."""

    value: str | None
    rows: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Row indices of one page, how many rows there are in all, and where the next page begins.

    `after` is the id of the last row given, `None` where there are no more.
    """

    rows: tuple[int, ...]
    total: int
    after: int | None
    counts: dict[str, tuple[Count, ...]]


def search(base: Base, columns: Columns, given: Filter, *, after: int | None, size: int) -> Page:
    """One page of the rows that the filter leaves, behind the row with the id `after`."""
    common = mask_common(base, columns, given)
    by_choice = {
        name: np.isin(columns.choices[name].codes, codes_of(columns, name, wanted))
        for name in columns.choices
        if (wanted := getattr(given, name))
    }
    mask = common
    for each in by_choice.values():
        mask = mask & each
    rows, following = take_page(columns, mask, given.order, after, size)
    counts = {
        name: count(columns, name, without(common, by_choice, name, mask), given)
        for name in columns.choices
    }
    return Page(rows, int(np.count_nonzero(mask)), following, counts)


def without(common: Mask, by_choice: dict[str, Mask], name: str, mask: Mask) -> Mask:
    """The rows left if the filter did not ask for the field `name`."""
    if name not in by_choice:
        return mask
    left = common
    for other, each in by_choice.items():
        if other != name:
            left = left & each
    return left


def mask_common(base: Base, columns: Columns, given: Filter) -> Mask:
    """The rows that fit all but the choices."""
    mask = np.ones(len(columns.ids), np.bool_)
    if any(getattr(given, name) and name not in columns.choices for name in CHOICES):
        mask[:] = False  # statements have no status: nothing fits
    if query := fold_query(given.words):
        mask &= match_words(base, columns, query)
    if given.score > 0:
        mask &= columns.scores >= np.float32(given.score)
    if given.deaths is not None:
        mask &= columns.deaths >= given.deaths
    if given.first is not None:
        mask &= columns.last >= day_of(given.first)
    if given.last is not None:
        mask &= (columns.first <= day_of(given.last)) & (columns.first != NONE)
    if given.box is not None:
        mask &= inside(columns, given.box)
    return mask


def match_words(base: Base, columns: Columns, query: str) -> Mask:
    """Rows whose words the query finds: a statement's own, an event's article's."""
    table = "said" if columns.kind == "statements" else "words"
    # One text of all numbers is handed over four times as fast as a row for each.
    found = base.execute(
        f"SELECT group_concat(rowid, ' ') FROM {table} WHERE {table} MATCH ?", (query,)
    ).fetchone()[0]
    ids: Ids = np.fromstring(found or "", np.int64, sep=" ")
    of_rows = columns.ids if table == "said" else columns.articles
    there = np.zeros(int(of_rows.max(initial=0)) + 1, np.bool_)
    there[ids[ids < len(there)]] = True
    return there[of_rows]


def inside(columns: Columns, box: Box) -> Mask:
    """Rows whose place lies in a box of degrees."""
    west, south, east, north = box
    x, y = columns.longitude, columns.latitude
    across = (x >= west) & (x <= east) if west <= east else (x >= west) | (x <= east)
    return (y >= south) & (y <= north) & across


def codes_of(columns: Columns, name: str, values: tuple[str, ...]) -> list[int]:
    """The numbers of some values of a field; those that no row has are left out."""
    numbers = columns.choices[name].numbers
    return [numbers[v] for v in values if v in numbers]


def count(columns: Columns, name: str, mask: Mask, given: Filter) -> tuple[Count, ...]:
    """The commonest values of a field among the rows, and those that are chosen."""
    choice = columns.choices[name]
    sums = np.bincount(choice.codes[mask], minlength=len(choice.values))
    chosen = set(getattr(given, name))
    top = sums.argsort(kind="stable")[::-1][: SHOWN + 1].tolist()
    numbers = [n for n in top if sums[n]] + [
        n for v in chosen if (n := choice.numbers.get(v, -1)) >= 0 and n not in top
    ]
    return tuple(Count(choice.values[n], int(sums[n]), choice.values[n] in chosen) for n in numbers)


def take_page(
    columns: Columns, mask: Mask, order: Order, after: int | None, size: int
) -> tuple[tuple[int, ...], int | None]:
    """Row indices of the next page in the wanted order, and the id to go on behind."""
    ordered = columns.surest if order is Order.SUREST else columns.newest
    if order is Order.OLDEST:
        ordered = ordered[::-1]
    ranked = ordered[mask[ordered]]
    start = 0
    if after is not None:
        here = np.flatnonzero(columns.ids[ranked] == after)
        start = int(here[0]) + 1 if len(here) else len(ranked)
    page = ranked[start : start + size].tolist()
    more = start + size < len(ranked)
    return tuple(page), int(columns.ids[page[-1]]) if page and more else None


def day_of(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - EPOCH
