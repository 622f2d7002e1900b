"""Events as GeoJSON (RFC 7946): points of where they happened, with our table's columns.

An event whose place is not known has the geometry `null`, which the format allows and maps pass
over. A country or an area has its middle as its point; `precision` tells.
"""

from __future__ import annotations

from typing import Any

from . import csv
from .facts import Fact

HEAD = b'{"type":"FeatureCollection","features":['
FOOT = b"\n]}\n"


def feature(fact: Fact) -> dict[str, Any]:
    """One event as a feature; its properties are the known cells of our own table."""
    at = fact.meaning
    cells = csv.row(fact) or {}
    return {
        "type": "Feature",
        "id": fact.key,
        "geometry": at and {"type": "Point", "coordinates": [at.longitude, at.latitude]},
        "properties": {key: value for key, value in cells.items() if value not in (None, "")},
    }
