"""Sources that were cut in the midst of a name, or before it, or before how they are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.records import Mention, Span

WHO = "who "
CLAUSE = re.compile(rf",? {WHO}$")
DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their"))


def take_whole_names(
    text: str, source: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Span, ...]:
    """The pieces of a source, none ending inside a name or at a determiner with a name behind.

    A piece grows to the name's end, at most to the next piece's start; a piece `who asked not to
    be named` is one with the one before it, and so is what stands right behind a determiner.
    """
    source = _join_clauses(text, _join_determiners(text, source))
    starts = [s.start for s in source[1:]]
    return tuple(
        Span(s.start, min(_end(text, s, mentions), max(limit, s.end)))
        for s, limit in zip(source, [*starts, len(text)], strict=False)
    )


def _end(text: str, piece: Span, mentions: Sequence[Mention]) -> int:
    begun = names_nothing(text, piece)
    for mention in mentions:
        name = mention.span
        if name.start < piece.end < name.end:
            return name.end
        if begun and name.start == piece.end + 1:
            return name.end
    return piece.end


def names_nothing(text: str, piece: Span) -> bool:
    """Whether a piece is a determiner and no more."""
    return piece.of(text).lower() in DETERMINERS


def _join_determiners(text: str, source: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for piece in source:
        last = joined[-1] if joined else None
        if last and names_nothing(text, last) and text[last.end : piece.start] == " ":
            joined[-1] = Span(last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _join_clauses(text: str, source: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for piece in source:
        if joined and CLAUSE.match(text, joined[-1].end, piece.start + len(WHO)):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined
