"""The part of the world that a map shows: found from a box, moved, zoomed, and drawn.

The projection is equirectangular, true at the middle of the map.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..ledger.filter import Box
from ..ledger.spread import into_circle
from ..report.outlines import Window, clip, load_rings

WIDTH, HEIGHT = 960.0, 480.0
MARGIN = 0.06  # of what is looked at, shown around it on each side
LEAST = 0.4  # degrees of latitude on either side of the middle; the outlines tell nothing nearer
WORLD = Window(-180.0, -90.0, 180.0, 90.0)
NARROWEST = 0.2  # of a degree's width at the equator: nearer to the poles the map is not true
SPECK = 3  # units: what is smaller on the map is not drawn


def look_at(box: Box) -> Window:
    """The window that holds a box with some room around it."""
    west, south, east, north = box
    wide = 360.0 if east - west >= 360 else (east - west) % 360
    middle = (south + north) / 2
    narrow = max(NARROWEST, math.cos(math.radians(middle)))
    half = max((north - south) / 2, wide / 2 * narrow * HEIGHT / WIDTH) * (1 + 2 * MARGIN)
    half = min(max(half, LEAST), 90.0)
    across = min(half * WIDTH / HEIGHT / narrow, 180.0)
    middle = max(half - 90.0, min(90.0 - half, middle))
    centre = west + wide / 2
    if across == 180.0:
        centre = 0.0 if box == whole() else centre
    return Window(centre - across, middle - half, centre + across, middle + half)


def whole() -> Box:
    """The box of the whole world."""
    return (-180.0, -90.0, 180.0, 90.0)


def framed(window: Window) -> Box:
    """The box that `look_at` shows as a window."""
    inner = 1 / (1 + 2 * MARGIN)
    wide, high = (window.east - window.west) / 2, (window.north - window.south) / 2
    x, y = window.west + wide, window.south + high
    if wide * inner >= 180:
        west, east = -180.0, 180.0
    else:
        west, east = (into_circle(x + side * wide * inner) for side in (-1, 1))
    south, north = (max(-90.0, min(90.0, y + side * high * inner)) for side in (-1, 1))
    return (round(west, 2), round(south, 2), round(east, 2), round(north, 2))


def zoomed(window: Window, factor: float) -> Box | None:
    """The box of a window that shows `factor` times as much; `None` for all of the world."""
    wide, high = (window.east - window.west) / 2, (window.north - window.south) / 2
    if factor < 1 and high <= LEAST:
        return framed(window)
    x, y = window.west + wide, window.south + high
    wide, high = wide * factor, high * factor
    if wide > 150 or high > 85:
        return None
    return framed(Window(x - wide, max(-90.0, y - high), x + wide, min(90.0, y + high)))


def moved(window: Window, across: float, up: float) -> Box:
    """The box of a window that lies so many of its widths and heights away."""
    wide, high = window.east - window.west, window.north - window.south
    rise = max(-90.0 - window.south, min(90.0 - window.north, up * high))
    x = across * wide
    return framed(
        Window(window.west + x, window.south + rise, window.east + x, window.north + rise)
    )


def project(window: Window, longitude: float, latitude: float) -> tuple[float, float]:
    """A point on the map, on the window's side of the date line."""
    x = longitude + 360 * math.ceil((window.west - longitude) / 360)
    return (
        round((x - window.west) / (window.east - window.west) * WIDTH, 1),
        round((window.north - latitude) / (window.north - window.south) * HEIGHT, 1),
    )


def rectangle(window: Window, box: Box) -> tuple[float, float, float, float]:
    """Where a box lies on the map: x, y, width and height."""
    left, top = project(window, box[0], box[3])
    wide = 360.0 if box[2] - box[0] >= 360 else (box[2] - box[0]) % 360
    scale_x, scale_y = WIDTH / (window.east - window.west), HEIGHT / (window.north - window.south)
    return left, top, round(wide * scale_x, 1), round((box[3] - box[1]) * scale_y, 1)


@lru_cache(maxsize=64)
def land(window: Window) -> str:
    """The outlines of all countries as a path, in whole units, without islands of a few."""
    parts = []
    for ring in rings_in(window):
        x = np.rint((ring[:, 0] - window.west) / (window.east - window.west) * WIDTH)
        y = np.rint((window.north - ring[:, 1]) / (window.north - window.south) * HEIGHT)
        if max(np.ptp(x), np.ptp(y)) < SPECK:
            continue
        far = np.flatnonzero((np.diff(x) != 0) | (np.diff(y) != 0)) + 1
        points = np.stack([x, y], 1)[np.append(0, far)].astype(np.int64)
        steps = np.diff(points, axis=0).ravel().tolist()
        # A minus sign parts two numbers as well as a blank does.
        drawn = " ".join(map(str, steps)).replace(" -", "-")
        parts.append(f"M{points[0, 0]} {points[0, 1]}l{drawn}z")
    return "".join(parts)


def rings_in(window: Window) -> Iterator[NDArray[Any]]:
    """The rings that touch a window; those that go over its edges are cut off there."""
    for ring, low, high in zip(load_rings(), *extents(), strict=True):
        for turn in (-360.0, 0.0, 360.0):
            west, east = low[0] + turn, high[0] + turn
            if west < window.east and window.west < east and low[1] < window.north:
                if high[1] <= window.south:
                    continue
                turned = ring + np.array([turn, 0.0])
                inside = (
                    west >= window.west and east <= window.east
                    and low[1] >= window.south and high[1] <= window.north
                )  # fmt: skip
                if inside:
                    yield turned
                elif len(cut := clip([(x, y) for x, y in turned.tolist()], window)) > 2:
                    yield np.array(cut)


@lru_cache(maxsize=1)
def extents() -> tuple[list[list[float]], list[list[float]]]:
    """The least and the greatest longitude and latitude of each ring."""
    rings = load_rings()
    return [r.min(0).tolist() for r in rings], [r.max(0).tolist() for r in rings]
