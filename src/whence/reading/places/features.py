"""What speaks for a candidate: its size and kind, the spelling, and what else the article names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.gazetteer import Hit
from whence.gazetteer.key import Level
from whence.records import Candidate, Precision, Span

FEATURES = (
    "town size", "region size", "region", "country", "area", "point", "other name", "consonants",
    "capital", "country named", "country's share", "no country named", "neighbours' share",
    "near others", "named behind", "region wanted", "region not wanted", "town wanted",
    "only one", "likeliest", "from elsewhere", "something",
)  # fmt: skip
NEAR = 300.0  # kilometres at which nearness has fallen to a third


@dataclass(frozen=True, slots=True)
class Query:
    """One name at one place of the text with its candidates."""

    span: Span
    wanted: Precision | None
    hits: tuple[Hit, ...]
    behind: frozenset[str]  # codes and names of what stands behind the comma: `Paris, Texas`


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole article names: countries with how often, and each name's likeliest entry."""

    countries: Mapping[str, float]
    likeliest: Sequence[tuple[str, Candidate]]  # the looked-up name beside it


def gather(queries: Sequence[tuple[str, Query]], peoples: Counter[str]) -> Context:
    """The context of an article from its names and the peoples in it."""
    countries: Counter[str] = Counter(peoples)
    likeliest = []
    for name, query in queries:
        best = max(query.hits, key=prior, default=None)
        if best is None:
            continue
        likeliest.append((name, best.candidate))
        if best.candidate.precision is Precision.COUNTRY and best.candidate.country:
            countries[best.candidate.country] += 1
    return Context(countries, likeliest)


def prior(hit: Hit) -> tuple[bool, bool, float]:
    """How likely an entry is before anything else is known.

    A region's people are those of its towns, so a town of the same name counts for more.
    """
    c = hit.candidate
    known = c.precision in (Precision.COUNTRY, Precision.AREA) and hit.level < Level.CONSONANTS
    weight = 10.0 if hit.capital else 0.7 if c.precision is Precision.REGION else 1.0
    return known, hit.level < Level.CONSONANTS, c.population * weight


def describe(name: str, query: Query, hit: Hit, context: Context) -> list[float]:
    """The features of one candidate, in the order of `FEATURES`."""
    c = hit.candidate
    size = math.log10(c.population + 1) / 7
    region = c.precision is Precision.REGION
    total = sum(context.countries.values())
    share = context.countries.get(c.country or "", 0) / total if total else 0.0
    others = [o for n, o in context.likeliest if n != name]
    told = {*context.countries, *(o.country for o in others)} - {None}
    return [
        size if c.precision is Precision.TOWN else 0.0,
        size if region else 0.0,
        float(region),
        float(c.precision is Precision.COUNTRY),
        float(c.precision is Precision.AREA),
        float(c.precision is Precision.POINT),
        float(hit.level is Level.OTHER),
        float(hit.level is Level.CONSONANTS),
        float(hit.capital),
        float(share > 0 and c.precision is not Precision.COUNTRY),
        share if c.precision is not Precision.COUNTRY else 0.0,
        float(not total and c.precision is Precision.TOWN),
        share_of(c, others),
        nearness(c, others),
        float(bool({c.country, c.region} & query.behind)),
        float(region and query.wanted is Precision.REGION),
        float(region and query.wanted is not Precision.REGION),
        float(c.precision is Precision.TOWN and query.wanted is Precision.TOWN),
        float(len(query.hits) == 1),
        float(hit is max(query.hits, key=prior)),
        float(c.country not in told and any(h.candidate.country in told for h in query.hits)),
        1.0,
    ]


def share_of(candidate: Candidate, others: Sequence[Candidate]) -> float:
    """The share of the article's other places that lie in the candidate's country."""
    known = [o.country for o in others if o.country]
    if not known or candidate.precision is Precision.COUNTRY:
        return 0.0
    return sum(code == candidate.country for code in known) / len(known)


def nearness(candidate: Candidate, others: Sequence[Candidate]) -> float:
    """How near the nearest other place is that is no country: 1 for the same point, 0 for far."""
    towns = [o for o in others if o.precision in (Precision.TOWN, Precision.REGION)]
    if not towns or candidate.precision is Precision.COUNTRY:
        return 0.0
    return math.exp(-min(distance(candidate, o) for o in towns) / NEAR)


def distance(one: Candidate, other: Candidate) -> float:
    """Kilometres between two points on a sphere."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(one.longitude - other.longitude)
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
