"""Text → words and word pieces, every one with its offsets on the text.

The vocabulary is BERT's uncased one (Devlin et al. 2019); pieces are found greedily, longest
first (Wu et al. 2016). The case that lower-casing throws away, and the state of the quotation
marks, are kept beside each word as small features that the encoder was trained with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# A run of letters and digits, or one other visible character. Format characters (zero-width
# spaces, direction marks, soft hyphens) belong to no word.
WORD = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|[^\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
MOST_PIECES = 12  # of one word: a longer one is a URL or noise, and its head is enough
MOST_LETTERS = 60

CLS, SEP, UNK, PAD = "[CLS]", "[SEP]", "[UNK]", "[PAD]"

LOWER, TITLE, UPPER, MIXED, DIGIT, MARK = range(6)
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)

OPENERS = "“«„"
CLOSERS = "”»"
STRAIGHT = '"'


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one stretch of text, in order; all sequences have the same length.

    `starts` and `ends` are offsets on the whole text, `pieces` the vocabulary ids of each
    word, `shapes` and `quotes` the features named above.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]
    quotes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def cut(self, first: int, last: int) -> Words:
        """Words `first` up to, not including, `last`."""
        part = slice(first, last)
        return Words(
            self.starts[part],
            self.ends[part],
            self.pieces[part],
            self.shapes[part],
            self.quotes[part],
        )


class Tokenizer:
    """Splits text into words and word pieces of one vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self.cls = vocabulary[CLS]
        self.sep = vocabulary[SEP]
        self.pad = vocabulary[PAD]
        self._unknown = (vocabulary[UNK],)
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        """Reads a vocabulary file: one piece a line, its line number is its id."""
        lines = path.read_text(encoding="utf-8").splitlines()
        return cls({piece: i for i, piece in enumerate(lines)})

    def words(self, text: str, start: int, end: int) -> Words:
        """The words of `text[start:end]`, with offsets on `text`."""
        spans = [m.span() for m in WORD.finditer(text, start, end)]
        forms = [text[a:b] for a, b in spans]
        return Words(
            tuple(a for a, _ in spans),
            tuple(b for _, b in spans),
            tuple(self.pieces(form) for form in forms),
            tuple(shape_of(form) for form in forms),
            quote_states(text, spans),
        )

    def pieces(self, word: str) -> tuple[int, ...]:
        """The vocabulary ids of one word; `[UNK]` where it cannot be spelt."""
        found = self._known.get(word)
        if found is None:
            found = self._spell(fold(word))
            if len(self._known) < 200_000:  # a bound on memory in long batches
                self._known[word] = found
        return found

    def _spell(self, word: str) -> tuple[int, ...]:
        if not word or len(word) > MOST_LETTERS:
            return self._unknown
        ids: list[int] = []
        start = 0
        while start < len(word) and len(ids) < MOST_PIECES:
            end = len(word)
            while end > start:
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self.vocabulary:
                    break
                end -= 1
            if end == start:
                return self._unknown
            ids.append(self.vocabulary[piece])
            start = end
        return tuple(ids)


def fold(word: str) -> str:
    """Lower case, without accents."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")


def shape_of(word: str) -> int:
    """The case feature of a word."""
    if not word[0].isalnum():
        return MARK
    if word[0].isdigit():
        return DIGIT
    if word.islower():
        return LOWER
    if word.isupper() and len(word) > 1:
        return UPPER
    if word[0].isupper() and not any(c.isupper() for c in word[1:]):
        return TITLE
    return MIXED


def quote_states(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Whether each word stands inside double quotation marks, or is one.

    The state starts anew at each line, because a quotation that runs over several paragraphs
    opens each of them again. Single marks are left to the encoder: most are apostrophes.
    """
    states: list[int] = []
    inside = False
    before = -1
    for start, end in spans:
        if before >= 0 and "\n" in text[before:start]:
            inside = False
        mark = text[start:end]
        if mark in OPENERS or (mark == STRAIGHT and not inside):
            inside = True
            states.append(OPENING)
        elif mark in CLOSERS or mark == STRAIGHT:
            inside = False
            states.append(CLOSING)
        else:
            states.append(INSIDE if inside else OUTSIDE)
        before = end
    return tuple(states)
