"""The whole way of captures that would break out, blow up or fall apart: `whence ingest`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import whence.report.assemble
from tests.capture.test_warc import PAGE
from tests.ingest.hostile import BAD, CUT, GOOD, lay_out
from tests.ingest.readers import paged
from whence.cli.main import main
from whence.ledger import check_ledger

Failure = tuple[str, int | None, str]


@dataclass(frozen=True)
class Run:
    """One ingest of everything, and what it left."""

    code: int
    output: str
    ledger: Path
    failures: list[Failure]
    sightings: list[str]
    before: set[Path]
    after: set[Path]

    def of(self, name: str) -> list[Failure]:
        """The failures of a file, of parts and lines in it too."""
        return [f for f in self.failures if f"/{name}" in f[0]]

    def pages(self, name: str) -> int:
        return sum(f"/{name}" in sighting for sighting in self.sightings)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = tmp_path_factory.mktemp("hostile")
    lay_out(root / "in")
    (root / "secret.html").write_bytes(PAGE % 99)
    (root / "out").mkdir()
    before, ledger = set(root.rglob("*")), root / "out" / "news.whence"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whence.report.assemble, "assembler", paged)
        arguments = ["ingest", str(root / "in"), "--ledger", str(ledger), "--jobs", "2"]
        result = CliRunner().invoke(main, arguments)
    base = sqlite3.connect(ledger)
    failures = base.execute("SELECT name, place, reason FROM failure ORDER BY id").fetchall()
    sightings = [row[0] for row in base.execute("SELECT name FROM sighting ORDER BY id")]
    base.close()
    after = {path for path in root.rglob("*") if path.parent != ledger.parent}
    return Run(result.exit_code, result.output, ledger, failures, sightings, before, after)


def test_the_run_ends_and_says_that_some_failed(run: Run) -> None:
    assert run.code == 1, run.output
    assert "Traceback" not in run.output
    assert f"{len(run.failures)} failed" in run.output
    assert check_ledger(run.ledger) == []


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_has_a_clear_message_for_each_loss(run: Run, name: str) -> None:
    failures = run.of(name)
    wanted = BAD[name][1]
    assert len(failures) == len(wanted), failures
    for (_, _, reason), words in zip(failures, wanted, strict=True):
        assert words in reason
        assert len(reason) < 500
        assert "unexpected" not in reason


@pytest.mark.parametrize("name", GOOD)
def test_what_only_looks_bad_is_read(run: Run, name: str) -> None:
    assert (run.of(name), run.pages(name)) == ([], GOOD[name][1])


def test_files_whose_names_are_no_text_are_read_and_named(run: Run) -> None:
    assert run.pages(r"half\udcff.html") == 1
    ((_, _, reason),) = run.of(r"none\udcff.html")
    assert "nothing in it" in reason


def test_records_around_half_written_ones_are_read_and_the_losses_have_their_offsets(
    run: Run,
) -> None:
    places = [place for _, place, _ in run.of("half.warc")]
    first = len(CUT[0])
    second = first + len(CUT[1]) - 70 + len(CUT[2])
    assert places == [first, second]
    at = [0, first + len(CUT[1]) - 70, second + 502, second + 502 + len(CUT[3])]
    found = {int(s.rpartition("@")[2]) for s in run.sightings if "/half.warc" in s}
    assert found == set(at)


def test_nothing_else_of_the_machine_is_read_or_written(run: Run) -> None:
    assert run.after == run.before
    assert not [s for s in run.sightings if "secret" in s or "passwd" in s or "out.html" in s]
    base = sqlite3.connect(run.ledger)
    urls = [row[0] or "" for row in base.execute("SELECT url FROM sighting")]
    base.close()
    assert not [url for url in urls if "secret" in url]


def test_links_that_lead_round_give_nothing_twice(run: Run) -> None:
    assert run.pages("new.warc") == 4
    assert not [s for s in run.sightings if "/round/" in s or "/up/" in s or "ring" in s]
