"""Where and when: the events that a filter leaves, on a map and along the days."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ...ledger.days import Timeline, over_time
from ...ledger.filter import Box, Filter
from ...ledger.search import both, mask_of, masks_of
from ...ledger.spread import Cell, Country, Spread, bounds_of, spread
from ...ledger.tallies import PlaceTally, list_places
from ...report.outlines import Window
from .. import atlas
from ..address import filter_in, kept, link, toggled
from ..chart import draw, is_closer
from ..listing import Facet, Listing, chips_of, facets_of, read_listing, ways_out, without
from ..show import page
from ..state import State, state_of
from .data import cell, write_lines

FACETS = ("country", "type", "status", "deaths", "speaker", "outlet", "score")
BESIDE = 8  # events told beside the map
LEAST, LARGEST = 4.0, 19.0  # radius of a circle, in units of the map
LETTER, LINE = 7.2, 15.0  # room of a letter and of a line of a name
NAMES = 24  # circles that get a name where it has room, the largest first


@dataclass(frozen=True, slots=True)
class Circle:
    """A mark on the map with its link; `hollow` ones stand for a country as a whole."""

    x: float
    y: float
    radius: float
    rows: int
    words: str
    name: str
    side: str
    href: str
    hollow: bool


@dataclass(frozen=True, slots=True)
class Where:
    """The rows over a window of the world, and over time: in all, and in the filter's days."""

    window: Window
    over: Spread
    days: Timeline
    closer: Timeline | None


def routes() -> list[Route]:
    """The addresses of this module."""
    return [
        Route("/map", show),
        Route("/map.json", show_json),
        Route("/map.csv", show_csv),
    ]


def show(request: Request) -> Response:
    """The map with the days under it and the first events beside it."""
    query = request.query_params
    if any(not value.strip() for _, value in query.multi_items()):
        return RedirectResponse(link("/map", filter_in(query)), 303)
    state = state_of(request)
    listing = read_listing(state, "events", query, BESIDE)
    given = listing.given
    where = find(state, given)
    closer = draw(where.closer) if where.closer else None
    return page(
        request,
        "map.html.j2",
        here="map",
        listing=listing,
        given=given,
        where=where,
        land=atlas.land(where.window),
        size=(atlas.WIDTH, atlas.HEIGHT),
        circles=circles(given, where),
        frame=atlas.rectangle(where.window, given.box) if given.box else None,
        moves=moves(given, where.window),
        sides=asdict(where.window),
        chart=draw(where.days, given.first, given.last),
        closer=closer,
        facets=facets(listing),
        chips=chips_of(replace(listing, kind="map")),
        ways_out=[] if listing.total else ways_out(state, listing, "/map"),
        beyond=beyond(given, where.days),
        missing={part: missing(given, part) for part in ("box", "days")},
        kept=kept,
    )


def show_json(request: Request) -> Response:
    """The same as data."""
    given = filter_in(request.query_params)
    where = find(state_of(request), given)
    line: dict[str, Any] = asdict(where.days)
    for part in ("bars", "spans"):
        line[part] = [
            {"first": str(d["first"]), "last": str(d["last"]), "rows": d["rows"]}
            for d in line[part]
        ]
    return JSONResponse({"window": asdict(where.window), **asdict(where.over), "days": line})


def show_csv(request: Request) -> Response:
    """The places as a table, the fullest first; the last line counts what has no known place."""
    state, given = state_of(request), filter_in(request.query_params)
    columns = state.columns("events")
    with state.base() as base:
        mask = mask_of(base, columns, given)
        places, _ = list_places(base, columns, mask, after=None, size=len(columns.ids))
    names = [field.name for field in fields(PlaceTally)]
    lines = [[cell(getattr(place, name)) for name in names] for place in places]
    left = int(mask.sum()) - sum(place.events for place in places)
    if left:
        lines.append([str(left) if name == "events" else "" for name in names])
    return Response(
        write_lines([names, *lines]),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="places.csv"',
            "Cache-Control": "no-store",
        },
    )


def find(state: State, given: Filter) -> Where:
    """Where and when the events of a filter are. The days are those of all its other parts."""
    columns = state.columns("events")
    with state.base() as base:
        masks = masks_of(base, columns, given)
    mask = both(columns, masks)
    box = given.box or bounds_of(columns, mask)
    window = atlas.look_at(box) if box else atlas.WORLD
    days = over_time(columns, both(columns, masks, "days"))
    closer = None
    if given.first or given.last:
        closer = over_time(columns, mask, given.first, given.last)
        closer = closer if is_closer(closer, days) else None
    return Where(window, spread(columns, mask, window), days, closer)


