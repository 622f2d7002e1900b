"""`whence ingest`: captures into a ledger."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..capture.address import is_address
from ..capture.folder import Begun, ignore, read_path, size_of
from ..errors import WhenceError
from ..ingest.run import Plan, Tally, ingest_found, reader_name
from ..records import Taken
from .output import say


def parse_sources(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> tuple[str | Path, ...]:
    """Paths that are there, and addresses, which stay strings."""
    there = click.Path(exists=True, path_type=Path)
    return tuple(each if is_address(each) else there.convert(each, param, ctx) for each in given)


@click.command()
@click.argument("paths", nargs=-1, required=True, callback=parse_sources)
@click.option(
    "--ledger", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="The ledger; it is made where there is none.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), default=None, help="Processes; one a core.")
@click.option("--timeout", type=click.FloatRange(0.1), default=600.0, help="Seconds for a page.")
@click.option(
    "--fetch", is_flag=True, help="Fetch addresses given as PATHS, in lists of them, and in feeds."
)
def ingest(
    paths: tuple[str | Path, ...], ledger: Path, jobs: int | None, timeout: float, fetch: bool
) -> None:
    """Read everything under PATHS into a ledger.

    Folders and files of HTML and text, JSON lines, WARC, WACZ, and feeds with the pages that lie
    beside them. It can be stopped at any point and run again: what is in is not read twice.

    Nothing is taken from the network, unless --fetch says so.
    """
    from ..ledger import Store
    from ..report.assemble import assembler

    plan = Plan(assembler, jobs or os.cpu_count() or 1, timeout)
    try:
        reach = None if fetch else Reach(paths)
        found = find_captures(paths, fetch=fetch, begun=reach.begun if reach else ignore)
        with Store(ledger, reader_name()) as store, watching(reach) as seen:
            tally = ingest_found(found, store, plan, seen)
    except KeyboardInterrupt:
        say(f"stopped; what was read is in {ledger}, and the same command goes on from there")
        sys.exit(130)
    except (WhenceError, sqlite3.Error) as error:
        say(f"Error: {error}")
        sys.exit(2)
    say(f"{tally.read:,} read, {tally.known:,} were in already, {tally.failed:,} failed")
    if tally.left:
        say(f"{tally.left:,} decisions could not be carried over")
    for failure in tally.failures:
        say(f"  {failure}")
    wrong = tally.failed + tally.left
    if wrong > len(tally.failures):
        say(f"  … and {wrong - len(tally.failures):,} more; all are in the ledger")
    sys.exit(1 if wrong else 0)


def find_captures(
    sources: Iterable[str | Path], *, fetch: bool, begun: Begun = ignore
) -> Iterator[Taken]:
    """What the sources lead to; only with `fetch` is any address opened.

    `begun` is as in `read_path`, where nothing is fetched. Raises `CaptureError` where the extra
    for fetching is missing.
    """
    if fetch:
        from ..capture.fetch import Fetcher, Outside, read_source
        from ..capture.wire import open_wire

        fetcher = Fetcher(Outside(open_wire()))
        return (found for source in sources for found in read_source(source, fetcher))
    addresses = [source for source in sources if isinstance(source, str)]
    if addresses:
        raise click.UsageError(f"{addresses[0]}: nothing is fetched without --fetch")
    return (found for source in sources for found in read_path(Path(source), begun))


class Reach:
    """How many bytes of all files that are to be read lie behind the one that is being read."""

    def __init__(self, sources: Iterable[str | Path]) -> None:
        self.total = sum(size_of(Path(each)) for each in sources)
        self.done = self._here = 0

    def begun(self, file: Path) -> None:
        """Another file is being read."""
        self.done, self._here = self.done + self._here, size_of(file)


@contextmanager
def watching(reach: Reach | None) -> Iterator[Callable[[Tally], None]]:
    """A function to call after each capture; it moves the bar, where that can be seen.

    Without a `reach`, as nobody knows how much there is to fetch, the bar only shows that there
    is something going on.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        TextColumn("{task.fields[read]:,} read, {task.fields[known]:,} known, "
                   "{task.fields[failed]:,} failed"),
        TimeElapsedColumn(),
    )  # fmt: skip
    total = reach.total if reach else None
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, read=0, known=0, failed=0)

        def seen(tally: Tally) -> None:
            done = reach.done if reach else None
            progress.update(
                task, completed=done, read=tally.read, known=tally.known, failed=tally.failed
            )

        yield seen
