"""The lists: statements, events, articles, speakers, places and failures, a page at a time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request

from ...ledger.history import list_failures
from ...ledger.search import mask_of, search
from ...ledger.tallies import list_places, list_speakers
from ..listing import READ, place_in
from ..state import state_of
from .asked import Asked
from .models import Articles, Events, Failures, Places, Speakers, Statements

router = APIRouter(tags=["Lists"])
Given = Annotated[Asked, Query()]


@router.get("/statements")
def statements(request: Request, asked: Given) -> Statements:
    """Statements under a filter."""
    return Statements(**found(request, "statements", asked))


@router.get("/events")
def events(request: Request, asked: Given) -> Events:
    """Events under a filter."""
    return Events(**found(request, "events", asked))


@router.get("/articles")
def articles(request: Request, asked: Given) -> Articles:
    """Articles under a filter."""
    return Articles(**found(request, "articles", asked))


def found(request: Request, kind: str, asked: Asked) -> dict[str, Any]:
    """One page of rows of a kind, as the fields of its model."""
    state, given = state_of(request), asked.to_filter()
    columns, after = state.columns(kind), place_in(asked.after)
    with state.base() as base:
        page = search(base, columns, given, after=after, size=asked.size)
        rows = READ[kind](base, columns.ids[list(page.rows)].tolist(), given.words)
    return {
        "total": page.total,
        "after": None if page.after is None else str(page.after),
        "counts": page.counts,
        "steps": page.steps,
        "rows": rows,
    }


@router.get("/speakers")
def speakers(request: Request, asked: Given) -> Speakers:
    """Who says what is under a filter."""
    state = state_of(request)
    columns = state.columns("statements")
    with state.base() as base:
        mask = mask_of(base, columns, asked.to_filter())
    rows, after = list_speakers(columns, mask, after=asked.after, size=asked.size)
    return Speakers(rows=rows, after=after)


@router.get("/places")
def places(request: Request, asked: Given) -> Places:
    """Where the events under a filter happened, as far as their places are resolved."""
    state = state_of(request)
    columns = state.columns("events")
    with state.base() as base:
        mask = mask_of(base, columns, asked.to_filter())
        rows, after = list_places(base, columns, mask, after=asked.after, size=asked.size)
    return Places(rows=rows, after=after)


@router.get("/failures")
def failures(
    request: Request,
    after: Annotated[int | None, Query(ge=0, lt=2**63)] = None,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Failures:
    """What could not be taken in or read, and why."""
    with state_of(request).base() as base:
        rows = list_failures(base, after=after, size=size + 1)
    more = len(rows) > size
    return Failures(rows=rows[:size], after=str(rows[size - 1].id) if more else None)
