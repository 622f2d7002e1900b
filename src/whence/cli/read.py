"""`whence read`: one page to the screen, or a batch of them to a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from ..errors import WhenceError
from .output import STDOUT, say, write_out, writing

if TYPE_CHECKING:
    from ..records import Report
    from .batch import Factory, Plan, Tally

# Seconds that one row of a batch may take. The slowest page of our own takes a few; what takes
# ten minutes never ends.
TIMEOUT = 600.0

FAILED = 1


def _iso_date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The value itself, if it is an ISO date such as `2016-10-19`, or one with a time."""
    if value is None:
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        plain = False
    else:
        plain = len(value) >= 10 and value[4] == value[7] == "-"
    if not plain:
        raise click.BadParameter(f"{value!r} is not an ISO date such as 2016-10-19")
    return value


def _target(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The file to write to, if there is a folder for it."""
    if value not in (None, STDOUT) and not Path(os.path.realpath(value)).parent.is_dir():
        raise click.BadParameter(f"there is no folder for {value!r}; make it first")
    return value


@dataclass(frozen=True, slots=True)
class Show:
    """How a single report is shown: as JSON, as a page in a file, and from which score on."""

    as_json: bool
    html: str | None
    min_score: float | None


@click.command()
@click.argument(
    "path", required=False, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.option(
    "--published",
    callback=_iso_date,
    metavar="DATE",
    help="When the page was published, if it does not say.",
)
@click.option("--url", help="Where the page was captured.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one line of JSON.")
@click.option(
    "--html",
    callback=_target,
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write the report as a page of HTML that needs nothing else.",
)
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="Leave out statements that score below X (0 to 1).",
)
@click.option(
    "--jsonl",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="IN",
    help="Read a batch: one row of JSON a line, with an id and one of html, text, path.",
)
@click.option(
    "-o",
    "--output",
    callback=_target,
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="OUT",
    help="Where a batch's reports go, one a line; - is standard output (the default).",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read a batch (default: one for each core).",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help=f"How long one row of a batch may take (default: {TIMEOUT:g}).",
)
@click.pass_context
def read(  # noqa: PLR0913, PLR0917 - one parameter for each option
    ctx: click.Context,
    path: str | None,
    published: str | None,
    url: str | None,
    as_json: bool,
    html: str | None,
    min_score: float | None,
    jsonl: str | None,
    output: str | None,
    jobs: int | None,
    timeout: float | None,
) -> None:
    """Read one page (PATH, or - for standard input), or a batch of them with --jsonl.

    \b
    whence read page.html
    whence read page.txt --published 2016-10-19 --json
    whence read page.html --html report.html
    whence read --jsonl pages.jsonl -o reports.jsonl

    A batch's rows may also have url, published, captured and outlet; paths in them are relative
    to the current directory. Each row gives one line, in the same order: its report with its id,
    or {"id", "error"}. Exit status: 0 all read, 1 some failed, 2 wrong use.
    """  # noqa: D301 - the backslash is click's mark for lines that stay as they are
    factory = _factory(ctx)
    if jsonl is None:
        _refuse({"--output": output, "--jobs": jobs, "--timeout": timeout}, "needs --jsonl")
        if path is None:
            raise click.UsageError("nothing to read: give a PATH, - for standard input, or --jsonl")
        ok = _read_one(path, published, url, Show(as_json, html, min_score), factory)
    else:
        single = {"PATH": path, "--published": published, "--url": url, "--html": html}
        _refuse(single, "is for a single page, not for --jsonl")
        from .batch import Plan

        plan = Plan(factory, jobs or _cores(), timeout or TIMEOUT, min_score)
        ok = _read_batch(jsonl, output or STDOUT, plan)
    if not ok:
        ctx.exit(FAILED)


def _factory(ctx: click.Context) -> Factory:
    """What reads captures: the packaged model, or what a caller put in the context's place."""
    from ..report.assemble import assembler

    return ctx.obj or assembler


def _refuse(given: Mapping[str, object], why: str) -> None:
    for name, value in given.items():
        if value is not None:
            raise click.UsageError(f"{name} {why}")


def _cores() -> int:
    """The cores that this process may use, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_one(
    path: str, published: str | None, url: str | None, show: Show, factory: Factory
) -> bool:
    from ..capture.file import read_file

    try:
        capture = read_file(path, published=published, url=url)
        report = factory()(capture)
    except WhenceError as error:
        say(f"whence: {error}")
        return False
    if show.min_score is not None:
        from ..report.select import at_least

        report = at_least(report, show.min_score)
    try:
        _show(report, show)
    except OSError as error:
        say(f"whence: {show.html or 'standard output'}: cannot be written: {error.strerror}")
        return False
    return True


def _show(report: Report, show: Show) -> None:
    if show.html is not None:
        from ..report.html import to_html

        with writing(show.html) as stream:
            stream.write(to_html(report).encode("utf-8"))
    if show.as_json:
        from ..report.json import dump

        write_out(f"{dump(report)}\n".encode())
    elif show.html is None:
        from ..report.terminal import print_report

        print_report(report, sys.stdout)


def _read_batch(source: str, target: str, plan: Plan) -> bool:
    from .batch import run_batch
    from .progress import watching

    try:
        with (
            writing(target) as out,
            _lines(source) as (lines, size, position),
            watching(size, position) as seen,
        ):
            tally = run_batch(lines, out, plan, seen)
    except WhenceError as error:
        say(f"whence: the batch was stopped and {target} was not written: {error}")
        return False
    except BrokenPipeError:
        return False  # whoever read our output has enough of it, and needs no message
    except OSError as error:
        say(f"whence: {error.filename or target}: {error.strerror}")
        return False
    _sum_up(tally, target)
    return not tally.failed


Lines = tuple[IO[bytes], int | None, Callable[[], int]]


@contextmanager
def _lines(source: str) -> Iterator[Lines]:
    """The input's lines, its length in bytes if known, and how far it has been read."""
    if source == STDOUT:
        yield sys.stdin.buffer, None, lambda: 0
        return
    with Path(source).open("rb") as stream:
        regular = Path(source).is_file()
        size = os.fstat(stream.fileno()).st_size if regular else None
        yield stream, size, stream.tell if regular else lambda: 0


def _sum_up(tally: Tally, target: str) -> None:
    """Say on standard error how it went and what failed."""
    say(f"whence: {tally.rows - tally.failed:,} of {tally.rows:,} rows read")
    for failure in tally.failures:
        say(f"  line {failure.line}, id {failure.id!r}: {failure.reason}")
    more = tally.failed - len(tally.failures)
    if more:
        where = "the output" if target == STDOUT else target
        say(f'  and {more:,} more: see the rows with "error" in {where}')
