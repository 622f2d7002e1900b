"""Sources that were cut in the midst of a name, or before it → the whole name."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records import Mention, Span

DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their"))


def take_whole_names(
    text: str, source: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Span, ...]:
    """The pieces of a source, none ending inside a name or at a determiner with a name behind.

    A piece grows to the name's end, at most to the next piece's start.
    """
    starts = [s.start for s in source[1:]]
    return tuple(
        Span(s.start, min(_end(text, s, mentions), max(limit, s.end)))
        for s, limit in zip(source, [*starts, len(text)], strict=False)
    )


def _end(text: str, piece: Span, mentions: Sequence[Mention]) -> int:
    begun = piece.of(text).lower() in DETERMINERS
    for mention in mentions:
        name = mention.span
        if name.start < piece.end < name.end:
            return name.end
        if begun and name.start == piece.end + 1:
            return name.end
    return piece.end
