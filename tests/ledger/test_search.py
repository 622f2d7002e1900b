"""Filters leave what they say, counts are those of a plain count, pages have every row once."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.sample import sample_report
from tests.web.ledgers import report_number
from whence.errors import FilterError
from whence.ledger import Store
from whence.ledger.base import Base
from whence.ledger.columns import NONE, Columns, day_number, read_columns
from whence.ledger.filter import CHOICES, UNKNOWABLE, Filter, Order, read_filter, write_filter
from whence.ledger.search import day_of, search
from whence.records import Capture, Medium
from whence.report.json import dump

ARTICLES = 12


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    path = tmp_path_factory.mktemp("search") / "news.whence"
    with Store(path, "test 1") as store:
        for number in range(ARTICLES):
            capture = Capture(f"{number}.html", f"<p>{number}</p>".encode(), Medium.HTML)
            store.add(capture, dump(report_number(number)).encode())
        yield store.base


def everything(base: Base, columns: Columns, given: Filter, size: int = 7) -> list[int]:
    """All row indices, page by page."""
    rows: list[int] = []
    after: int | None = None
    while True:
        page = search(base, columns, given, after=after, size=size)
        rows += page.rows
        assert page.total >= len(rows)
        if page.after is None:
            assert page.total == len(rows)
            return rows
        after = page.after


def value(columns: Columns, name: str, row: int) -> str | None:
    choice = columns.choices[name]
    return choice.values[int(choice.codes[row])]


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    lists = {
        "speaker": ["Oren Dask", "nobody"],
        "source_kind": ["named_person", "document"],
        "outlet": ["Courier", "Wire"],
        "type": ["ASSAULT", "COERCE"],
        "status": ["occurred", "denied"],
    }
    chosen: dict[str, Any] = {
        name: tuple(sorted(draw(st.sets(st.sampled_from(values), max_size=2))))
        for name, values in lists.items()
    }
    return Filter(
        **chosen,
        unknown=tuple(sorted(draw(st.sets(st.sampled_from(UNKNOWABLE), max_size=2)))),
        deaths=draw(st.sampled_from([None, None, 2])),
        score=draw(st.sampled_from([0.0, 0.8, 0.9])),
        first=draw(st.none() | st.just(date(2031, 3, 1))),
        last=draw(st.none() | st.just(date(2031, 4, 30))),
        order=draw(st.sampled_from(Order)),
    )


@settings(max_examples=150, deadline=None)
@given(filters(), st.sampled_from(["statements", "events"]))
def test_rows_and_counts_are_those_of_a_plain_loop(base: Base, given: Filter, kind: str) -> None:
    columns = read_columns(base, kind)
    rows = everything(base, columns, given)
    assert len(rows) == len(set(rows))

    def fits(row: int, but: str = "") -> bool:
        for name in CHOICES:
            wanted = getattr(given, name) + ((None,) if name in given.unknown else ())
            known = name in columns.choices
            if name != but and wanted and not (known and value(columns, name, row) in wanted):
                return False
        first, last, deaths = columns.first[row], columns.last[row], columns.deaths[row]
        asked: dict[str, list[bool]] = {"days": [], "deaths": [], "box": []}
        if given.first or given.last:
            asked["days"] = [
                (given.first is None or last >= day_of(given.first))
                and (given.last is None or (first != NONE and first <= day_of(given.last)))
            ]
        if given.deaths is not None:
            asked["deaths"] = [deaths >= given.deaths]
        missing = {
            "days": first == NONE,
            "deaths": kind == "events" and deaths == NONE,
            "box": kind == "events" and np.isnan(columns.longitude[row]),
        }
        for name in set(given.unknown) & set(asked):
            asked[name].append(missing[name])
        return bool(
            columns.scores[row] >= given.score - 1e-6
            and all(any(found) for name, found in asked.items() if found and name != but)
        )

    assert set(rows) == {row for row in range(len(columns.ids)) if fits(row)}
    page = search(base, columns, given, after=None, size=1)
    for name, counts in page.counts.items():
        plain = Counter(value(columns, name, r) for r in range(len(columns.ids)) if fits(r, name))
        assert {c.value: c.rows for c in counts if c.rows} == dict(plain), name
    if given.order is Order.SUREST:
        scores = [columns.scores[r] for r in rows]
        assert scores == sorted(scores, reverse=True)
    else:
        days = [columns.first[r] for r in rows]
        dated = [day for day in days if day != NONE]
        assert dated == sorted(dated, reverse=given.order is Order.NEWEST)
        assert days[: len(dated)] == dated, "undated ones are last"


@settings(max_examples=50, deadline=None)
@given(filters(), st.sampled_from(["statements", "events"]))
def test_what_is_not_told_is_counted_as_it_is_found(base: Base, given: Filter, kind: str) -> None:
    columns = read_columns(base, kind)
    steps = search(base, columns, given, after=None, size=1).steps
    alone = {
        "year": ("days", dataclasses.replace(given, first=None, last=None)),
        "deaths": ("deaths", dataclasses.replace(given, deaths=None)),
    }
    for name in alone.keys() & steps.keys():
        part, others = alone[name]
        unknown = (*(each for each in given.unknown if each != part), part)
        found = everything(base, columns, dataclasses.replace(others, unknown=unknown))
        assert sum(c.rows for c in steps[name] if c.value is None) == len(found), name


def test_words_find_statements_and_the_events_of_articles(base: Base) -> None:
    said, happened = (read_columns(base, kind) for kind in ("statements", "events"))
    rows = everything(base, said, Filter(words="FERRIES"))
    assert 0 < len(rows) < len(said.ids)
    words = dict(map(tuple, base.execute("SELECT id, words FROM statement")))
    assert all("ferries" in words[int(said.ids[row])].lower() for row in rows)
    assert len(everything(base, happened, Filter(words="ferries"))) == len(happened.ids)
    assert everything(base, said, Filter(words="nowhere")) == []


def test_a_box_holds_what_lies_in_it(base: Base) -> None:
    columns = read_columns(base, "events")
    assert len(everything(base, columns, Filter(box=(10, 54, 11, 55)))) == ARTICLES
    assert everything(base, columns, Filter(box=(11, 54, 12, 55))) == []
    assert len(everything(base, columns, Filter(box=(170, 50, 11, 60)))) == ARTICLES


def test_a_ledger_without_rows_is_searched(tmp_path: Path) -> None:
    with Store(tmp_path / "empty", "test 1") as store:
        for kind in ("statements", "events"):
            page = search(
                store.base, read_columns(store.base, kind), Filter("x"), after=None, size=5
            )
            assert (page.rows, page.total) == ((), 0)


def test_days_before_1970_have_their_place_and_undated_rows_are_last(tmp_path: Path) -> None:
    days = ["1969-12-31", None, "2031-01-01", "0001-01-01", None, "1861-04-12", "9999-12-31"]
    with Store(tmp_path / "old.whence", "test 1") as store:
        for number, day in enumerate(days):
            report = sample_report()
            events = tuple(dataclasses.replace(e, date=day) for e in report.events[:1])
            capture = Capture(f"{number}.html", f"<p>{number}".encode(), Medium.HTML)
            store.add(capture, dump(dataclasses.replace(report, events=events)).encode())
        columns = read_columns(store.base, "events")

        def told(**asked: Any) -> list[str | None]:
            rows = everything(store.base, columns, Filter(**asked), size=2)
            return [days[row] for row in rows]

        dated = ["0001-01-01", "1861-04-12", "1969-12-31", "2031-01-01", "9999-12-31"]
        assert told(order=Order.OLDEST) == [*dated, None, None]
        assert told(order=Order.NEWEST) == [*dated[::-1], None, None]
        assert told(last=date(1969, 12, 31)) == ["1969-12-31", "1861-04-12", "0001-01-01"]


@given(filters())
def test_a_filter_is_its_address_and_back(given: Filter) -> None:
    pairs: dict[str, list[str]] = {}
    for name, words in write_filter(given):
        pairs.setdefault(name, []).append(words)
    assert read_filter(pairs) == given


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("box", "1,2,3"),
        ("box", "0,50,0,40"),
        ("box", "nan,0,1,1"),
        ("first", "yesterday"),
        ("deaths", "many"),
        ("score", "2"),
        ("order", "best"),
        ("unknown", "score"),
    ],
)
def test_what_is_written_wrongly_is_named(name: str, words: str) -> None:
    with pytest.raises(FilterError, match=name):
        read_filter({name: [words]})


@pytest.mark.parametrize(
    ("day", "number"),
    [("1970-01-02", 1), ("2016-02-31", day_of(date(2016, 2, 29))), (None, NONE), ("soon", NONE)],
)
def test_days(day: str | None, number: int) -> None:
    assert day_number(day) == number
