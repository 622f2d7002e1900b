"""`whence export`: reports as tables and files that other tools read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from ..errors import ReportError, WhenceError
from ..exports import COUNTED, FORMATS, write_export
from ..ledger.ledger import TABLES, Ledger
from ..records import Report
from ..report.json import dump, from_json
from .output import STDOUT, say, writing

FAILED = 1
# What only a ledger can be written as: a table of its rows, and its reports.
OF_LEDGERS = ("parquet", "jsonl")
SQLITE = b"SQLite format 3\0"  # how every ledger begins


@click.command()
@click.argument("reports", type=click.File("rb"), default="-")
@click.option(
    "--as",
    "kind",
    type=click.Choice((*FORMATS, *OF_LEDGERS)),
    required=True,
    help="The format; parquet and jsonl are of ledgers only.",
)
@click.option(
    "--rows",
    type=click.Choice(tuple(TABLES)),
    help="Which table of a ledger goes to parquet; by default events.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default=STDOUT,
    help="Where it goes; by default standard output.",
)
def export(reports: IO[bytes], kind: str, rows: str | None, output: str) -> None:
    r"""Write the events and statements of REPORTS in another format.

    REPORTS are JSON lines of `whence read`, or a ledger, whose corrections are laid over.

    \b
    whence read --jsonl pages.jsonl -o reports.jsonl
    whence export reports.jsonl --as csv -o events.csv
    whence export news.whence --as parquet --rows statements -o statements.parquet

    Lines that hold an error of the batch are passed over; a line that is no report is named, and
    the others are written all the same.
    """
    if rows and kind != "parquet":
        raise click.UsageError("--rows goes with --as parquet")
    ledger = _is_ledger(reports)
    if kind in OF_LEDGERS and not ledger:
        raise click.UsageError(
            f"{kind} is written of ledgers only; {_name_of(reports)} is none "
            "(`whence ingest` makes one)"
        )
    failed: list[str] = []
    passed: list[int] = []
    try:
        with writing(output) as out:
            if ledger:
                count, what = _write_ledger(Path(_name_of(reports)), kind, rows or "events", out)
            else:
                count = write_export(_read(reports, failed, passed), kind, out)
                what = COUNTED.get(kind, "events")
    except OSError as error:
        raise _failure(f"{output}: cannot be written: {error.strerror}") from error
    except WhenceError as error:
        raise _failure(str(error)) from error
    for line in failed:
        say(f"whence: {line}")
    skipped = f"; {len(passed)} lines were errors of the batch" if passed else ""
    say(f"whence: {count} {what} written as {kind}{skipped}")
    if failed:
        raise click.exceptions.Exit(FAILED)


def _failure(message: str) -> click.exceptions.Exit:
    """Says what went wrong, and gives how the command ends then."""
    say(f"whence: {message}")
    return click.exceptions.Exit(FAILED)


def _name_of(reports: IO[bytes]) -> str:
    """The file's path, or what standard input is called."""
    return str(getattr(reports, "name", "<stdin>"))


def _is_ledger(reports: IO[bytes]) -> bool:
    """Whether a file begins as ledgers do; it is read from its beginning afterwards."""
    if not (reports.seekable() and Path(_name_of(reports)).is_file()):
        return False
    head = reports.read(len(SQLITE))
    reports.seek(0)
    return head == SQLITE


def _write_ledger(path: Path, kind: str, rows: str, out: IO[bytes]) -> tuple[int, str]:
    """Writes a ledger in a format; gives how many were written, and of what."""
    with Ledger.open(path) as ledger:
        if kind == "parquet":
            return ledger.table(rows).to_parquet(out), rows
        if kind == "jsonl":
            count = 0
            for _, report in ledger.reports():
                out.write(dump(report).encode("utf-8") + b"\n")
                count += 1
            return count, "reports"
        named = ((str(number), ledger.corrected(number)) for number in ledger.articles.all_ids())
        return write_export(named, kind, out), COUNTED.get(kind, "events")


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
