"""What an expression of time is resolved against: the publication, the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from whence.records import TimeKind

from .periods import Period

# Words that put a bare weekday or month near them ahead of the publication, or behind it.
AHEAD = re.compile(
    r"\b(?:(?:will|shall|would|to)(?: not)? be(?: [a-z]+)?|will|shall|is to|are to|due|scheduled|"
    r"slated|expected|expects|plans? to|planning|set to|until|till|upcoming|coming|going to|"
    r"deadline)\b"
)
BEHIND = re.compile(
    r"\b(?:was|were|had|said|told|announced|reported|killed|died|attacked|hit|took|began|held|met|"
    r"since|last|earlier|ago|after|occurred|happened|came|made|did|been|won|fell|rose|left|sent|"
    r"went|gave|found|led|struck|shot|fled|broke|[a-z]{3,}ed)\b"
)
LED_AHEAD = re.compile(r"\b(?:by|until|till)\s(?:early |mid-?|late |next )?$")
LED_BEHIND = re.compile(r"\b(?:since|ended)\s(?:early |mid-?|late |last )?$")
PERFECT = re.compile(r"\bhad\b")
# Next to it, the verb that it belongs to: `the presidents on Friday signed`.
NEXT_AHEAD = re.compile(r"\s(?:will|would|is to|are to)\b")
NEXT_BEHIND = re.compile(
    r"\s(?:was|were|had|said|told|took|began|held|met|came|made|did|(?!need|speed|indeed)"
    r"[a-z]{3,}ed)\b"
)
FULL_STOP = re.compile(r"[.!?][\"'”’)]{0,2}[ \n]|\n")
NEAR = 80  # code points around an expression in which such words are looked for


@dataclass(frozen=True, slots=True)
class Context:
    """Everything beside the words themselves. `low` is the paragraph in small letters.

    `published` is the day of publication, `last` the period that was named last before.
    """

    text: str
    low: str
    published: date | None
    last: Period | None

    def is_ahead(self, start: int, end: int) -> bool:
        """Whether the words around `[start, end)` of the paragraph speak of what is to come.

        The word before it decides, else the word behind it, else the nearest verb before it, else
        the nearest one behind it. All within one sentence.
        """
        low = self.low
        first, stop = self._sentence(start, end)
        if LED_AHEAD.search(low, first, start):
            return PERFECT.search(low, first, start) is None
        if NEXT_AHEAD.match(low, end, stop):
            return True
        if LED_BEHIND.search(low, first, start) or NEXT_BEHIND.match(low, end, stop):
            return False
        ahead, behind = _last(AHEAD, low, first, start), _last(BEHIND, low, first, start)
        if ahead is not None or behind is not None:
            return behind is None or (ahead is not None and ahead >= behind)
        on, back = AHEAD.search(low, end, stop), BEHIND.search(low, end, stop)
        return on is not None and (back is None or on.start() <= back.start())

    def is_over(self, start: int) -> bool:
        """Whether the word before `start` says that it is past: `the year ended March 31`."""
        return LED_BEHIND.search(self.low, max(0, start - 16), start) is not None

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """What is near of the sentence that `[start, end)` stands in."""
        first, stop = max(0, start - NEAR), min(len(self.low), end + NEAR // 2)
        for full in FULL_STOP.finditer(self.low, first, start):
            first = full.end()
        last = FULL_STOP.search(self.low, end, stop)
        return first, last.start() if last else stop


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    places = [found.end() for found in pattern.finditer(text, start, end)]
    return places[-1] if places else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means; see `TimeExpression`. `names` says that others may refer to it."""

    value: str
    kind: TimeKind = TimeKind.DATE
    period: Period | None = None
    modifier: str | None = None
    names: bool = True


def told(period: Period, modifier: str | None = None) -> Reading:
    """A calendar period as what an expression means."""
    return Reading(period.value, TimeKind.DATE, period, modifier)


def lasting(value: str, modifier: str | None = None) -> Reading:
    """A duration."""
    return Reading(value, TimeKind.DURATION, None, modifier, names=False)


def opened(value: str, granularity: str | None = None, modifier: str | None = None) -> Reading:
    """A date of which something is open."""
    period = Period(value, granularity) if granularity else None
    return Reading(value, TimeKind.DATE, period, modifier, names=False)
