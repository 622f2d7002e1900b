"""Columns that follow a change are those that a fresh look would give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.ledgers import report_number
from whence.ledger import Store
from whence.ledger.base import Base
from whence.ledger.columns import NONE, Columns, read_columns, renew_columns
from whence.ledger.corrections import correct
from whence.ledger.filter import Filter
from whence.ledger.log import articles_changed, last_change
from whence.ledger.overlay import Correction, Verdict
from whence.ledger.search import loosen, search, values_like
from whence.records import Capture, Medium
from whence.report.json import dump

KINDS = ("statements", "events", "articles")


def add(store: Store, number: int) -> None:
    capture = Capture(f"{number}.html", f"<p>{number}".encode(), Medium.HTML)
    store.add(capture, dump(report_number(number)).encode())


def rows_of(columns: Columns) -> dict[int, tuple[object, ...]]:
    """Each row by its id, choices as their values."""
    names = ("articles", "numbers", "scores", "first", "last", "deaths", "places", "years")
    plain = [getattr(columns, name).tolist() for name in names]
    chosen = [[c.values[n] for n in c.codes.tolist()] for c in columns.choices.values()]
    return dict(zip(columns.ids.tolist(), zip(*plain, *chosen, strict=True), strict=True))


def ordered(columns: Columns) -> tuple[list[int], list[int]]:
    return columns.ids[columns.newest].tolist(), columns.ids[columns.surest].tolist()


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 9)),
        st.tuples(st.just("toll"), st.integers(1, 4)),
        st.tuples(st.just("name"), st.integers(1, 4)),
    ),
    min_size=1,
    max_size=6,
)


def change(store: Store, what: str, number: int) -> None:
    """Adds an article, or corrects one that is there."""
    if what == "add":
        add(store, 100 + number)
    elif what == "name":
        name = Correction("statements/1", Verdict.CHANGE, "tester", "speaker", f"Name {number}")
        correct(store.base, number, name)
    else:
        correct(store.base, number, Correction("events/0", Verdict.CHANGE, "tester", "deaths",
                                               [number, None]))  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(CHANGES)
def test_renewed_columns_are_those_of_a_fresh_look(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int]]
) -> None:
    with Store(tmp_path_factory.mktemp("renew") / "a.whence", "test 1") as store:
        for number in range(4):
            add(store, number)
        held = {kind: read_columns(store.base, kind) for kind in KINDS}
        since = last_change(store.base)
        for what, number in changes:
            change(store, what, number)
            touched = articles_changed(store.base, since)
            since = last_change(store.base)
            for kind in KINDS:
                held[kind] = renew_columns(store.base, held[kind], touched)
                fresh = read_columns(store.base, kind)
                assert rows_of(held[kind]) == rows_of(fresh)
                assert ordered(held[kind]) == ordered(fresh)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Store(tmp_path / "a.whence", "test 1") as store:
        for number in range(6):
            add(store, number)
        yield store.base


def test_nothing_changed_touches_nothing(base: Base) -> None:
    assert articles_changed(base, last_change(base)) == []
    assert articles_changed(base, 0) == [1, 2, 3, 4, 5, 6]


def test_years_and_steps_are_counted_as_if_they_were_not_asked_for(base: Base) -> None:
    columns = read_columns(base, "events")
    asked = Filter(first=date(2031, 1, 1), last=date(2031, 12, 31), deaths=2, score=0.9)
    page = search(base, columns, asked, after=None, size=5)
    years = {c.value: (c.rows, c.chosen) for c in page.steps["year"]}
    assert years == {}, "no event with two dead has a day"
    no_deaths = search(base, columns, Filter(score=0.9), after=None, size=5)
    scores = {c.value: (c.rows, c.chosen) for c in no_deaths.steps["score"]}
    assert scores == {"0.5": (18, False), "0.7": (18, False), "0.8": (18, False), "0.9": (12, True)}
    assert [c.value for c in no_deaths.steps["year"]] == ["2031", None]


def test_what_to_take_out_leaves_as_many_as_it_says(base: Base) -> None:
    columns = read_columns(base, "statements")
    asked = Filter(speaker=("Oren Dask",), outlet=("Nobody",), words="ferries")
    left = loosen(base, columns, asked)
    assert left == {"outlet": 6}


def test_values_are_found_by_how_their_words_begin(base: Base) -> None:
    columns = read_columns(base, "statements")
    found = values_like(base, columns, Filter(), "speaker", "DAS or")
    assert [(c.value, c.rows) for c in found] == [("Oren Dask", 12)]
    everything = values_like(base, columns, Filter(), "speaker", "")
    assert sum(c.rows for c in everything) == len(columns.ids)


def test_an_undated_row_has_no_year(base: Base) -> None:
    columns = read_columns(base, "articles")
    undated = columns.first == NONE
    assert undated.any()
    assert set(columns.years[undated].tolist()) == {0}
    assert set(columns.years[~undated].tolist()) == {2031}