def beyond(given: Filter, line: Timeline) -> list[tuple[int, str, str]]:
    """The events too far away to be on the line of days: how many, where they lie, their link."""
    found = []
    if line.earlier:
        day = line.bars[0].first
        href = link("/map", given, first=None, last=day - timedelta(days=1))
        found.append((line.earlier, f"before {day}", href))
    if line.later:
        day = line.bars[-1].last
        href = link("/map", given, first=day + timedelta(days=1), last=None)
        found.append((line.later, f"after {day}", href))
    return found


def missing(given: Filter, part: str) -> str:
    """The list of the events of which the `days`, or the place (`box`), are not known."""
    return link("/events", toggled(without(given, part), part, None))


def circles(given: Filter, where: Where) -> list[Circle]:
    """The marks of the map, the largest first, with names where these have room."""
    over = where.over
    marks: list[tuple[Cell | Country, float, float]] = [
        (cell, *atlas.project(where.window, cell.longitude, cell.latitude)) for cell in over.cells
    ]
    marks += [
        (country, *atlas.project(where.window, country.longitude, country.latitude))
        for country in over.countries
        if country.longitude is not None and country.latitude is not None
    ]
    marks = [m for m in marks if 0 <= m[1] <= atlas.WIDTH and 0 <= m[2] <= atlas.HEIGHT]
    marks.sort(key=lambda mark: -rows_of(mark[0]))
    most = max((rows_of(mark[0]) for mark in marks), default=1)
    found: list[Circle] = []
    taken = [box_of(x, y, radius_of(rows_of(mark), most)) for mark, x, y in marks]
    for number, (mark, x, y) in enumerate(marks):
        radius = radius_of(rows_of(mark), most)
        name = mark.name or ""
        side = room(name, (x, y, radius), taken) if number < NAMES and name else ""
        found.append(
            Circle(
                x, y, radius, rows_of(mark), words_of(mark), name if side else "", side,
                href_of(given, mark), isinstance(mark, Country),
            )
        )  # fmt: skip
    # Countries as a whole lie under what is known better.
    return sorted(found, key=lambda circle: not circle.hollow)


def rows_of(mark: Cell | Country) -> int:
    """How many events a mark stands for."""
    return mark.rows if isinstance(mark, Cell) else mark.vague


def radius_of(rows: int, most: int) -> float:
    """A circle's area grows with what it stands for."""
    return round(max(LEAST, LARGEST * math.sqrt(rows / most)), 1)


def words_of(mark: Cell | Country) -> str:
    """A mark in words."""
    rows = rows_of(mark)
    events = f"{rows:,} event{'' if rows == 1 else 's'}"
    if isinstance(mark, Country):
        return f"{events} somewhere in {mark.name}"
    more = mark.places - 1
    beside = f" and {more:,} other place{'' if more == 1 else 's'} near it" if more else ""
    return f"{events}: {mark.name or 'a place without a name'}{beside}"


def href_of(given: Filter, mark: Cell | Country) -> str:
    """Closer to what a mark stands for; where there is nothing closer, to the list of it."""
    if isinstance(mark, Country):
        return link("/events", given, country=(mark.code,), meaning=(mark.name,))
    new = replace(given, box=mark.box)
    return link("/events" if new == given or mark.places == 1 else "/map", new)


def box_of(x: float, y: float, radius: float) -> Box:
    """The room that a circle takes."""
    return x - radius, y - radius, x + radius, y + radius


def room(name: str, circle: tuple[float, float, float], taken: list[Box]) -> str:
    """The side of a circle on which its name has room, which is then taken; empty for none."""
    x, y, radius = circle
    length = len(name) * LETTER
    for side, left in (("start", x + radius + 4), ("end", x - radius - 4 - length)):
        box = (left, y - LINE / 2, left + length, y + LINE / 2)
        free = all(box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1] for b in taken)
        if free and box[0] > 2 and box[2] < atlas.WIDTH - 2:
            taken.append(box)
            return side
    return ""


def moves(given: Filter, window: Window) -> dict[str, str | None]:
    """The ways to move the map; `None` where there is nothing further."""
    closer = atlas.zoomed(window, 0.5)
    deepest = window.north - window.south <= 2 * atlas.LEAST + 0.01
    return {
        "closer": None if deepest else link("/map", given, box=closer),
        "wider": link("/map", given, box=atlas.zoomed(window, 2.0)),
        "west": link("/map", given, box=atlas.moved(window, -0.5, 0)),
        "east": link("/map", given, box=atlas.moved(window, 0.5, 0)),
        "north": link("/map", given, box=atlas.moved(window, 0, 0.5)),
        "south": link("/map", given, box=atlas.moved(window, 0, -0.5)),
        "whole": link("/map", given, box=None) if given.box else None,
    }


def facets(listing: Listing) -> list[Facet]:
    """The commonest values of some fields; all of them are on the list of events."""
    here = replace(listing, kind="map")
    return [replace(each, more=None) for each in facets_of(here, FACETS)]
