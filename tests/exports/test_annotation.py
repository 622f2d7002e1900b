"""Web Annotations: every selector finds its words."""

from __future__ import annotations

import dataclasses
import io
import json
from typing import Any

from hypothesis import given, settings

from tests.exports.pages import reports
from tests.report.sample import sample_report
from whence.exports import write_export
from whence.records import Report


def annotated(report: Report, **chosen: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    count = write_export([("page 7", report)], "annotation", out, **chosen)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(found) == count
    return found


def test_every_statement_and_event_is_an_annotation() -> None:
    report = sample_report()
    found = annotated(report)
    assert len(found) == len(report.statements) + len(report.events)
    assert len({one["id"] for one in found}) == len(found)
    dask = found[1]
    assert dask["id"] == "urn:x-whence:page%207/statement/1"
    assert (dask["type"], dask["@context"][0]) == ("Annotation", "http://www.w3.org/ns/anno.jsonld")
    assert (dask["body"]["speaker"], dask["body"]["act"]) == ("Oren Dask", "assert")
    assert [target["role"] for target in dask["target"]] == ["cue", "source", "content"]
    assert found[4]["body"]["within"] == found[3]["id"]
    hit = found[len(report.statements) + 1]
    assert (hit["body"]["event_type"], hit["body"]["told_by"]) == ("ASSAULT", "Oren Dask")
    assert hit["body"]["within"] == dask["id"]
    assert hit["body"]["injured"] == {"low": 0, "high": 0}


def test_a_target_names_the_page_and_the_text_its_places_count_in() -> None:
    report = sample_report()
    source = annotated(report)[0]["target"][0]["source"]
    assert (source["id"], source["sha256"]) == (report.page.url, report.page.sha256)
    nowhere = dataclasses.replace(report, page=dataclasses.replace(report.page, url=None))
    source = annotated(nowhere)[0]["target"][0]["source"]
    assert source["id"] == f"urn:sha256:{report.page.sha256}"


def test_only_what_is_wanted_is_written() -> None:
    (said,) = annotated(sample_report(), wanted={"page 7": {1}}, rows="statements")
    assert said["id"].endswith("/statement/1")
    (event,) = annotated(sample_report(), wanted={"page 7": {2}}, rows="events")
    assert event["id"].endswith("/event/2")


@settings(max_examples=60, deadline=None)
@given(reports())
def test_both_selectors_stand_for_the_same_words(report: Report) -> None:
    text = report.page.text
    for one in annotated(report):
        assert one["target"]
        for target in one["target"]:
            place, words = target["selector"]
            start, end = place["start"], place["end"]
            assert words["exact"] == text[start:end] != ""
            assert words["prefix"] == text[:start][-32:]
            assert words["suffix"] == text[end:][:32]
