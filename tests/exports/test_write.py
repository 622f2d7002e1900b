"""Reports as tables that others read."""

from __future__ import annotations

import csv
import dataclasses
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.sample import sample_report
from whence.exports import write_export
from whence.exports.acled import COLUMNS as ACLED
from whence.exports.ged import COLUMNS as GED
from whence.records import Event, Precision, Report, Span, Status, Telling, Toll


def exported(kind: str, report: Report | None = None) -> str:
    out = io.BytesIO()
    write_export([("page-7", report or sample_report())], kind, out)
    return out.getvalue().decode()


def table(kind: str, report: Report | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(kind, report), newline="")))


def with_event(**changes: object) -> Report:
    report = sample_report()
    event: Event = dataclasses.replace(report.events[1], **changes)  # type: ignore[arg-type]
    return dataclasses.replace(report, events=(event,))


def test_our_own_table_says_who_told_it_and_where_it_stands() -> None:
    closed, hit, fired = table("csv")
    assert (closed["type"], closed["mode"], closed["told_by"]) == ("COERCE", "restrict", "")
    assert closed["date_start"] == closed["date_end"] == "2031-03-02"
    assert (hit["told_by"], hit["told_by_kind"]) == ("Oren Dask", "named_person")
    assert (hit["injured_low"], hit["injured_high"], hit["deaths_low"]) == ("0", "0", "")
    assert (fired["status"], fired["certainty"]) == ("denied", "certain")
    text = sample_report().page.text
    assert text[int(hit["span_start"]) : int(hit["span_end"])] == "hit before dawn"
    assert hit["event"] == "page-7/1"


def test_acled_and_ged_hold_nothing_that_did_not_happen() -> None:
    assert [row["notes"][:11] for row in table("acled")] == ["The harbour", "Two ferries"]
    assert table("ged") == []


def test_what_one_voice_denies_is_written_where_another_tells_it() -> None:
    denied = with_event(status=Status.DENIED, statement=6, deaths=Toll(2, None))
    (acled,), (ged,), (own,) = (table(kind, denied) for kind in ("acled", "ged", "csv"))
    for row in (acled, ged, own):
        assert (row["status"], row["disputed"]) == ("denied", "status")
        assert row["deaths_told_by"] == row["told_by"]
    (row,) = table("csv", with_event(deaths=Toll(2, None)))
    assert (row["told_by"], row["deaths_told_by"]) == ("Oren Dask", denied_by())
    own_voice = Telling(Span(0, 3), None, None, Toll(5, 5), None)
    (row,) = table("csv", with_event(deaths=Toll(5, 5), tellings=(own_voice,)))
    assert row["deaths_told_by"] == "the outlet itself"


def denied_by() -> str:
    statement = sample_report().statements[6]
    return statement.speaker or "; ".join(s.of(sample_report().page.text) for s in statement.source)


def test_a_deadly_assault_stands_in_ged_with_its_bounds() -> None:
    (row,) = table("ged", with_event(deaths=Toll(4, None), date="2031-02"))
    assert (row["best"], row["low"], row["high"], row["deaths_unknown"]) == ("4", "4", "", "4")
    assert (row["date_start"], row["date_end"]) == ("2031-02-01", "2031-02-28")
    assert row["date_prec"] == "4"
    assert (row["side_b"], row["source_original"]) == ("Two ferries", "Oren Dask")
    assert row["latitude"] == row["conflict_name"] == ""


@pytest.mark.parametrize(
    ("date", "day", "precision"),
    [
        ("2031-03-02", "2031-03-02", "1"),
        ("2031-03-02/2031-03-04", "2031-03-02", "2"),
        ("2031-03", "", "3"),
        (None, "", ""),
    ],
)
def test_acled_says_how_sure_a_day_is(date: str | None, day: str, precision: str) -> None:
    (row,) = table("acled", with_event(date=date))
    assert (row["event_date"], row["time_precision"]) == (day, precision)


def test_columns_are_the_ones_their_users_know_with_ours_behind() -> None:
    assert ACLED[:4] == ("event_id_cnty", "event_date", "year", "time_precision")
    assert GED[:3] == ("id", "relid", "year")
    assert ACLED[-12] == GED[-11] == "told_by"


