"""How odd decoded text looks: the share of its non-ASCII words that no language writes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# East Asian punctuation parts words like a space does.
WORD = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f\u3000-\u303f\uff00-\uff20]+")
LOWER_THEN_UPPER = re.compile(r"[^\W\d_A-Z][A-ZÀ-ÞА-ЯΑ-Ω]")
ACCENTS_IN_A_ROW = re.compile(r"[\u0080-\u024f]{4}")
PUNCTUATION = frozenset("‘’“”„‚«»–—…•·€£¥©®™°§\u00a0¿¡")


def oddness(text: str) -> float:
    """Give the share of odd words among those with a letter outside ASCII, in [0, 1].

    A word is odd that mixes scripts, has a capital after a small letter, piles up accented
    letters, holds control characters or symbols between letters, or ideographs outside the
    common planes of both GB 2312 and Big5.
    """
    words = [word for word in WORD.findall(text) if not word.isascii()][:2000]
    words = [word for word in words if not set(word) <= PUNCTUATION]
    if not words:
        return 0.0
    return sum(map(_oddity, words)) / len(words)


def _oddity(word: str) -> float:
    core = word.strip("".join(PUNCTUATION))
    if not core:
        return 0.0
    kinds = {_script(char) for char in core if not char.isascii()}
    if "symbol" in kinds:
        return 1.0
    if "cjk" in kinds:
        return sum(_rare(char) for char in core) / len(core)
    scripts = kinds | {"latin" for char in core if char.isascii() and char.isalpha()}
    if len(scripts) > 1 or LOWER_THEN_UPPER.search(core) or ACCENTS_IN_A_ROW.search(core):
        return 1.0
    return 0.0


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    if not char.isalpha() and unicodedata.category(char) not in ("Mn", "Mc"):
        return "symbol" if char not in PUNCTUATION else "latin"
    name = unicodedata.name(char, "symbol").split()[0].lower()
    if name in ("cjk", "hangul", "hiragana", "katakana", "halfwidth", "katakana-hiragana"):
        return "cjk"
    return name


@lru_cache(maxsize=4096)
def _rare(char: str) -> bool:
    """Whether an ideograph is in no list of common ones; kana and Hangul are never rare."""
    name = unicodedata.name(char, "")
    if name.startswith("HALFWIDTH"):
        return True
    if not name.startswith("CJK"):
        return False
    simple = char.encode("gb2312", "ignore")
    traditional = char.encode("big5", "ignore")
    return not (simple and simple[0] < 0xD8) and not (traditional and traditional[0] <= 0xC6)
