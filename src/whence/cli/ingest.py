"""`whence ingest`: captures into a ledger."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..errors import WhenceError
from ..ingest.run import Plan, Tally, reader_name
from ..ingest.run import ingest as run
from .output import say


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--ledger", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="The ledger; it is made where there is none.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), default=None, help="Processes; one a core.")
@click.option("--timeout", type=click.FloatRange(0.1), default=600.0, help="Seconds for a page.")
def ingest(paths: tuple[Path, ...], ledger: Path, jobs: int | None, timeout: float) -> None:
    """Read everything under PATHS into a ledger.

    Folders and files of HTML and text, JSON lines, WARC, WACZ, and feeds with the pages that lie
    beside them. It can be stopped at any point and run again: what is in is not read twice.
    """
    from ..ledger import Store
    from ..report.assemble import assembler

    plan = Plan(assembler, jobs or os.cpu_count() or 1, timeout)
    try:
        with Store(ledger, reader_name()) as store, watching() as seen:
            tally = run(paths, store, plan, seen)
    except KeyboardInterrupt:
        say(f"stopped; what was read is in {ledger}, and the same command goes on from there")
        sys.exit(130)
    except WhenceError as error:
        say(f"Error: {error}")
        sys.exit(2)
    say(f"{tally.read:,} read, {tally.known:,} were in already, {tally.failed:,} failed")
    for failure in tally.failures:
        say(f"  {failure}")
    if tally.failed > len(tally.failures):
        say(f"  … and {tally.failed - len(tally.failures):,} more; all are in the ledger")
    sys.exit(1 if tally.failed else 0)


@contextmanager
def watching() -> Iterator[Callable[[Tally], None]]:
    """A function to call after each capture; it moves the numbers, where they can be seen."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[read]:,} read, {task.fields[known]:,} known, "
                   "{task.fields[failed]:,} failed"),
        TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, read=0, known=0, failed=0)

        def seen(tally: Tally) -> None:
            progress.update(task, read=tally.read, known=tally.known, failed=tally.failed)

        yield seen
