"""A filter → the rows that it leaves, with how many there are of each value of each field.

A field's own values are counted as if it were not filtered by, so that others can be added.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .base import Base
from .columns import (
    EPOCH,
    NONE,
    Choice,
    Codes,
    Columns,
    Ids,
    day_number,
    newest_keys,
    surest_keys,
)
from .filter import CHOICES, Box, Filter, Order, values_of
from .fold import WORD, fold, fold_query

Mask = NDArray[np.bool_]
Rows = Mask | NDArray[np.intp] | slice  # whatever rows can be taken by
KEPT = 16  # queries whose rows are remembered, a megabyte each for a million rows
SHOWN = 12  # values of a field that are counted out, the commonest
# Fields of which a row may have several values, parted by spaces: each is counted and found.
PARTED = ("disputed",)


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a field, and the rows that have it; `None` is where it is not known.

    `chosen` is whether the filter asks for it.
    """

    value: str | None
    rows: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Row indices of one page, how many rows there are in all, and where the next page begins.

    `after` is what to ask for it with, `None` where there are no more. `counts` are of each value
    of each field; `steps` of `deaths` and `score` the rows that have at least so much, and of
    `year` those of each year, the latest first; those of `deaths` and `year` end with the rows
    where it is not known.
    """

    rows: tuple[int, ...]
    total: int
    after: int | None
    counts: dict[str, tuple[Count, ...]]
    steps: dict[str, tuple[Count, ...]]


def search(base: Base, columns: Columns, given: Filter, *, after: int | None, size: int) -> Page:
    """One page of the rows that the filter leaves, behind the place `after` of the last one."""
    masks = masks_of(base, columns, given)
    mask = both(columns, masks)
    rows, following = take_page(columns, mask, given.order, after, size)
    left = rows_under(mask)

    def left_without(name: str) -> Rows:
        return rows_under(both(columns, masks, name)) if name in masks else left

    counts = {
        name: count(columns, name, left_without(name), given) for name in columns.choices
    }  # fmt: skip
    steps = {
        name: count_steps(columns, name, left_without(PART[name]), given)
        for name in STEPS[columns.kind]
    }
    return Page(rows, int(np.count_nonzero(mask)), following, counts, steps)


def rows_under(mask: Mask) -> Rows:
    """The rows under a mask in the form in which they are quickest counted several times."""
    return slice(None) if mask.all() else np.flatnonzero(mask)


def select(base: Base, columns: Columns, given: Filter) -> Codes:
    """The indices of all rows that the filter leaves, in its order."""
    return in_order(columns, mask_of(base, columns, given), given.order)


def mask_of(base: Base, columns: Columns, given: Filter) -> Mask:
    """The rows that the filter leaves."""
    return both(columns, masks_of(base, columns, given))


def both(columns: Columns, masks: Mapping[str, Mask], but: str = "") -> Mask:
    """The rows that all masks leave, but for one of them."""
    whole = np.ones(len(columns.ids), np.bool_)
    for name, each in masks.items():
        if name != but:
            whole &= each
    return whole


def masks_of(base: Base, columns: Columns, given: Filter) -> dict[str, Mask]:
    """For each thing that the filter asks for, the rows that have it."""
    masks = choice_masks(columns, given)
    if query := fold_query(given.words):
        masks["words"] = matched(base, columns, query)
    if given.score > 0:
        masks["score"] = columns.scores >= np.float32(given.score)
    if given.deaths is not None:
        masks["deaths"] = columns.deaths >= given.deaths
    if given.first is not None or given.last is not None:
        masks["days"] = within_days(columns, given.first, given.last)
    if given.box is not None:
        masks["box"] = inside(columns, given.box)
    for name in given.unknown:
        if name not in CHOICES:
            there = unknown_in(columns, name)
            masks[name] = masks[name] | there if name in masks else there
    return masks


def choice_masks(columns: Columns, given: Filter) -> dict[str, Mask]:
    """For each list of values that the filter has, the rows with one of them."""
    masks: dict[str, Mask] = {}
    for name in CHOICES:
        if wanted := values_of(given, name):
            # What these rows do not have (statements have no status), none of them fits.
            masks[name] = (
                has_value(columns.choices[name], with_part(name, columns.choices[name], wanted))
                if name in columns.choices
                else np.zeros(len(columns.ids), np.bool_)
            )
    return masks


def with_part(name: str, choice: Choice, wanted: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The values that are wanted, or of `PARTED` fields those that have a wanted part."""
    if name not in PARTED:
        return wanted
    parts = {part for each in wanted if each for part in each.split()}
    found = (v for v in choice.values if v is not None and parts & set(v.split()))
    return (*found, *(v for v in wanted if v is None))


def unknown_in(columns: Columns, name: str) -> Mask:
    """Rows of which `days`, `deaths` or `box`, the point on the map, is not known.

    None of those that never have it: no statement has a place.
    """
    if name == "days":
        missing: Mask = columns.first == NONE
    elif columns.kind != "events":
        missing = np.zeros(len(columns.ids), np.bool_)
    else:
        missing = columns.deaths == NONE if name == "deaths" else np.isnan(columns.longitude)
    return missing


