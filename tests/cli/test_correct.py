"""`whence correct`: files that people worked on, into a ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.imports.ledgers import corrected, files_of, new_ledger, tasks_of
from whence.cli.main import main


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_ledger(tmp_path)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["correct", *map(str, arguments)])


def test_what_was_corrected_is_recorded_and_counted(path: Path) -> None:
    tasks = tasks_of(path)
    tasks[0]["annotations"][0]["result"] = [
        row
        for row in tasks[0]["annotations"][0]["result"]
        if not str(row.get("id", row.get("from_id"))).startswith("events-0-")
    ]
    file = path.with_name("export.json")
    file.write_text(json.dumps(tasks))
    result = run(path, file, "--who", "Ada", "--why", "no event")
    assert result.exit_code == 0, result.output
    assert "corrections of Ada: 0 accept, 0 change, 1 reject, 0 add" in result.stderr
    (made,) = corrected(path).decided["events/0"]
    assert (made.who, made.why) == ("Ada", "no event")


def test_a_file_that_does_not_fit_is_named_and_the_others_go_in(path: Path) -> None:
    files = files_of(path)
    for number in (1, 2):
        folder = path.with_name(f"marked-{number}")
        folder.mkdir()
        for suffix in ("txt", "ann", "json"):
            name = f"{number}.{suffix}"
            (folder / name).write_bytes(files[name].encode())
    (path.with_name("marked-1") / "1.txt").write_text("another text")
    (path.with_name("marked-2") / "2.ann").write_text("")
    result = run(path, path.with_name("marked-1"), path.with_name("marked-2"), "--who", "Ada")
    assert result.exit_code == 1
    assert "marked-1: 1.txt: its text is not the one that was exported" in result.stderr
    assert corrected(path, 2).report.statements == ()
    assert corrected(path, 1).decided == {}


def test_nobody_corrects_without_a_name_or_a_ledger(path: Path) -> None:
    other = path.with_name("other.txt")
    other.write_text("no ledger")
    assert run(path, other, "--who", " ").exit_code == 2
    assert run(other, other, "--who", "Ada").exit_code == 2
