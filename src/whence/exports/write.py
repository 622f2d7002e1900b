"""Reports → a stream in one of the formats, one report at a time."""

from __future__ import annotations

import csv as tables
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import IO, Any

from ..ledger.overlay import Corrected
from ..records import Report
from . import (
    acled,
    annotation,
    brat,
    claimreview,
    conll,
    csv,
    ftm,
    ged,
    geojson,
    gold,
    labelstudio,
    plover,
)
from .facts import Cell, Fact, facts_of, safe
from .part import Part

# Reports with their ids; those of a ledger with their corrections.
Reports = Iterable[tuple[str, Report | Corrected]]
Row = Callable[[Fact], dict[str, Cell] | None]
TABLES: Mapping[str, tuple[tuple[str, ...], Row]] = {
    "csv": (csv.COLUMNS, csv.row),
    "acled": (acled.COLUMNS, acled.row),
    "ged": (ged.COLUMNS, ged.row),
}
# Formats of statements and events alike, as JSON lines.
LINES: Mapping[str, Callable[[Part], Iterator[dict[str, Any]]]] = {
    "annotation": annotation.lines,
    "ftm": ftm.lines,
    "claimreview": claimreview.lines,
    "gold": gold.lines,
}
EVENTS_ONLY = (*TABLES, "plover", "geojson")
FORMATS = (*EVENTS_ONLY, *LINES, "brat", "conll", "labelstudio")
# What is counted where a format holds more than events.
COUNTED = {
    "annotation": "annotations",
    "ftm": "entities",
    "claimreview": "claims",
    "gold": "reports",
    "brat": "reports",
    "conll": "reports",
    "labelstudio": "tasks",
}

Wanted = Mapping[str, Collection[int]]


def write_export(
    reports: Reports,
    kind: str,
    out: IO[bytes],
    wanted: Wanted | None = None,
    rows: str = "events",
) -> int:
    """Write what some reports, each with its id, say as `kind`; give how many were written.

    `wanted` are the indices of the `rows` (`events` or `statements`) to write, by the report's
    id, and nothing else is written (`gold` has whole reports); by default all of both that the
    format has. Tables are CSV in UTF-8 with a head line, `csv` one of the `rows`; `geojson` is
    one collection, `brat` a zip, `conll` has a token a line, `labelstudio` is a list of tasks,
    the others are JSON lines. Cells that are not known are empty. Text that a spreadsheet could
    take for a formula has an apostrophe before it; numbers are left as they are.
    """
    if kind in LINES:
        parts = _parts(reports, None if kind == "gold" else wanted, rows)
        return _write_lines((line for part in parts for line in LINES[kind](part)), out)
    if kind in FILES:
        return FILES[kind](_parts(reports, wanted, rows), out)
    if kind == "plover":
        return _write_lines(map(plover.line, _facts(reports, wanted)), out)
    if kind == "geojson":
        features = map(geojson.feature, _facts(reports, wanted))
        return _write_joined(features, out, geojson.HEAD, geojson.FOOT)
    if kind == "csv" and rows == "statements":
        parts = _parts(reports, wanted, rows)
        told = (csv.statement_row(part, at) for part in parts for at in part.statements)
        return _write_table(csv.STATEMENTS, told, out)
    columns, make = TABLES[kind]
    return _write_table(columns, map(make, _facts(reports, wanted)), out)


def _write_table(
    columns: tuple[str, ...], rows: Iterable[dict[str, Cell] | None], out: IO[bytes]
) -> int:
    out.write(_line(columns))
    count = 0
    for cells in filter(None, rows):
        out.write(_line([_cell(cells.get(column)) for column in columns]))
        count += 1
    return count


def _facts(reports: Reports, wanted: Wanted | None) -> Iterator[Fact]:
    """The wanted events of the reports; their keys are the same whatever is wanted."""
    for identity, each in reports:
        for at, fact in enumerate(facts_of(_report(each), identity)):
            if wanted is None or at in wanted.get(identity, ()):
                yield fact


def _parts(reports: Reports, wanted: Wanted | None, rows: str) -> Iterator[Part]:
    """The reports with the indices of what is wanted of them."""
    for identity, each in reports:
        report = _report(each)
        found: dict[str, Iterable[int]] = {
            "statements": range(len(report.statements)),
            "events": range(len(report.events)),
        }
        if wanted is not None:
            chosen = wanted.get(identity, ())
            found = {
                name: [at for at in every if name == rows and at in chosen]
                for name, every in found.items()
            }
        name = identity or report.page.sha256[:16]
        given = each if isinstance(each, Corrected) else None
        yield Part(report, name, tuple(found["statements"]), tuple(found["events"]), given)


def _report(each: Report | Corrected) -> Report:
    return each.report if isinstance(each, Corrected) else each


def _write_lines(values: Iterable[dict[str, Any]], out: IO[bytes]) -> int:
    count = 0
    for value in values:
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        out.write(line.encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def _write_columns(parts: Iterable[Part], out: IO[bytes]) -> int:
    count = 0
    for part in parts:
        for line in conll.lines(part):
            out.write(line.encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def _write_joined(
    values: Iterable[dict[str, Any]], out: IO[bytes], head: bytes, foot: bytes
) -> int:
    out.write(head)
    count = 0
    for value in values:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        out.write((b",\n" if count else b"\n") + text.encode("utf-8", "replace"))
        count += 1
    out.write(foot)
    return count


def _write_tasks(parts: Iterable[Part], out: IO[bytes]) -> int:
    return _write_joined(map(labelstudio.task, parts), out, b"[", b"\n]\n")


# Formats of statements and events alike, as files of their own kind.
FILES: Mapping[str, Callable[[Iterable[Part], IO[bytes]], int]] = {
    "brat": brat.write,
    "conll": _write_columns,
    "labelstudio": _write_tasks,
}


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else str(value)


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    tables.writer(text).writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
