"""Reports as JSON: every field of the codebook, and back again without loss."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.sample import TEXT, sample_report
from whence.errors import ReportError
from whence.records import Entry, Origin, Span, Stated
from whence.report.json import dump, from_json, load, schema, to_json

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs" / "report.schema.json"


def test_the_keys_are_the_codebooks_in_their_order() -> None:
    written = to_json(sample_report())
    assert list(written) == [
        "page", "frame", "blocks", "furniture", "entries", "names", "statements", "events",
        "places", "dates", "counts", "voices", "model", "warnings",
    ]  # fmt: skip
    assert list(written["page"]) == [
        "name", "text", "sha256", "url", "published", "captured", "outlet", "language", "encoding",
    ]  # fmt: skip
    assert list(written["frame"]) == [
        "title", "deck", "byline", "published", "modified", "other_titles",
    ]  # fmt: skip
    assert list(written["statements"][0]) == [
        "source", "cue", "content", "relay", "speaker", "source_kind", "manner", "act",
        "certainty", "scores", "within",
    ]  # fmt: skip


def test_a_meter_stands_in_numbers_beside_its_span() -> None:
    meter, appeal, _ = to_json(sample_report())["furniture"]
    span = meter.pop("span")
    assert TEXT[span[0] : span[1]].startswith("0 €")
    assert meter == {
        "kind": "meter", "currency": "EUR", "marks": [0, 3000, 6000], "goal": 6000,
        "raised": 2100, "share_of_goal": 0.35,
    }  # fmt: skip
    assert set(appeal) == {"kind", "span"}


def test_what_is_not_known_is_null_and_what_is_not_read_has_no_key() -> None:
    written = to_json(sample_report())
    assert written["statements"][9]["act"] is None
    assert written["page"]["captured"] is None
    assert written["events"][1]["date"] is None


def test_a_toll_is_a_range() -> None:
    events = to_json(sample_report())["events"]
    assert [e["injured"] for e in events] == [None, [0, 0], None]
    assert [e["statement"] for e in events] == [None, 1, 6]


def test_spans_lead_to_the_words() -> None:
    statement = to_json(sample_report())["statements"][7]
    words = [TEXT[start:end] for start, end in statement["content"]]
    assert words == ["“If a single shell came from our side,”", "“I will resign.”"]
    assert [TEXT[start:end] for start, end in statement["relay"]] == ["the Meridian agency"]


def test_a_report_comes_back_as_it_was() -> None:
    report = sample_report()
    assert from_json(to_json(report)) == report
    assert load(dump(report)) == report
    assert load(dump(report).encode()) == report


def test_origins_entries_and_unknowns_come_back_too() -> None:
    report = sample_report()
    block = dataclasses.replace(report.page.blocks[0], origin=Origin("html/body[1]", 0, 9))
    entry = Entry(Span(0, 9), Stated("2031-03-02T10:00", Span(0, 2), "text"))
    page = dataclasses.replace(
        report.page,
        blocks=(block, *report.page.blocks[1:]),
        entries=(entry, Entry(Span(10, 12), None)),
        language=None,
    )
    report = dataclasses.replace(report, page=page)
    assert from_json(to_json(report)) == report


def test_one_line_whatever_the_text() -> None:
    line = dump(sample_report())
    assert "\n" not in line
    assert "“" in line


def test_a_score_that_is_no_number_is_never_written() -> None:
    report = sample_report()
    scores = dataclasses.replace(report.statements[0].scores, statement=float("nan"))
    statement = dataclasses.replace(report.statements[0], scores=scores)
    with pytest.raises(ValueError, match="JSON compliant"):
        dump(dataclasses.replace(report, statements=(statement,)))


def test_keys_of_a_later_version_are_passed_over() -> None:
    written = {"id": 7, **to_json(sample_report()), "roads": []}
    written["page"] = {**written["page"], "later": True}
    assert from_json(written) == sample_report()


BREAKS: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("the key 'statements' is missing", lambda r: r.pop("statements")),
    ("page: expected an object", lambda r: r.update(page=[])),
    ("page.text: expected a string", lambda r: r["page"].update(text=5)),
    ("the text was changed", lambda r: r["page"].update(text=TEXT + "!")),
    ("page.published", lambda r: r["page"].update(published="1999-01-01")),
    (r"statements\[1\].act: expected one of", lambda r: r["statements"][1].update(act="sing")),
    (r"statements\[0\].content\[0\]", lambda r: r["statements"][0].update(content=[[5, 5]])),
    (r"content\[0\]: expected a span", lambda r: r["statements"][0].update(content=[[1, True]])),
    ("ends after the text", lambda r: r["statements"][0].update(content=[[5, 10**9]])),
    ("scores.act: expected a number", lambda r: r["statements"][0]["scores"].update(act=1.5)),
    (r"statements\[2\].within", lambda r: r["statements"][2].update(within=2)),
    (r"statements\[2\].within", lambda r: r["statements"][2].update(within=99)),
    (r"furniture\[0\]: the key 'goal'", lambda r: r["furniture"][0].pop("goal")),
    ("is not furniture", lambda r: r["furniture"][1].update(kind="paragraph")),
    (r"events\[0\].statement", lambda r: r["events"][0].update(statement=99)),
    (r"events\[1\].injured: expected a toll", lambda r: r["events"][1].update(injured=[3, 2])),
    (r"counts\[0\].approximate", lambda r: r["counts"][0].update(approximate=1)),
    ("marks", lambda r: r["furniture"][0].update(marks=[10**400])),
    ("warnings: expected a list", lambda r: r.update(warnings="none")),
]


@pytest.mark.parametrize(("says", "change"), BREAKS)
def test_a_broken_report_is_refused_with_the_place(
    says: str, change: Callable[[dict[str, Any]], object]
) -> None:
    written = copy.deepcopy(to_json(sample_report()))
    change(written)
    with pytest.raises(ReportError, match=says):
        from_json(written)


@pytest.mark.parametrize("line", ["", "{", "[]", "3", "null", "[" * 100_000, b"\xff"])
def test_a_line_that_is_no_report_is_refused(line: str | bytes) -> None:
    with pytest.raises(ReportError):
        load(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_anything_put_anywhere_is_taken_or_refused_cleanly(data: st.DataObject) -> None:
    written = copy.deepcopy(to_json(sample_report()))
    spot: Any = written
    while True:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = data.draw(st.sampled_from(keys))
        inner = spot[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            spot[key] = data.draw(JSON)
            break
        spot = inner
    try:
        report = from_json(written)
    except ReportError:
        return
    assert from_json(to_json(report)) == report


def test_the_kept_schema_is_the_records() -> None:
    """Renew it with `whence schema > docs/report.schema.json`."""
    assert json.loads(SCHEMA.read_text("utf-8")) == schema()


def test_reports_fit_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    written = to_json(sample_report())
    validator.validate(written)
    validator.validate({"id": "a", **written})
    broken = copy.deepcopy(written)
    del broken["furniture"][0]["goal"]
    assert not validator.is_valid(broken)
    assert not validator.is_valid({**written, "roads": []})


def test_the_hash_is_of_the_text_in_utf_8() -> None:
    page = to_json(sample_report())["page"]
    assert page["sha256"] == hashlib.sha256(page["text"].encode("utf-8")).hexdigest()
