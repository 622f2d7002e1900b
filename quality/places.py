"""Places against the open half of GeoWebNews (Gritta et al. 2019), from the text alone.

A gold place with coordinates is found where one of ours overlaps it, and right where that one
lies within 161 km (100 miles); what is not found is wrong. `exact id` is over the places found
that have a GeoNames id in the gold. That set marks adjectives too (`Tunisian` as Tunisia); a
people is no place in the codebook, so they are counted apart, led to the country that the
gazetteer has for them.
"""

from __future__ import annotations

from typing import Any

import whence
from quality.gold import GOLD, read_rows
from whence.gazetteer import load_gazetteer
from whence.gazetteer.key import fold
from whence.reading.places.features import distance
from whence.records import Candidate, Precision, Report, Span

Numbers = dict[str, float]
NEAR = 161.0
ADJECTIVES = ("Non_Literal_Modifier", "Literal_Modifier")


def score_places() -> Numbers:
    """Accuracy within 161 km over all gold places, exact ids of those found."""
    counts = dict.fromkeys(("gold", "near", "found", "ids", "exact", "places", "place near"), 0)
    for row in read_rows(GOLD / "geo/geowebnews-open-half.jsonl"):
        report = whence.read_text(row["text"])
        for gold in row["toponyms"]:
            if gold["lat"] is not None:
                _count(counts, gold, _meaning(report, gold))
    return {
        "places within 161 km": counts["near"] / max(1, counts["gold"]),
        "places exact id": counts["exact"] / max(1, counts["ids"]),
        "places without adjectives within 161 km": counts["place near"] / max(1, counts["places"]),
        "places found": counts["found"] / max(1, counts["gold"]),
    }


def _count(counts: dict[str, int], gold: dict[str, Any], said: Candidate | None) -> None:
    near = said is not None and distance(said, _point(gold)) <= NEAR
    adjective = gold["gwn_type"] in ADJECTIVES and fold(gold["name"]) in load_gazetteer().peoples
    counts["gold"] += 1
    counts["near"] += near
    counts["places"] += not adjective
    counts["place near"] += near and not adjective
    counts["found"] += said is not None
    if said is not None and gold["geonameid"] is not None:
        counts["ids"] += 1
        counts["exact"] += said.geonames == int(gold["geonameid"])


def _meaning(report: Report, gold: dict[str, Any]) -> Candidate | None:
    """What we say of the words of a gold place: a place's meaning, or a people's country."""
    here = Span(gold["start"], gold["end"])
    for place in report.places:
        if place.span.overlaps(here):
            return place.meaning
    return load_gazetteer().home(gold["name"])


def _point(gold: dict[str, Any]) -> Candidate:
    return Candidate(None, "", gold["lat"], gold["lon"], None, None, Precision.POINT, 0)