def loosen(base: Base, columns: Columns, given: Filter) -> dict[str, int]:
    """How many rows there would be without each thing that the filter asks for, if any.

    Things are named as in `PART` and `CHOICES`.
    """
    masks = masks_of(base, columns, given)
    left = {name: int(np.count_nonzero(both(columns, masks, name))) for name in masks}
    return {name: rows for name, rows in left.items() if rows}


def within_days(columns: Columns, first: date | None, last: date | None) -> Mask:
    """Rows of which some day lies in a range; undated ones do not."""
    mask: Mask = columns.first != NONE
    if first is not None:
        mask &= columns.last >= day_of(first)
    if last is not None:
        mask &= columns.first <= day_of(last)
    return mask


def matched(base: Base, columns: Columns, query: str) -> Mask:
    """`match_words`, kept for the next pages of the same words; not to be written into."""
    mask = columns.matched.get(query)
    if mask is None:
        mask = match_words(base, columns, query)
        if len(columns.matched) >= KEPT:
            columns.matched.pop(next(iter(columns.matched)), None)
        columns.matched[query] = mask
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


def has_value(choice: Choice, values: tuple[str | None, ...]) -> Mask:
    """Rows that have one of some values of a field; `None` is where it is not known."""
    wanted = np.zeros(len(choice.values), np.bool_)
    wanted[[choice.numbers[v] for v in values if v in choice.numbers]] = True
    return wanted[choice.codes]


def values_like(
    base: Base, columns: Columns, given: Filter, name: str, like: str
) -> tuple[Count, ...]:
    """All values of a field whose words begin with those of `like`, the commonest first.

    They are counted as in `search`: as if the filter did not ask for this field.
    """
    choice = columns.choices[name]
    masks = masks_of(base, columns, given)
    sums = sums_of(columns, name, both(columns, masks, name))
    if name in PARTED:
        return count_parts(name, choice, sums, given)
    chosen = chosen_of(choice, name, given)
    begun = WORD.findall(fold(like))
    found = []
    for number in sums.argsort(kind="stable")[::-1].tolist():
        value = choice.values[number]
        if not sums[number]:
            break
        words = words_of(columns, name, value) if begun else ()
        if all(any(w.startswith(b) for w in words) for b in begun):
            found.append(Count(value, int(sums[number]), number in chosen))
    return tuple(found)


def words_of(columns: Columns, name: str, value: str | None) -> tuple[str, ...]:
    """The words of a value, folded; of a speaker those of all spellings."""
    person = columns.people.find(value) if columns.people and name == "speaker" and value else None
    if columns.people is None or person is None:
        return tuple(WORD.findall(fold(value or "")))
    return tuple(word for words in columns.people.words_of(person) for word in words)


def count(columns: Columns, name: str, rows: Rows, given: Filter) -> tuple[Count, ...]:
    """The commonest values of a field among the rows, and those that are chosen."""
    choice = columns.choices[name]
    sums = sums_of(columns, name, rows)
    if name in PARTED:
        return count_parts(name, choice, sums, given)
    chosen = chosen_of(choice, name, given)
    top = most(sums)
    numbers = [n for n in top if sums[n]] + [n for n in chosen if n not in top]
    return tuple(Count(choice.values[n], int(sums[n]), n in chosen) for n in numbers)


def count_parts(
    name: str, choice: Choice, sums: NDArray[np.int64], given: Filter
) -> tuple[Count, ...]:
    """How many rows have each part of a `PARTED` field, and how many have none."""
    rows = Counter[str | None]()
    for value, count in zip(choice.values, sums.tolist(), strict=True):
        rows.update(dict.fromkeys([None] if value is None else value.split(), count))
    chosen = {part for v in values_of(given, name) for part in ([None] if v is None else v.split())}
    return tuple(
        Count(part, rows[part], part in chosen)
        for part in sorted({*rows, *chosen}, key=lambda p: (-rows[p], p or ""))
        if rows[part] or part in chosen
    )


def chosen_of(choice: Choice, name: str, given: Filter) -> dict[int, None]:
    """The numbers of the values that a filter asks for, in its order; the unknown is the last."""
    wanted = (choice.numbers.get(value, -1) for value in values_of(given, name))
    return dict.fromkeys(number for number in wanted if number >= 0)


def sums_of(columns: Columns, name: str, rows: Rows) -> NDArray[np.int64]:
    """How many of the rows have each value of a field; of all rows that is counted once."""
    choice = columns.choices[name]
    if not isinstance(rows, slice):
        return np.bincount(choice.codes[rows], minlength=len(choice.values))
    if choice.sums is None:
        choice.sums = np.bincount(choice.codes, minlength=len(choice.values))
    return choice.sums


