"""What an expression of time is resolved against: the publication, the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from whence.records import TimeKind

from .lexicon import PARTS
from .periods import Period

# Words that put a bare weekday or month near them ahead of the publication, or behind it.
AHEAD = re.compile(
    r"\b(?:(?:will|shall|would|to)(?: not)? be(?: [a-z]+)?|will|shall|is to|are to|due|scheduled|"
    r"slated|expected|expects|plans? to|planned|planning|set to|until|till|upcoming|coming|"
    r"going to|deadline)\b"
)
BEHIND = re.compile(
    r"\b(?:was|were|had|said|told|announced|reported|killed|died|attacked|hit|took|began|held|met|"
    r"since|last|earlier|ago|after|occurred|happened|came|made|did|been|won|fell|rose|left|sent|"
    r"went|gave|found|led|struck|shot|fled|broke|[a-z]{3,}ed)\b"
)
_HOUR = r"(?:early |mid-?|late |next |\d\d?(?::\d\d)? [ap]\.m\. (?:[a-z]{3} )?|noon |midnight )?"
LED_BY = re.compile(rf"\b(?:by|as (?:soon|early) as)\s{_HOUR}$")
LED_UNTIL = re.compile(rf"\b(?:until|till)\s{_HOUR}$")
LED_BEHIND = re.compile(r"\b(?:since|ended)\s(?:early |mid-?|late |last )?$")
PERFECT = re.compile(r"\bhad\b")
# Next to it, the verb that it belongs to: `the presidents on Friday signed`.
NEXT_AHEAD = re.compile(r"\s(?:will|would|is to|are to)\b")
NEXT_BEHIND = re.compile(
    r"\s(?:was|were|had|said|told|took|began|held|met|came|made|did|(?!need|speed|indeed)"
    r"[a-z]{3,}ed)\b"
)
FULL_STOP = re.compile(r"(?<!\b[a-z])(?<!\bmr)(?<!\bgen)[.!?][\"'”’)]{0,2}\s|\n\s*\n")
# Code points before an expression in which such words are looked for, half as many behind it: 50
# cost 0.001 of value F1, 60 to 100 gave the same.
NEAR = 80


@dataclass(frozen=True, slots=True)
class Context:
    """Everything beside the words themselves. `low` is the paragraph in small letters.

    `published` is the day of publication, `last` the period that was named last before, `here` the
    day that was named last before in this paragraph.
    """

    text: str
    low: str
    published: date | None
    last: Period | None
    here: date | None = None

    def last_day(self) -> date | None:
        """The day that `the following day` is counted from; `None` where no single day is plain."""
        last = self.last
        if last is None or last.granularity not in ("day", "time") or last.start != last.end:
            return None
        return last.start

    def is_ahead(self, start: int, end: int) -> bool:
        """Whether the words around `[start, end)` of the paragraph speak of what is to come.

        The word before it decides, else the word behind it, else the nearest verb before it, else
        the nearest one behind it. All within one sentence.
        """
        low = self.low
        first, stop = self._sentence(start, end)
        if LED_BY.search(low, first, start):
            return PERFECT.search(low, first, start) is None
        if LED_UNTIL.search(low, first, start):
            return BEHIND.search(low, end, stop) is None  # `until Thursday they had not`
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

    def is_between(self, start: int) -> bool:
        """Whether `between` stands before `start`, so that an `and` behind it joins two ends."""
        return self.low.endswith("between ", max(0, start - 8), start)

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
    """What an expression means; see `TimeExpression`.

    `names` says that others may refer to it, `needs_day` that it is none without a day beside it
    (`the morning`, of Monday).
    """

    value: str
    kind: TimeKind = TimeKind.DATE
    period: Period | None = None
    modifier: str | None = None
    names: bool = True
    needs_day: bool = False


def told(period: Period, modifier: str | None = None) -> Reading:
    """A calendar period as what an expression means."""
    return Reading(period.value, TimeKind.DATE, period, modifier)


def lasting(value: str, modifier: str | None = None, period: Period | None = None) -> Reading:
    """A duration, with the days that it covers where it is counted from the publication."""
    return Reading(value, TimeKind.DURATION, period, modifier, names=False)


def repeated(value: str) -> Reading:
    """A time that comes again and again."""
    return Reading(value, TimeKind.SET, names=False)


def opened(value: str, granularity: str | None = None, modifier: str | None = None) -> Reading:
    """A date of which something is open."""
    period = Period(value, granularity) if granularity else None
    return Reading(value, TimeKind.DATE, period, modifier, names=False)


def part_of(of: date | None, part: str | None, modifier: str | None = None) -> Reading:
    """A day, or the part of it (a word of `PARTS`) that is told."""
    value = of.isoformat() if of else "XXXX-XX-XX"
    return part_of_open(value, of, part, modifier)


def part_of_open(value: str, of: date | None, part: str | None, modifier: str | None) -> Reading:
    """As `part_of`, for a day of which only `value` may be known: `XXXX-WXX-2`."""
    granularity = "time" if part else "day"
    period = Period(value, granularity, of, of)
    if part is None:
        return Reading(value, TimeKind.DATE, period, modifier, names=of is not None)
    value = f"{value}T{PARTS[part]}"
    return Reading(value, TimeKind.TIME, period, modifier, names=of is not None)
