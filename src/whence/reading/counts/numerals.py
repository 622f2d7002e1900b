"""Numbers as people write them: `1,200`, `2.5 million`, `twenty-one`, `half a dozen`, `dozens`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whence.records import Span

UNITS = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}
SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
    "crore": 1e7,
    "lakh": 1e5,
}
SHORT = frozenset(("k", "m", "mn", "bn", "tn"))  # only right behind digits
# Nobody counted: the least and the most that the word is used for. `dozens` is the codebook's.
VAGUE: dict[str, tuple[float, float]] = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "tens": (20, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "millions": (2e6, 9_999_999),
    "billions": (2e9, 9_999_999_999),
    "several": (3, 9),
    "a few": (3, 9),
    "a handful": (3, 9),
    "a couple": (2, 2),
    "no": (0, 0),
}
OF_SCALE = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 1 / 4,
    "quarters": 1 / 4,
    "fifth": 1 / 5,
    "fifths": 1 / 5,
    "tenth": 1 / 10,
    "tenths": 1 / 10,
}

_WORD = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
_SCALE = "|".join(sorted((s for s in SCALES if s not in SHORT), key=len, reverse=True))
_SHORT = "|".join(sorted(SHORT, key=len, reverse=True))
_FRACTION = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_SPACE = r"[ \t\u00a0\u202f]"
# `two hundred and five` is one number, `two and five` are two.
_AND = rf"(?:(?<=hundred)|(?<=thousand)|(?<=million)){_SPACE}and{_SPACE}"
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?(?:" + _SPACE + r"?½)?|½"
)
_VAGUE = (
    rf"(?:tens|dozens|scores|hundreds|thousands){_SPACE}of{_SPACE}(?:thousands|millions|billions)"
    r"|dozens|scores(?= (?:of|more|were|are|have|killed|dead|injured|wounded)\b)|tens|hundreds"
    r"|thousands|millions|billions|several|a few|a handful|a couple"
)
NUMERAL = re.compile(
    rf"(?<![\w.,:/])(?:"
    rf"(?P<digits>{_DIGITS})"
    rf"(?:(?P<glued>{_SHORT})\b|(?:{_SPACE}|-)?(?P<scale>{_SCALE})s?\b)?"
    rf"|(?P<half>half{_SPACE}an?{_SPACE}(?P<of>{_SCALE}))\b"
    rf"|(?P<part>(?P<top>an?|{_WORD})(?:{_SPACE}|-)(?P<bottom>{_FRACTION}))\b"
    rf"|(?P<mixed>(?P<whole>{_WORD}){_SPACE}and{_SPACE}a{_SPACE}(?P<rest>half|quarter|third))\b"
    rf"(?!{_SPACE}(?:{_SCALE}))"
    rf"|(?P<words>(?:an?{_SPACE}(?:{_SCALE})\b|(?:{_WORD})\b)"
    rf"(?:(?:{_SPACE}and{_SPACE}a{_SPACE}half)?(?:{_AND}|{_SPACE}|-)(?:{_WORD}|{_SCALE})\b)*)"
    rf"|(?P<vague>{_VAGUE})\b"
    rf"|(?P<none>no)(?={_SPACE}[a-z])(?!{_SPACE}(?:less|fewer|more|longer|matter|doubt|one)\b)"
    rf")(?![\w])(?![./]\d)",
    re.IGNORECASE,
)
PART = re.compile(rf"{_WORD}|{_SCALE}|half|\ban?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the text. `vague` ones name a range, `digits` says how it is written."""

    span: Span
    low: float
    high: float
    vague: bool = False
    digits: bool = False


def find_numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """The numbers in `text[start:end]`, in order. Offsets are on `text`."""
    for found in NUMERAL.finditer(text, start, end):
        span = Span(*found.span())
        if found["vague"]:
            yield Numeral(span, *read_vague(found["vague"]), vague=True)
        elif found["none"]:
            yield Numeral(span, 0, 0, vague=True)
        else:
            value = read_value(found)
            yield Numeral(span, value, value, digits=bool(found["digits"]))


def read_vague(words: str) -> tuple[float, float]:
    """The range of `dozens`, `tens of thousands` and the like."""
    first, *rest = re.split(r"\s+of\s+", words.lower())
    low, high = VAGUE[" ".join(first.split())]
    if not rest:
        return low, high
    scale = OF_SCALE[rest[0]]
    return low * scale, (high + 1) * scale - 1


def read_value(found: re.Match[str]) -> float:
    """The value of a match that names one number."""
    if found["half"]:
        return SCALES[found["of"].lower()] / 2
    if found["part"]:
        top = found["top"].lower()
        return (1 if top in ("a", "an") else read_words(top)) * FRACTIONS[found["bottom"].lower()]
    if found["mixed"]:
        return read_words(found["whole"]) + FRACTIONS[found["rest"].lower()]
    if found["digits"] is None:
        return read_words(found["words"])
    digits = re.sub(r"[,\s]", "", found["digits"])
    whole, half = digits.removesuffix("½"), digits.endswith("½")
    value = float(whole or 0) + (0.5 if half else 0)
    scale = (found["glued"] or found["scale"] or "").lower()
    return round(value * SCALES.get(scale, 1), 6)


def read_words(words: str) -> float:
    """`two hundred and five thousand` → 205000."""
    total = group = 0.0
    parts = [p.lower() for p in PART.findall(words)]
    for place, part in enumerate(parts):
        if part in UNITS or part in TENS:
            group += UNITS.get(part, TENS.get(part, 0))
        elif part in ("a", "an"):
            if "half" not in parts[place + 1 : place + 2]:
                group += 1
        elif part == "half":
            group += 0.5
        elif SCALES[part] <= 100:
            group = (group or 1) * SCALES[part]
        else:
            total += (group or 1) * SCALES[part]
            group = 0
    return total + group
