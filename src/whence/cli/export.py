"""`whence export`: reports as tables and files that other tools read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

import click

from ..errors import ReportError
from ..exports import COUNTED, FORMATS, write_export
from ..records import Report
from ..report.json import from_json
from .output import STDOUT, say, writing

FAILED = 1


@click.command()
@click.argument("reports", type=click.File("rb"), default="-")
@click.option("--as", "kind", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default=STDOUT,
    help="Where it goes; by default standard output.",
)
@click.pass_context
def export(ctx: click.Context, reports: IO[bytes], kind: str, output: str) -> None:
    r"""Write the events and statements of REPORTS, JSON lines of `whence read`, in another format.

    \b
    whence read --jsonl pages.jsonl -o reports.jsonl
    whence export reports.jsonl --as csv -o events.csv

    Lines that hold an error of the batch are passed over; a line that is no report is named, and
    the others are written all the same.
    """
    failed: list[str] = []
    passed: list[int] = []
    try:
        with writing(output) as out:
            count = write_export(_read(reports, failed, passed), kind, out)
    except OSError as error:
        say(f"whence: {output}: cannot be written: {error.strerror}")
        ctx.exit(FAILED)
    for line in failed:
        say(f"whence: {line}")
    skipped = f"; {len(passed)} lines were errors of the batch" if passed else ""
    say(f"whence: {count} {COUNTED.get(kind, 'events')} written as {kind}{skipped}")
    if failed:
        ctx.exit(FAILED)


def _read(lines: IO[bytes], failed: list[str], passed: list[int]) -> Iterator[tuple[str, Report]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if isinstance(value, dict) and "error" in value:
                passed.append(number)
                continue
            identity = value.get("id") if isinstance(value, dict) else None
            yield ("" if identity is None else str(identity)), from_json(value)
        except (ValueError, RecursionError) as error:
            failed.append(f"line {number}: not JSON: {error}")
        except ReportError as error:
            failed.append(f"line {number}: {error}")
