"""A capture as it was: where it is from, its hash, its bytes, and what it looks like."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from ...errors import CorrectionError
from ...ledger.base import Base
from ...ledger.corrections import read_corrected
from ...ledger.history import read_custody
from ...ledger.store import read_capture
from ...records import Report, Span
from ...report.clean import one_line
from ..captured import POLICY, show_capture
from ..show import page
from ..state import state_of


def routes() -> list[Route]:
    """The capture's addresses: its page, the document in its frame, its bytes."""
    return [
        Route("/articles/{id:number}/capture", frame),
        Route("/articles/{id:number}/capture/page", document),
        Route("/articles/{id:number}/capture/bytes", original),
    ]


def frame(request: Request) -> Response:
    """What is known of a capture, around the frame that shows it.

    `statement` or `event` in the query is the number of the finding whose words are marked.
    """
    number = request.path_params["id"]
    with state_of(request).base() as base:
        custody = read_custody(base, number)
        capture = read_capture(base, number)
        report = report_of(base, number)
    spans = wanted(request, report)
    marked = show_capture(capture, report.page if report else None, spans)[1] if spans else False
    title = report.page.frame.title if report else None
    return page(
        request,
        "capture.html.j2",
        here="articles",
        id=number,
        custody=custody,
        article=report is not None,
        title=one_line(title.value if title else custody.sightings[0].name),
        asked=bool(spans),
        marked=marked,
        query=request.url.query,
    )


def document(request: Request) -> Response:
    """The capture alone, cleaned, under a policy that lets nothing run or load."""
    number = request.path_params["id"]
    with state_of(request).base() as base:
        capture = read_capture(base, number)
        report = report_of(base, number)
    shown, _ = show_capture(capture, report.page if report else None, wanted(request, report))
    return HTMLResponse(shown, headers={"Content-Security-Policy": POLICY})


def original(request: Request) -> Response:
    """The bytes as they were captured, to be kept in a file and never shown by the browser."""
    number = request.path_params["id"]
    with state_of(request).base() as base:
        custody = read_custody(base, number)
        body = read_capture(base, number).body
    name = f"{custody.sha256[:16]}.{'html' if custody.medium == 'html' else 'txt'}"
    return Response(
        body,
        media_type="application/octet-stream",
        headers={
            "Content-Security-Policy": POLICY,
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )


def report_of(base: Base, number: int) -> Report | None:
    """The newest reading of a capture with its corrections, `None` where it could not be read."""
    try:
        return read_corrected(base, number).report
    except CorrectionError:
        return None


def wanted(request: Request, report: Report | None) -> Sequence[Span]:
    """The words that the query asks for: a statement's content or an event's anchor."""
    if report is None:
        return ()
    at = number_in(request, "statement", len(report.statements))
    if at is not None:
        return report.statements[at].content
    at = number_in(request, "event", len(report.events))
    return () if at is None else (report.events[at].anchor,)


def number_in(request: Request, name: str, count: int) -> int | None:
    """A number of the query that is below `count`, `None` where there is none."""
    words = request.query_params.get(name, "")
    if not (words.isascii() and words.isdecimal() and len(words) < 10):
        return None
    return int(words) if int(words) < count else None
