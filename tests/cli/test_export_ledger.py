"""`whence export` of a ledger: every format, with its corrections."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

import whence
from tests.report.sample import sample_report
from tests.web.ledgers import make_ledger
from whence.cli.main import main
from whence.ledger.corrections import correct
from whence.ledger.opening import open_base
from whence.ledger.overlay import Correction, Verdict
from whence.report.json import dump


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Two articles; the first event of the first was rejected."""
    path = make_ledger(tmp_path / "news.whence", articles=2)
    base = open_base(path)
    correct(base, 1, Correction("events/0", Verdict.REJECT, "kim"))
    base.close()
    return path


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


@pytest.mark.parametrize("rows", ["statements", "events", "articles"])
def test_a_table_goes_to_parquet(ledger: Path, tmp_path: Path, rows: str) -> None:
    target = tmp_path / "rows.parquet"
    result = export(ledger, "--as", "parquet", "--rows", rows, "-o", target)
    assert result.exit_code == 0, result.stderr
    found = parquet.read_table(target)
    with whence.Ledger.open(ledger) as opened:
        assert found.equals(opened.table(rows).to_arrow())
    assert f"{found.num_rows} {rows} written as parquet" in result.stderr


def test_parquet_holds_events_where_nothing_else_is_asked(ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "rows.parquet"
    assert export(ledger, "--as", "parquet", "-o", target).exit_code == 0
    assert parquet.read_table(target).num_rows == 2 * len(sample_report().events) - 1


def test_tables_of_events_have_what_corrections_left(ledger: Path) -> None:
    left = 2 * len(sample_report().events) - 1
    result = export(ledger, "--as", "csv")
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == left + 1
    assert f"{left} events written as csv" in result.stderr
    places = json.loads(export(ledger, "--as", "geojson").stdout)
    assert len(places["features"]) == left


@pytest.mark.parametrize("kind", ["acled", "ged", "plover"])
def test_other_formats_hold_the_rows_of_both_articles(ledger: Path, kind: str) -> None:
    result = export(ledger, "--as", kind)
    assert result.exit_code == 0, result.stderr
    assert f"written as {kind}" in result.stderr
    assert result.stdout


def test_whole_reports_come_back_as_they_are(ledger: Path) -> None:
    result = export(ledger, "--as", "jsonl")
    assert result.exit_code == 0, result.stderr
    reports = [whence.load(line) for line in result.stdout.splitlines()]
    with whence.Ledger.open(ledger) as opened:
        assert reports == [opened.report(1), opened.report(2)]


@pytest.mark.parametrize("kind", ["parquet", "jsonl"])
def test_what_is_of_ledgers_only_is_told(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "reports.jsonl"
    source.write_text(dump(sample_report()), encoding="utf-8")
    result = export(source, "--as", kind)
    assert result.exit_code == 2
    assert "reports.jsonl is none" in result.stderr


@pytest.mark.parametrize("more", [["--rows", "events"], ["--speaker", "Oren Dask"]])
def test_choices_go_with_ledgers_alone(tmp_path: Path, more: list[str]) -> None:
    source = tmp_path / "reports.jsonl"
    source.write_text(dump(sample_report()), encoding="utf-8")
    result = export(source, "--as", "csv", *more)
    assert result.exit_code == 2
    assert "reports.jsonl is none" in result.stderr


def table(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_filter_leaves_what_the_browser_shows(ledger: Path) -> None:
    asked = ["--rows", "statements", "--speaker", "Oren Dask", "--act", "assert"]
    rows = table(export(ledger, "--as", "csv", *asked, "--order", "surest"))
    with whence.Ledger.open(ledger) as opened:
        found = list(opened.search(speaker="Oren Dask", act="assert", order="surest"))
        assert sorted(row["statement"] for row in rows) == sorted(
            f"{row.article}/statement/{row.number}" for row in found
        )
        assert rows[0]["statement"].split("/")[0] == str(found[0].article)
        text = opened.report(1).page.text
    for row in rows:
        assert row["speaker"] == "Oren Dask"
        first = row["content"].split("; ")[0]
        assert text[int(row["span_start"]) :].startswith(first)
    kinds = {row["type"] for row in table(export(ledger, "--as", "csv", "--type", "COERCE"))}
    assert kinds == {"COERCE"}
    nameless = table(export(ledger, "--as", "csv", "--rows", "statements", "--unknown", "speaker"))
    assert {row["speaker"] for row in nameless} == {""}
    events = [json.loads(x) for x in export(ledger, "--as", "annotation", "--rows", "events",
                                            "--type", "COERCE").stdout.splitlines()]  # fmt: skip
    assert {each["body"]["finding"] for each in events} == {"event"}


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (["--as", "csv", "--first", "soon"], "first: 'soon' is not a day"),
        (["--as", "jsonl", "--speaker", "Oren Dask"], "speaker: articles have none"),
        (["--as", "csv", "--rows", "statements", "--deaths", "1"], "deaths: statements have none"),
        (["--as", "jsonl", "--unknown", "country"], "country: articles have none"),
        (["--as", "csv", "--unknown", "score"], "unknown: 'score' is not one of speaker"),
        (["--as", "ged", "--rows", "statements"], "'ged' is not a format of statements"),
    ],
)
def test_what_is_asked_wrongly_is_named(ledger: Path, asked: list[str], named: str) -> None:
    result = export(ledger, *asked)
    assert result.exit_code == 2
    assert named in result.stderr


def test_reports_of_a_ledger_keep_their_ids(ledger: Path, tmp_path: Path) -> None:
    lines = export(ledger, "--as", "jsonl").stdout
    assert [json.loads(line)["id"] for line in lines.splitlines()] == ["1", "2"]
    kept = tmp_path / "reports.jsonl"
    kept.write_text(lines, encoding="utf-8")
    for kind in ("csv", "ftm", "annotation", "conll", "gold", "claimreview"):
        ours, theirs = export(ledger, "--as", kind), export(kept, "--as", kind)
        if kind == "gold":  # only a ledger knows what was checked
            assert len(ours.stdout.splitlines()) == len(theirs.stdout.splitlines()) == 2
        else:
            assert ours.stdout == theirs.stdout


def test_a_file_that_only_begins_like_a_ledger_is_named(tmp_path: Path) -> None:
    source, target = tmp_path / "torn.whence", tmp_path / "events.csv"
    source.write_bytes(b"SQLite format 3\0" + b"torn" * 300)
    target.write_text("old", encoding="utf-8")
    result = export(source, "--as", "csv", "-o", target)
    assert result.exit_code == 1
    assert "torn.whence" in result.stderr
    assert target.read_text(encoding="utf-8") == "old"


def test_without_pyarrow_the_extra_is_named(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    target = tmp_path / "rows.parquet"
    result = export(ledger, "--as", "parquet", "-o", target)
    assert result.exit_code == 1
    assert "pip install whence[tables]" in result.stderr
    assert not target.exists()


def test_nothing_is_written_over_a_ledger(ledger: Path) -> None:
    before = ledger.read_bytes()
    result = export(ledger, "--as", "csv", "-o", str(ledger))
    assert result.exit_code == 2
    assert "nothing is written over one" in result.stderr
    assert ledger.read_bytes() == before
