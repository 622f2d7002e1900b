"""A speaker: everything that somebody said, article by article, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ...errors import FilterError, LedgerError
from ...ledger.filter import Filter, Order
from ...ledger.group import Group, read_group, with_value
from ...ledger.rows import StatementRow, read_statements
from ..address import link
from ..chart import draw
from ..grouped import group_values
from ..listing import place_in
from ..show import page
from ..signing import who_in
from ..state import State, state_of
from .names import read_naming

SIZE = 40  # statements of a page; they are shorter here than in a list
TALLIES = ("act", "certainty", "source_kind", "outlet")
NOBODY = "not named"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said in one article."""

    article: int
    title: str | None
    name: str
    outlet: str | None
    day: str | None
    rows: tuple[StatementRow, ...]


def routes() -> list[Route]:
    """The speaker's addresses."""
    return [Route("/speakers.json", speaker_json), Route("/speakers", speaker)]


def speaker(request: Request) -> Response:
    """The page of the speaker that `name` in the query names; empty for sources without a name."""
    if "name" not in request.query_params:
        return RedirectResponse(link("/statements/by/speaker"), 303)
    state, name, order = state_of(request), name_in(request), order_in(request)
    group, rows = read(state, request, name, order)
    columns = state.columns("statements")
    naming = read_naming(state, columns, name)
    if naming is not None:
        name = naming.person.name
    asked = Filter(speaker=(name,)) if name else Filter(unknown=("speaker",))
    return page(
        request,
        "speaker.html.j2",
        here="speakers",
        name=name,
        shown=name or "Sources that are not named",
        group=group,
        told=by_article(rows),
        chart=draw(group.line),
        tallies=[(each, [c for c in group.counts[each] if c.rows]) for each in TALLIES],
        asked=asked,
        events=count_events(state, name),
        order=order,
        naming=naming,
        who=who_in(request),
    )


def speaker_json(request: Request) -> Response:
    """The same as JSON, a page at a time; `next` is the address of the page behind it."""
    state, name, order = state_of(request), name_in(request), order_in(request)
    group, rows = read(state, request, name, order)
    people = state.columns("statements").people
    person = people.find(name) if people is not None and name is not None else None
    following = None
    if group.after is not None:
        following = link("/speakers.json", name=name or "", after=group.after, by=order.value)
    about = {
        "speaker": person.name if person else None,
        "spellings": person.spellings if person else (),
    }
    return JSONResponse(about | {"next": following, **group_values(group, rows)})


def read(
    state: State, request: Request, name: str | None, order: Order
) -> tuple[Group, Sequence[StatementRow]]:
    """One page of somebody's statements; `LedgerError` where nobody is called so."""
    columns = state.columns("statements")
    if name not in columns.choices["speaker"].numbers:
        raise LedgerError(f"nobody in this ledger is called {name!r}")
    mask = with_value(columns, "speaker", name)
    group = read_group(
        columns, mask, order, after=place_in(request.query_params.get("after")), size=SIZE
    )
    with state.base() as base:
        return group, read_statements(base, columns.ids[list(group.rows)].tolist())


def count_events(state: State, name: str | None) -> int:
    """How many events somebody tells of."""
    if name is None:
        return 0
    return int(with_value(state.columns("events"), "speaker", name).sum())


def name_in(request: Request) -> str | None:
    """The speaker's name in the query, `None` where it is empty."""
    return request.query_params.get("name", "").strip() or None


def order_in(request: Request) -> Order:
    """The order that `by` in the query names, the oldest first without; raises `FilterError`."""
    words = request.query_params.get("by") or Order.OLDEST.value
    try:
        return Order(words)
    except ValueError as error:
        raise FilterError(f"by: {words!r} is not one of {', '.join(Order)}") from error


def by_article(rows: Sequence[StatementRow]) -> list[Told]:
    """Statements that follow one another in one article, together."""
    told = []
    for article, group in groupby(rows, key=lambda row: row.article):
        found = sorted(group, key=lambda row: row.number)
        one = found[0]
        told.append(Told(article, one.title, one.name, one.outlet, one.day, tuple(found)))
    return told
