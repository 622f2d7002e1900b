"""What a ledger writes as JSON lines is another ledger's as it was."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.readers import quick
from tests.report.sample import sample_report
from whence.capture.folder import read_path
from whence.errors import CorrectionError, ReportError
from whence.exports.ledger import write_ledger_export
from whence.ingest.run import Plan, Tally, ingest
from whence.ledger import Store, check_ledger
from whence.ledger.columns import read_columns
from whence.ledger.corrections import correct, list_corrections, read_corrected
from whence.ledger.filter import Filter, Order
from whence.ledger.overlay import Correction, Verdict
from whence.ledger.store import read_capture
from whence.records import Capture, Kept, Loss, Medium
from whence.report.json import dump, from_json

PAGE = Capture(
    "a.html", "<p>caf\u00e9 \U0001f600".encode(), Medium.HTML, charset="utf-8",
    url="https://x.example/a", captured="2031-03-03T00:00:00Z", outlet="The Ledger",
)  # fmt: skip
AGAIN = Capture("b.html", PAGE.body, Medium.HTML, url="https://x.example/b")


def decide(store: Store) -> None:
    def made(target: str, verdict: Verdict, **more: Any) -> Correction:
        return correct(store.base, 1, Correction(target, verdict, "Ada", **more))

    gone = made("statements", Verdict.ADD, value={"content": [[3, 9]]})
    added = made("statements", Verdict.ADD, value={"content": [[40, 60]]}, why="it says so")
    made("events/0", Verdict.CHANGE, field="statement", value=f"added/{added.id}")
    made("", Verdict.UNDO, undoes=gone.id)
    made(f"added/{added.id}", Verdict.CHANGE, field="speaker", value="Oren Dask")
    made("statements/0", Verdict.REJECT)
    made("events", Verdict.ADD, value={"type": "AID", "anchor": [3, 9],
                                       "statement": f"added/{added.id}"})  # fmt: skip
    made("events/1", Verdict.ACCEPT)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    with Store(tmp_path / "old.whence", "test 1") as store:
        store.add(PAGE, dump(sample_report()).encode())
        store.see(AGAIN)
        decide(store)
        store.add(Capture("c.txt", b"second", Medium.TEXT), dump(sample_report()).encode())
        out = io.BytesIO()
        columns = read_columns(store.base, "articles")
        asked = Filter(order=Order.OLDEST)
        assert write_ledger_export(store.base, columns, asked, "jsonl", out) == 2
    file = tmp_path / "out.jsonl"
    file.write_bytes(out.getvalue())
    return file


def take_in(file: Path, ledger: Path) -> Tally:
    with Store(ledger, "test 9") as store:
        return ingest([file], store, Plan(quick, 1, 60.0), lambda _: None)


def told(store: Store, article: int) -> list[tuple[object, ...]]:
    reading = read_corrected(store.base, article).reading
    made = list_corrections(store.base, reading)
    return [(c.verdict, c.field, c.who, c.why, c.at) for c in made]


def test_a_ledger_goes_through_json_lines_whole(written: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.whence"
    with Store(new, "test 9") as store:  # its numbers are others
        store.add(Capture("x", b"<p>x</p>", Medium.HTML), dump(sample_report()).encode())
        correct(store.base, 1, Correction("events/0", Verdict.ACCEPT, "Bo"))
    tally = take_in(written, new)
    assert (tally.read, tally.known, tally.failed, tally.left) == (2, 0, 0, 0)
    with Store(tmp_path / "old.whence", "test 1") as old, Store(new, "test 9") as store:
        assert read_corrected(store.base, 3).report == read_corrected(old.base, 2).report
        ours, theirs = read_corrected(store.base, 2), read_corrected(old.base, 1)
        assert (ours.report, ours.sha256) == (theirs.report, theirs.sha256)
        assert told(store, 2) == told(old, 1)
        assert read_capture(store.base, 2) == PAGE
        names = store.base.execute("SELECT name, url FROM sighting WHERE capture = 2 ORDER BY id")
        assert [tuple(row) for row in names] == [(c.name, c.url) for c in (PAGE, AGAIN)]
        reader = store.base.execute("SELECT reader FROM reading WHERE capture = 2").fetchone()
        assert reader[0] == "test 1"
    assert check_ledger(new) == []


def test_what_is_in_already_stays_as_it_is_and_is_told(written: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.whence"
    take_in(written, new)
    tally = take_in(written, new)
    assert (tally.read, tally.known, tally.failed, tally.left) == (0, 2, 0, 8)
    assert "8 decisions are not taken" in tally.failures[0]
    assert check_ledger(new) == []


def test_the_report_alone_is_read_from_a_line(written: Path) -> None:
    first, second = (json.loads(line) for line in written.read_bytes().splitlines())
    assert from_json(second) == sample_report()
    assert len(from_json(first).statements) == len(sample_report().statements)


Spoil = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda row: row["ledger"].update(body="%%"), "base64"),
        (lambda row: row["ledger"].update(body=""), "nothing in it"),
        (lambda row: row["ledger"].update(sightings=[]), "sightings"),
        (lambda row: row["ledger"].update(medium="pdf"), "medium"),
        (lambda row: row["ledger"].update(reader=7), "reader"),
        (lambda row: row["ledger"].update(reader="\ud800"), "half"),
        (lambda row: row["ledger"].update(reading="{}"), "changed since"),
        (lambda row: row["ledger"].update(sha256=None), "changed since"),
        (lambda row: row["ledger"]["corrections"][2].update(value="added/99"), "before it is"),
        (lambda row: row["ledger"]["corrections"][3].update(undoes=77), "before it is"),
        (lambda row: row["ledger"]["corrections"][0].update(id="1"), "whole number"),
        (lambda row: row["ledger"]["corrections"][0].update(who=" "), "name"),
        (lambda row: row["ledger"]["corrections"][0].update(at="soon"), "soon"),
        (lambda row: row["ledger"]["corrections"][0].update(verdict="sing"), "sing"),
        (lambda row: row["ledger"]["corrections"][7].update(target="events/77"), "events/77"),
    ],
)
def test_a_line_that_no_ledger_wrote_costs_itself_alone(
    written: Path, tmp_path: Path, spoil: Spoil, reason: str
) -> None:
    first, second = (json.loads(line) for line in written.read_bytes().splitlines())
    spoil(first)
    written.write_text("\n".join(map(json.dumps, (first, second))))
    tally = take_in(written, tmp_path / "new.whence")
    assert (tally.read, tally.failed) == (1, 1)
    assert reason in tally.failures[0]
    assert check_ledger(tmp_path / "new.whence") == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@given(
    where=st.sampled_from(["ledger", "body", "medium", "sightings", "reader", "sha256", "reading",
                           "corrections"]),
    value=JSON,
)  # fmt: skip
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_stands_there_is_a_loss_or_a_page(
    written: Path, where: str, value: object
) -> None:
    row = json.loads(written.read_bytes().splitlines()[0])
    if where == "ledger":
        row["ledger"] = value
    else:
        row["ledger"][where] = value
    file = written.with_name("other.jsonl")
    file.write_text(json.dumps(row))
    (found,) = read_path(file)
    if isinstance(found, Kept):
        path = written.with_name("fuzz.whence")
        with Store(path, "test 9") as store, suppress(CorrectionError, ReportError):
            store.take(found)
        assert check_ledger(path) == []
    else:
        assert isinstance(found, Loss | Capture)
