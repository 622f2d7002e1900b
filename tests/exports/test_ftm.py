"""FollowTheMoney entities: named as the format has it, the same id every time."""

from __future__ import annotations

import dataclasses
import io
import json
from typing import Any

from tests.report.sample import sample_report
from whence.exports import write_export
from whence.records import Report

# What followthemoney 4 has for the schemata that are written.
PROPERTIES = {
    "Article": {"title", "author", "publishedAt", "sourceUrl", "publisher"},
    "Person": {"name"},
    "Organization": {"name"},
    "Mention": {"document", "resolved", "name", "detectedSchema"},
    "Event": {
        "name", "summary", "date", "startDate", "endDate", "country", "location", "keywords",
        "sourceUrl", "publisher", "proof",
    },
}  # fmt: skip


def entities(report: Report, name: str = "page-7") -> list[dict[str, Any]]:
    out = io.BytesIO()
    count = write_export([(name, report)], "ftm", out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(found) == count
    return found


def of(schema: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in found if one["schema"] == schema]


def test_every_property_is_one_of_its_schema() -> None:
    found = entities(sample_report())
    assert {one["schema"] for one in found} == set(PROPERTIES)
    for one in found:
        assert set(one["properties"]) <= PROPERTIES[one["schema"]]
        for values in one["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)


def test_the_article_its_sources_and_where_they_are_named() -> None:
    found = entities(sample_report())
    (article,) = of("Article", found)
    assert article["properties"]["publisher"] == ["The Tormar Ledger"]
    assert article["properties"]["publishedAt"] == ["2031-03-02"]
    people = [one["properties"]["name"][0] for one in of("Person", found)]
    assert people == ["Oren Dask", "Saura Okonjo-Vell"]
    bodies = [one["properties"]["name"][0] for one in of("Organization", found)]
    assert bodies == ["Velian Coast Guard", "government in Kesh"]
    mentions = of("Mention", found)
    assert {one["properties"]["document"][0] for one in mentions} == {article["id"]}
    sources = of("Person", found) + of("Organization", found)
    assert {m["properties"]["resolved"][0] for m in mentions} == {s["id"] for s in sources}


def test_an_event_has_its_sentence_day_country_and_place() -> None:
    closed, hit, fired = of("Event", entities(sample_report()))
    properties = closed["properties"]
    assert properties["summary"][0].startswith("The harbour of Tormar was closed on Sunday.")
    assert (properties["date"], properties["country"]) == (["2031-03-02"], ["xa"])
    assert (properties["location"], properties["name"]) == (["Tormar"], ["COERCE restrict: closed"])
    assert "date" not in hit["properties"]
    assert fired["properties"]["name"] == ["ASSAULT heavy-weapons (denied): fired"]
    report = sample_report()
    days = dataclasses.replace(report.events[0], date="2031-03-02/2031-03-04")
    (event,) = of("Event", entities(dataclasses.replace(report, events=(days,))))
    assert event["properties"]["startDate"] == ["2031-03-02"]
    assert event["properties"]["endDate"] == ["2031-03-04"]
    assert event["id"] == closed["id"]


def test_ids_come_from_what_is_named_alone() -> None:
    report = sample_report()
    found = [one["id"] for one in entities(report)]
    assert found == [one["id"] for one in entities(report, "another name")]
    assert len(set(found)) == len(found)
    page = dataclasses.replace(report.page, url="https://ledger.example/other")
    other = entities(dataclasses.replace(report, page=page))
    shared = set(found) & {one["id"] for one in other}
    people = [*of("Person", other), *of("Organization", other)]
    assert shared == {one["id"] for one in people}
