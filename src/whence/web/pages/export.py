"""`/export`: what a filter leaves, in another format, with all corrections."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from ...errors import FilterError
from ...exports.ledger import ROWS, offered, write_ledger_export
from ..address import filter_in
from ..state import state_of

IN_MEMORY = 8 * 1024 * 1024  # bytes of an export that are kept in memory; larger ones in a file
CHUNK = 256 * 1024


def routes() -> list[Route]:
    """The addresses of this module."""
    return [Route("/export", export)]


def export(request: Request) -> Response:
    """Writes what the filter leaves as a file to keep."""
    query = request.query_params
    rows, name = query.get("rows", "events"), query.get("as", "")
    if rows not in ROWS:
        raise FilterError(f"rows: {rows!r} is not one of " + ", ".join(ROWS))
    state, given = state_of(request), filter_in(query)
    columns = state.columns(rows)
    # Written whole before it is sent: what goes wrong is told instead of ending a file early.
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    try:
        with state.base() as base:
            write_ledger_export(base, columns, given, name, out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    kind = offered(rows)[name]
    return StreamingResponse(
        chunks(out),
        media_type=kind.media,
        headers={
            "Content-Disposition": f'attachment; filename="{rows}.{kind.suffix}"',
            "Cache-Control": "no-store",
        },
    )


def chunks(out: IO[bytes]) -> Iterator[bytes]:
    """A file's bytes, piece by piece; it is closed at the end."""
    with out:
        while piece := out.read(CHUNK):
            yield piece
