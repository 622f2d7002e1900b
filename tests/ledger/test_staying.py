"""Rows stay themselves, and what is open stays true, while somebody corrects."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import whence
from tests.web.ledgers import report_number
from whence.ledger import Store
from whence.ledger.columns import follow_columns
from whence.ledger.corrections import correct
from whence.ledger.filter import Filter, Order, read_filter
from whence.ledger.overlay import Correction, Verdict
from whence.ledger.people import read_people
from whence.ledger.rows import read_statements
from whence.ledger.search import search
from whence.records import Capture, Medium, Toll
from whence.report.json import dump


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "news.whence", "test 1") as opened:
        for number in range(1, 7):
            capture = Capture(f"{number}.html", f"<p>{number}".encode(), Medium.HTML)
            opened.add(capture, dump(report_number(number)).encode())
        yield opened


@pytest.mark.parametrize("order", Order)
def test_every_row_is_shown_once_while_what_is_shown_is_accepted(
    store: Store, order: Order
) -> None:
    columns = follow_columns(store.base, "statements", None)
    everything = set(columns[1].ids.tolist())
    seen: list[int] = []
    after = None
    while True:
        columns = follow_columns(store.base, "statements", columns)
        page = search(store.base, columns[1], Filter(order=order), after=after, size=5)
        ids = columns[1].ids[list(page.rows)].tolist()
        seen += ids
        last = read_statements(store.base, ids)[-1]
        target = f"statements/{last.number}"
        correct(store.base, last.article, Correction(target, Verdict.ACCEPT, "Ada"))
        after = page.after
        if after is None:
            break
    assert len(seen) == len(everything)
    assert set(seen) == everything


def test_a_table_that_was_found_never_turns_into_other_rows(store: Store) -> None:
    with whence.Ledger.open(store.path) as ledger:
        found = ledger.search(speaker="Oren Dask")
        before = {(row.article, row.words) for row in found}
        article = next(iter(found)).article
        ledger.correct(article, "statements/0", "reject", who="Ada")
        ledger.correct(article, "statements/1", "reject", who="Ada")
        ledger.correct(article, "statements", "add", who="Ada", value={"content": [[3, 9]]})
        after = {(row.article, row.words) for row in found}
    assert after < before


def test_names_follow_corrections_in_a_ledger_that_is_open(store: Store) -> None:
    columns = follow_columns(store.base, "statements", None)
    correct(store.base, 1, Correction("statements/1", Verdict.REJECT, "Ada"))
    columns = follow_columns(store.base, "statements", columns)
    known, fresh = columns[1].people, read_people(store.base)
    assert known is not None
    assert known.persons == fresh.persons


def test_a_year_counts_every_event_that_touches_it(store: Store) -> None:
    change = Correction("events/0", Verdict.CHANGE, "Ada", "date", "2029-12-30/2031-01-02")
    correct(store.base, 1, change)
    _, columns = follow_columns(store.base, "events", None)
    page = search(store.base, columns, Filter(), after=None, size=5)
    for count in page.steps["year"]:
        if count.value is not None:
            year = int(count.value)
            asked = Filter(first=date(year, 1, 1), last=date(year, 12, 31))
            assert search(store.base, columns, asked, after=None, size=1).total == count.rows
    assert {"2029", "2030", "2031"} <= {count.value for count in page.steps["year"]}


def test_what_was_decided_and_disputed_is_counted_and_found(store: Store) -> None:
    correct(store.base, 1, Correction("events/0", Verdict.ACCEPT, "Ada"))
    correct(store.base, 2, Correction("events/1", Verdict.CHANGE, "Ada", "deaths", [3, 3]))
    _, columns = follow_columns(store.base, "events", None)
    page = search(store.base, columns, Filter(), after=None, size=5)
    for name in ("decided", "disputed"):
        counts = {count.value: count.rows for count in page.counts[name]}
        for value, rows in counts.items():
            asked = read_filter({"unknown": [name]} if value is None else {name: [value]})
            assert search(store.base, columns, asked, after=None, size=1).total == rows
    assert {c.value: c.rows for c in page.counts["decided"]} == {
        None: len(columns.ids) - 2, "accepted": 1, "changed": 1,
    }  # fmt: skip
    assert {c.value for c in page.counts["disputed"]} >= {None, "status"}


def test_an_event_disputed_in_two_fields_is_counted_and_found_under_each(store: Store) -> None:
    report = report_number(1)
    event = report.events[1]
    first, second = event.tellings
    tellings = (dataclasses.replace(first, deaths=Toll(9, 9)), second)
    changed = dataclasses.replace(event, tellings=tellings)
    assert changed.disputed == ("status", "deaths")
    with Store(store.path, "test 2") as newer:
        capture = Capture("1.html", b"<p>1", Medium.HTML)
        newer.add(capture, dump(dataclasses.replace(report, events=(changed,))).encode())
    _, columns = follow_columns(store.base, "events", None)
    counts = {
        count.value: count.rows
        for count in search(store.base, columns, Filter(), after=None, size=1).counts["disputed"]
    }
    assert counts["deaths"] == 1
    assert counts["status"] > 1
    for part in ("status", "deaths"):
        asked = Filter(disputed=(part,))
        assert search(store.base, columns, asked, after=None, size=1).total == counts[part]
    shown = search(store.base, columns, Filter(disputed=("deaths",)), after=None, size=1)
    assert [c.value for c in shown.counts["disputed"] if c.chosen] == ["deaths"]
