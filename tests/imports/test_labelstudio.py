"""Label Studio's exports come back as corrections, and only what was changed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.exports.pages import reports
from tests.imports.ledgers import Json, corrected, new_ledger, record, record_tasks, tasks_of
from tests.web.ledgers import report_number
from whence.errors import CorrectionError
from whence.exports import write_export
from whence.exports.labelstudio import configuration
from whence.imports.compare import compare
from whence.imports.labelstudio import read_results, read_tasks
from whence.ledger import Store, check_ledger
from whence.ledger.corrections import correct
from whence.ledger.opening import open_base
from whence.ledger.overlay import Corrected, Correction, Verdict
from whence.records import Capture, Medium, Report
from whence.report.json import dump


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_ledger(tmp_path)


def result(tasks: list[Json]) -> list[Json]:
    found: list[Json] = tasks[0]["annotations"][0]["result"]
    return found


def of(rows: list[Json], target: str) -> list[Json]:
    name = target.replace("/", "-")
    return [r for r in rows if str(r.get("id", r.get("from_id"))).startswith(f"{name}-")]


def told(made: list[Correction]) -> list[tuple[str, str, str | None, Any]]:
    return [(c.target, str(c.verdict), c.field, c.value) for c in made]


def test_what_nobody_changed_changes_nothing(path: Path) -> None:
    before = corrected(path)
    assert record_tasks(path, tasks_of(path)) == []
    assert corrected(path) == before


def test_a_checked_finding_is_accepted_once(path: Path) -> None:
    tasks = tasks_of(path)
    head = of(result(tasks), "statements/2")[0]
    result(tasks).append(
        head | {"type": "choices", "from_name": "checked",
                "value": {"choices": ["checked"], "start": 0, "end": 1}}
    )  # fmt: skip
    made = record_tasks(path, tasks, why="read again")
    assert told(made) == [("statements/2", "accept", None, None)]
    assert (made[0].who, made[0].why) == ("Ada", "read again")
    assert record_tasks(path, tasks) == []
    assert record_tasks(path, tasks_of(path)) == [], "what is accepted is exported as such"


def test_a_moved_span_and_a_chosen_field_are_changes(path: Path) -> None:
    tasks = tasks_of(path)
    text = tasks[0]["data"]["text"]
    for row in of(result(tasks), "statements/1"):
        if row["type"] == "labels" and row["value"]["labels"] == ["Content"]:
            row["value"]["start"] += 4
            row["value"]["text"] = text[row["value"]["start"] : row["value"]["end"]]
        if row["from_name" if "from_name" in row else "type"] == "act":
            row["value"]["choices"] = ["warn"]
    was = corrected(path).report.statements[1].content
    made = record_tasks(path, tasks)
    assert {(c.target, str(c.verdict), c.field) for c in made} == {
        ("statements/1", "change", "content"),
        ("statements/1", "change", "act"),
    }
    now = corrected(path).report.statements[1]
    assert now.act == "warn"
    assert [s.end for s in now.content] == [s.end for s in was]
    assert now.content[0].start > was[0].start
    assert corrected(path, 2).report.statements[1].act != "warn", "the other article stays"
    assert check_ledger(path) == []


def test_what_is_removed_is_rejected(path: Path) -> None:
    tasks = tasks_of(path)
    gone = of(result(tasks), "events/0")
    tasks[0]["annotations"][0]["result"] = [r for r in result(tasks) if r not in gone]
    assert told(record_tasks(path, tasks)) == [("events/0", "reject", None, None)]
    assert "events/0" not in corrected(path).events
    assert record_tasks(path, tasks) == []


def region(name: str, label: str, text: str, words: str) -> Json:
    start = text.index(words)
    where = {"start": start, "end": start + len(words), "text": words}
    return {"id": name, "from_name": "span", "to_name": "text", "type": "labels",
            "value": where | {"labels": [label]}}  # fmt: skip


def test_what_is_new_is_added_with_its_fields_once(path: Path) -> None:
    tasks = tasks_of(path)
    text = tasks[0]["data"]["text"]
    result(tasks).extend(
        [
            region("x1", "Anchor", text, "ferries"),
            {"id": "x1", "from_name": "type", "type": "choices", "value": {"choices": ["AID"]}},
            {"id": "x1", "from_name": "deaths", "type": "textarea", "value": {"text": ["20 - 30"]}},
            region("x2", "Place", text, "Tormar"),
            {"type": "relation", "from_id": "x2", "to_id": "x1", "direction": "right"},
        ]
    )
    (made,) = record_tasks(path, tasks)
    assert (made.target, made.verdict) == ("events", Verdict.ADD)
    event = corrected(path).report.events[-1]
    assert (event.anchor.of(text), event.type, event.place[0].of(text)) == (
        "ferries", "AID", "Tormar",
    )  # fmt: skip
    assert event.deaths is not None
    assert (event.deaths.low, event.deaths.high) == (20, 30)
    assert record_tasks(path, tasks) == []


def test_a_new_event_inside_a_statement_is_told_by_it(path: Path) -> None:
    tasks = tasks_of(path)
    text = tasks[0]["data"]["text"]
    there = corrected(path).report
    at = next(n for n, s in enumerate(there.statements) if s.within is not None)
    words = there.statements[at].content[0].of(text).split()[-1]
    span = there.statements[at].content[0]
    start = span.start + span.of(text).rindex(words)
    new = region("x1", "Anchor", text, words)
    new["value"] |= {"start": start, "end": start + len(words)}
    kind = {"id": "x1", "from_name": "type", "type": "choices", "value": {"choices": ["AID"]}}
    result(tasks).extend([new, kind])
    record_tasks(path, tasks)
    assert corrected(path).report.events[-1].statement == at


def test_what_the_ledger_decided_since_stays(path: Path) -> None:
    tasks = tasks_of(path)
    base = open_base(path)
    correct(base, 1, Correction("statements/1", Verdict.CHANGE, "Bo", "speaker", "Orin Dasq"))
    correct(base, 1, Correction("statements/0", Verdict.REJECT, "Bo"))
    base.close()
    assert record_tasks(path, tasks) == []
    assert corrected(path).report.statements[0].speaker == "Orin Dasq"
    for row in of(result(tasks), "statements/0"):
        if row.get("from_name") == "act":
            row["value"]["choices"] = ["feel"]
    with pytest.raises(CorrectionError, match=r"export\.json: task 1.*statements/0"):
        record_tasks(path, tasks)


def test_a_fields_loss_with_its_region_is_no_change_and_alone_it_is(path: Path) -> None:
    tasks = tasks_of(path)
    speakers = [r for r in result(tasks) if r.get("from_name") == "speaker"]
    target = speakers[0]["id"].rsplit("-", 2)[0].replace("-", "/")
    result(tasks).remove(speakers[0])
    assert told(record_tasks(path, tasks)) == [(target, "change", "speaker", None)]


@settings(max_examples=60, deadline=None)
@given(reports())
def test_any_report_comes_back_as_it_went(report: Report) -> None:
    out = io.BytesIO()
    there = Corrected(1, report, ("statements/0",), ("events/0",))
    write_export([("1", there)], "labelstudio", out)
    tasks = json.loads(out.getvalue())
    tasks[0]["annotations"] = tasks[0].pop("predictions")
    (document,) = read_tasks("a-file", json.dumps(tasks).encode())
    assert compare(document, there, "Ada") == []


def test_offsets_in_units_of_javascript_are_understood() -> None:
    text = "📉📰 Lava said so."
    rows = [
        {"id": "a", "type": "labels", "from_name": "span",
         "value": {"start": 5, "end": 9, "text": "Lava", "labels": ["Source"]}},
    ]  # fmt: skip
    marks, _ = read_results("x", rows, text)
    assert [s.of(text) for m in marks for s in m.spans] == ["Lava"]
    rows[0]["value"] |= {"start": 3, "end": 7}  # type: ignore[operator]
    marks, _ = read_results("x", rows, text)
    assert [s.of(text) for m in marks for s in m.spans] == ["Lava"]


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda t: t["data"].update(text=t["data"]["text"] + " "), "its text is not the one"),
        (lambda t: t["data"].pop("whence"), "does not say what it was exported from"),
        (lambda t: t["data"]["whence"].update(findings={"events/0": {}}), "does not say"),
        (lambda t: t["data"]["whence"].update(reading="0" * 64), "not in this ledger"),
        (lambda t: t["annotations"][0]["result"][0]["value"].update(start=9), "do not stand"),
        (lambda t: t["annotations"][0]["result"][0]["value"].update(labels=["X"]), "no label"),
        (lambda t: t["annotations"][0]["result"].append(
            region("x", "Source", t["data"]["text"], "Tormar")), "linked to no content"),
        (lambda t: t["annotations"][0]["result"].append(
            region("x", "Anchor", t["data"]["text"], "ferries")), "no type"),
    ],
)  # fmt: skip
def test_what_cannot_be_put_onto_the_text_is_refused_by_name(
    path: Path, spoil: Any, named: str
) -> None:
    tasks = tasks_of(path)
    before = corrected(path)
    spoil(tasks[0])
    with pytest.raises(CorrectionError, match=rf"export\.json.*{named}"):
        record_tasks(path, tasks)
    assert corrected(path) == before


@pytest.mark.parametrize("body", ["", "{}", "[1]", '[{"data": 3}]', "[[[", '{"a": NaN'])
def test_other_files_are_refused_by_name(path: Path, body: str) -> None:
    file = path.with_name("other.json")
    file.write_text(body)
    with pytest.raises(CorrectionError, match=r"other\.json"):
        record(path, file)


def test_an_article_that_was_read_anew_since_is_refused(path: Path) -> None:
    tasks = tasks_of(path)
    body = b"<html><body><article><h1>Ferries</h1><p>0</p></article>"
    with Store(path, "test 2") as store:
        store.add(Capture("0.html", body, Medium.HTML), dump(report_number(4)).encode())
    with pytest.raises(CorrectionError, match="read anew since the export"):
        record_tasks(path, tasks)


def test_the_interface_has_everything_that_tasks_use(path: Path) -> None:
    shown = configuration()
    for row in result(tasks_of(path)):
        if row["type"] != "relation":
            assert f'name="{row["from_name"]}"' in shown
        for kind in ("labels", "choices"):
            for each in row.get("value", {}).get(kind, []):
                assert f'value="{each}"' in shown


def test_the_documents_have_the_interface() -> None:
    kept = Path(__file__).parents[2] / "docs" / "label-studio.xml"
    assert kept.read_text(encoding="utf-8") == configuration()
