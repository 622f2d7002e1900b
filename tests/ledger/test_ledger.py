"""A ledger from Python: rows, searches, reports and tables, and errors that are ours."""

from __future__ import annotations

import dataclasses
import io
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

import whence
from tests.web.ledgers import make_ledger, report_number
from whence import Ledger
from whence.ledger import ledger as module
from whence.ledger.corrections import correct
from whence.ledger.filter import Filter
from whence.ledger.opening import open_base
from whence.ledger.overlay import Correction, Verdict


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = make_ledger(tmp_path_factory.mktemp("ledger") / "news.whence")
    with Ledger.open(path) as ledger:
        yield ledger


def test_all_rows_are_counted_and_given(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 7)
    assert len(ledger.articles) == 3
    assert [a.id for a in ledger.articles] == [1, 2, 3]
    claims = list(ledger.claims)
    assert len(claims) == len(ledger.claims) == 30
    places = [(c.article, c.number) for c in claims]
    assert places == sorted(set(places))
    events = list(ledger.events)
    assert len(events) == len(ledger.events) > 0
    assert {e.article for e in events} == {1, 2, 3}


def test_a_row_stands_where_its_report_has_it(ledger: Ledger) -> None:
    for claim in ledger.claims:
        report = ledger.report(claim.article)
        assert report.statements[claim.number].speaker == claim.speaker
    for event in ledger.events:
        anchor = ledger.report(event.article).events[event.number].anchor
        assert anchor.of(ledger.report(event.article).page.text) == event.anchor


def test_search_finds_words_and_values(ledger: Ledger) -> None:
    found = ledger.search("ferries", speaker="Oren Dask")
    assert 0 < len(found) < len(ledger.claims)
    for row in found:
        assert row.speaker == "Oren Dask"
        assert any(piece.hit for piece in row.snippet)
    both = ledger.search(act=[whence.Act.DENY, "warn"])
    assert {row.act for row in both} == {"deny", "warn"}
    assert len(ledger.search("nothing-like-this")) == 0


def test_search_takes_days_numbers_and_orders(ledger: Ledger) -> None:
    scores = [row.score for row in ledger.search(order="surest", score=0.5)]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 0.5
    days = {row.day for row in ledger.search(first=date(2031, 3, 1))}
    assert days == {"2031-03-10"}
    everywhere = ledger.search(kind="events", box=(-180, -90, 180, 90))
    assert all(row.latitude is not None for row in everywhere)
    assert [a.id for a in ledger.search(kind="articles", outlet="Wire")] == [2]


def test_search_finds_what_is_not_known(ledger: Ledger) -> None:
    nameless = ledger.search(unknown="speaker")
    assert 0 < len(nameless) < len(ledger.claims)
    assert {row.speaker for row in nameless} == {None}
    undated = ledger.search(kind="events", unknown=["days", "country"])
    assert {(row.first_day, row.country) for row in undated} <= {(None, None)}
    either = ledger.search(unknown="outlet", outlet="Wire")
    assert {row.outlet for row in either} == {"Wire", None}


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"speakr": "Dask"}, "speakr"),
        ({"kind": "claims"}, "claims"),
        ({"first": "Tuesday"}, "first"),
        ({"score": 3}, "score"),
        ({"box": (1, 2)}, "box"),
        ({"speaker": None}, "speaker"),
        ({"unknown": "score"}, "unknown"),
    ],
)
def test_what_is_asked_wrongly_is_named(ledger: Ledger, asked: dict[str, Any], named: str) -> None:
    with pytest.raises(whence.FilterError, match=named):
        ledger.search(**asked)


values = st.one_of(
    st.text(), st.integers(), st.floats(), st.none(), st.lists(st.text()), st.dates(), st.booleans()
)


@given(st.sampled_from([f.name for f in dataclasses.fields(Filter)]), values)
def test_any_value_finds_rows_or_is_an_error_of_ours(
    ledger: Ledger, name: str, value: object
) -> None:
    try:
        found = ledger.search(**{name: value})  # type: ignore[arg-type]
    except whence.FilterError:
        return
    assert len(list(found)) == len(found) <= len(ledger.claims)


def test_corrections_are_seen_at_once(tmp_path: Path) -> None:
    path = make_ledger(tmp_path / "news.whence", articles=2)
    with Ledger.open(path) as ledger:
        denied, all_claims = len(ledger.search(act="deny")), len(ledger.claims)
        found = ledger.search(kind="statements")
        base = open_base(path)
        correct(base, 1, Correction("statements/0", Verdict.CHANGE, "kim", "act", "deny"))
        correct(base, 1, Correction("statements/1", Verdict.REJECT, "kim"))
        base.close()
        assert len(ledger.search(act="deny")) == denied + 1
        assert len(ledger.claims) == all_claims - 1
        assert ledger.report(1).statements[0].act == "deny"
        assert len(list(found)) < all_claims  # rows of before are passed over


