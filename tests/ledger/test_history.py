"""Where captures were found, how often they were read, and what failed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.sample import sample_report
from whence.errors import LedgerError
from whence.ledger import Failed, Store
from whence.ledger.corrections import correct
from whence.ledger.history import count_failures, list_failures, read_custody, read_reading
from whence.ledger.overlay import Correction, Verdict
from whence.records import Capture, Loss, Medium
from whence.report.json import dump

BODY = b"<p>ferries"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "news.whence", "second") as store:
        yield store


def test_every_sighting_of_the_same_bytes_is_told(store: Store) -> None:
    line = dump(sample_report()).encode()
    for url in ("https://a.example", "https://b.example"):
        capture = Capture("f.html", BODY, Medium.HTML, url=url, captured="2031-03-02T08:00:00Z")
        store.add(capture, line)
    custody = read_custody(store.base, 1)
    assert [s.url for s in custody.sightings] == ["https://a.example", "https://b.example"]
    assert (custody.size, custody.medium) == (len(BODY), "html")
    assert [(r.reader, r.newest) for r in custody.readings] == [("second", True)]


def test_readings_are_there_with_their_own_corrections(tmp_path: Path) -> None:
    report, capture = sample_report(), Capture("f.html", BODY, Medium.HTML)
    with Store(tmp_path / "a", "first") as store:
        store.add(capture, dump(dataclasses.replace(report, events=())).encode())
        correct(store.base, 1, Correction("statements/0", Verdict.CHANGE, "I", "act", "deny"))
    with Store(tmp_path / "a", "second") as store:
        store.add(capture, dump(report).encode())
        readings = read_custody(store.base, 1).readings
        told = [(r.id, r.reader, r.corrections, r.newest) for r in readings]
        assert told == [(2, "second", 1, True), (1, "first", 1, False)]
        plain, older = read_reading(store.base, 1, 1)
        assert (plain.statements[0].act, older.report.statements[0].act) == ("warn", "deny")
        assert older.report.events == ()
        newest, _ = read_reading(store.base, 1, None)
        assert newest == report


def test_an_undone_correction_is_counted_as_one_and_not_as_two(store: Store) -> None:
    store.add(Capture("f.html", BODY, Medium.HTML), dump(sample_report()).encode())
    made = correct(store.base, 1, Correction("events/0", Verdict.ACCEPT, "I"))
    correct(store.base, 1, Correction("events/0", Verdict.UNDO, "I", undoes=made.id))
    assert read_custody(store.base, 1).readings[0].corrections == 1


def test_a_reading_of_another_article_is_not_given(store: Store) -> None:
    line = dump(sample_report()).encode()
    store.add(Capture("f.html", BODY, Medium.HTML), line)
    store.add(Capture("g.html", b"<p>other", Medium.HTML), line)
    with pytest.raises(LedgerError, match="reading 2 of article 1"):
        read_reading(store.base, 1, 2)
    with pytest.raises(LedgerError, match="no article 3"):
        read_reading(store.base, 3, None)
    with pytest.raises(LedgerError, match="no capture 3"):
        read_custody(store.base, 3)


def test_failures_are_listed_from_the_latest_and_counted_by_reason(store: Store) -> None:
    store.fail(Loss("a.warc", "damaged", 12))
    store.fail(Failed(Capture("b.html", BODY, Medium.HTML), "no article on it"))
    store.fail(Loss("c.warc", "damaged", 13))
    found = list_failures(store.base, after=None, size=2)
    assert [(f.name, f.place, f.reason) for f in found] == [
        ("c.warc", 13, "damaged"), ("b.html", None, "no article on it"),
    ]  # fmt: skip
    rest = list_failures(store.base, after=found[-1].id, size=2)
    assert [f.name for f in rest] == ["a.warc"]
    assert count_failures(store.base) == [("damaged", 2), ("no article on it", 1)]
    assert [f.capture for f in (*found, *rest)] == [None, 1, None]
