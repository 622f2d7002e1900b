"""The ledger's rows as columns in memory, so that any filter is counted in milliseconds.

A million rows are some hundred megabytes: choices are kept as small numbers with a list of their
values, days as numbers. Rows are read once; later ones are read on top.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .base import Base
from .joining import last_joining
from .log import articles_changed, last_change
from .people import People, read_people

Codes = NDArray[np.int32]
Numbers = NDArray[np.float32]
Ids = NDArray[np.int64]

MANY = 5_000  # changed articles from which on reading all rows again is quicker
NONE = -(2**20)  # a day or a count that is not told: below every day that there is
EPOCH = date(1970, 1, 1).toordinal()

STATEMENTS = """
    SELECT s.id, s.article, s.number, s.score, a.published, a.published, NULL, NULL, NULL, NULL,
        s.speaker, s.source_kind, s.act, s.certainty, a.outlet, a.language, s.decided
    FROM statement s JOIN article a ON a.id = s.article"""
EVENTS = """
    SELECT e.id, e.article, e.number, e.score, e.first_day, e.last_day, e.deaths_low, e.latitude,
        e.longitude, e.geonames, s.speaker, s.source_kind, s.act, s.certainty, a.outlet,
        a.language, e.decided, nullif(e.disputed, ''), e.type, e.status, e.country, e.meaning
    FROM event e JOIN article a ON a.id = e.article
    LEFT JOIN statement s ON s.article = e.article AND s.number = e.statement"""
ARTICLES = """
    SELECT a.id, a.id, 0, 1.0, a.published, a.published, NULL, NULL, NULL, NULL, a.outlet,
        a.language
    FROM article a"""
CHOSEN = {
    "statements": ("speaker", "source_kind", "act", "certainty", "outlet", "language", "decided"),
    "events": ("speaker", "source_kind", "act", "certainty", "outlet", "language", "decided",
               "disputed", "type", "status", "country", "meaning"),
    "articles": ("outlet", "language"),
}  # fmt: skip
QUERIES = {"statements": STATEMENTS, "events": EVENTS, "articles": ARTICLES}
NUMBERS = 10  # columns of a query that are numbers or days; the others are choices
BATCH = 20_000


@dataclass(slots=True)
class Choice:
    """One field of a list of values: each row's number in `values`; the first is `None`.

    `sums` are how many rows have each value, once that was asked for.
    """

    codes: Codes
    values: list[str | None] = field(default_factory=lambda: [None])
    numbers: dict[str | None, int] = field(default_factory=lambda: {None: 0})
    sums: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """All rows of one kind: `statements`, `events` or `articles`.

    `years` are those of `first`, `until` those of `last`, 0 where there is no day; `places` are
    GeoNames ids. `newest` are row indices, the latest day first, undated ones last; `surest` the
    highest score first.
    `matched` are the rows that the last queries of words found. `speaker` of the `choices` is the
    name that all spellings of a speaker are joined under, and knows each of them; `spelled` is as
    the rows have it. Both it and `people` are `None` for articles.
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
    places: Codes
    years: Codes
    until: Codes
    choices: dict[str, Choice]
    newest: Codes
    surest: Codes
    matched: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    spelled: Choice | None = None
    people: People | None = None


def read_columns(base: Base, kind: str) -> Columns:
    """The columns of all rows of a kind."""
    lists = {name: Choice(np.zeros(0, np.int32)) for name in CHOSEN[kind]}
    columns = to_columns(kind, read_rows(base, kind, lists), lists)
    return join_speakers(columns, read_people(base)) if "speaker" in lists else columns


def follow_columns(base: Base, kind: str, known: tuple[int, Columns] | None) -> tuple[int, Columns]:
    """The columns as they are now, with the ledger's last change; `known` is what was given before.

    After a change only the rows of the articles that it touched are read again.
    """
    change = last_change(base)
    if known is None:
        return change, read_columns(base, kind)
    if known[0] == change:
        return known
    touched = articles_changed(base, known[0])
    if len(touched) > MANY:
        return change, read_columns(base, kind)
    return change, renew_columns(base, known[1], touched)


def renew_columns(base: Base, old: Columns, articles: list[int]) -> Columns:
    """The columns after some articles' rows were put in, made anew or taken out.

    The rows of the others keep their order; those of these articles follow them.
    """
    lists = {
        name: Choice(np.zeros(0, np.int32), list(c.values), dict(c.numbers))
        for name, c in as_spelled(old).items()
    }
    new = to_columns(old.kind, read_rows(base, old.kind, lists, articles), lists)
    kept = ~np.isin(old.articles, articles)
    for name, choice in lists.items():
        choice.codes = np.concatenate([as_spelled(old)[name].codes[kept], choice.codes])
    joined = {
        name: np.concatenate([getattr(old, name)[kept], getattr(new, name)]) for name in PLAIN
    }
    columns = in_order(old.kind, joined, lists)
    if old.people is None or old.spelled is None:
        return columns
    # Who is one with whom hangs on how often each name stands with each kind of source, and on
    # decisions.
    same = last_joining(base) == old.people.last
    same = same and np.array_equal(
        named(old, ~kept), named(columns, np.isin(columns.articles, articles))
    )
    return join_speakers(columns, old.people if same else read_people(base))


