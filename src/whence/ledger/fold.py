"""Words as they are searched for: one form for all ways of writing the same.

Letters lose case, accents, vowel signs and width; digits of every script become `0` to `9`;
Arabic letters that are written one for the other become one; Chinese, Japanese and Thai, which
part no words, are parted into single characters, so that a run of them is found as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Alef with its signs, the two forms of ya, ta marbuta, and the stroke that only stretches a word;
# the Persian kaf and ya, which Arabic pages mix in; Cyrillic yo, which is printed as ye.
LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
        "ـ": None, "ё": "е", "’": " ", "ʼ": " ", "'": " ", "\u00ad": None, "\u200c": None,
        "\u200d": None, "\u200e": None, "\u200f": None, "ł": "l", "ø": "o", "đ": "d", "ı": "i",
    }
)  # fmt: skip
# Scripts without spaces between words: Han, kana, Thai, Lao, Khmer, Burmese.
UNPARTED = re.compile(
    r"([\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
WORD = re.compile(r"[^\W_]+")  # as FTS5 parts them


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """One character in its searched form, which may be empty or several."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    parts = unicodedata.normalize("NFKD", letter).casefold().translate(LETTERS)
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")


@lru_cache(maxsize=4096)
def fold_single(letter: str) -> str:
    """`fold` of one character, kept."""
    return fold(letter)


def fold(text: str) -> str:
    """A text in its searched form."""
    plain = text.lower().translate(LETTERS)
    if not plain.isascii():
        plain = UNPARTED.sub(r" \1 ", "".join(map(fold_letter, plain)))
    return plain


def fold_query(words: str) -> str:
    """What somebody types, as an FTS5 query: all words, those in quotation marks as a phrase.

    A last word that goes on (`bomb*`) finds all that begin with it. Nothing typed can be an
    operator of FTS5, so no input is an error; an empty query is an empty string.
    """
    parts = []
    for quoted, plain in re.findall(r'["“„«]([^"”“»]*)["”“»]|(\S+)', words):
        going_on = plain.endswith("*")
        tokens = WORD.findall(fold(quoted or plain))
        if tokens:
            parts.append(f'"{" ".join(tokens)}"{"*" if going_on else ""}')
    return " ".join(parts)


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Where in a text the words and phrases of a query stand, for highlighting.

    `[start, end)` each, in reading order, without overlaps; a letter's signs go with it.
    """
    wanted = [
        (phrase.split(), bool(star))
        for phrase, star in re.findall(r'"([^"]*)"(\*?)', fold_query(words))
    ]
    if not wanted:
        return []
    folded, origins = fold_with_origins(text)
    tokens = list(WORD.finditer(folded))
    found = []
    for first in range(len(tokens)):
        for phrase, goes_on in wanted:
            run = [t[0] for t in tokens[first : first + len(phrase)]]
            if run == phrase or (goes_on and is_begun(run, phrase)):
                last = tokens[first + len(phrase) - 1]
                found.append((origins[tokens[first].start()], origins[last.end() - 1] + 1))
    return merge(found, text)


def is_begun(run: list[str], phrase: list[str]) -> bool:
    """Whether the words are a phrase whose last word may go on."""
    whole = run[:-1] == phrase[:-1] and len(run) == len(phrase)
    return whole and run[-1].startswith(phrase[-1])


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """A text in its searched form, and for each character of that where it comes from."""
    parts = [fold_single(letter) for letter in text]
    return "".join(parts), [at for at, part in enumerate(parts) for _ in part]


def merge(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans in order, one for those that overlap, each with the signs on its last letter."""
    merged: list[tuple[int, int]] = []
    for start, plain_end in sorted(spans):
        end = plain_end
        while end < len(text) and unicodedata.category(text[end]) == "Mn":
            end += 1
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
