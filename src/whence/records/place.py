"""A place: a name of the article, resolved to a point on the map."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class Precision(StrEnum):
    """What a resolved name stands for, and so how exact its point is."""

    POINT = "point"  # a building, a base, a crossing
    TOWN = "town"  # any settlement or quarter
    REGION = "region"  # a province, governorate or district
    COUNTRY = "country"
    AREA = "area"  # a sea, river, desert, continent or region across borders


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the gazetteer that a name may mean.

    `geonames` is its GeoNames id, `None` for the few entries of our own table that have none;
    `latitude` and `longitude` are degrees (WGS 84), north and east positive; `country` is an
    ISO 3166 two-letter code and `region` the name of the first-level division, each `None`
    where an entry has none (a sea, a continent) or the gazetteer does not tell.
    """

    geonames: int | None
    name: str
    latitude: float
    longitude: float
    country: str | None
    region: str | None
    precision: Precision
    population: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place as named at `span`; `meaning` is `None` where no entry is likely enough.

    `others` are the candidates that `meaning` beat, likeliest first, five at most. `score` is
    the calibrated probability that `meaning` is right, `None` where there is none.
    """

    span: Span
    meaning: Candidate | None
    others: tuple[Candidate, ...]
    score: float | None
