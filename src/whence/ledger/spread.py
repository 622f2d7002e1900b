"""The rows of a filter over the map: how many there are in each cell of degrees.

Every row is counted once. What has no point is counted apart, and so is what is only known to
lie somewhere in a country, for the middle of a country is not where it happened.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..gazetteer.table import load_gazetteer
from ..report.outlines import Window
from .columns import Columns
from .filter import Box
from .search import Mask

# Widths of a cell in degrees; all of them part the circle evenly.
SIZES = (30.0, 15.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
ACROSS = 24  # cells over the width of a window at most: circles of 40 units on a map of 960
TURN = 360.0
Rows = NDArray[np.int64]
Degrees = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cell:
    """Rows whose points lie near one another.

    `box` is the least one that holds all of them; `longitude` and `latitude` are their middle.
    `name` is the commonest of their `places` places.
    """

    box: Box
    longitude: float
    latitude: float
    rows: int
    name: str | None
    places: int


@dataclass(frozen=True, slots=True)
class Country:
    """A country and its rows: all of them, and those of which no nearer place is told.

    `longitude` and `latitude` are where the latter stand, `None` where there are none.
    """

    code: str
    name: str | None
    rows: int
    vague: int
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Rows over a window of the map.

    All rows are those of the `cells`, the `vague` ones of the `countries`, those that have no
    point (`unplaced`) and those whose point is not in the window (`outside`).
    """

    cells: tuple[Cell, ...]
    countries: tuple[Country, ...]
    unplaced: int
    outside: int


def bounds_of(columns: Columns, mask: Mask) -> Box | None:
    """The least box that holds the points of some rows, the short way round the earth.

    `None` where no row has a point.
    """
    there = np.flatnonzero(mask & ~np.isnan(columns.longitude))
    if not len(there):
        return None
    south, north = (float(f(columns.latitude[there])) for f in (np.min, np.max))
    # The widest gap between full degrees in which something lies is what the box leaves out.
    degrees = np.floor(columns.longitude[there]).astype(np.int64) % 360
    taken = np.flatnonzero(np.bincount(degrees, minlength=360))
    gaps = np.diff(taken, append=taken[0] + 360)
    widest = int(gaps.argmax())
    start = int(taken[(widest + 1) % len(taken)])
    turned = (columns.longitude[there].astype(np.float64) - start) % TURN
    west, east = start + float(turned.min()), start + float(turned.max())
    return (into_circle(west), south, into_circle(east), north)


