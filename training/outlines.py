"""Builds the outlines of the map: `python -m training.outlines countries-50m.json`.

The file is Natural Earth's (public domain, 1:50m) as the npm package world-atlas 2.0.2 ships it,
TopoJSON with shared arcs. What is written is each ring's points in hundredths of a degree, those
left out that change an outline by less than `SLACK`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from whence.report.outlines import FILE, SCALE

Point = tuple[float, float]
SLACK = 0.02  # degrees; two kilometres, less than a pixel of the map
SMALLEST = 4  # points of a ring that is kept


def read_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        arcs.append(thin(points))
    return arcs


def thin(points: list[Point]) -> list[Point]:
    """A line without the points that hardly bend it (Douglas and Peucker 1973)."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1e-9)
    if (ax, ay) == (bx, by):
        far = [((x - ax) ** 2 + (y - ay) ** 2) ** 0.5 for x, y in points]
    else:
        far = [abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length for x, y in points]
    at = max(range(len(points)), key=far.__getitem__)
    if far[at] < SLACK or at in (0, len(points) - 1):
        return [points[0], points[-1]]
    return thin(points[: at + 1])[:-1] + thin(points[at:])


def rings_of(topology: dict[str, Any], arcs: Sequence[list[Point]]) -> Iterator[list[Point]]:
    """The rings of all countries."""
    for shape in topology["objects"]["countries"]["geometries"]:
        groups = shape.get("arcs", [])
        polygons = [groups] if shape["type"] == "Polygon" else groups
        for polygon in polygons:
            for ring in polygon:
                points: list[Point] = []
                for number in ring:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    points += arc[1:] if points else arc
                if len(points) >= SMALLEST:
                    yield points


def main() -> None:
    """Reads the command line and writes the outlines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    topology = json.loads(args.atlas.read_text(encoding="utf-8"))
    rings = list(rings_of(topology, read_arcs(topology)))
    lengths = np.array([len(rings), *map(len, rings)], "<u4")
    points = np.array([p for ring in rings for p in ring]) * SCALE
    args.out.write_bytes(lengths.tobytes() + np.round(points).astype("<i2").tobytes())
    print(f"{len(rings)} rings, {len(points)} points, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