def test_where_it_happened_stands_in_every_table() -> None:
    closed = table("csv")[0]
    assert (closed["place"], closed["place_name"], closed["geonames"]) == (
        "The harbour of Tormar", "Tormar", "4242424",
    )  # fmt: skip
    assert (closed["latitude"], closed["longitude"], closed["precision"]) == (
        "54.3",
        "10.1",
        "town",
    )
    assert closed["admin1"] == "Coast"
    acled = table("acled")[0]
    assert (acled["location"], acled["geo_precision"], acled["latitude"]) == ("Tormar", "1", "54.3")
    (ged,) = table("ged", with_event(deaths=Toll(4, 4), place=sample_report().events[0].place))
    assert (ged["where_prec"], ged["geom_wkt"]) == ("1", "POINT (10.1 54.3)")
    plover = json.loads(exported("plover").splitlines()[0])
    assert plover["geo_location"]["geonames_id"] == 4242424


def test_a_country_is_no_point_in_acled_and_says_so_in_ged() -> None:
    report = with_event(deaths=Toll(4, 4), place=sample_report().events[0].place)
    (place,) = report.places
    assert place.meaning is not None
    country = dataclasses.replace(place.meaning, precision=Precision.COUNTRY)
    report = dataclasses.replace(report, places=(dataclasses.replace(place, meaning=country),))
    (acled,), (ged,) = table("acled", report), table("ged", report)
    assert (acled["latitude"], acled["geo_precision"]) == ("", "")
    assert (ged["where_prec"], ged["latitude"]) == ("6", "54.3")


def test_geojson_is_one_collection_of_many_reports_in_the_order_of_longitude() -> None:
    out = io.BytesIO()
    count = write_export([("a", sample_report()), ("b", sample_report())], "geojson", out)
    whole = json.loads(out.getvalue())
    assert (whole["type"], len(whole["features"])) == ("FeatureCollection", count)
    first, second = whole["features"][:2]
    assert first["geometry"] == {"type": "Point", "coordinates": [10.1, 54.3]}
    assert (second["geometry"], first["id"]) == (None, "a/0")
    assert first["properties"]["type"] == "COERCE"
    assert None not in first["properties"].values()
    empty = io.BytesIO()
    assert write_export([], "geojson", empty) == 0
    assert json.loads(empty.getvalue())["features"] == []


def test_plover_lines_keep_who_says_so_and_never_invent_a_date() -> None:
    closed, hit, fired = map(json.loads, exported("plover").splitlines())
    assert closed["quad_code"] == "material conflict"
    assert hit["date"] is None
    assert hit["size"] == {"injured": 0}
    assert hit["whence"]["told_by"] == "Oren Dask"
    assert fired["context"] == "negation"


@pytest.mark.parametrize("kind", ["csv", "acled", "ged"])
def test_no_cell_is_a_formula(kind: str) -> None:
    report = with_event(deaths=Toll(4, 4))
    outlet = '=HYPERLINK("http://x")'
    report = dataclasses.replace(report, page=dataclasses.replace(report.page, outlet=outlet))
    (row,) = table(kind, report)
    assert f"'{outlet}" in row.values()
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


CELLS = st.text(st.characters(codec="utf-8"), max_size=12).map(lambda t: t.strip())
RUN = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["=", "+", "-", "@", ""]), CELLS, st.sampled_from(["statements", "events"]))
def test_no_cell_is_run_and_none_is_lost(sign: str, words: str, rows: str) -> None:
    report = sample_report()
    page = dataclasses.replace(report.page, name=f"{sign}{words}", outlet=f"{sign}{words}")
    said = tuple(dataclasses.replace(s, speaker=f"{sign}{words}") for s in report.statements)
    hostile = dataclasses.replace(report, page=page, statements=said)
    out = io.BytesIO()
    count = write_export([("page-7", hostile)], "csv", out, rows=rows)
    found = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert len(found) == count == len(getattr(report, rows))
    for row in found:
        assert not any(cell.startswith(RUN) for cell in row.values())
        assert row["outlet"].removeprefix("'") == f"{sign}{words}".removeprefix("'")
        assert float(row["score"]) >= 0
