"""What could not be taken in or read, and why: nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...ledger.history import Failure, count_failures, list_failures
from ..address import link
from ..listing import place_in
from ..show import page
from ..state import state_of

SIZE = 100


def routes() -> list[Route]:
    """The addresses of the list of failures."""
    return [Route("/failures.json", failures_json), Route("/failures", failures)]


def failures(request: Request) -> Response:
    """The failures, the latest first, and how often each reason is given."""
    found, following, reasons = read(request)
    return page(request, "failures.html.j2", failures=found, after=following, reasons=reasons)


def failures_json(request: Request) -> Response:
    """The same as JSON, a page at a time; `next` is the address of the page behind it."""
    found, following, reasons = read(request)
    return JSONResponse(
        {
            "next": link("/failures.json", after=following) if following is not None else None,
            "reasons": [{"reason": reason, "failures": count} for reason, count in reasons],
            "rows": [asdict(each) for each in found],
        }
    )


def read(request: Request) -> tuple[list[Failure], int | None, list[tuple[str, int]]]:
    """One page, what asks for the next one, and the reasons with their counts."""
    after = place_in(request.query_params.get("after"))
    with state_of(request).base() as base:
        found = list_failures(base, after=after, size=SIZE + 1)
        reasons = count_failures(base)
    more = len(found) > SIZE
    return found[:SIZE], found[SIZE - 1].id if more else None, reasons
