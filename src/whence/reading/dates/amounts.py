"""Numbers of units: `two weeks`, `24-hour`, `several years` → TIMEX3 durations."""

from __future__ import annotations

import re

from .lexicon import NUMBERS, ORDINALS, UNITS

VAGUE = frozenset(("few", "several", "many", "some", "dozens", "tens", "hundreds", "thousands"))


def read_number(words: str) -> float | None:
    """How many; `None` where nobody says."""
    parts = re.split(r"[\s-]+", words.strip())
    if any(part in VAGUE for part in parts):
        return None
    if "half" in parts:
        return 0.5
    if "couple" in parts:
        return 2
    if words[:1].isdigit():
        return float(words.replace(",", "")) if words.count(".") < 2 else None
    total = 0.0
    for part in parts:
        if part in ("a", "an", "the"):
            total = total or 1
        elif part == "hundred":
            total = (total or 1) * 100
        elif part in NUMBERS:
            total = NUMBERS[part] if parts[0] in ("a", "an", "the") else total + NUMBERS[part]
    return total


def read_ordinal(words: str) -> int:
    """`third` and `3rd` → 3."""
    return ORDINALS[words] if words in ORDINALS else int(words[:-2])


def duration(unit: str, count: float | None) -> str:
    """The TIMEX3 value of so many of a unit of `UNITS`."""
    letter = UNITS[unit]
    times, letter = re.fullmatch(r"(\d*)(T?[A-Z]+)", letter).groups()  # type: ignore[union-attr]
    number = "X" if count is None else _plain(count * int(times or 1))
    if count is None and times and times != "2":
        number, letter = "X", {"10": "DE", "100": "CE"}[times]
    return f"P{'T' if letter.startswith('T') else ''}{number}{letter.removeprefix('T')}"


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)
