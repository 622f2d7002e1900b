"""`whence ingest` beside plain reading of the same pages, in turns, on the same processes.

    python -m benchmarks.ingest [--pages 60] [--jobs 2] [--rounds 2]

Plain reading is `whence read --jsonl`: every page to a line of JSON, written to a file. Ingest does
all of that and puts the captures, the readings and their rows into a ledger. The pages are those
of `aed` in the gold sets, raw HTML. Both start their processes and load the weights within the
time that is measured; each takes its best round.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from whence.cli.batch import Plan as BatchPlan
from whence.cli.batch import run_batch
from whence.ingest.run import Plan, ingest, reader_name
from whence.ledger import Store
from whence.report.assemble import assembler

PAGES = Path(__file__).resolve().parents[2] / "shared/gold/pages/aed/html"
GOAL = 0.90
TIMEOUT = 600.0


def lay_out(folder: Path, count: int) -> Path:
    """Rows of JSON with the pages in them, as both commands take them."""
    paths = sorted(PAGES.glob("*.html.gz"))
    rows = folder / "pages.jsonl"
    with rows.open("w", encoding="utf-8") as out:
        for path in paths[:: max(1, len(paths) // count)][:count]:
            html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
            out.write(json.dumps({"id": path.name, "html": html}) + "\n")
    return rows


def read_plainly(rows: Path, folder: Path, jobs: int) -> int:
    """Reads all rows to a file of reports; gives how many were read."""
    plan = BatchPlan(assembler, jobs, TIMEOUT)
    with rows.open("rb") as lines, (folder / "reports.jsonl").open("wb") as out:
        tally = run_batch(lines, out, plan, lambda _: None)
    return tally.rows - tally.failed


def read_into_ledger(rows: Path, folder: Path, jobs: int) -> int:
    """Reads all rows into a new ledger; gives how many were read."""
    ledger = folder / f"{time.monotonic_ns()}.whence"
    with Store(ledger, reader_name()) as store:
        tally = ingest([rows], store, Plan(assembler, jobs, TIMEOUT), lambda _: None)
    return tally.read + tally.known  # the same bytes under another name are known


def time_call(call: Callable[[], int]) -> tuple[float, int]:
    """Wall seconds of one call, and what it gave."""
    began = time.perf_counter()
    given = call()
    return time.perf_counter() - began, given


def compare(count: int, jobs: int, rounds: int) -> None:
    """Runs both in turns and prints pages a second of each, and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = lay_out(folder, count)
        plain, ours, read = [], [], 0
        for _ in range(rounds):
            seconds, read = time_call(lambda: read_plainly(rows, folder, jobs))
            plain.append(seconds)
            seconds, into = time_call(lambda: read_into_ledger(rows, folder, jobs))
            ours.append(seconds)
            if into != read:
                raise SystemExit(f"{read} pages were read plainly, {into} into the ledger")
    print(f"{read} of {count} pages, {jobs} processes, best of {rounds}")
    print(f"whence read --jsonl: {read / min(plain):.2f} pages a second")
    print(f"whence ingest:       {read / min(ours):.2f} pages a second")
    print(f"ratio: {min(plain) / min(ours):.2f} (goal: {GOAL:.2f})")


def main() -> None:
    """Reads the command line and compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    compare(given.pages, given.jobs, given.rounds)


if __name__ == "__main__":
    main()
