"""A place: what is said to have happened there, and what else its name could have meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...errors import LedgerError
from ...ledger.base import Base
from ...ledger.corrections import read_corrected
from ...ledger.filter import Order
from ...ledger.group import Group, read_group, with_value
from ...ledger.rows import EventRow, read_events
from ...records import Candidate
from ...report.clean import one_line
from ...report.map import Spot, draw_map
from ..chart import draw
from ..grouped import group_values
from ..listing import place_in
from ..show import page
from ..state import State, state_of

SIZE = 25
LOOKED_AT = 8  # articles in which other meanings are looked up: a report takes 5 ms to read
TALLIES = ("type", "status", "speaker", "outlet")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the name of a place was taken for, as which words, and what it beat how often."""

    chosen: Candidate
    words: tuple[str, ...]
    beaten: tuple[tuple[Candidate, int], ...]


def routes() -> list[Route]:
    """The place's addresses."""
    return [
        Route("/places/{geonames:number}.json", place_json),
        Route("/places/{geonames:number}", place),
    ]


def place(request: Request) -> Response:
    """The page of the place with a GeoNames id."""
    state, geonames = state_of(request), request.path_params["geonames"]
    group, rows = read(state, request)
    with state.base() as base:
        meaning = look_up(base, geonames, dict.fromkeys(row.article for row in rows))
    spots = []
    if meaning is not None:
        spots = [Spot(meaning.chosen, [one_line(meaning.chosen.name)], [1])]
        spots += [Spot(other, [one_line(other.name)], []) for other, _ in meaning.beaten]
    country = rows[0].country
    return page(
        request,
        "place.html.j2",
        here="events",
        geonames=geonames,
        name=rows[0].meaning or "",
        country=country,
        around=count_in(state, country) if country else 0,
        group=group,
        rows=rows,
        chart=draw(group.line),
        tallies=[(each, [c for c in group.counts[each] if c.rows]) for each in TALLIES],
        meaning=meaning,
        map=draw_map(spots),
    )


def count_in(state: State, country: str) -> int:
    """How many events there are in a country, at whatever place."""
    return int(with_value(state.columns("events"), "country", country).sum())


def place_json(request: Request) -> Response:
    """The same as JSON, a page at a time; `after` asks for the next one."""
    group, rows = read(state_of(request), request)
    values = group_values(group, rows) | {"after": group.after}
    return JSONResponse({"geonames": request.path_params["geonames"], **values})


def read(state: State, request: Request) -> tuple[Group, Sequence[EventRow]]:
    """One page of the events at a place; `LedgerError` where there are none."""
    columns, geonames = state.columns("events"), request.path_params["geonames"]
    mask = columns.places == geonames
    after = place_in(request.query_params.get("after"))
    group = read_group(columns, mask, Order.NEWEST, after=after, size=SIZE)
    with state.base() as base:
        rows = read_events(base, columns.ids[list(group.rows)].tolist())
    if not rows:
        raise LedgerError(f"no event in this ledger is at the place {geonames}")
    return group, rows


def look_up(base: Base, geonames: int, articles: Iterable[int]) -> Meaning | None:
    """What a place's name was taken for in some articles; `None` where none of them names it."""
    chosen: Candidate | None = None
    words: dict[str, None] = {}
    beaten: Counter[Candidate] = Counter()
    for article in list(articles)[:LOOKED_AT]:
        report = read_corrected(base, article).report
        for found in report.places:
            if found.meaning is not None and found.meaning.geonames == geonames:
                chosen = chosen or found.meaning
                words[one_line(found.span.of(report.page.text))] = None
                beaten.update(found.others)
    return None if chosen is None else Meaning(chosen, tuple(words), tuple(beaten.most_common(12)))
