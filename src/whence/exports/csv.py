"""Our own tables: one row for each event or for each statement, everything that is known of it."""

from __future__ import annotations

from .facts import OURS, Cell, Fact, high, low, ours, region, written
from .part import Part

COLUMNS = (
    "event", "page", "url", "outlet", "published", "type", "mode", "actor", "recipient", "place",
    "place_name", "geonames", "latitude", "longitude", "precision", "admin1", "country",
    "date_start", "date_end", "deaths_low", "deaths_high", "injured_low", "injured_high",
    "mentions", "words", "sentence", *OURS, "sha256",
)  # fmt: skip


def row(fact: Fact) -> dict[str, Cell] | None:
    """One event's cells."""
    page, event = fact.report.page, fact.event
    days = fact.days or (None, None)
    at = fact.meaning
    return {
        "event": fact.key,
        "page": page.name,
        "url": page.url,
        "outlet": page.outlet,
        "published": fact.published,
        "type": event.type.value,
        "mode": event.mode,
        "actor": fact.words(*event.actor),
        "recipient": fact.words(*event.recipient),
        "place": fact.words(*event.place),
        "place_name": at.name if at else None,
        "geonames": at.geonames if at else None,
        "latitude": at.latitude if at else None,
        "longitude": at.longitude if at else None,
        "precision": at.precision.value if at else None,
        "admin1": region(at),
        "country": fact.country,
        "date_start": days[0],
        "date_end": days[1],
        "deaths_low": low(event.deaths),
        "deaths_high": high(event.deaths),
        "injured_low": low(event.injured),
        "injured_high": high(event.injured),
        "mentions": len(event.mentions),
        "words": fact.words(event.anchor),
        "sentence": fact.sentence,
        **ours(fact),
        "sha256": page.sha256,
    }


STATEMENTS = (
    "statement", "page", "url", "outlet", "published", "speaker", "source", "source_kind", "route",
    "manner", "act", "certainty", "cue", "content", "within", "score", "decided",
    "span_start", "span_end", "sha256",
)  # fmt: skip


def statement_row(part: Part, index: int) -> dict[str, Cell]:
    """One statement's cells; its span is from the first word of its content to the last."""
    page, one = part.report.page, part.report.statements[index]
    published = page.frame.published
    return {
        "statement": part.statement_key(index),
        "page": page.name,
        "url": page.url,
        "outlet": page.outlet,
        "published": published.value[:10] if published else None,
        "speaker": one.speaker,
        "source": written(page.text, one.source),
        "source_kind": one.source_kind,
        "route": written(page.text, one.relay),
        "manner": one.manner,
        "act": one.act,
        "certainty": one.certainty,
        "cue": written(page.text, one.cue),
        "content": written(page.text, one.content),
        "within": None if one.within is None else part.statement_key(one.within),
        "score": one.scores.statement,
        "decided": part.decided("statements", index),
        "span_start": one.content[0].start if one.content else None,
        "span_end": one.content[-1].end if one.content else None,
        "sha256": page.sha256,
    }
