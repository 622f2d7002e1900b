"""`/export`: what a filter leaves, in another format, with all corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from ...errors import FilterError
from ...exports import write_export
from ...ledger.base import Base
from ...ledger.corrections import Corrected, read_corrected
from ...ledger.filter import Filter
from ...ledger.search import select
from ...report.json import dump
from ..address import filter_in
from ..state import State, state_of

IN_MEMORY = 8 * 1024 * 1024  # bytes of an export that are kept in memory; larger ones in a file
CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A format as it is offered: its name in the address, and the kind and end of its file."""

    name: str
    label: str
    about: str
    media: str
    suffix: str


REPORTS = Format("jsonl", "JSON lines", "whole reports, lossless", "application/jsonl", "jsonl")
EVENTS = (
    Format("csv", "CSV of events", "all that is known of each", "text/csv", "csv"),
    Format("acled", "ACLED", "its columns, then ours", "text/csv", "acled.csv"),
    Format("ged", "UCDP GED", "its columns, then ours", "text/csv", "ged.csv"),
    Format("plover", "PLOVER", "JSON lines", "application/jsonl", "plover.jsonl"),
    Format("geojson", "GeoJSON", "a point for each event", "application/geo+json", "geojson"),
)
# Of statements and events alike; of articles all that is read from them.
BOTH = (
    Format("annotation", "Web Annotation", "JSON lines", "application/jsonl", "annotation.jsonl"),
    Format("ftm", "FollowTheMoney", "entities as JSON lines", "application/jsonl", "ftm.jsonl"),
    Format("brat", "brat", "a zip of texts and their marks", "application/zip", "brat.zip"),
    Format("labelstudio", "Label Studio", "tasks to correct", "application/json", "tasks.json"),
    Format("conll", "CoNLL", "a token a line, BIO", "text/tab-separated-values", "conll"),
)
GOLD = Format("gold", "Gold rows", "whole articles, to train on", "application/jsonl", "gold.jsonl")
CLAIMS = Format(
    "claimreview", "schema.org Claim", "JSON lines", "application/jsonl", "claimreview.jsonl"
)
OFFERED = {
    "statements": (*BOTH, CLAIMS, GOLD, REPORTS),
    "events": (*EVENTS, *BOTH, GOLD, REPORTS),
    "articles": (*BOTH, CLAIMS, GOLD, REPORTS),
}


def routes() -> list[Route]:
    """The addresses of this module."""
    return [Route("/export", export)]


def offered(kind: str) -> tuple[Format, ...]:
    """The formats that rows of a kind can be had in."""
    return OFFERED[kind]


def export(request: Request) -> Response:
    """Writes what the filter leaves as a file to keep."""
    query = request.query_params
    kind, name = query.get("rows", "events"), query.get("as", "")
    if kind not in OFFERED:
        raise FilterError(f"rows: {kind!r} is not one of " + ", ".join(OFFERED))
    chosen = next((f for f in OFFERED[kind] if f.name == name), None)
    if chosen is None:
        told = ", ".join(f.name for f in OFFERED[kind])
        raise FilterError(f"as: {name!r} is not a format of {kind}; those are {told}")
    # Written whole before it is sent: what goes wrong is told instead of ending a file early.
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    write(state_of(request), kind, filter_in(query), chosen, out)
    out.seek(0)
    return StreamingResponse(
        chunks(out),
        media_type=chosen.media,
        headers={
            "Content-Disposition": f'attachment; filename="{kind}.{chosen.suffix}"',
            "Cache-Control": "no-store",
        },
    )


def write(state: State, kind: str, given: Filter, chosen: Format, out: IO[bytes]) -> None:
    """Writes the rows of a filter, or the reports that they stand in."""
    columns = state.columns(kind)
    with state.base() as base:
        rows = select(base, columns, given)
        wanted: dict[str, set[int]] = {}
        for article, number in zip(
            columns.articles[rows].tolist(), columns.numbers[rows].tolist(), strict=True
        ):
            wanted.setdefault(str(article), set()).add(number)
        reports = read_reports(base, wanted)
        if chosen is REPORTS:
            for _, each in reports:
                out.write(dump(each.report).encode("utf-8") + b"\n")
        else:
            write_export(reports, chosen.name, out, None if kind == "articles" else wanted, kind)


def read_reports(base: Base, articles: dict[str, set[int]]) -> Iterator[tuple[str, Corrected]]:
    """The articles' reports with all corrections, one at a time."""
    for article in articles:
        yield article, read_corrected(base, int(article))


def chunks(out: IO[bytes]) -> Iterator[bytes]:
    """A file's bytes, piece by piece; it is closed at the end."""
    with out:
        while piece := out.read(CHUNK):
            yield piece
