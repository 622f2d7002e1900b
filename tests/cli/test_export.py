"""`whence export` on reports, errors and lines that are neither."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from tests.report.sample import sample_report
from whence.cli.main import main
from whence.report.json import dump


def test_what_is_no_report_is_named_and_stops_nothing(tmp_path: Path) -> None:
    lines = [dump(sample_report()), '{"id": 2, "error": "empty"}', "{", '{"page": 1}', ""]
    source, target = tmp_path / "reports.jsonl", tmp_path / "events.csv"
    source.write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(main, ["export", str(source), "--as", "csv", "-o", str(target)])
    assert result.exit_code == 1
    assert len(target.read_text(encoding="utf-8").splitlines()) == 4
    assert "line 3: not JSON" in result.stderr
    assert "line 4: " in result.stderr
    assert "3 events written as csv; 1 lines were errors" in result.stderr


def test_reports_from_standard_input() -> None:
    given = dump(sample_report())
    result = CliRunner().invoke(main, ["export", "--as", "plover"], input=given)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3
