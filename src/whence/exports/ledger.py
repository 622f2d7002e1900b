"""What a filter leaves of a ledger, in any format, with all corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np

from ..errors import FilterError
from ..ledger.base import Base
from ..ledger.columns import CHOSEN, Columns
from ..ledger.corrections import read_corrected
from ..ledger.filter import CHOICES, Filter
from ..ledger.frames import write_parquet
from ..ledger.overlay import Corrected
from ..ledger.search import select
from .kept import write_kept
from .write import COUNTED, write_export

ROWS = ("statements", "events", "articles")
EVENTS = ("events",)
PLACED = ("box", "deaths")  # what only events can be filtered by, beside their choices


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A format as it is offered, its media type and its file's end, and of which rows it is."""

    label: str
    about: str
    media: str
    suffix: str
    rows: tuple[str, ...] = ROWS


TABLE, LINES = "text/csv", "application/jsonl"
EXPORTS = {
    "csv": ExportKind(
        "Full CSV", "all that is known of each", TABLE, "csv", ("statements", "events")
    ),
    "acled": ExportKind("ACLED", "its columns, then ours", TABLE, "acled.csv", EVENTS),
    "ged": ExportKind("UCDP GED", "its columns, then ours", TABLE, "ged.csv", EVENTS),
    "plover": ExportKind("PLOVER", "JSON lines", LINES, "plover.jsonl", EVENTS),
    "geojson": ExportKind(
        "GeoJSON", "a point for each event", "application/geo+json", "geojson", EVENTS
    ),
    "parquet": ExportKind(
        "Parquet", "a table with types", "application/vnd.apache.parquet", "parquet"
    ),
    "annotation": ExportKind("Web Annotation", "JSON lines", LINES, "annotation.jsonl"),
    "ftm": ExportKind("FollowTheMoney", "entities as JSON lines", LINES, "ftm.jsonl"),
    "claimreview": ExportKind(
        "schema.org Claim", "JSON lines", LINES, "claimreview.jsonl", ("statements", "articles")
    ),
    "brat": ExportKind("brat", "a zip of texts and their marks", "application/zip", "brat.zip"),
    "labelstudio": ExportKind(
        "Label Studio", "tasks to correct", "application/json", "tasks.json"
    ),
    "conll": ExportKind("CoNLL", "a token a line, BIO", "text/tab-separated-values", "conll"),
    "gold": ExportKind("Gold rows", "whole articles, to train on", LINES, "gold.jsonl"),
    "jsonl": ExportKind("JSON lines", "whole articles, for another ledger", LINES, "jsonl"),
}  # fmt: skip


def offered(rows: str) -> dict[str, ExportKind]:
    """The formats that `statements`, `events` or `articles` can be had in."""
    return {name: kind for name, kind in EXPORTS.items() if rows in kind.rows}


def counted(name: str, rows: str) -> str:
    """What is counted of a format."""
    if name in ("csv", "parquet"):
        return rows
    return "reports" if name == "jsonl" else COUNTED.get(name, "events")


def write_ledger_export(
    base: Base,
    columns: Columns,
    given: Filter,
    name: str,
    out: IO[bytes],
    *,
    by_article: bool = False,
) -> int:
    """Writes the rows that a filter leaves in a format; gives how many were written.

    The rows are of the columns' kind, article by article; those are in the filter's order or by
    number. `jsonl` and `gold` are the whole articles that they stand in; of articles every format
    has all that is read in them. One article is held at a time. Raises `FilterError` where the
    format is not of these rows.
    """
    rows = columns.kind
    if name not in offered(rows):
        raise FilterError(
            f"{name!r} is not a format of {rows}; those are {', '.join(offered(rows))}"
        )
    found = select(base, columns, given)
    if by_article:
        found = found[np.lexsort((columns.numbers[found], columns.articles[found]))]
    if name == "parquet":
        return write_parquet(base, rows, out, columns.ids[found].tolist())
    wanted: dict[str, set[int]] = {}
    for article, number in zip(
        columns.articles[found].tolist(), columns.numbers[found].tolist(), strict=True
    ):
        wanted.setdefault(str(article), set()).add(number)
    if name == "jsonl":
        for article in wanted:
            out.write(write_kept(base, int(article)) + b"\n")
        return len(wanted)
    return write_export(
        read_reports(base, wanted), name, out, None if rows == "articles" else wanted, rows
    )


def check_filter(rows: str, given: Filter) -> None:
    """Raises `FilterError` where a filter asks for what some rows do not have."""
    asked = {n for n in CHOICES if getattr(given, n)} | set(given.unknown)
    asked |= {n for n in PLACED if getattr(given, n) is not None}
    lacking = (*CHOICES, *(() if rows == "events" else PLACED))
    missing = [n for n in lacking if n in asked and n not in CHOSEN[rows]]
    if missing:
        raise FilterError(f"{missing[0]}: {rows} have none; ask for other rows")


def read_reports(base: Base, articles: dict[str, set[int]]) -> Iterator[tuple[str, Corrected]]:
    """The articles' reports with all corrections, one at a time."""
    for article in articles:
        yield article, read_corrected(base, int(article))
