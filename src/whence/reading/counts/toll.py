"""The words that count an event's dead or injured → how many people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.records import Span, Toll

from .find import find_counts

NOBODY = re.compile(
    r"\b(?:no|not any|without|zero|nobody|no one|none|not a single)\b(?! (?:less|fewer|more)\b)",
    re.IGNORECASE,
)
ONE = re.compile(
    r"\b(?:an?|the|one|his|her|its|their|another|(?:[a-z]+[’']s))\b(?!.*(?:people|men|women|children|"
    r"civilians|soldiers|[a-z]{3,}s\b))",
    re.IGNORECASE,
)
REACH = 24  # code points before the words in which their qualifier may stand


def read_toll(text: str, words: Sequence[Span]) -> Toll | None:
    """How many people the words count, from the first span that does; `None` where they do not.

    Numbers joined in one span are added: `two soldiers and a child` are three. A qualifier before
    the span belongs to it.
    """
    for span in words:
        toll = _read(text, span)
        if toll is not None:
            return toll
    return None


def _read(text: str, span: Span) -> Toll | None:
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - REACH)
    counts = [
        c
        for c in find_counts(text, [Span(start, span.end)])
        if c.span.end > span.start and c.unit is None
    ]
    singles = _singles(text, span, [c.span for c in counts])
    if not counts:
        if NOBODY.search(text, span.start, span.end):
            return Toll(0, 0)
        return Toll(singles, singles) if singles else None
    low = sum(int(c.low or 0) for c in counts) + singles
    highs = [c.high for c in counts]
    if any(high is None for high in highs):
        return Toll(low, None)
    return Toll(low, sum(int(high or 0) for high in highs) + singles)


def _singles(text: str, span: Span, taken: Sequence[Span]) -> int:
    """How many people the span names one by one: `a soldier and his wife`."""
    count = 0
    for part in re.finditer(r"[^,;]+?(?=,| and |;|$)", span.of(text)):
        place = Span(span.start + part.start(), span.start + part.end())
        if any(place.overlaps(other) for other in taken):
            continue
        count += ONE.search(part[0]) is not None or _is_name(part[0])
    return count


def _is_name(words: str) -> bool:
    return re.fullmatch(r"\s*(?:and )?(?:[A-Z][\w’'-]+\s*){2,4}", words) is not None
