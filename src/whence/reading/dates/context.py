"""What an expression of time is resolved against: the publication, the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from whence.records import TimeKind

from .periods import Period

# Words near a bare weekday or month that put it ahead of the publication.
AHEAD = re.compile(
    r"\b(?:will|shall|to be|is to|are to|due|scheduled|expected|expects|plans?|planning|set to|"
    r"until|till|upcoming|coming|going to|deadline)\b"
)
BEHIND = re.compile(
    r"\b(?:was|were|had|said|told|announced|reported|killed|died|attacked|hit|took|began|held|met|"
    r"since|last|earlier|ago|after|occurred|happened|came|made|did|been|[a-z]{3,}ed)\b"
)
NEAR = 60  # code points around an expression in which such words are looked for


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
        """Whether the words around `[start, end)` of the paragraph speak of what is to come."""
        left = max(
            self.low.rfind(". ", 0, start) + 1, self.low.rfind("\n", 0, start) + 1, start - NEAR, 0
        )
        right = self.low.find(". ", end)
        right = min(len(self.low) if right < 0 else right, end + NEAR // 2)
        before, after = self.low[left:start], self.low[end:right]
        if (ahead := _last(AHEAD, before)) is not None:
            behind = _last(BEHIND, before)
            return behind is None or ahead > behind
        return not BEHIND.search(before) and AHEAD.search(after) is not None


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    places = [found.start() for found in pattern.finditer(text)]
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
