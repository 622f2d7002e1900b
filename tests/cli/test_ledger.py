"""`whence ingest` and `whence check`, as somebody types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import whence.report.assemble
from tests.capture.test_warc import PAGE
from tests.ingest.readers import quick
from whence.cli.main import main


@pytest.fixture(autouse=True)
def without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whence.report.assemble, "assembler", quick)


def call(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    return result.exit_code, result.output


def test_a_folder_goes_in_and_the_ledger_is_whole(tmp_path: Path) -> None:
    folder, ledger = tmp_path / "in", tmp_path / "news.whence"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.html").write_bytes(PAGE % number)
    code, out = call("ingest", folder, "--ledger", ledger, "--jobs", "1")
    assert (code, "3 read" in out) == (0, True), out
    code, out = call("ingest", folder, "--ledger", ledger, "--jobs", "1")
    assert (code, "3 were in already" in out) == (0, True), out
    assert call("check", ledger) == (0, f"{ledger} is whole\n")


def test_what_failed_is_named_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<html><body>no article</body></html>")
    code, out = call("ingest", tmp_path / "page.html", "--ledger", tmp_path / "l", "--jobs", "1")
    assert code == 1
    assert "1 failed" in out
    assert "no article here" in out


def test_what_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGE % 1)
    code, out = call("ingest", page, "--ledger", page)
    assert (code, "page.html" in out) == (2, True)
    assert page.read_bytes() == PAGE % 1
    assert call("check", page)[0] == 2
