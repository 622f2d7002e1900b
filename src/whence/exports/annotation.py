"""W3C Web Annotations (JSON-LD): one for each statement and event.

Every span is a target with two selectors: its place in the page's text, in code points, and its
words with what stands around them, by which it is found again in the page itself. The text that
the places count in is named by its hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..records import Page, Span, Statement, Toll
from .facts import Fact
from .part import Part, Roles, event_roles, statement_roles

# What the standard has no word for is ours; a term of the standard keeps its meaning.
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:x-whence:"}]
AROUND = 32  # code points of prefix and suffix, as most annotation tools keep


def lines(part: Part) -> Iterator[dict[str, Any]]:
    """The annotations of one report, statements first."""
    page = part.report.page
    for at, one in part.told():
        within = None if one.within is None else _name(part.statement_key(one.within))
        body = {**_statement(one), "within": within}
        yield _annotation(part.statement_key(at), body, statement_roles(one), page)
    for at, fact in part.facts():
        index = fact.event.statement
        within = None if index is None else _name(part.statement_key(index))
        body = {**_event(fact), "within": within}
        yield _annotation(part.event_key(at), body, event_roles(fact.event), page)


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """A span by its place and by its words."""
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]


def _annotation(key: str, body: dict[str, Any], roles: Roles, page: Page) -> dict[str, Any]:
    known = {name: value for name, value in body.items() if value is not None}
    source = {"id": page.url or f"urn:sha256:{page.sha256}", "type": "Text", "sha256": page.sha256}
    return {
        "@context": CONTEXT,
        "id": _name(key),
        "type": "Annotation",
        "motivation": "classifying",
        "body": {"type": "Dataset", "purpose": "classifying", **known},
        "target": [
            {
                "type": "SpecificResource",
                "role": role,
                "source": source,
                "selector": selectors(page.text, span),
            }
            for role, spans in roles
            for span in spans
        ],
    }


def _name(key: str) -> str:
    return f"urn:x-whence:{quote(key, errors='replace')}"


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "finding": "statement",
        "speaker": one.speaker,
        "source_kind": one.source_kind,
        "manner": one.manner,
        "act": one.act,
        "certainty": one.certainty,
        "score": one.scores.statement,
    }


def _event(fact: Fact) -> dict[str, Any]:
    event, at = fact.event, fact.meaning
    return {
        "finding": "event",
        "event_type": event.type,
        "mode": event.mode,
        "status": event.status,
        "told_by": fact.told_by or None,
        "date": event.date,
        "deaths": _toll(event.deaths),
        "injured": _toll(event.injured),
        "place_name": at.name if at else None,
        "geonames": at.geonames if at else None,
        "latitude": at.latitude if at else None,
        "longitude": at.longitude if at else None,
        "score": event.scores.event,
    }


def _toll(toll: Toll | None) -> dict[str, int | None] | None:
    return None if toll is None else {"low": toll.low, "high": toll.high}
