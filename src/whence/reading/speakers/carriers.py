"""Who passed a statement on, where the words say it plainly and the encoder did not."""

from __future__ import annotations

import re

from whence.records import Span

from .phrase import is_outlet, read_phrase

QUOTES = re.compile(r"(?:has |have |had )?(?:quot|cit|carr|air|relay|broadcast)", re.IGNORECASE)
TOLD = re.compile(r"(?:^|\s)(?:told|telling|tells|assured)$", re.IGNORECASE)
# What may stand between `told` and the noun that makes an addressee an outlet.
MEDIUM = re.compile(
    r"\s+((?:[\w&’'.-]+\s+){0,5}?(?i:news agency|news channel|television channel|tv channel"
    r"|television|tv|radio|newspaper|daily|weekly|broadcaster|news site|website|magazine)\b"
    r"(?:\s+[A-Z][\w-]+){0,3})"
)
OUTLET = re.compile(r"\s+((?:the\s+)?[A-Z][\w&’'.-]*(?:\s+[A-Z][\w&’'.-]*){0,4})")
STOPS = re.compile(r"\b(?:that|in|on|a|and|his|her|reporters|journalists)\b", re.IGNORECASE)


def part_carriers(
    text: str, source: tuple[Span, ...], cue: tuple[Span, ...]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Sources and carriers of a statement whose relay is still empty, in that order.

    `the Interfax agency quoted his words`: of two sources the outlet is the carrier. `told the
    BBC`: the outlet that is told is the carrier (the codebook's fourth decision); reporters and
    journalists are not.
    """
    words = " ".join(s.of(text) for s in cue)
    if len(source) > 1 and QUOTES.match(words):
        media = tuple(s for s in source if is_medium(text, s))
        if media and len(media) < len(source):
            return tuple(s for s in source if s not in media), media
    if cue and TOLD.search(words) and not any(is_medium(text, s) for s in source):
        told = find_told(text, cue[0].end)
        if told is not None and not any(told.overlaps(s) for s in source):
            return source, (told,)
    return source, ()


def find_told(text: str, end: int) -> Span | None:
    """The outlet that stands right behind a `told` that ends at `end`."""
    line = text[end : end + 90].partition("\n")[0]
    for pattern in (MEDIUM, OUTLET):
        found = pattern.match(line)
        if found is None:
            continue
        span = Span(end + found.start(1), end + found.end(1))
        if pattern is OUTLET and not is_outlet(" ".join(span.of(text).split())):
            continue
        inner = re.sub(r"^(?:the|a|an)\s+", "", span.of(text), flags=re.IGNORECASE)
        if STOPS.search(inner) is None:
            return span
    return None


def is_medium(text: str, span: Span) -> bool:
    """Whether a phrase names an outlet, an agency or a broadcaster."""
    return read_phrase(text, span).is_media or is_outlet(" ".join(span.of(text).split()))
