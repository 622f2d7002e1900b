"""What the words around a number make of it: at least, more than, about, from one to another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numerals import Numeral

_SPACE = r"[ \t\u00a0\u202f]"
_AT_LEAST = (
    r"at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|"
    r"as few as|as many as(?= at least)|≥"
)
_MORE = (
    r"more than|over|above|exceeding|in excess of|upwards? of|greater than|well over|just over|"
    r"slightly more than|beyond|surpass(?:es|ed|ing)|>"
)
_LESS = r"less than|fewer than|under|below|just under|short of|not quite|<"
_AT_MOST = r"up to|as many as|as much as|at most|no more than|not more than|a maximum of|≤"
_ABOUT = (
    r"about|around|approximately|approx\.?|roughly|some|nearly|almost|close to|near|"
    r"an estimated|estimated|circa|c\.|perhaps|maybe|something like|~|≈"
)
QUALIFIER = re.compile(
    rf"(?<![\w])(?:(?P<least>{_AT_LEAST})|(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<most>{_AT_MOST})"
    rf"|(?P<about>{_ABOUT})){_SPACE}*(?:(?P<too>about|around|some|an estimated|roughly|a)"
    rf"{_SPACE}+)?(?:US\$|[$€£¥₽₴])?$",
    re.IGNORECASE,
)
TRAILER = re.compile(
    rf"(?:{_SPACE}(?:or{_SPACE}(?:(?P<least>more)|(?P<about>so)|(?P<most>less|fewer)))\b"
    rf"|(?P<odd>-odd)\b|(?P<plus>\+|-plus\b|{_SPACE}plus\b))",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"(?<!\w)(?:between|from|anywhere from){_SPACE}+(?:US\$|[$€£])?$", re.IGNORECASE
)
JOINT = re.compile(
    rf"(?:{_SPACE}?[-–—]{_SPACE}?|{_SPACE}(?:to|and|or){_SPACE}+)(?:US\$|[$€£])?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number with what stands around it: offsets and the range they make up."""

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool = False


def read_bounds(text: str, first: Numeral, last: Numeral | None, start: int) -> Bounds:
    """The range of one numeral, or of two that make one; qualifiers are looked for after `start`.

    `more than 20` starts at 21 where whole things are counted.
    """
    last = last or first
    low: float | None = first.low
    high: float | None = last.high
    begin, end = first.span.start, last.span.end
    about = False
    found = QUALIFIER.search(text, max(start, begin - 40), begin)
    if found:
        begin = found.start()
        low, high = _apply(found, low, high)
        about = bool(found["about"] or found["too"] not in (None, "a"))
    trailer = TRAILER.match(text, end)
    if trailer and not found:
        end = trailer.end()
        about = bool(trailer["about"] or trailer["odd"])
        if trailer["least"] or trailer["plus"]:
            high = None
        elif trailer["most"]:
            low = None
    if last is not first and (opened := BETWEEN.search(text, max(start, begin - 20), begin)):
        begin = opened.start()
    return Bounds(begin, end, low, high, about)


def _apply(
    found: re.Match[str], low: float | None, high: float | None
) -> tuple[float | None, float | None]:
    if found["least"]:
        return low, None
    if found["more"]:
        whole = low is not None and float(low).is_integer()
        return (None if low is None else low + whole), None
    if found["less"]:
        whole = high is not None and float(high).is_integer()
        return None, (None if high is None else high - whole)
    if found["most"]:
        return None, high
    return low, high


def is_joint(text: str, first: Numeral, second: Numeral) -> bool:
    """Whether two neighbouring numbers are one range: `20-30`, `between 20 and 30`, `two or three`.

    `and` only behind `between`: `two soldiers and three civilians` never, `20 and 30` alone no.
    """
    between = text[first.span.end : second.span.start]
    if len(between) > 8 or second.low <= first.low or first.vague or second.vague:
        return False
    joint = JOINT.match(between)
    if joint is None or joint.end() != len(between):
        return False
    if "and" in between.lower():
        return (
            re.search(r"\bbetween\s+\S*$", text[: first.span.start][-20:], re.IGNORECASE)
            is not None
        )
    if "or" in between.lower():
        return second.low <= first.low + max(2, first.low)
    return True