def into_circle(longitude: float) -> float:
    """A longitude between -180 and 180."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % TURN - 180


def spread(columns: Columns, mask: Mask, window: Window) -> Spread:
    """Some rows, which are events, over a window of the map."""
    rows: Rows = np.flatnonzero(mask)
    placed = rows[~np.isnan(columns.longitude[rows])]
    named = country_names(columns)
    codes = columns.choices["country"].codes[placed]
    vague = named[codes] == columns.choices["meaning"].codes[placed]
    exact = placed[~vague]
    inside = exact[in_window(columns, exact, window)]
    return Spread(
        cells=tuple(cells_of(columns, inside, window)),
        countries=tuple(countries_of(columns, rows, placed[vague])),
        unplaced=len(rows) - len(placed),
        outside=len(exact) - len(inside),
    )


def country_names(columns: Columns) -> NDArray[np.int32]:
    """For each value of the field `country`, the number of its name among the places' names.

    A row with both is of the country as a whole. -2 where no row has that name.
    """
    gazetteer = load_gazetteer()
    numbers = columns.choices["meaning"].numbers
    names = (
        gazetteer.name_of(code) if code else None for code in columns.choices["country"].values
    )
    return np.array([numbers.get(name, -2) if name else -2 for name in names], np.int32)


def in_window(columns: Columns, rows: Rows, window: Window) -> Mask:
    """Which of some rows, all with points, lie in a window."""
    x, y = columns.longitude[rows], columns.latitude[rows]
    there: Mask = (y >= window.south) & (y <= window.north)
    if window.east - window.west < TURN:
        west, east = into_circle(window.west), into_circle(window.east)
        there &= (x >= west) & (x <= east) if west <= east else (x >= west) | (x <= east)
    return there


def size_of(window: Window) -> float:
    """The width of a cell, so that at most `ACROSS` whole ones go over a window."""
    wanted = max(window.east - window.west, window.north - window.south) / ACROSS
    return next((size for size in reversed(SIZES) if size >= wanted), SIZES[0])


def cells_of(columns: Columns, rows: Rows, window: Window) -> list[Cell]:
    """The rows in cells of one grid that stands still when the window moves; fullest first."""
    if not len(rows):
        return []
    x, y = (c[rows].astype(np.float64) for c in (columns.longitude, columns.latitude))
    own, counts = into_cells(x, y, window)
    west, east = (np.full(len(counts), bound) for bound in (180.0, -180.0))
    south, north = (np.full(len(counts), bound) for bound in (90.0, -90.0))
    np.minimum.at(west, own, x)
    np.minimum.at(south, own, y)
    np.maximum.at(east, own, x)
    np.maximum.at(north, own, y)
    middles = [np.bincount(own, values) / counts for values in (x, y)]
    names = commonest(columns.choices["meaning"].codes[rows], own, len(counts))
    values = columns.choices["meaning"].values
    return [
        Cell(
            outward((float(west[n]), float(south[n]), float(east[n]), float(north[n]))),
            float(middles[0][n]), float(middles[1][n]), int(counts[n]),
            values[int(names[0][n])], int(names[1][n]),
        )
        for n in np.argsort(-counts, kind="stable").tolist()
    ]  # fmt: skip


def into_cells(x: Degrees, y: Degrees, window: Window) -> tuple[Rows, Rows]:
    """For each point the number of its cell, and how many points each cell has."""
    size = size_of(window)
    across = round(TURN / size)
    column = np.minimum(((x + 180) / size).astype(np.int64), across - 1)
    column -= math.floor((window.west + 180) / size)  # so that those of a window are neighbours
    column[column < 0] += across
    line = ((y + 90) / size).astype(np.int64)
    keys = (line - line.min()) * (int(column.max()) + 1) + column
    counts = np.bincount(keys)
    return (np.cumsum(counts > 0) - 1)[keys], counts[counts > 0]


def commonest(codes: NDArray[np.int32], own: Rows, cells: int) -> tuple[Rows, Rows]:
    """For each cell the code that most of its rows have, and how many codes there are."""
    wide = int(codes.max(initial=0)) + 1
    keys = own * wide + codes
    if cells * wide < 4 * len(keys):  # counted out in a third of the time that sorting takes
        sums = np.bincount(keys)
        pairs = np.flatnonzero(sums)
        counts = sums[pairs]
    else:
        pairs, counts = np.unique(keys, return_counts=True)
    cell, code = pairs // wide, pairs % wide
    order = np.lexsort((counts, cell))
    last = np.flatnonzero(np.diff(cell[order], append=cells))
    return code[order][last], np.bincount(cell, minlength=cells)


def outward(box: Box) -> Box:
    """A box as it can be written in six digits, that holds all that it held."""
    west, south, east, north = box
    return (
        max(-180.0, rounded(west, math.floor)), max(-90.0, rounded(south, math.floor)),
        min(180.0, rounded(east, math.ceil)), min(90.0, rounded(north, math.ceil)),
    )  # fmt: skip


def rounded(degrees: float, to_whole: Callable[[float], int]) -> float:
    """Degrees in six digits: the same where these say it, else the next lower or higher."""
    digits = 3 if abs(degrees) >= 99 else 4
    short = round(degrees, digits)
    if np.float32(short) == np.float32(degrees):
        return short
    scale: int = 10**digits
    return to_whole(degrees * scale) / scale


def countries_of(columns: Columns, rows: Rows, vague: Rows) -> list[Country]:
    """All countries that the rows have, those with most rows first."""
    choice = columns.choices["country"]
    sums = np.bincount(choice.codes[rows], minlength=len(choice.values))
    codes = choice.codes[vague]
    unsure = np.bincount(codes, minlength=len(choice.values))
    x, y = (
        np.bincount(codes, c[vague].astype(np.float64), minlength=len(choice.values))
        for c in (columns.longitude, columns.latitude)
    )
    gazetteer = load_gazetteer()
    found = []
    for n in np.argsort(-sums, kind="stable").tolist():
        code = choice.values[n]
        if not sums[n]:
            break
        if code is not None:
            few = int(unsure[n])
            at = (float(x[n] / few), float(y[n] / few)) if few else (None, None)
            found.append(Country(code, gazetteer.name_of(code), int(sums[n]), few, *at))
    return found
