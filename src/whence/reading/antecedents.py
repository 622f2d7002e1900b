"""Sources that are only `who` or `which` → what those words stand for.

The codebook takes the noun phrase and leaves relative clauses off, so in `the council, which
condemned the raid` the source is `the council`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from whence.records import Mention, Span

RELATIVE = frozenset(("who", "which", "that"))
REACH = 90  # code points that a phrase may run back
GAP = re.compile(r",? $")
PHRASE = re.compile(
    r"\b(?:an?|the|some|many|several|one|two|three|four|five|other|those|these|his|her|its|their)"
    r" (?:[\w’'-]+ ){0,4}[\w’'-]+$",
    re.IGNORECASE,
)
CAPITALS = re.compile(r"\b[A-Z][\w’'-]*(?: (?:of(?: the)? )?(?:[A-Z][\w’'-]*|\d+))*$")
VERBAL = re.compile(r"\b(?:is|are|was|were|has|have|had|said|to|and|but)\b", re.IGNORECASE)


def find_antecedent(text: str, pronoun: Span, mentions: Iterable[Mention]) -> Span | None:
    """The span that a relative pronoun takes up: a name, a phrase with a determiner, capitals.

    `None` where the span is no relative pronoun or nothing plain stands before it.
    """
    if pronoun.of(text).lower() not in RELATIVE:
        return None
    gap = GAP.search(text, 0, pronoun.start)
    end = gap.start() if gap else pronoun.start
    if end == pronoun.start:
        return None
    for mention in mentions:
        if mention.span.end == end:
            return mention.span
    start = max(0, text.rfind("\n", 0, end) + 1, end - REACH)
    phrase = PHRASE.search(text, start, end) or CAPITALS.search(text, start, end)
    if phrase is None or VERBAL.search(phrase[0]):
        return None
    return Span(phrase.start(), end)
