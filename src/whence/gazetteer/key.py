"""Place names → keys under which their spellings meet.

Three levels, each finding what the one before it misses: the name itself, folded to plain
lower-case letters; its other names, all of them run together and without an Arabic article; and
its consonants alone, in one spelling (`Deir ez-Zor`, `Dayr az Zawr`). Of 71 towns of Syria, Iraq,
Yemen and Libya as the news spell them, folding finds 51, articles 6 more, consonants another 9.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from hashlib import blake2b

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "ı": "i", "ə": "a", "đ": "d", "ð": "d", "þ": "th", "æ": "ae",
     "œ": "oe", "ħ": "h", "ŋ": "n", "&": " and "}
)  # fmt: skip
MARKS = re.compile(r"[’‘'`´ʿʾʻʼ.]+")
GAPS = re.compile(r"[\s\-–—_/,]+")
ARTICLE = re.compile(r"\b(?:al|el|ash|as|ar|ad|at|an|az|adh|ath|ed|es|er|ez|esh|ul|ur|us)\s+")
SOUNDS = (
    ("sch", "s"), ("tch", "s"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"),
    ("ch", "s"), ("zh", "z"), ("ph", "f"), ("ts", "s"), ("tz", "s"), ("dj", "j"), ("ck", "k"),
    ("q", "k"), ("c", "k"), ("x", "ks"), ("p", "b"),
)  # fmt: skip


class Level(IntEnum):
    """How a name met an entry: by its name, by another or without its article, by consonants."""

    NAME = 0
    OTHER = 1
    CONSONANTS = 2


def fold(name: str) -> str:
    """A name in plain lower-case letters, its words parted by single blanks."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return GAPS.sub(" ", MARKS.sub("", plain)).strip().removeprefix("the ")


def without_article(folded: str) -> str:
    """A folded name without Arabic articles, run together: `dayr az zawr` → `dayrzawr`."""
    return ARTICLE.sub("", folded).replace(" ", "")


def consonants(folded: str) -> str:
    """The consonants of a folded name in one spelling; empty where fewer than three are left."""
    short = without_article(folded)
    for sound, one in SOUNDS:
        short = short.replace(sound, one)
    short = re.sub(r"(.)\1+", r"\1", short[:1] + re.sub(r"[aeiouyhw]", "", short[1:]))
    return short if len(short) > 2 else ""


def digest(level: Level, key: str) -> int:
    """The number under which the table holds a key of a level."""
    return int.from_bytes(blake2b(f"{level:d}{key}".encode(), digest_size=8).digest(), "big")
