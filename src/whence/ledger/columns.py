"""The ledger's rows as columns in memory, so that any filter is counted in milliseconds.

A million rows are some hundred megabytes: choices are kept as small numbers with a list of their
values, days as numbers. Rows are read once; later ones are read on top.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .base import Base

Codes = NDArray[np.int32]
Numbers = NDArray[np.float32]
Ids = NDArray[np.int64]

NONE = -1  # a day or a count that is not told
EPOCH = date(1970, 1, 1).toordinal()

STATEMENTS = """
    SELECT s.id, s.article, s.number, s.score, a.published, a.published, NULL, NULL, NULL,
        s.speaker, s.source_kind, s.act, s.certainty, a.outlet, a.language
    FROM statement s JOIN article a ON a.id = s.article ORDER BY s.id"""
EVENTS = """
    SELECT e.id, e.article, e.number, e.score, e.first_day, e.last_day, e.deaths_low, e.latitude,
        e.longitude, s.speaker, s.source_kind, s.act, s.certainty, a.outlet, a.language, e.type,
        e.status, e.country, e.meaning
    FROM event e JOIN article a ON a.id = e.article
    LEFT JOIN statement s ON s.article = e.article AND s.number = e.statement ORDER BY e.id"""
CHOSEN = {
    "statements": ("speaker", "source_kind", "act", "certainty", "outlet", "language"),
    "events": ("speaker", "source_kind", "act", "certainty", "outlet", "language", "type",
               "status", "country", "meaning"),
}  # fmt: skip
QUERIES = {"statements": STATEMENTS, "events": EVENTS}
BATCH = 20_000


@dataclass(slots=True)
class Choice:
    """One field of a list of values: each row's number in `values`; the first is `None`."""

    codes: Codes
    values: list[str | None] = field(default_factory=lambda: [None])
    numbers: dict[str | None, int] = field(default_factory=lambda: {None: 0})


@dataclass(frozen=True, slots=True)
class Columns:
    """All rows of one kind, in the order of their ids.

    `newest` are row indices, the latest day first, undated ones last; `surest` the highest score
    first.
    """

    kind: str
    ids: Ids
    articles: Codes
    numbers: Codes
    scores: Numbers
    first: Codes
    last: Codes
    deaths: Codes
    latitude: Numbers
    longitude: Numbers
    choices: dict[str, Choice]
    newest: Codes
    surest: Codes


def read_columns(base: Base, kind: str) -> Columns:
    """The columns of `statements` or `events`."""
    names = CHOSEN[kind]
    parts: list[tuple[NDArray[np.float64], Codes]] = []
    lists = {name: Choice(np.zeros(0, np.int32)) for name in names}
    found = base.cursor()
    found.row_factory = None
    found.execute(QUERIES[kind])
    while rows := found.fetchmany(BATCH):
        columns = list(zip(*rows, strict=True))
        days = [list(map(day_number, column)) for column in columns[4:6]]
        plain = [*columns[:4], *days, *(to_floats(c) for c in columns[6:9])]
        codes = [number_of(lists[n], c) for n, c in zip(names, columns[9:], strict=True)]
        parts.append((np.array(plain, np.float64), np.array(codes, np.int32)))
    numbers = np.concatenate([p for p, _ in parts], 1) if parts else np.zeros((9, 0))
    codes_found = (
        np.concatenate([c for _, c in parts], 1) if parts else np.zeros((len(names), 0), np.int32)
    )
    for name, codes_of in zip(names, codes_found, strict=True):
        lists[name].codes = np.ascontiguousarray(codes_of)
    return to_columns(kind, numbers, lists)


def to_columns(kind: str, numbers: NDArray[np.float64], lists: dict[str, Choice]) -> Columns:
    """Columns of their proper types, with the order by day."""
    whole = [np.nan_to_num(numbers[i], nan=NONE).astype(np.int32) for i in (1, 2, 4, 5, 6)]
    first = whole[2]
    ids = numbers[0].astype(np.int64)
    newest = np.lexsort((-ids, -first)).astype(np.int32)
    surest = np.lexsort((ids, -numbers[3])).astype(np.int32)
    return Columns(
        kind, ids, whole[0], whole[1], numbers[3].astype(np.float32), first, whole[3], whole[4],
        numbers[7].astype(np.float32), numbers[8].astype(np.float32), lists, newest, surest,
    )  # fmt: skip


def to_floats(column: Iterable[float | None]) -> list[float]:
    """Numbers, not-a-number where there is none."""
    return [np.nan if each is None else each for each in column]


def number_of(choice: Choice, column: Iterable[str | None]) -> list[int]:
    """The values' numbers in their list, which grows by those that are new."""
    numbers = choice.numbers
    out = []
    for value in column:
        number = numbers.get(value)
        if number is None:
            number = numbers[value] = len(choice.values)
            choice.values.append(value)
        out.append(number)
    return out


def day_number(day: str | None) -> int:
    """Days since 1970, `NONE` where there is none or it is no day."""
    if day is None:
        return NONE
    try:
        return date.fromisoformat(day).toordinal() - EPOCH
    except ValueError:
        return last_of_month(day)


def last_of_month(day: str) -> int:
    """The last day of the month of a day that the month has not: `2016-02-31`."""
    try:
        year, month = int(day[:4]), int(day[5:7])
        following = date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return NONE
    return following.toordinal() - 1 - EPOCH
