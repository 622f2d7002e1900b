"""Corrections win over the reader, are never lost, and can be taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report.sample import sample_report
from whence.errors import CorrectionError
from whence.ledger import Store, check_ledger
from whence.ledger.base import Base
from whence.ledger.corrections import correct, list_corrections, read_corrected
from whence.ledger.overlay import Correction, Verdict
from whence.ledger.rows import read_events, read_statements
from whence.ledger.store import read_report
from whence.records import Act, Capture, Medium, Status, Telling, Toll
from whence.report.json import dump


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Store(tmp_path / "news.whence", "test 1") as store:
        store.add(Capture("a.html", b"<p>a</p>", Medium.HTML), dump(sample_report()).encode())
        yield store.base


def decide(base: Base, target: str, verdict: Verdict, **more: Any) -> Correction:
    return correct(base, 1, Correction(target, verdict, who="Ada", **more))


def test_a_changed_field_is_the_one_that_is_read_and_searched(base: Base) -> None:
    made = decide(base, "statements/1", Verdict.CHANGE, field="speaker", value="Orin Dasq", why="x")
    assert (made.id, made.who, made.why) == (1, "Ada", "x")
    assert read_corrected(base, 1).report.statements[1].speaker == "Orin Dasq"
    speakers = {row[0] for row in base.execute("SELECT speaker FROM statement WHERE number = 1")}
    assert speakers == {"Orin Dasq"}
    assert read_report(base, 1).statements[1].speaker == "Oren Dask", "the reading stays"


def test_what_is_undone_is_as_before_and_stays_told(base: Base) -> None:
    before = read_corrected(base, 1).report
    made = decide(base, "statements/1", Verdict.CHANGE, field="act", value="warn")
    assert read_corrected(base, 1).report.statements[1].act is Act.WARN
    decide(base, "", Verdict.UNDO, undoes=made.id)
    assert read_corrected(base, 1).report == before
    assert len(list_corrections(base, 1)) == 2
    with pytest.raises(CorrectionError, match="to undo"):
        decide(base, "", Verdict.UNDO, undoes=made.id)


def test_a_rejected_statement_goes_and_the_rest_still_points_rightly(base: Base) -> None:
    before = read_corrected(base, 1)
    decide(base, "statements/0", Verdict.REJECT)
    after = read_corrected(base, 1)
    assert after.statements == before.statements[1:]
    assert after.report.statements[0].content == before.report.statements[1].content
    told = [e.statement for e in before.report.events]
    assert [e.statement for e in after.report.events] == [t and t - 1 for t in told]


def test_what_hung_on_a_rejected_one_hangs_on_its_outer_one(base: Base) -> None:
    before = read_corrected(base, 1).report
    inner = next(i for i, s in enumerate(before.statements) if s.within is not None)
    outer = before.statements[inner].within
    decide(base, f"statements/{outer}", Verdict.REJECT)
    after = read_corrected(base, 1).report
    assert after.statements[inner - 1].within == before.statements[outer or 0].within


def test_a_person_adds_what_was_missed_and_changes_it(base: Base) -> None:
    text = read_corrected(base, 1).report.page.text
    start = text.index("ferries")
    added = decide(
        base, "events", Verdict.ADD, value={"type": "ASSAULT", "anchor": [start, start + 7]}
    )
    target = f"added/{added.id}"
    assert target in read_corrected(base, 1).events
    decide(base, target, Verdict.CHANGE, field="status", value="denied")
    event = read_corrected(base, 1).report.events[-1]
    assert (event.anchor.of(text), event.status.value) == ("ferries", "denied")


def test_what_was_added_and_then_changed_is_not_taken_back_under_the_change(base: Base) -> None:
    added = decide(base, "events", Verdict.ADD, value={"type": "ASSAULT", "anchor": [3, 9]})
    changed = decide(base, f"added/{added.id}", Verdict.CHANGE, field="status", value="denied")
    with pytest.raises(CorrectionError, match="take back those changes first"):
        decide(base, "", Verdict.UNDO, undoes=added.id)
    for each in (changed, added):
        decide(base, "", Verdict.UNDO, undoes=each.id)
    assert f"added/{added.id}" not in read_corrected(base, 1).events


@pytest.mark.parametrize(
    ("target", "verdict", "more"),
    [
        ("statements/99", Verdict.ACCEPT, {}),
        ("statements/1", Verdict.CHANGE, {"field": "scores", "value": 1}),
        ("statements/1", Verdict.CHANGE, {"field": "act", "value": "sing"}),
        ("statements/1", Verdict.CHANGE, {"field": "content", "value": [[0, 10**9]]}),
        ("events/0", Verdict.CHANGE, {"field": "statement", "value": 77}),
        ("events", Verdict.ADD, {"value": {"type": "ASSAULT"}}),
        ("pages", Verdict.ADD, {"value": {}}),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    base: Base, target: str, verdict: Verdict, more: dict[str, Any]
) -> None:
    before = read_corrected(base, 1)
    with pytest.raises(CorrectionError):
        decide(base, target, verdict, **more)
    assert read_corrected(base, 1) == before
    assert list_corrections(base, 1) == []


def test_nobody_corrects_without_a_name(base: Base) -> None:
    with pytest.raises(CorrectionError, match="name"):
        correct(base, 1, Correction("statements/1", Verdict.ACCEPT, who=" "))


def test_a_corrected_ledger_is_whole(base: Base, tmp_path: Path) -> None:
    decide(base, "statements/0", Verdict.REJECT)
    decide(base, "statements/1", Verdict.ACCEPT)
    assert check_ledger(tmp_path / "news.whence") == []


def test_what_is_told_by_an_added_statement_stays_so_when_others_go(base: Base) -> None:
    text = read_corrected(base, 1).report.page.text
    spans = [[text.index(w), text.index(w) + len(w)] for w in ("northern pier", "old town")]
    first, second = (
        decide(base, "statements", Verdict.ADD, value={"content": [span]}) for span in spans
    )
    decide(base, "events/0", Verdict.CHANGE, field="statement", value=f"added/{second.id}")
    decide(base, "", Verdict.UNDO, undoes=first.id)
    report = read_corrected(base, 1).report
    number = report.events[0].statement
    assert number is not None
    assert [s.of(text) for s in report.statements[number].content] == ["old town"]
    with pytest.raises(CorrectionError, match="take back what names it first"):
        decide(base, "", Verdict.UNDO, undoes=second.id)


def test_a_statement_that_is_named_must_be_there(base: Base) -> None:
    decide(base, "statements/0", Verdict.REJECT)
    for value in (77, -1, 0, "statements/0", "added/1", "x", [1], True, 1.0):
        with pytest.raises(CorrectionError, match="statement"):
            decide(base, "events/0", Verdict.CHANGE, field="statement", value=value)


def test_the_voice_at_the_anchor_tells_what_a_person_made_of_the_event(base: Base) -> None:
    before = read_corrected(base, 1).report.events[0]
    decide(base, "events/0", Verdict.CHANGE, field="status", value="denied")
    decide(base, "events/0", Verdict.CHANGE, field="deaths", value=[3, 3])
    decide(base, "events/0", Verdict.CHANGE, field="statement", value="statements/2")
    after = read_corrected(base, 1).report.events[0]
    own = [t for t in after.tellings if t.statement == after.statement]
    assert [(t.status, t.deaths) for t in own] == [(after.status, after.deaths)]
    others = [t for t in before.tellings if t.statement not in (before.statement, after.statement)]
    assert [t for t in after.tellings if t not in own] == others


def test_an_added_event_is_told_by_its_own_voice(base: Base) -> None:
    value = {"type": "ASSAULT", "anchor": [3, 9], "statement": 1, "deaths": [2, None]}
    decide(base, "events", Verdict.ADD, value=value)
    event = read_corrected(base, 1).report.events[-1]
    (telling,) = event.tellings
    assert (telling.span, telling.statement, telling.status, telling.deaths) == (
        event.anchor, 1, event.status, event.deaths,
    )  # fmt: skip


def test_who_tells_how_much_follows_the_corrections(base: Base) -> None:
    before = read_corrected(base, 1).report.voices
    decide(base, "statements/3", Verdict.CHANGE, field="speaker", value="Orin Dasq")
    decide(base, "statements/1", Verdict.REJECT)
    after = read_corrected(base, 1).report.voices
    assert "Orin Dasq" in {voice.speaker for voice in after}
    assert after[0].characters > before[0].characters, "what nobody says is the outlet's"


def test_lists_tell_what_was_decided_and_where_tellings_differ(base: Base) -> None:
    decide(base, "events/0", Verdict.ACCEPT)
    decide(base, "events/1", Verdict.CHANGE, field="deaths", value=[2, None])
    decide(base, "statements/1", Verdict.CHANGE, field="act", value="warn")
    added = decide(base, "statements", Verdict.ADD, value={"content": [[3, 9]]})
    statements = read_statements(base, ids_of(base, "statement"))
    by_number = {row.number: row.decided for row in statements}
    last = read_corrected(base, 1).statements.index(f"added/{added.id}")
    assert {n: d for n, d in by_number.items() if d} == {1: "changed", last: "added"}
    first, second, third = read_events(base, ids_of(base, "event"))
    assert (first.decided, second.decided, third.decided) == ("accepted", "changed", None)
    assert (first.disputed, second.disputed, third.disputed) == ("", "status", "")


def test_a_list_says_who_tells_the_dead_where_that_is_another(base: Base) -> None:
    report = sample_report()
    told = Telling(report.events[1].anchor, 1, Status.OCCURRED, None, None)
    counted = Telling(report.events[2].anchor, 6, None, Toll(2, None), None)
    event = dataclasses.replace(
        report.events[1], deaths=Toll(2, None), tellings=(told, counted), statement=1
    )
    with Store(Path(base.execute("PRAGMA database_list").fetchone()["file"]), "test 2") as store:
        second = dataclasses.replace(report, events=(event,))
        store.add(Capture("a.html", b"<p>a</p>", Medium.HTML), dump(second).encode())
    (row,) = read_events(base, ids_of(base, "event"))
    voice = report.statements[6]
    written = "; ".join(span.of(report.page.text) for span in voice.source)
    assert row.deaths_by == (voice.speaker or written)


def ids_of(base: Base, table: str) -> list[int]:
    return [row[0] for row in base.execute(f"SELECT id FROM {table} ORDER BY article, number")]
