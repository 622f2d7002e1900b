"""schema.org's `Claim` (JSON-LD): what somebody asserts or denies, by whom and where it stands.

A `ClaimReview` is a person's verdict on a claim. A report has none and none is made up; a review
names the claim it judges by its `@id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..records import Act, Page, Report, SourceKind, Span, Statement
from .part import Part

CLAIMED = frozenset((Act.ASSERT, Act.DENY))
LEFT_OUT = " […] "
TYPES = {
    SourceKind.NAMED_PERSON: "Person",
    SourceKind.UNNAMED_PERSON: "Person",
    SourceKind.NAMED_ORGANISATION: "Organization",
    SourceKind.MEDIA: "Organization",
}


def lines(part: Part) -> Iterator[dict[str, Any]]:
    """The claims of one report."""
    article = _article(part.report.page)
    for at, one in part.told():
        if one.act in CLAIMED:
            claim = {
                "@context": "https://schema.org",
                "@type": "Claim",
                "@id": f"urn:x-whence:{quote(part.statement_key(at), errors='replace')}",
                "text": _text(one, part.report),
                "author": _author(one, part.report),
                "keywords": [value for value in (one.act, one.certainty) if value],
                "appearance": article,
                "firstAppearance": article,
            }
            yield {name: value for name, value in claim.items() if value is not None}


def _text(one: Statement, report: Report) -> str:
    """The content; of a denial all from its first word to its last, or it would say the reverse."""
    text = report.page.text
    if one.act is Act.DENY:
        spans = (*one.source, *one.cue, *one.content)
        return _line(text[min(s.start for s in spans) : max(s.end for s in spans)])
    return LEFT_OUT.join(_words(text, span) for span in one.content)


def _author(one: Statement, report: Report) -> dict[str, str] | None:
    """Who claims it: by name where there is one, else as the article describes them."""
    kind = TYPES.get(one.source_kind) if one.source_kind else None
    if kind is None:
        return None
    if one.speaker:
        return {"@type": kind, "name": one.speaker}
    written = " ".join(_words(report.page.text, span) for span in one.source)
    return {"@type": kind, "description": written} if written else None


def _article(page: Page) -> dict[str, Any]:
    frame = page.frame
    known = {
        "@type": "NewsArticle",
        "url": page.url,
        "headline": _line(frame.title.value) if frame.title else None,
        "datePublished": frame.published.value if frame.published else None,
        "publisher": {"@type": "Organization", "name": page.outlet} if page.outlet else None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _words(text: str, span: Span) -> str:
    return _line(span.of(text))


def _line(text: str) -> str:
    return " ".join(text.split())
