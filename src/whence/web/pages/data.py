"""The lists as data: `.json` is one page with its counts, `.csv` is all rows."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ...exports.facts import Cell, safe
from ...ledger.filter import Filter, write_filter
from ...ledger.rows import ArticleRow, EventRow, StatementRow
from ...ledger.search import Count, select
from ..address import filter_in, link
from ..listing import READ, Listing, read_listing
from ..state import State, state_of

KINDS: dict[str, type] = {"statements": StatementRow, "events": EventRow, "articles": ArticleRow}
BATCH = 500  # rows of a table that are asked of the file at once


def routes() -> list[Route]:
    """The addresses of this module."""
    return [
        *(Route(f"/{kind}.json", as_json, name=f"{kind}.json") for kind in KINDS),
        *(Route(f"/{kind}.csv", as_csv, name=f"{kind}.csv") for kind in KINDS),
    ]


def as_json(request: Request) -> Response:
    """One page of a list with its counts; `next` is the address of the page behind it."""
    kind = request.url.path.strip("/").removesuffix(".json")
    listing = read_listing(state_of(request), kind, request.query_params)
    return JSONResponse(to_values(listing), headers={"Cache-Control": "no-store"})


def to_values(listing: Listing) -> dict[str, Any]:
    """A list as JSON values."""
    path, given = f"/{listing.kind}.json", listing.given
    asked: dict[str, list[str]] = {}
    for name, value in write_filter(given):
        asked.setdefault(name, []).append(value)
    return {
        "kind": listing.kind,
        "filter": asked,
        "total": listing.total,
        "next": link(path, given, after=listing.after) if listing.after is not None else None,
        "counts": {name: list(map(to_count, v)) for name, v in listing.counts.items()},
        "steps": {name: list(map(to_count, v)) for name, v in listing.steps.items()},
        "rows": [dataclasses.asdict(row) for row in listing.rows],
    }


def to_count(count: Count) -> dict[str, Any]:
    """One value of a field as JSON values."""
    return dataclasses.asdict(count)


def as_csv(request: Request) -> Response:
    """All rows that a filter leaves, in its order, without limit."""
    kind = request.url.path.strip("/").removesuffix(".csv")
    given = filter_in(request.query_params)
    return StreamingResponse(
        lines(state_of(request), kind, given),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{kind}.csv"',
            "Cache-Control": "no-store",
        },
    )


def lines(state: State, kind: str, given: Filter) -> Iterator[bytes]:
    """The lines of a table, a batch at a time. Cells are such that no spreadsheet runs them."""
    names = [f.name for f in dataclasses.fields(KINDS[kind]) if f.name != "snippet"]
    yield write_lines([names])
    columns = state.columns(kind)
    with state.base() as base:
        ids = columns.ids[select(base, columns, given)]
        for at in range(0, len(ids), BATCH):
            rows = READ[kind](base, ids[at : at + BATCH].tolist(), "")
            yield write_lines([[cell(getattr(row, name)) for name in names] for row in rows])


def write_lines(rows: list[list[str]]) -> bytes:
    """Rows as CSV in UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def cell(value: Cell) -> str:
    """A cell: empty where nothing is known."""
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else str(value)