def named(columns: Columns, rows: NDArray[np.bool_]) -> Ids:
    """The names with the kinds of source of some rows as numbers, in order."""
    lists = as_spelled(columns)
    names, kinds = (lists[name].codes[rows].astype(np.int64) for name in ("speaker", "source_kind"))
    return np.sort(names << 32 | kinds)


def as_spelled(columns: Columns) -> dict[str, Choice]:
    """The choices as the rows have them."""
    if columns.spelled is None:
        return columns.choices
    return columns.choices | {"speaker": columns.spelled}


def join_speakers(columns: Columns, people: People) -> Columns:
    """The columns with all spellings of a speaker under one name."""
    spelled = columns.choices["speaker"]
    joined = Choice(spelled.codes)
    number = np.zeros(len(spelled.values), np.int32)
    for at, name in enumerate(spelled.values):
        person = people.find(name) if name is not None else None
        if person is None:
            number[at] = number_of(joined, [name])[0]
            continue
        code = number_of(joined, [person.name])[0]
        joined.numbers |= dict.fromkeys(person.spellings, code)
        number[at] = code
    joined.codes = number[spelled.codes]
    choices = columns.choices | {"speaker": joined}
    return replace(columns, choices=choices, spelled=spelled, people=people)


PLAIN = ("ids", "articles", "numbers", "scores", "first", "last", "deaths", "latitude",
         "longitude", "places", "years", "until")  # fmt: skip


def read_rows(
    base: Base, kind: str, lists: dict[str, Choice], articles: list[int] | None = None
) -> NDArray[np.float64]:
    """The numbers of the rows; their choices' codes are put into `lists`."""
    parts: list[tuple[NDArray[np.float64], Codes]] = []
    query, given = QUERIES[kind], []
    if articles is not None:
        query += " WHERE a.id IN (SELECT value FROM json_each(?))"
        given = [json.dumps(articles)]
    found = base.cursor()
    found.row_factory = None
    found.execute(f"{query} ORDER BY 1", given)
    while rows := found.fetchmany(BATCH):
        columns = list(zip(*rows, strict=True))
        days = [list(map(day_number, column)) for column in columns[4:6]]
        plain = [*columns[:4], *days, *(to_floats(c) for c in columns[6:NUMBERS])]
        codes = [
            number_of(c, column)
            for c, column in zip(lists.values(), columns[NUMBERS:], strict=True)
        ]
        parts.append((np.array(plain, np.float64), np.array(codes, np.int32)))
    if not parts:
        return np.zeros((NUMBERS, 0))
    codes_found = np.concatenate([c for _, c in parts], 1)
    for choice, codes_of in zip(lists.values(), codes_found, strict=True):
        choice.codes = np.ascontiguousarray(codes_of)
    return np.concatenate([p for p, _ in parts], 1)


def to_columns(kind: str, numbers: NDArray[np.float64], lists: dict[str, Choice]) -> Columns:
    """Columns of their proper types, with their orders."""
    names = ("articles", "numbers", "first", "last", "deaths", "places")
    plain: dict[str, NDArray[Any]] = {
        name: np.nan_to_num(numbers[at], nan=NONE).astype(np.int32)
        for name, at in zip(names, (1, 2, 4, 5, 6, 9), strict=True)
    }
    plain["ids"] = numbers[0].astype(np.int64)
    for name, at in (("scores", 3), ("latitude", 7), ("longitude", 8)):
        plain[name] = numbers[at].astype(np.float32)
    plain["years"], plain["until"] = years_of(plain["first"]), years_of(plain["last"])
    return in_order(kind, plain, lists)


def in_order(kind: str, plain: dict[str, Any], lists: dict[str, Choice]) -> Columns:
    """Columns with the orders in which their rows are given."""
    newest = np.argsort(newest_keys(plain["first"], plain["ids"])).astype(np.int32)
    surest = np.argsort(surest_keys(plain["scores"], plain["ids"])).astype(np.int32)
    return Columns(kind=kind, choices=lists, newest=newest, surest=surest, matched={}, **plain)


def newest_keys(first: Codes, ids: Ids) -> Ids:
    """One number for each row, the less the newer; no two are the same."""
    return -(first.astype(np.int64) << 40) - ids


def surest_keys(scores: Numbers, ids: Ids) -> Ids:
    """One number for each row, the less the surer; no two are the same."""
    return -(np.rint(scores.astype(np.float64) * 2**21).astype(np.int64) << 40) + ids


def years_of(days: Codes) -> Codes:
    """The years of some days, 0 where there is none."""
    found = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970
    return np.where(days == NONE, 0, found).astype(np.int32)


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


@lru_cache(maxsize=65536)
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
