"""`whence export`: reports as tables and files that other tools read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import IO, TypeVar

import click

from ..errors import FilterError, ReportError, WhenceError
from ..exports import COUNTED, FORMATS, write_export
from ..exports.ledger import EXPORTS, ROWS, check_filter, counted, write_ledger_export
from ..ledger.columns import read_columns
from ..ledger.filter import MEANT, Filter, read_filter
from ..ledger.ledger import Ledger
from ..records import Report
from ..report.json import from_json
from .output import STDOUT, is_ledger, say, writing

FAILED = 1
# Formats of events, where nothing else is asked for.
TABLES = ("csv", "acled", "ged", "plover", "geojson")


NAMES = tuple(field.name for field in fields(Filter))
F = TypeVar("F", bound=Callable[..., None])


def filtering(command: F) -> F:
    """Adds an option for each field of a filter."""
    for name in reversed(NAMES):
        told = f"Only those with this {name}; may be repeated."
        text = f"{MEANT[name]}, as in the browser." if name in MEANT else told
        if name == "unknown":
            text = f"Also those of which this is not known, or only those: {MEANT[name]}."
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, name, multiple=True, help=text[:1].upper() + text[1:])(
            command
        )
    return command


@click.command()
@click.argument("reports", type=click.File("rb"), default="-")
@click.option(
    "--as",
    "kind",
    type=click.Choice(tuple(EXPORTS)),
    required=True,
    help="The format; parquet and jsonl are of ledgers only.",
)
@click.option(
    "--rows",
    type=click.Choice(ROWS),
    help="What of a ledger; by default events where the format is of events, else everything.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default=STDOUT,
    help="Where it goes; by default standard output.",
)
@filtering
def export(
    reports: IO[bytes], kind: str, rows: str | None, output: str, **asked: tuple[str, ...]
) -> None:
    r"""Write the events and statements of REPORTS in another format.

    REPORTS are JSON lines of `whence read`, or a ledger, whose corrections are laid over; of a
    ledger only the rows that all the other options leave.

    \b
    whence read --jsonl pages.jsonl -o reports.jsonl
    whence export reports.jsonl --as csv -o events.csv
    whence export news.whence --as parquet --rows statements -o statements.parquet
    whence export news.whence --as ged --country SY --first 2016-10-01 -o ged.csv

    Lines that hold an error of the batch are passed over; a line that is no report is named, and
    the others are written all the same.
    """
    given = {name: list(values) for name, values in asked.items() if values}
    ledger = _is_ledger(reports)
    if not ledger and (kind not in FORMATS or rows or given):
        what = kind if kind not in FORMATS else f"a choice by {next(iter(given), 'rows')}"
        raise click.UsageError(
            f"{what} is for ledgers only; {_name_of(reports)} is none (`whence ingest` makes one)"
        )
    failed: list[str] = []
    passed: list[int] = []
    try:
        with writing(output) as out:
            if ledger:
                count, what = _write_ledger(Path(_name_of(reports)), kind, rows, given, out)
            else:
                count = write_export(_read(reports, failed, passed), kind, out)
                what = COUNTED.get(kind, "events")
    except OSError as error:
        raise _failure(f"{output}: cannot be written: {error.strerror}") from error
    except FilterError as error:
        raise click.UsageError(str(error)) from error
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
    """Whether reports are a ledger."""
    path = Path(_name_of(reports))
    return reports.seekable() and path.is_file() and is_ledger(path)


def _write_ledger(
    path: Path, kind: str, rows: str | None, asked: dict[str, list[str]], out: IO[bytes]
) -> tuple[int, str]:
    """Writes what a filter leaves of a ledger; gives how many were written, and of what."""
    given = read_filter(asked)
    chosen = rows or ("events" if kind in (*TABLES, "parquet") else "articles")
    check_filter(chosen, given)
    with Ledger.open(path) as ledger, ledger.reading() as base:
        columns, by_article = read_columns(base, chosen), "order" not in asked
        count = write_ledger_export(base, columns, given, kind, out, by_article=by_article)
    return count, counted(kind, chosen)


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
