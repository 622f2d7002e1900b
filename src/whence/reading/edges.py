"""Sources that were cut in the midst of a name, or before it, or before how they are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.reading.wording.pieces import join_pieces
from whence.records import Mention, Span

WHO = "who "
CLAUSE = re.compile(rf",? {WHO}$")
DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their"))


def take_whole_names(
    text: str, source: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Span, ...]:
    """The pieces of a source, none ending inside a name or at a determiner with a name behind.

    A piece grows to the name's end. Pieces that meet are one, and so are those with only blanks
    between them, and `who asked not to be named` with the one before it.
    """
    whole = [
        Span(s.start, max(s.end, _end(text, s, mentions))) for s in _join_clauses(text, source)
    ]
    return join_pieces(text, whole)


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


def _join_clauses(text: str, source: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for piece in source:
        if joined and CLAUSE.match(text, joined[-1].end, piece.start + len(WHO)):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined
