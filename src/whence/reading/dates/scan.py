"""Where in a paragraph the rules have to look: stretches around the words that call for them.

One pass over the words, then each rule reads only the stretches that hold one of its words.
Running every rule over every paragraph took three times as long.
"""

from __future__ import annotations

import re

from .lexicon import (
    FUTURE,
    HOLIDAYS,
    LONG_WEEKDAYS,
    MONTHS,
    NOW,
    PARTS,
    PAST,
    SEASONS,
    SETS,
    UNITS,
    WEEKDAYS,
)

# Code points before and behind such a word that an expression may reach: the longest in the gold
# sets reaches 25 and 21.
BEFORE, BEHIND = 56, 44

_KINDS: dict[str, tuple[str, ...]] = {
    "month": tuple(MONTHS),
    "weekday": (*LONG_WEEKDAYS, *(f"{w}s" for w in LONG_WEEKDAYS)),
    "short": tuple(w for w in WEEKDAYS if w not in LONG_WEEKDAYS),
    "unit": (*UNITS, *(f"{u}s" for u in UNITS)),
    "units": tuple(f"{u}s" for u in UNITS),
    "way": (
        "ago", "earlier", "before", "later", "afterward", "afterwards", "previously", "now",
        "hence",
    ),
    "end": ("end",),
    "part": (*PARTS, *(f"{p}s" for p in PARTS)),
    "season": tuple(SEASONS),
    "today": ("today", "yesterday", "tomorrow", "tonight", "overnight"),
    "size": ("quarter", "half", "period"),
    "century": ("century",),
    "decade": (
        "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
        "nineties",
    ),
    # The last words of phrases.
    "word": tuple(w.split()[-1] for w in (*NOW, *PAST, *FUTURE, *SETS, *HOLIDAYS)),
    "thousand": ("nineteen", "thousand"),
    "q": ("q",),
}  # fmt: skip
KINDS: dict[str, list[str]] = {}
for _kind, _words in _KINDS.items():
    for _word in _words:
        if _kind not in KINDS.setdefault(_word, []):
            KINDS[_word].append(_kind)

HYPHENED = frozenset(_KINDS["unit"])


def _beginnings() -> str:
    """The first three letters of all the words, as a pattern: most words of a text fail at them."""
    thirds: dict[str, set[str]] = {}
    for word in KINDS:
        thirds.setdefault(word[:2], set()).add(word[2:3])
    return "|".join(
        two + (f"[{''.join(sorted(after))}]" if "" not in after else "")
        for two, after in sorted(thirds.items())
    )


WORD = re.compile(rf"\b(?:{_beginnings()})[a-z]*|\d+")
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
CLOCK = re.compile(r"[:.]\d\d|[ \u00a0]?[ap]\.?m\b|[ \u00a0]?(?:gmt|utc|hours|hrs)\b")
SLASH = re.compile(r"([./-])\d\d?(?:\1\d|$|[^./\d])")

Stretches = dict[str, list[tuple[int, int]]]


def find_stretches(low: str) -> Stretches:
    """Kinds of words → the stretches of the paragraph around such words, apart and in order."""
    stretches: Stretches = {}
    for word in WORD.finditer(low):
        text, (start, end) = word[0], word.span()
        for kind in KINDS.get(text) or _kinds_of_number(low, word):
            _widen(stretches.setdefault(kind, []), start, end)
        if text in HYPHENED and (low.startswith("-", end) or low.startswith("-", start - 1)):
            _widen(stretches.setdefault("hyphen", []), start, end)
    return stretches


def _kinds_of_number(low: str, word: re.Match[str]) -> list[str]:
    if not word[0].isdigit():
        return []
    kinds = []
    if YEAR.fullmatch(word[0]):
        kinds.append("year")
        if low.startswith(("s", "'s", "’s"), word.end()):
            kinds.append("decade")
    elif len(word[0]) == 2 and word[0][1] == "0":
        kinds.append("decade")
    if CLOCK.match(low, word.end()):
        kinds.append("clock")
    if len(word[0]) < 3 and SLASH.match(low, word.end()):
        kinds.append("slash")
    return kinds


def _widen(stretches: list[tuple[int, int]], start: int, end: int) -> None:
    start, end = max(0, start - BEFORE), end + BEHIND
    if stretches and start <= stretches[-1][1]:
        start = stretches.pop()[0]
    stretches.append((start, end))
