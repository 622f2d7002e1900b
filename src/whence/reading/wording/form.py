"""Words with their places, and forms in which two spellings of a word are the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# A word holds inner apostrophes, hyphens and dots (`al-Qa'ida`, `U.S.`); a final dot is kept
# apart by `Word.dotted`, because only some words own it (`Gen.`).
_WORD = re.compile(r"[^\W_]+(?:[.'’‘ʼ&\-‐‑][^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"})
_POSSESSIVE = re.compile(r"(?:['’ʼ]s|(?<=s)['’ʼ])$")
_SMALL = frozenset(("of", "for", "the", "and", "in", "on", "to", "de", "du", "des", "la", "-", "&"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its offsets, its written form and its folded form without a possessive."""

    start: int
    end: int
    written: str
    folded: str
    possessive: bool
    dotted: bool

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter or a digit."""
        return self.written[0].isupper() or self.written[0].isdigit()


def listed(text: str) -> frozenset[str]:
    """Give the words of `text` as a set: a short word list in the code."""
    return frozenset(text.split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` without case, diacritics, dots and invisible signs; apostrophes and hyphens plain."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    kept = (c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join("".join(kept).replace(".", "").casefold().split())


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Give the words of `text[start:end]`, offsets on `text`."""
    end = len(text) if end is None else end
    found = []
    for match in _WORD.finditer(text, start, end):
        written = match.group()
        tail = _POSSESSIVE.search(written)
        bare = written[: tail.start()] if tail else written
        after = match.end()
        owns = bool(tail) or (written[-1] in "sS" and text[after : after + 1] in ("'", "’"))
        dotted = after < end and text[after] == "."
        found.append(Word(match.start(), after, written, fold(bare), owns, dotted))
    return found


def bare(word: str) -> str:
    """Give a folded word without the Arabic article: `al-abadi` is `abadi`."""
    head, dash, tail = word.partition("-")
    if dash and len(tail) > 2 and len(head) == 2 and head[0] in "ae":
        return tail
    return word


def key(text: str) -> str:
    """Give the key under which names of organisations and places are the same.

    Folded content words in a fixed order, so that `Department of Defense` meets
    `Defense Department`; hyphens, apostrophes and small words do not count.
    """
    folded = fold(text).replace("'", "").replace("-", " ").split()
    content = [word for word in folded if word not in _SMALL and word != "al"] or folded
    return " ".join(sorted(content))


def initials(text: str) -> str:
    """Give the initials of the words of a name, folded, small words left out: `sohr`."""
    parts = re.split(r"[\s\-–—]+", fold(text).replace("'", ""))
    return "".join(part[0] for part in parts if part and part not in _SMALL)


def singular(word: str) -> str:
    """Give a folded noun in the singular, well enough for look-ups: `officials` is `official`."""
    if word in ("people", "police", "press", "news", "congress", "forces"):
        return word
    if word.endswith(("men", "women")) and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
