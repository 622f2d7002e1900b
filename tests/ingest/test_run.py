"""Captures into a ledger: once each, whole or not at all, whatever happens on the way."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.capture.test_warc import FORMS, PAGE
from tests.ingest.readers import quick
from whence.ingest.run import Plan, Tally, ingest, pack_capture, unpack_capture
from whence.ledger import Store, check_ledger
from whence.records import Capture, Medium

ROOT = Path(__file__).parent.parent.parent
PAGES = 60
KILLS = int(os.environ.get("WHENCE_KILLS", "20"))
PLAN = Plan(quick, 2, 60.0)


def write_pages(folder: Path, count: int = PAGES) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.html").write_bytes(PAGE % number)
    return folder


def run(folder: Path, ledger: Path, reader: str = "test 1") -> Tally:
    with Store(ledger, reader) as store:
        return ingest([folder], store, PLAN, lambda _: None)


def counts(ledger: Path) -> dict[str, int]:
    base = sqlite3.connect(ledger)
    tables = ("capture", "sighting", "reading", "article", "statement", "event", "failure")
    found = {t: base.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    base.close()
    return found


def test_everything_is_in_once_however_often_it_is_read(tmp_path: Path) -> None:
    folder, ledger = write_pages(tmp_path / "in", 12), tmp_path / "news.whence"
    assert run(folder, ledger).read == 12
    first = counts(ledger)
    again = run(folder, ledger)
    assert (again.read, again.known) == (0, 12)
    assert counts(ledger) == first
    assert first["article"] == first["reading"] == first["capture"] == 12
    assert first["statement"] > first["article"]
    assert check_ledger(ledger) == []


def test_the_same_bytes_elsewhere_are_one_capture_seen_twice(tmp_path: Path) -> None:
    folder, ledger = write_pages(tmp_path / "in", 3), tmp_path / "news.whence"
    (folder / "copy.html").write_bytes(PAGE % 1)
    tally = run(folder, ledger)
    assert (tally.read, tally.known) == (3, 1)
    found = counts(ledger)
    assert (found["capture"], found["sighting"], found["reading"]) == (3, 4, 3)


def test_a_newer_reader_reads_again_and_the_old_reading_stays(tmp_path: Path) -> None:
    folder, ledger = write_pages(tmp_path / "in", 4), tmp_path / "news.whence"
    run(folder, ledger)
    assert run(folder, ledger, "test 2").read == 4
    found = counts(ledger)
    assert (found["capture"], found["reading"], found["article"]) == (4, 8, 4)
    assert check_ledger(ledger) == []


def test_what_fails_is_recorded_with_its_reason_and_stops_nothing(tmp_path: Path) -> None:
    folder, ledger = write_pages(tmp_path / "in", 4), tmp_path / "news.whence"
    (folder / "a.html").write_bytes(b"<html><body>no article</body></html>")
    (folder / "b.html").write_bytes(b"<html><body>exploding</body></html>")
    (folder / "c.warc").write_bytes(FORMS["plain"][:-40])
    (folder / "d.html").write_bytes(b"%PDF-1.7 not a page")
    tally = run(folder, ledger)
    assert (tally.read, tally.known, tally.failed) == (4, 3, 4), "the archive has three of them"
    assert run(folder, ledger).read == 0
    found = counts(ledger)
    assert (found["failure"], found["article"]) == (4, 4)
    base = sqlite3.connect(ledger)
    reasons = [row[0] for row in base.execute("SELECT reason FROM failure ORDER BY id")]
    base.close()
    assert any("no article here" in r for r in reasons)
    assert any("ZeroDivisionError" in r for r in reasons)
    assert check_ledger(ledger) == []


def test_a_capture_crosses_to_another_process_unchanged() -> None:
    capture = Capture("a\nb", b"line\nline\x00", Medium.TEXT, "utf-8", "https://x.example", None)
    assert unpack_capture(pack_capture(capture)) == capture


@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_at_any_point_nothing_is_half_in(seed: int, tmp_path: Path) -> None:
    folder, ledger = write_pages(tmp_path / "in"), tmp_path / "news.whence"
    command = [sys.executable, "-m", "tests.ingest.kill", str(folder), str(ledger)]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as process:
        dice = random.Random(seed)
        started = time.monotonic()
        while not ledger.exists() and time.monotonic() - started < 20 and process.poll() is None:
            time.sleep(0.005)
        time.sleep(dice.random() * 1.2)
        os.killpg(process.pid, signal.SIGKILL)
    if ledger.exists() and ledger.stat().st_size:
        assert check_ledger(ledger) == []
    with Store(ledger, "kill 1") as store:
        tally = ingest([folder], store, PLAN, lambda _: None)
    found = counts(ledger)
    assert found["capture"] == found["reading"] == found["article"] == PAGES
    assert tally.captures == PAGES
    assert check_ledger(ledger) == []
