"""An event: who tells it, how, in which words, and where it is said to have happened."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...errors import LedgerError
from ...ledger.history import read_reading
from ...ledger.overlay import Corrected
from ...records import Report
from ...report.cast import cast
from ...report.clean import one_line
from ...report.json import to_json
from ...report.map import Spot, draw_map
from ..matrix import FIELDS, make_matrix
from ..notes import event_notes
from ..show import page
from ..state import state_of


def routes() -> list[Route]:
    """The event's addresses."""
    return [
        Route("/events/{article:number}/{number:number}.json", event_json),
        Route("/events/{article:number}/{number:number}", event),
    ]


def event(request: Request) -> Response:
    """The page of one event of an article."""
    article, number = request.path_params["article"], request.path_params["number"]
    plain, given = fetch(request)
    report = given.report
    roles = cast(report)
    found = report.events[number]
    place = report.place_of(found)
    spots = []
    if place is not None and place.meaning is not None:
        spots = [Spot(place.meaning, [one_line(place.span.of(report.page.text))], [number])]
        spots += [Spot(other, [one_line(other.name)], []) for other in place.others]
    title, published = report.page.frame.title, report.page.frame.published
    return page(
        request,
        "event.html.j2",
        here="events",
        article=article,
        number=number,
        of=len(report.events),
        note=event_notes(plain, given, roles)[number],
        matrix=make_matrix(report, roles, found),
        fields=FIELDS,
        mentions=[one_line(span.of(report.page.text)) for span in found.mentions],
        place=place,
        map=draw_map(spots),
        title=one_line(title.value if title else report.page.name),
        outlet=one_line(report.page.outlet or ""),
        published=published.value[:10] if published else "",
    )


def event_json(request: Request) -> Response:
    """The same as JSON: the event as a report has it, and what its tellings give, in words."""
    _, given = fetch(request)
    report, number = given.report, request.path_params["number"]
    matrix = make_matrix(report, cast(report), report.events[number])
    place = report.place_of(report.events[number])
    values: dict[str, Any] = {
        "article": request.path_params["article"],
        "number": number,
        "event": to_json(report)["events"][number],
        "place": asdict(place) if place else None,
        "tellings": [asdict(row) for row in matrix.rows],
        "disputed": matrix.disputed,
    }
    return JSONResponse(values)


def fetch(request: Request) -> tuple[Report, Corrected]:
    """The article's newest reading; `LedgerError` where it has no such event."""
    article, number = request.path_params["article"], request.path_params["number"]
    with state_of(request).base() as base:
        plain, given = read_reading(base, article, None)
    if number >= len(given.report.events):
        raise LedgerError(f"article {article} has no event {number}")
    return plain, given
