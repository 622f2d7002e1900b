"""The outlines of the world's countries, cut to a window of the map.

Natural Earth 1:50m (public domain), prepared by `training/outlines.py`: the number of rings, the
length of each, then all points as longitude and latitude in hundredths of a degree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = Path(__file__).parent / "outlines.bin"
SCALE = 100
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the map in degrees; `east` may lie beyond 180 where it crosses that meridian."""

    west: float
    south: float
    east: float
    north: float


@cache
def load_rings() -> tuple[NDArray[Any], ...]:
    """The rings [points, 2] in degrees; one that goes over the antimeridian goes on beyond 180."""
    import numpy as np

    blob = FILE.read_bytes()
    count = int.from_bytes(blob[:4], "little")
    lengths = np.frombuffer(blob, "<u4", count, 4)
    points = np.frombuffer(blob, "<i2", offset=4 + 4 * count).reshape(-1, 2) / SCALE
    rings = np.split(points, np.cumsum(lengths)[:-1])
    for ring in rings:
        ring[:, 0] = np.unwrap(ring[:, 0], period=360)
    return tuple(rings)


def outlines(window: Window) -> Iterator[list[Point]]:
    """The rings that touch a window, cut off at its edges, in degrees."""
    for ring in load_rings():
        low, high = ring.min(0), ring.max(0)
        for turn in (-360.0, 0.0, 360.0):
            if (
                low[0] + turn < window.east
                and window.west < high[0] + turn
                and low[1] < window.north
                and window.south < high[1]
            ):
                points = [(float(x) + turn, float(y)) for x, y in ring]
                if len(cut := clip(points, window)) > 2:
                    yield cut


def clip(ring: Sequence[Point], window: Window) -> list[Point]:
    """A ring within a window (Sutherland and Hodgman 1974)."""
    edges = ((0, window.west, 1), (0, window.east, -1), (1, window.south, 1), (1, window.north, -1))
    points = list(ring)
    for axis, bound, side in edges:
        points = _clip_at(points, axis, bound, side)
    return points


def _clip_at(points: list[Point], axis: int, bound: float, side: int) -> list[Point]:
    kept: list[Point] = []
    for before, point in zip([*points[-1:], *points[:-1]], points, strict=True):
        was, inside = (side * (p[axis] - bound) >= 0 for p in (before, point))
        if was != inside:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            kept.append((bound, other) if axis == 0 else (other, bound))
        if inside:
            kept.append(point)
    return kept
