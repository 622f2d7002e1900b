"""Reports → a stream in one of the formats, one report at a time."""

from __future__ import annotations

import csv as tables
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import IO

from ..records import Report
from . import acled, csv, ged, geojson, plover
from .facts import Cell, Fact, facts_of, safe

Reports = Iterable[tuple[str, Report]]
Row = Callable[[Fact], dict[str, Cell] | None]
TABLES: Mapping[str, tuple[tuple[str, ...], Row]] = {
    "csv": (csv.COLUMNS, csv.row),
    "acled": (acled.COLUMNS, acled.row),
    "ged": (ged.COLUMNS, ged.row),
}
FORMATS = (*TABLES, "plover", "geojson")


Wanted = Mapping[str, Collection[int]]


def write_export(reports: Reports, kind: str, out: IO[bytes], wanted: Wanted | None = None) -> int:
    """Write the events of some reports, each with its id, as `kind`; give how many were written.

    `wanted` are the indices of the events to write, by the report's id; by default all.
    Tables are CSV in UTF-8 with a head line; `plover` is JSON lines. Cells that are not known
    are empty; `geojson` is one collection. Text that a spreadsheet could take for a formula has
    an apostrophe before it; numbers are left as they are.
    """
    if kind == "plover":
        return _write_lines(_facts(reports, wanted), out)
    if kind == "geojson":
        return _write_features(_facts(reports, wanted), out)
    columns, make = TABLES[kind]
    out.write(_line(columns))
    count = 0
    for fact in _facts(reports, wanted):
        cells = make(fact)
        if cells is not None:
            out.write(_line([_cell(cells.get(column)) for column in columns]))
            count += 1
    return count


def _facts(reports: Reports, wanted: Wanted | None) -> Iterator[Fact]:
    """The wanted events of the reports; their keys are the same whatever is wanted."""
    for identity, report in reports:
        for at, fact in enumerate(facts_of(report, identity)):
            if wanted is None or at in wanted.get(identity, ()):
                yield fact


def _write_lines(facts: Iterable[Fact], out: IO[bytes]) -> int:
    count = 0
    for fact in facts:
        line = json.dumps(plover.line(fact), ensure_ascii=False, separators=(",", ":"))
        out.write(line.encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def _write_features(facts: Iterable[Fact], out: IO[bytes]) -> int:
    out.write(geojson.HEAD)
    count = 0
    for fact in facts:
        text = json.dumps(geojson.feature(fact), ensure_ascii=False, separators=(",", ":"))
        out.write((b",\n" if count else b"\n") + text.encode("utf-8", "replace"))
        count += 1
    out.write(geojson.FOOT)
    return count


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else str(value)


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    tables.writer(text).writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