def most(sums: NDArray[np.int64]) -> list[int]:
    """The places of the largest numbers, the largest first."""
    if len(sums) > 4 * SHOWN:
        sums_there = np.argpartition(sums, -SHOWN - 1)[-SHOWN - 1 :]
    else:
        sums_there = np.arange(len(sums))
    top: list[int] = sorted(sums_there.tolist(), key=lambda n: (-sums[n], n))
    return top[: SHOWN + 1]


# At least so many dead: any, ten, GED's line for a war's battle-year, a hundred. Scores are
# calibrated, so a step says how many in ten are right.
AT_LEAST = {"deaths": (1, 10, 25, 100), "score": (0.5, 0.7, 0.8, 0.9)}
STEPS = {
    "statements": ("year", "score"),
    "events": ("year", "deaths", "score"),
    "articles": ("year",),
}
PART = {"year": "days", "deaths": "deaths", "score": "score"}  # what of a filter asks for it


def count_steps(columns: Columns, name: str, rows: Rows, given: Filter) -> tuple[Count, ...]:
    """Among the rows, those of each year, or those with at least so many dead or such a score."""
    if name == "year":
        sums = sums_of_years(columns.years[rows], columns.until[rows])
        ours = year_of(given)
        found = [int(y) for y in np.flatnonzero(sums)[::-1] if y]
        years = tuple(Count(f"{y:04d}", int(sums[y]), y == ours) for y in found)
        return years + count_unknown("days", int(sums[0]), given)
    values = (columns.deaths if name == "deaths" else columns.scores)[rows]
    steps = [(each, int(np.count_nonzero(values >= np.float32(each)))) for each in AT_LEAST[name]]
    counts = tuple(Count(f"{s:g}", n, getattr(given, name) == s) for s, n in steps if n)
    if name == "score":
        return counts
    return counts + count_unknown(name, int(np.count_nonzero(values == NONE)), given)


def sums_of_years(first: Codes, last: Codes) -> NDArray[np.int64]:
    """How many rows have a day in each year; those without a day are counted as year 0."""
    sums = np.bincount(first, minlength=int(last.max(initial=0)) + 1)
    for row in np.flatnonzero(last > first).tolist():
        sums[first[row] + 1 : last[row] + 1] += 1
    return sums


def count_unknown(part: str, rows: int, given: Filter) -> tuple[Count, ...]:
    """The rows of which one thing is not known, if there are any or they are asked for."""
    chosen = part in given.unknown
    return (Count(None, rows, chosen),) if rows or chosen else ()


def year_of(given: Filter) -> int | None:
    """The year that a filter's days are, from its first day to its last."""
    first, last = given.first, given.last
    if first is None or last is None or first.year != last.year:
        return None
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return first.year if whole else None


def in_order(columns: Columns, mask: Mask, order: Order) -> Codes:
    """The row indices under a mask in the wanted order."""
    ordered = whole_order(columns, order)
    ranked: Codes = ordered[mask[ordered]]
    return ranked


def whole_order(columns: Columns, order: Order) -> Codes:
    """All row indices in an order."""
    if order is not Order.OLDEST:
        return columns.surest if order is Order.SUREST else columns.newest
    dated = np.count_nonzero(columns.first != NONE)
    return np.concatenate([columns.newest[:dated][::-1], columns.newest[dated:][::-1]])


NO_DAY = day_number("9999-12-31") + 1  # behind every day
BLOCK = 32_768  # rows that are looked through at once for those of a page


def take_page(
    columns: Columns, mask: Mask, order: Order, after: int | None, size: int
) -> tuple[tuple[int, ...], int | None]:
    """Row indices of the next page in the wanted order, and what to go on behind.

    That is the last row's place in the order, so that it holds when the row itself is gone.
    """
    ordered = whole_order(columns, order)
    start = 0
    if after is not None:
        key = partial(key_at, columns, ordered, order)
        start = bisect_right(range(len(ordered)), after, key=key)
    found: list[int] = []
    while start < len(ordered) and len(found) <= size:
        block = ordered[start : start + BLOCK]
        found += block[mask[block]][: size + 1].tolist()
        start += BLOCK
    page = found[:size]
    more = len(found) > size > 0
    return tuple(page), key_at(columns, np.array(page), order, size - 1) if more else None


def key_at(columns: Columns, rows: NDArray[Any], order: Order, at: int) -> int:
    """The place of one of some rows in an order."""
    return int(keys_of(columns, rows[at : at + 1], order)[0])


def keys_of(columns: Columns, rows: NDArray[Any], order: Order) -> Ids:
    """The places of some rows in an order: numbers that grow along it."""
    if order is Order.SUREST:
        return surest_keys(columns.scores[rows], columns.ids[rows])
    first = columns.first[rows]
    if order is Order.OLDEST:  # undated rows are the last in both orders of days
        return -newest_keys(np.where(first == NONE, NO_DAY, first), columns.ids[rows])
    return newest_keys(first, columns.ids[rows])


def day_of(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - EPOCH
