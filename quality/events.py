"""Events against the conflict pages and our own text kept apart, and false ones on other news.

Found, type, status, who tells it and the arguments are scored by the shared scorer. Its arguments
come as `right/wanted, invented`; here they are the share that is right and, per page, how many
were invented.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import whence
from quality.gold import GOLD, load_scorer, read_rows
from quality.statements import CORPUS, read_row, take, vars_of
from training.events import AnnotatedEvent
from training.markup import Document, is_apart, read_documents
from whence.records import EventType

Numbers = dict[str, float]
ARGUMENT = re.compile(r"(\d+)/(\d+) right, (\d+) invented")
# Words that stand in pages about conflict, crime or high politics: others should have no events.
HEATED = re.compile(
    r"\b(?:war|wars|army|military|troops|killed|kills|murder|attack\w*|police|protest\w*|strike|"
    r"strikes|arrest\w*|court|president|minister|government|congress|senate|election|sanctions|"
    r"shooting|shot|bomb\w*|terror\w*|hamas|israel\w*|ukrain\w*|russia\w*|gaza|assault\w*)\b",
    re.IGNORECASE,
)
MOST_HEAT = 2  # such words that a page on something else may still have
OTHER_PAGES = 200


def score_events(limit: int | None = None) -> Numbers:
    """The conflict pages, our own text kept apart, and false events on other pages."""
    numbers = _score("conflict events", list(read_rows(GOLD / "conflict/dev.jsonl")))
    numbers |= _score("written events", _written())
    return numbers | _false_events(limit or OTHER_PAGES)


def _score(name: str, rows: list[dict[str, Any]]) -> Numbers:
    gold = {row["id"]: row for row in rows if row["events"]}
    said = {i: read_row(row["text"], row["published"]) for i, row in gold.items()}
    result = load_scorer().events(gold, said)
    numbers = {f"{name} {key}": value for key, value in take(result).items()}
    for key, told in result.items():
        if isinstance(told, str) and (found := ARGUMENT.fullmatch(told)):
            right, wanted, invented = map(int, found.groups())
            numbers[f"{name} {key} right"] = right / max(1, wanted)
            numbers[f"{name} {key} invented"] = invented / len(gold)
    return numbers


def _written() -> list[dict[str, Any]]:
    documents = [d for path in sorted(CORPUS.glob("*.txt")) for d in read_documents(path)]
    return [_row(d) for d in documents if is_apart(d.id)]


def _row(document: Document) -> dict[str, Any]:
    """A document of ours as the scorer takes it."""
    statements = list(document.statements.values())
    return {
        "id": document.id,
        "text": document.text,
        "published": document.published,
        "statements": [vars_of(s) for s in statements],
        "events": [_event(e, document) for e in (document.events or {}).values()],
    }


def _event(event: AnnotatedEvent, document: Document) -> dict[str, Any]:
    anchor = event.anchor[0]
    holding = [
        (sum(b - a for a, b in s.content), at)
        for at, s in enumerate(document.statements.values())
        if any(a <= anchor[0] and anchor[1] <= b for a, b in s.content)
    ]
    return {
        **{k: [list(p) for p in getattr(event, k)] for k in ("mentions", "actor", "recipient")},
        "place": [list(p) for p in event.place],
        "anchor": list(anchor),
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "date": event.date,
        "deaths": list(event.deaths) if event.deaths else None,
        "injured": list(event.injured) if event.injured else None,
        "statement": min(holding)[1] if holding else None,
    }


def _false_events(limit: int) -> Numbers:
    """Material events a page on pages of the article-extraction set that are about other things."""
    pages = events = 0
    for path in sorted((GOLD / "pages/aed/html").glob("*.html.gz")):
        if pages == limit:
            break
        if count := _count_events(path):
            pages, events = pages + 1, events + count[0]
    return {"other pages false material events": events / max(1, pages), "other/pages": pages}


def _count_events(path: Path) -> tuple[int] | None:
    """How many material events are found on a page; `None` where it may well have some."""
    html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    try:
        report = whence.read_html(html)
    except whence.WhenceError:
        return None
    body = "\n".join(b.span.of(report.page.text) for b in report.page.blocks if b.kind.is_body)
    if len(HEATED.findall(body)) > MOST_HEAT or len(body) < 500:
        return None
    return (sum(EventType(e.type).is_material for e in report.events),)