def test_data_frames_hold_the_same_rows(ledger: Ledger) -> None:
    found = ledger.search(kind="events", order="oldest")
    ids = [row.id for row in found]
    table, pandas, polars = found.to_arrow(), found.to_pandas(), found.to_polars()
    assert table["id"].to_pylist() == pandas["id"].tolist() == polars["id"].to_list() == ids
    assert str(pandas["geonames"].dtype) == str(pandas["deaths_low"].dtype) == "Int64"
    assert table.column_names == list(pandas.columns) == polars.columns
    assert len(ledger.claims.to_polars()) == len(ledger.claims)


def test_what_was_found_goes_to_a_parquet_file(ledger: Ledger) -> None:
    found, out = ledger.search(speaker="Oren Dask"), io.BytesIO()
    assert found.to_parquet(out) == len(found)
    assert parquet.read_table(io.BytesIO(out.getvalue())).equals(found.to_arrow())


def test_all_reports_come_with_their_articles(ledger: Ledger) -> None:
    reports = dict(ledger.reports())
    assert list(reports) == [1, 2, 3]
    assert reports[2] == ledger.report(2)


@pytest.mark.parametrize(
    ("missing", "call"), [("pandas", "to_pandas"), ("polars", "to_polars"), ("pyarrow", "to_arrow")]
)
def test_what_is_not_installed_is_named(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, missing: str, call: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(whence.LedgerError, match=missing):
        getattr(ledger.claims, call)()


def test_a_ledger_that_is_whole_has_no_findings(ledger: Ledger) -> None:
    assert ledger.check() == []


def test_a_notebook_shows_how_much_there_is(tmp_path: Path) -> None:
    path = make_ledger(tmp_path / "a<b>&c.whence", articles=1)
    with Ledger.open(path) as ledger:
        shown = ledger._repr_html_()
    assert "a&lt;b&gt;&amp;c.whence" in shown
    assert '<th scope="row">statements</th><td>10</td>' in shown


def test_an_article_that_is_not_there_is_an_error_of_ours(ledger: Ledger) -> None:
    with pytest.raises(whence.LedgerError, match="no article 99"):
        ledger.report(99)


def test_what_is_no_ledger_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(whence.LedgerError, match="no such ledger"):
        Ledger.open(tmp_path / "gone.whence")
    text = tmp_path / "text.whence"
    text.write_text("words" * 999, encoding="utf-8")
    with pytest.raises(whence.LedgerError, match=r"text\.whence"):
        Ledger.open(text)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(whence.LedgerError, match="another program"):
        Ledger.open(tmp_path / "other.db")


def test_a_damaged_report_is_an_error_that_leads_to_the_check(tmp_path: Path) -> None:
    path = make_ledger(tmp_path / "news.whence", articles=2)
    base = open_base(path)
    base.execute("DROP TRIGGER reading_stays")
    base.execute("UPDATE reading SET report = substr(report, 1, 99) WHERE id = 1")
    base.close()
    with Ledger.open(path) as ledger:
        with pytest.raises(whence.LedgerError, match=r"news\.whence.*whence check"):
            ledger.report(1)
        assert ledger.report(2).statements
        assert [finding.where for finding in ledger.check()] == ["reading 1"]


def test_a_closed_ledger_says_so(tmp_path: Path) -> None:
    ledger = Ledger.open(make_ledger(tmp_path / "news.whence", articles=1))
    claims = ledger.claims
    ledger.close()
    ledger.close()
    with pytest.raises(whence.LedgerError, match="was closed"):
        len(claims)


def test_names_are_joined_and_taken_apart(ledger: Ledger) -> None:
    speakers = {person.name: person for person in ledger.speakers}
    assert sum(person.statements for person in ledger.speakers) == len(
        [row for row in ledger.claims if row.speaker]
    )
    one, other = list(speakers)[:2]
    both = speakers[one].statements + speakers[other].statements
    made = ledger.join(one, other, who="Ada", why="a test")
    assert len(ledger.search(speaker=one)) == len(ledger.search(speaker=other)) == both
    ledger.split(one, who="Ada")
    assert len(ledger.search(speaker=one)) == speakers[one].statements
    ledger.undo(made, who="Bo")
    assert {person.name for person in ledger.speakers} == set(speakers)
    with pytest.raises(whence.CorrectionError, match="nobody"):
        ledger.join(one, "Nobody Here", who="Ada")
    assert ledger.check() == []


def test_a_report_is_added_with_its_bytes_once(ledger: Ledger) -> None:
    capture = whence.Capture("new.html", b"<p>new</p>", whence.Medium.HTML)
    count = len(ledger.articles)
    number = ledger.add(report_number(1), capture)
    assert ledger.add(report_number(1), capture) == number
    assert len(ledger.articles) == count + 1
    assert ledger.report(number) == report_number(1)
    assert ledger.check() == []
    with pytest.raises(whence.LedgerError, match="cannot be written"):
        ledger.add(report_number(1), whence.Capture("none.html", b"", whence.Medium.HTML))
    assert len(ledger.articles) == count + 1
