"""The article's places as a small map: outlines, a mark for each place, names where they fit.

A country, an area or a region is a hollow mark, for its point is a middle and not where something
happened; only towns and smaller places are dots. The projection is equirectangular, true at the
middle of the map.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..records import Candidate, Precision, Report
from .clean import one_line
from .outlines import Window, outlines
from .places import parts_above

WIDTH, HEIGHT = 720.0, 400.0
LEAST = 3.0  # degrees of latitude that the map shows at least on either side of its middle
MARGIN = 0.3  # of what the places span, left free around them
RING = 9.0  # radius of a hollow mark
DOT, LARGER, LARGEST = 4.0, 1.2, 10.0  # of a filled one, for each event more, and at most
GAP = 4.0  # between a mark and its name
LETTER, LINE = 6.4, 15.0  # the room of a letter and of a line of a name, in the map's units
EXACT = (Precision.POINT, Precision.TOWN)


@dataclass(frozen=True, slots=True)
class MapPlace:
    """One place: its mark of `radius` at `x`, `y`, and `label` beside it, the article's name.

    `geonames` is its id, if it has one. A label is empty where it has no room. `words` are all
    ways in which the article writes it; `events` the numbers of the events that happened there.
    """

    name: str
    geonames: int | None
    within: str
    precision: str
    words: str
    events: tuple[int, ...]
    x: float
    y: float
    radius: float
    exact: bool
    label: str
    label_x: float
    label_y: float
    side: str


@dataclass(frozen=True, slots=True)
class Map:
    """A map to be drawn: `land` is a path in its units."""

    width: float
    height: float
    land: str
    places: tuple[MapPlace, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A meaning to be put on a map, with the words for it and the numbers of the events there."""

    candidate: Candidate
    words: list[str]
    events: list[int]


def make_map(report: Report) -> Map | None:
    """The map of a report's resolved places, `None` where there are none."""
    return draw_map(gather(report))


def draw_map(found: Sequence[Spot]) -> Map | None:
    """The map of some places, those where events happened in its middle; `None` without any.

    The names of the first ones have the first choice of room.
    """
    if not found:
        return None
    shown = [f.candidate for f in found if f.events] or [f.candidate for f in found]
    window = make_window([c for c in shown if c.precision in EXACT] or shown)
    inside = [f for f in found if _is_inside(f.candidate, window)]
    return Map(WIDTH, HEIGHT, _land(window), tuple(_placed(inside, window)))


def gather(report: Report) -> list[Spot]:
    """Each meaning once, with the words for it and the events there; places of events first."""
    found: dict[Candidate, Spot] = {}
    for place in report.places:
        if place.meaning is not None:
            one = found.setdefault(place.meaning, Spot(place.meaning, [], []))
            words = one_line(place.span.of(report.page.text))
            if words not in one.words:
                one.words.append(words)
    for number, event in enumerate(report.events, start=1):
        at = report.place_of(event)
        if at is not None and at.meaning is not None:
            found[at.meaning].events.append(number)
    return sorted(found.values(), key=lambda f: -len(f.events))


def make_window(shown: Sequence[Candidate]) -> Window:
    """The part of the world that holds some places with room around them."""
    south, north = (bound(c.latitude for c in shown) for bound in (min, max))
    west, east = _across([c.longitude for c in shown])
    middle, centre = (south + north) / 2, (west + east) / 2
    narrow = max(0.2, math.cos(math.radians(middle)))
    half = max((north - south) / 2 * (1 + 2 * MARGIN), LEAST)
    half = max(half, (east - west) / 2 * (1 + 2 * MARGIN) * narrow * HEIGHT / WIDTH)
    half = min(half, 90.0)
    wide = min(half * WIDTH / HEIGHT / narrow, 180.0)
    middle = max(half - 90.0, min(90.0 - half, middle))
    return Window(centre - wide, middle - half, centre + wide, middle + half)


def _across(longitudes: Sequence[float]) -> tuple[float, float]:
    """West and east of some longitudes, the short way round: east may be beyond 180."""
    ordered = sorted(set(longitudes))
    gaps = [b - a for a, b in zip(ordered, [*ordered[1:], ordered[0] + 360], strict=True)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    west = ordered[(widest + 1) % len(ordered)]
    east = ordered[widest]
    return west, east if east >= west else east + 360


def _is_inside(candidate: Candidate, window: Window) -> bool:
    east = _turned(candidate.longitude, window)
    return window.west <= east <= window.east and window.south <= candidate.latitude <= window.north


def _turned(longitude: float, window: Window) -> float:
    """A longitude on the window's side of the date line."""
    return longitude + 360 * math.ceil((window.west - longitude) / 360)


def _project(longitude: float, latitude: float, window: Window) -> tuple[float, float]:
    x = (longitude - window.west) / (window.east - window.west) * WIDTH
    y = (window.north - latitude) / (window.north - window.south) * HEIGHT
    return round(x, 1), round(y, 1)


def _land(window: Window) -> str:
    parts = []
    for ring in outlines(window):
        points = dict.fromkeys(_project(*point, window) for point in ring)
        if len(points) > 2:
            parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(parts)


Box = tuple[float, float, float, float]


def _placed(found: Iterable[Spot], window: Window) -> list[MapPlace]:
    """The places with their names where these have room; places of events choose first."""
    places: list[MapPlace] = []
    points = []
    taken: list[Box] = []
    for one in found:
        c = one.candidate
        x, y = _project(_turned(c.longitude, window), c.latitude, window)
        r = _radius(one)
        points.append((one, x, y, r))
        taken.append((x - r, y - r, x + r, y + r))
    for at, (one, x, y, r) in enumerate(points):
        label, label_x, label_y, side = _label(one.words[0], (x, y, r), taken, at)
        c = one.candidate
        places.append(
            MapPlace(
                one_line(c.name),
                c.geonames,
                ", ".join(parts_above(c)),
                c.precision.value,
                "; ".join(one.words),
                tuple(one.events),
                x,
                y,
                r,
                c.precision in EXACT,
                label,
                label_x,
                label_y,
                side,
            )
        )
    return places


def _radius(spot: Spot) -> float:
    if spot.candidate.precision not in EXACT:
        return RING
    return round(min(DOT + LARGER * len(spot.events), LARGEST), 1)


def _label(
    name: str, mark: tuple[float, float, float], taken: list[Box], own: int
) -> tuple[str, float, float, str]:
    """A name at the first side of its mark that is free: right, left, above, below."""
    length = len(name) * LETTER
    x, y, away = mark[0], mark[1], mark[2] + GAP
    sides = (
        ("start", x + away, y + 4),
        ("end", x - away, y + 4),
        ("middle", x, y - away - 3),
        ("middle", x, y + away + LINE - 4),
    )
    for side, at, base in sides:
        left = {"start": at, "end": at - length, "middle": at - length / 2}[side]
        box = (left, base - LINE + 3, left + length, base + 3)
        free = all(
            i == own or box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1]
            for i, b in enumerate(taken)
        )
        if free and box[0] > 2 and box[2] < WIDTH - 2 and box[1] > 2 and box[3] < HEIGHT - 2:
            taken.append(box)
            return one_line(name), round(at, 1), round(base, 1), side
    return "", x, y, "start"
