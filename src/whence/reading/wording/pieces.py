"""Spans of one field that the encoder cut in two where nothing stands between them."""

from __future__ import annotations

from collections.abc import Iterable

from whence.records import Span


def join_pieces(text: str, pieces: Iterable[Span]) -> tuple[Span, ...]:
    """The pieces in reading order, those that touch or have only blanks between them as one.

    The end of a line parts them: a quotation that runs over paragraphs is a piece in each.
    """
    joined: list[Span] = []
    for piece in sorted(pieces):
        gap = text[joined[-1].end : piece.start] if joined else "\n"
        if "\n" in gap or gap.strip():
            joined.append(piece)
        else:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
    return tuple(joined)
