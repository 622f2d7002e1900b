"""PLOVER's JSON (manual 0.8): one event a line, with what we know beyond it under `whence`.

PLOVER requires a date; where the article tells none, `date` is `null` rather than the day of
publication.
"""

from __future__ import annotations

from typing import Any

from ..records import EventType
from .facts import Cell, Fact, ours, region

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {EventType(name): quad for quad, names in QUADS.items() for name in names}
# PLOVER's auxiliary modes, by our status; it has none for attempts.
CONTEXT = {"planned": "future", "possible": "hypothetical", "conditional": "hypothetical",
           "denied": "negation"}  # fmt: skip


def line(fact: Fact) -> dict[str, Any]:
    """One event as PLOVER's object."""
    event, page = fact.event, fact.report.page
    days = fact.days
    size = {
        name: _size(toll.low, toll.high)
        for name, toll in (("dead", event.deaths), ("injured", event.injured))
        if toll is not None
    }
    beyond: dict[str, Cell] = ours(fact)
    written = {
        "id": fact.key,
        "date": days[0] if days else None,
        "enddate": days[1] if days and days[1] != days[0] else None,
        "actor": [{"entity_text": fact.words(span)} for span in event.actor],
        "recipient": [{"entity_text": fact.words(span)} for span in event.recipient],
        "event": event.type.value,
        "mode": event.mode,
        "quad_code": QUAD[event.type],
        "context": CONTEXT.get(event.status.value),
        "event_loc": [{"extracted_place": fact.words(span)} for span in event.place],
        "geo_location": _location(fact),
        "event_text": fact.words(event.anchor),
        "text": fact.sentence,
        "text_info": {
            "sequence": fact.number,
            "start": event.anchor.start,
            "end": event.anchor.end,
        },
        "size": size,
        "cite_info": {"url": page.url, "publication": page.outlet, "title": _title(fact)},
        "coder": f"whence {fact.report.model.name} {fact.report.model.version}",
        "whence": {**beyond, "sha256": page.sha256},
    }
    return {
        key: value
        for key, value in written.items()
        if value not in (None, [], {}) or key in REQUIRED
    }


REQUIRED = ("id", "date", "actor", "event")


def _size(low: int, high: int | None) -> dict[str, int | None] | int:
    return low if low == high else {"low": low, "high": high}


def _location(fact: Fact) -> dict[str, Any] | None:
    at = fact.meaning
    if at is None:
        return None
    return {
        "name": at.name,
        "lat": at.latitude,
        "lon": at.longitude,
        "country_code": at.country,
        "admin1": region(at),
        "geonames_id": at.geonames,
        "precision": at.precision.value,
    }


def _title(fact: Fact) -> str | None:
    title = fact.report.page.frame.title
    return " ".join(title.value.split()) if title else None
