"""FollowTheMoney entities: the article, its named sources, where it names them, its events.

An entity has the same id wherever it comes from: the SHA-1 of what names it. A source is named by
its name alone, so sources of one name in several articles are one entity; an article by its
address, or its text's hash where that is not known; an event by its article and its anchor. Every
entity goes out once for each report that tells of it; the format's readers join them by their
ids. Schemata and properties are those of followthemoney 4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from ..records import Report, SourceKind, Statement
from ..records.event import HAPPENED
from .facts import Fact
from .part import Part

SCHEMATA = {SourceKind.NAMED_PERSON: "Person", SourceKind.NAMED_ORGANISATION: "Organization"}
Values = dict[str, list[str | None]]


def lines(part: Part) -> Iterator[dict[str, Any]]:
    """The entities of one report: its article first, each named source once."""
    article = _article(part.report)
    yield article
    told: set[str] = set()
    for _, one in part.told():
        source = _source(one)
        if source is not None and source["id"] not in told:
            told.add(source["id"])
            yield source
            yield _mention(article["id"], source)
    for _, fact in part.facts():
        yield _event(fact, article["id"])


def _entity(schema: str, properties: Values, *names: str) -> dict[str, Any]:
    """An entity named by its schema and `names`, with what is known of it."""
    known = {name: [v for v in values if v] for name, values in properties.items()}
    named = "\n".join((schema, *names)).encode("utf-8", "replace")
    return {
        "id": hashlib.sha1(named, usedforsecurity=False).hexdigest(),
        "schema": schema,
        "properties": {name: values for name, values in known.items() if values},
    }


def _article(report: Report) -> dict[str, Any]:
    page, frame = report.page, report.page.frame
    properties: Values = {
        "title": [_line(frame.title.value) if frame.title else None],
        "author": [_line(author.value) for author in frame.authors],
        "publishedAt": [frame.published.value[:10] if frame.published else None],
        "sourceUrl": [page.url],
        "publisher": [page.outlet],
    }
    return _entity("Article", properties, page.url or page.sha256)


def _source(one: Statement) -> dict[str, Any] | None:
    """The person or organisation of that name, `None` for sources that have none."""
    schema = SCHEMATA.get(one.source_kind) if one.source_kind else None
    if schema is None or not one.speaker:
        return None
    return _entity(schema, {"name": [one.speaker]}, one.speaker)


def _mention(article: str, source: dict[str, Any]) -> dict[str, Any]:
    properties: Values = {
        "document": [article],
        "resolved": [source["id"]],
        "name": source["properties"]["name"],
        "detectedSchema": [source["schema"]],
    }
    return _entity("Mention", properties, article, source["id"])


def _event(fact: Fact, article: str) -> dict[str, Any]:
    event, page, at = fact.event, fact.report.page, fact.meaning
    first, last = fact.days or (None, None)
    kind = " ".join(filter(None, (event.type.value, event.mode)))
    # The format takes every event for one that took place, so its name says where it did not.
    kind += "" if event.status in HAPPENED else f" ({event.status.value})"
    properties: Values = {
        "name": [f"{kind}: {fact.words(event.anchor)}"],
        "summary": [fact.sentence],
        "date": [first if first == last else None],
        "startDate": [first if first != last else None],
        "endDate": [last if first != last else None],
        "country": [at.country.lower() if at and at.country else None],
        "location": [at.name if at else fact.words(*event.place)],
        "keywords": [event.type.value, event.mode, event.status.value],
        "sourceUrl": [page.url],
        "publisher": [page.outlet],
        "proof": [article],
    }
    place = f"{event.anchor.start}-{event.anchor.end}"
    return _entity("Event", properties, article, event.type.value, place)


def _line(text: str) -> str:
    return " ".join(text.split())
