"""Numbers of units: `two weeks`, `24-hour`, `several years` → TIMEX3 durations."""

from __future__ import annotations

import re

from .lexicon import NUMBERS, ORDINALS, UNITS

VAGUE = frozenset(("few", "several", "many", "some", "dozens", "tens", "hundreds", "thousands"))

HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def read_number(words: str) -> float | None:
    """How many; `None` where nobody says."""
    parts = re.split(r"[\s-]+", words.strip())
    if any(part in VAGUE for part in parts):
        return None
    if words[-1:] in HALVES:
        return _and(words[:-1], HALVES[words[-1]])
    if parts[-1] == "1/2":
        return _and(words[:-3], 0.5)
    if "half" in parts:
        return 0.5 if parts[0] in ("half", "a") else _and(parts[0], 0.5)
    if words[:1].isdigit():
        return float(words.replace(",", "")) if words.count(".") < 2 else None
    return _in_words(parts)


def _and(words: str, rest: float) -> float | None:
    """A number with a fraction behind it: `2½`."""
    whole = read_number(words) if words.strip() else 0
    return None if whole is None else whole + rest


def _in_words(parts: list[str]) -> float:
    named = {"couple": 2, "dozen": 12}
    total = 0.0
    for part in parts:
        if part in ("a", "an", "the"):
            total = total or 1
        elif part in ("hundred", "thousand"):
            total = (total or 1) * (100 if part == "hundred" else 1000)
        elif part in named:
            total = named[part]
        elif part in NUMBERS:
            total = NUMBERS[part] if parts[0] in ("a", "an", "the") else total + NUMBERS[part]
    return total


def about(found: re.Match[str]) -> str | None:
    """How exact a number is, by the words before it: `approximate`, `more`, `less` or neither."""
    words = found["about"] or ""
    if words.startswith(("more", "at least", "as many", "as long")):
        return "more"
    if words.startswith(("less", "fewer", "up to", "at most", "under")):
        return "less"
    return "approximate" if words else None


def read_ordinal(words: str) -> int:
    """`third` and `3rd` → 3."""
    return ORDINALS[words] if words in ORDINALS else int(words[:-2])


def duration(unit: str, count: float | None) -> str:
    """The TIMEX3 value of so many of a unit of `UNITS`."""
    times, letter = re.fullmatch(r"(\d*)(T?[A-Z]+)", UNITS[unit]).groups()  # type: ignore[union-attr]
    if count is None:
        letter = {"10": "E", "100": "C"}.get(times, letter)
        return f"P{'T' if letter.startswith('T') else ''}X{letter.removeprefix('T')}"
    count *= int(times or 1)
    if count % 1 == 0.5 and letter in SMALLER:
        whole = _plain(count - 0.5) + letter.removeprefix("T") if count > 1 else ""
        return f"P{'T' if letter.startswith('T') else ''}{whole}{SMALLER[letter]}"
    return f"P{'T' if letter.startswith('T') else ''}{_plain(count)}{letter.removeprefix('T')}"


# What half of a unit is.
SMALLER = {"Y": "6M", "TH": "30M", "TM": "30S"}


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)
