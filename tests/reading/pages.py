"""Made-up texts with their spans found by their words."""

from __future__ import annotations

from whence.reading.speakers import Attribution
from whence.records import Mention, NameKind, SourceKind, Span

PERSON = NameKind.PERSON
GROUP = NameKind.ORGANISATION
PLACE = NameKind.PLACE
PEOPLE = NameKind.NATIONALITY


def at(text: str, words: str, nth: int = 0) -> Span:
    """The span of the `nth` place where `words` stand in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def mention(text: str, words: str, kind: NameKind, nth: int = 0) -> Mention:
    """A mention of the `nth` place where `words` stand."""
    return Mention(at(text, words, nth), kind, 0.9)


def said(
    text: str,
    source: str | Span,
    content: str,
    *,
    cue: str = "",
    kind: SourceKind | None = None,
) -> Attribution:
    """A statement; `source` as words (first place) or as a span, empty for none."""
    where = at(text, source) if isinstance(source, str) and source else source
    return Attribution(
        (where,) if isinstance(where, Span) else (),
        (at(text, cue),) if cue else (),
        (at(text, content),),
        kind=kind,
    )
