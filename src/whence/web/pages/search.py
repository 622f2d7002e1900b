"""The lists: statements, events and articles that a filter leaves, and the way to filter them."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ...exports.ledger import offered
from ...ledger.columns import CHOSEN
from ...ledger.filter import Order
from ...ledger.search import values_like
from ..address import filter_in, kept, link, shared
from ..labels import FIELDS
from ..listing import SIZE, Entry, Listing, chips_of, entry, facets_of, read_listing, ways_out
from ..show import page
from ..state import state_of
from .data import cell, to_count, write_lines

# The facets of each list, in the order in which one narrows down.
FACETS = {
    "statements": ("speaker", "source_kind", "act", "certainty", "outlet", "year", "score",
                   "decided", "language"),
    "events": ("type", "status", "disputed", "country", "meaning", "deaths", "year", "speaker",
               "source_kind", "certainty", "outlet", "score", "decided", "language"),
    "articles": ("outlet", "year", "language"),
}  # fmt: skip
TITLES = {"statements": "Statements", "events": "Events", "articles": "Articles"}
ORDERS = {Order.NEWEST: "Newest first", Order.OLDEST: "Oldest first", Order.SUREST: "Surest first"}
VALUES = 500  # values of a field on one page of them


def routes() -> list[Route]:
    """The addresses of this module."""
    return [
        Route("/statements", statements),
        Route("/events", events),
        Route("/articles", articles),
        Route("/{kind:str}/by/{field:str}", values),
    ]


def statements(request: Request) -> Response:
    """The statements that the filter in the address leaves."""
    return show(request, "statements")


def events(request: Request) -> Response:
    """The events that the filter in the address leaves."""
    return show(request, "events")


def articles(request: Request) -> Response:
    """The articles that the filter in the address leaves."""
    return show(request, "articles")


def show(request: Request, kind: str) -> Response:
    """A list with its facets. An address with empty fields, as forms make, is put right first."""
    query, path = request.query_params, f"/{kind}"
    if any(not value.strip() for _, value in query.multi_items()):
        return RedirectResponse(link(path, filter_in(query)), 303)
    state = state_of(request)
    listing = read_listing(state, kind, query)
    answer = page(
        request,
        "search.html.j2",
        here=kind,
        kind=kind,
        title=TITLES[kind],
        listing=listing,
        given=listing.given,
        facets=facets_of(listing, FACETS[kind]),
        chips=chips_of(listing),
        ways_out=[] if listing.total else ways_out(state, listing, path),
        orders=orders_of(listing),
        first=link(path, listing.given) if query.get("after") else None,
        following=link(path, listing.given, after=listing.after) if listing.after else None,
        kept=kept,
        size=SIZE,
        exports=offered(kind),
        tabs=[(n, t, link(f"/{n}", shared(listing.given, n))) for n, t in TITLES.items()],
    )
    # A form that was put right above leaves its own address in the browser otherwise.
    answer.headers["HX-Push-Url"] = link(path, listing.given, after=query.get("after"))
    return answer


def orders_of(listing: Listing) -> list[Entry]:
    """The orders that a list can be put in."""
    path, given = f"/{listing.kind}", listing.given
    return [
        Entry(label, 0, given.order is order, link(path, given, order=order))
        for order, label in ORDERS.items()
        if listing.kind != "articles" or order is not Order.SUREST
    ]


def values(request: Request) -> Response:
    """All values of one field under a filter, with how many rows have each."""
    kind, (field, _, form) = (
        request.path_params["kind"],
        request.path_params["field"].partition("."),
    )
    if field not in CHOSEN.get(kind, ()) or form not in ("", "json", "csv"):
        raise HTTPException(404)
    state, given = state_of(request), filter_in(request.query_params)
    like = request.query_params.get("like", "").strip()
    with state.base() as base:
        found = values_like(base, state.columns(kind), given, field, like)
    if form == "json":
        return JSONResponse({"field": field, "values": list(map(to_count, found))})
    if form == "csv":
        rows = [[cell(count.value), str(count.rows)] for count in found]
        table = write_lines([[field, "rows"], *rows])
        return Response(table, media_type="text/csv; charset=utf-8")
    listing = Listing(kind, given, (), 0, None, {}, {})
    return page(
        request,
        "values.html.j2",
        here="speakers" if (kind, field) == ("statements", "speaker") else kind,
        kind=kind,
        field=field,
        label=FIELDS[field],
        like=like,
        total=sum(count.value is not None for count in found),
        cut=len(found) > VALUES,
        entries=[entry(listing, field, count) for count in found[:VALUES]],
        given=given,
        kept=kept,
        back=link(f"/{kind}", given),
        files=[(f.upper(), link(f"/{kind}/by/{field}.{f}", given, like=like or None))
               for f in ("csv", "json")],
    )  # fmt: skip
