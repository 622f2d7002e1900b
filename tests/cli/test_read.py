"""`whence read` as it is typed: what it prints, where it writes, how it ends."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.readers import broken_reader, echo_reader
from whence.cli.main import main
from whence.report.json import load

WORDS = "The harbour of Tormar was closed on Sunday, and the ferries stayed in port."


def run(*args: str, given: str | bytes | None = None, reader: object = echo_reader) -> Result:
    return CliRunner().invoke(main, ["read", *args], input=given, obj=reader)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(WORDS)
    return path


def rows(path: Path, *texts: str) -> Path:
    path.write_text(
        "".join(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(texts))
    )
    return path


def test_a_page_is_shown_with_who_says_what(page: Path) -> None:
    result = run(str(page))
    assert result.exit_code == 0
    assert f"[A1 {WORDS}]".split()[0] in result.stdout
    assert "Ana Tesk" in result.stdout
    assert "\x1b" not in result.stdout


def test_json_is_one_line_that_reads_back(page: Path) -> None:
    result = run(str(page), "--json", "--published", "2031-03-02", "--url", "https://x.example")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    report = load(result.stdout)
    assert report.page.url == "https://x.example"
    assert report.page.frame.published is not None
    assert report.page.frame.published.value == "2031-03-02"


def test_a_page_from_standard_input() -> None:
    result = run("-", "--json", given=WORDS)
    assert json.loads(result.stdout)["page"]["name"] == "<stdin>"


def test_html_goes_to_its_file_and_nothing_to_the_screen(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    result = run(str(page), "--html", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text().startswith("<!doctype html>")


def test_a_score_leaves_out_what_is_below(page: Path) -> None:
    result = run(str(page), "--json", "--min-score", "0.6")
    assert json.loads(result.stdout)["statements"] == []
    assert json.loads(run(str(page), "--json", "--min-score", "0.5").stdout)["statements"]


def test_a_page_that_cannot_be_read_says_why_and_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("no article on this one")
    result = run(str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "page.txt" in result.stderr


def test_missing_weights_end_with_1(page: Path) -> None:
    result = run(str(page), reader=broken_reader)
    assert result.exit_code == 1
    assert "install the package again" in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("missing.html",),
        ("PAGE", "--published", "yesterday"),
        ("PAGE", "--published", "20310302"),
        ("PAGE", "--min-score", "2"),
        ("PAGE", "-o", "out.jsonl"),
        ("PAGE", "--jobs", "2"),
        ("PAGE", "--jsonl", "PAGE"),
        ("--jsonl", "missing.jsonl"),
        ("--jsonl", "PAGE", "--jobs", "0"),
        ("--jsonl", "PAGE", "--url", "https://x.example"),
        ("--jsonl", "PAGE", "--html", "x.html"),
        ("--jsonl", "PAGE", "--json", "--published", "2031-03-02"),
        ("--jsonl", "PAGE", "-o", "no/such/folder/out.jsonl"),
        ("--nonsense",),
    ],
)
def test_wrong_use_ends_with_2(args: tuple[str, ...], page: Path) -> None:
    result = run(*(str(page) if arg == "PAGE" else arg for arg in args))
    assert result.exit_code == 2, result.output
    assert result.stdout == ""


def test_a_batch_goes_to_its_file_and_says_how_it_went(tmp_path: Path) -> None:
    source = rows(tmp_path / "in.jsonl", WORDS, "no article", WORDS)
    target = tmp_path / "out.jsonl"
    result = run("--jsonl", str(source), "-o", str(target), "--jobs", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "2 of 3 rows read" in result.stderr
    assert "line 2, id 1" in result.stderr
    answers = [json.loads(line) for line in target.read_text().splitlines()]
    assert [("error" in answer) for answer in answers] == [False, True, False]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_batch_from_and_to_standard_streams() -> None:
    given = json.dumps({"id": "a", "text": WORDS}) + "\n"
    result = run("--jsonl", "-", "-o", "-", "--jobs", "1", given=given)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "a"
    assert "1 of 1 rows read" in result.stderr


def test_a_batch_may_take_the_place_of_its_input(tmp_path: Path) -> None:
    both = rows(tmp_path / "both.jsonl", WORDS, WORDS)
    assert run("--jsonl", str(both), "-o", str(both), "--jobs", "1").exit_code == 0
    assert [json.loads(line)["id"] for line in both.read_text().splitlines()] == [0, 1]


def test_a_stopped_batch_leaves_the_old_output(tmp_path: Path) -> None:
    source, target = rows(tmp_path / "in.jsonl", WORDS), tmp_path / "out.jsonl"
    target.write_text("the old one")
    result = run("--jsonl", str(source), "-o", str(target), "--jobs", "1", reader=broken_reader)
    assert result.exit_code == 1
    assert "was not written" in result.stderr
    assert target.read_text() == "the old one"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(os.name == "nt", reason="no devices or modes as on POSIX")
def test_links_and_modes_of_the_output_are_kept(tmp_path: Path) -> None:
    source, real, link = rows(tmp_path / "in.jsonl", WORDS), tmp_path / "real", tmp_path / "link"
    real.write_text("")
    real.chmod(0o640)
    link.symlink_to(real)
    assert run("--jsonl", str(source), "-o", str(link), "--jobs", "1").exit_code == 0
    assert link.is_symlink()
    assert json.loads(real.read_text())["id"] == 0
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert run("--jsonl", str(source), "-o", os.devnull, "--jobs", "1").exit_code == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_many_failures_are_counted_and_the_first_are_shown(tmp_path: Path) -> None:
    source = rows(tmp_path / "in.jsonl", *["no article"] * 14)
    result = run("--jsonl", str(source), "-o", str(tmp_path / "out"), "--jobs", "1")
    assert "0 of 14 rows read" in result.stderr
    assert result.stderr.count("no article") == 10
    assert "and 4 more" in result.stderr


def test_messages_cannot_steer_the_terminal(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "\x1b[2J", "text": "no article"}))
    result = run("--jsonl", str(source), "-o", str(tmp_path / "out"), "--jobs", "1")
    assert "\x1b" not in result.stderr


def test_the_command_itself() -> None:
    def whence(*args: str) -> str:
        command = [sys.executable, "-m", "whence", *args]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert whence("--version").startswith("whence, version ")
    assert "Exit status" in whence("--help")
    assert json.loads(whence("schema"))["title"] == "A report of Whence"
