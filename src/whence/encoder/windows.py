"""Words → windows that the encoder reads in one go.

A window holds whole paragraphs where they fit, parted by a separator; a paragraph that is too
long is cut after the end of a sentence. Nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whence.encoder.tokenizer import Tokenizer, Words
from whence.records import Span

# Piece budget of one window. 320 keeps most releases with their long statements whole while
# attention stays at about a seventh of the matrix work (2 * 320 / (12 * 384)).
BUDGET = 320
SENTENCE_ENDS = frozenset(".?!")
CLOSING_MARKS = frozenset("”»\"')]’")


@dataclass(frozen=True, slots=True)
class Window:
    """Words of one window; `breaks` are the indices of words that open a paragraph."""

    words: Words
    breaks: frozenset[int]

    @property
    def length(self) -> int:
        """Pieces, with the opening and closing marks and one separator for each break."""
        inner = sum(1 for b in self.breaks if b)
        return sum(map(len, self.words.pieces)) + inner + 2


@dataclass(frozen=True, slots=True)
class Rows:
    """One window as the encoder's inputs, all of the window's length or of its word count."""

    pieces: list[int]
    shapes: list[int]
    quotes: list[int]
    first: list[int]
    last: list[int]


def cut_windows(
    tokenizer: Tokenizer, text: str, spans: Sequence[Span], budget: int = BUDGET
) -> list[Window]:
    """Windows over the given stretches of the text (paragraphs), in order."""
    units = [u for span in spans for u in cut_paragraph(tokenizer, text, span, budget - 2)]
    windows: list[Window] = []
    group: list[Words] = []
    size = 2
    for unit in units:
        cost = sum(map(len, unit.pieces)) + 1
        if group and size + cost > budget:
            windows.append(join(group))
            group, size = [], 2
        group.append(unit)
        size += cost
    if group:
        windows.append(join(group))
    return windows


def cut_paragraph(tokenizer: Tokenizer, text: str, span: Span, budget: int) -> Iterator[Words]:
    """The paragraph's words, in parts of at most `budget` pieces that end with a sentence."""
    words = tokenizer.words(text, span.start, span.end)
    first = 0
    while first < len(words):
        last, size, stop = first, 0, first
        while last < len(words) and size + len(words.pieces[last]) <= budget:
            size += len(words.pieces[last])
            last += 1
            if ends_sentence(text, words, last - 1):
                stop = last
        if last < len(words) and stop > first:
            last = stop
        yield words.cut(first, last)
        first = last


def ends_sentence(text: str, words: Words, i: int) -> bool:
    """Whether word `i` closes a sentence: an end mark, perhaps with a closing mark behind it."""
    mark = text[words.starts[i] : words.ends[i]]
    if mark in CLOSING_MARKS and i:
        mark = text[words.starts[i - 1] : words.ends[i - 1]]
    following = i + 1 >= len(words) or words.starts[i + 1] > words.ends[i]
    return mark in SENTENCE_ENDS and following


def join(units: Sequence[Words]) -> Window:
    """Several stretches of words as one window."""
    breaks, count = [], 0
    for unit in units:
        breaks.append(count)
        count += len(unit)
    words = Words(
        tuple(x for u in units for x in u.starts),
        tuple(x for u in units for x in u.ends),
        tuple(x for u in units for x in u.pieces),
        tuple(x for u in units for x in u.shapes),
        tuple(x for u in units for x in u.quotes),
    )
    return Window(words, frozenset(breaks))


def to_rows(tokenizer: Tokenizer, window: Window) -> Rows:
    """The encoder's inputs for one window.

    Feature 0 is kept for the marks that are no word, so shapes and quotes are shifted by one.
    `first` and `last` hold, for each word, the places of its first and last piece.
    """
    pieces, shapes, quotes = [tokenizer.cls], [0], [0]
    first: list[int] = []
    last: list[int] = []
    words = window.words
    for i, ids in enumerate(words.pieces):
        if i and i in window.breaks:
            pieces.append(tokenizer.sep)
            shapes.append(0)
            quotes.append(0)
        first.append(len(pieces))
        pieces.extend(ids)
        shapes.extend([words.shapes[i] + 1] * len(ids))
        quotes.extend([words.quotes[i] + 1] * len(ids))
        last.append(len(pieces) - 1)
    pieces.append(tokenizer.sep)
    shapes.append(0)
    quotes.append(0)
    return Rows(pieces, shapes, quotes, first, last)
