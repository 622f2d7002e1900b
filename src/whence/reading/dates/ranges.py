"""From one day, month or year to another: what is told in one breath, and what is joined up.

`October 12-14` is one pattern. `from Monday to Wednesday` and `between March 2015 and May 2016` are
two expressions that the words between them join; so are `5 p.m.` and `on Nov. 6`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from whence.records import TimeKind

from . import periods
from .calendar_dates import is_month, near_year
from .context import Context, Reading, opened, told
from .lexicon import MONTHS
from .periods import Period

Match = re.Match[str]


def days(found: Match, context: Context) -> Reading | None:
    """`October 12-14, 2016`, `12 to 14 October`; `and` joins neighbours only."""
    named = found["month"] or found["month2"]
    first, second = int(found["first"] or found["first2"]), int(found["second"] or found["second2"])
    if not is_month(found, context, named) or not first < second <= 31:
        return None
    dash = found["dash"] or found["dash2"]
    if "and" in dash and second > first + 1 and not context.is_between(found.start()):
        return None
    month, year = MONTHS[named], found["year"] or found["year2"]
    year_ = int(year) if year else near_year(found, context, month, first)
    if year_ is None:
        return opened(f"XXXX-{month:02d}-{first:02d}/XXXX-{month:02d}-{second:02d}", "day")
    return _range(periods.make_day(year_, month, first), periods.make_day(year_, month, second))


def _range(first: date | None, last: date | None) -> Reading | None:
    if first is None or last is None or last < first:
        return None
    return told(Period(f"{first.isoformat()}/{last.isoformat()}", "day", first, last))


def months(found: Match, context: Context) -> Reading | None:
    """`March to May 2016`, `March and April 2016`."""
    if not is_month(found, context, found["first"]):
        return None
    number, to = MONTHS[found["first"]], MONTHS[found["second"]]
    year = int(found["year"])
    is_neighbour = to - number == 1
    if "and" in found["dash"] and not (is_neighbour or context.is_between(found.start())):
        return None
    first, last = periods.month(year - (number > to), number), periods.month(year, to)
    if first.start is None or last.end is None or first.start > last.end:
        return None
    return told(Period(f"{first.value}/{last.value}", "month", first.start, last.end))


@dataclass(frozen=True, slots=True)
class Placed:
    """A reading and where it stands in its paragraph."""

    start: int
    end: int
    reading: Reading


OF = re.compile(r"(?:,? on |,? late |,? early | of | of the |, | )")
TO = re.compile(r" (?:to|through|until|till|and) | ?[–—-] ?")
FROM = re.compile(r"\bfrom (?:late |early )?$")
JOINED = ("day", "month", "year", "season", "quarter", "decade")


def join(context: Context, placed: Sequence[Placed]) -> Iterator[Placed]:
    """The expressions of a paragraph in order, with those joined that are one.

    Parts of a day that no day is told with are left out where they need one.
    """
    held: Placed | None = None
    for one in placed:
        if held is not None:
            both = _time_of_day(context, held, one) or _from_to(context, held, one)
            if both is not None:
                held = both
                continue
            if not held.reading.needs_day:
                yield held
        held = one
    if held is not None and not held.reading.needs_day:
        yield held


def _time_of_day(context: Context, one: Placed, other: Placed) -> Placed | None:
    """`5 p.m. EST, Nov. 6`, `the morning of October 17`: a time, then its day."""
    a, b = one.reading, other.reading
    if a.kind is not TimeKind.TIME or b.kind is TimeKind.DURATION or b.kind is TimeKind.SET:
        return None
    if b.period is None or b.period.granularity not in ("day", "time") or "/" in b.value:
        return None
    if a.names:
        return None  # `this morning` has its day
    if other.start - one.end > 12 or not OF.fullmatch(context.low, one.end, other.start):
        return None
    day = b.value.partition("T")[0] if b.kind is TimeKind.TIME else b.value
    value = f"{day}T{a.value.partition('T')[2]}"
    period = replace(b.period, granularity="time")
    reading = Reading(value, TimeKind.TIME, period, a.modifier, names=b.names)
    return Placed(one.start, other.end, reading)


def _from_to(context: Context, one: Placed, other: Placed) -> Placed | None:
    """`from Monday to Wednesday`, `between March 2015 and May 2016`."""
    a, b = _end_of(one), _end_of(other)
    if a is None or b is None or a.granularity != b.granularity or other.start - one.end > 9:
        return None
    to = TO.fullmatch(context.low, one.end, other.start)
    if to is None:
        return None
    word, low = to[0].strip(), context.low
    if word == "and" and not context.is_between(one.start):
        return None
    if word in ("to", "until", "till") and not FROM.search(low, max(0, one.start - 12), one.start):
        return None
    if HAS_YEAR.search(low, other.start, other.end) and not HAS_YEAR.search(
        low, one.start, one.end
    ):
        a = _in_year_of(a, b)
    period = _span_of(a, b)
    return Placed(one.start, other.end, told(period)) if period else None


HAS_YEAR = re.compile(r"\b\d{4}\b")


def _in_year_of(a: Period, b: Period) -> Period:
    """`Oct. 28` of `Oct. 28 to Nov. 3, 2015`: the last such day or month before the second."""
    if a.start is None or b.start is None or a.granularity not in ("day", "month"):
        return a
    for year in (b.start.year, b.start.year - 1):
        if a.granularity == "month":
            made = periods.month(year, a.start.month)
        else:
            of = periods.make_day(year, a.start.month, a.start.day)
            made = periods.day(of) if of else a
        if made.start and made.start < b.start:
            return made
    return a


def _end_of(one: Placed) -> Period | None:
    """What one end of a range covers; `None` where the expression can be no end."""
    period = one.reading.period
    if one.reading.kind is not TimeKind.DATE or period is None or "/" in period.value:
        return None
    return period if period.granularity in JOINED else None


def _span_of(a: Period, b: Period) -> Period | None:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return Period(f"{a.value}/{b.value}", a.granularity)
    if a.granularity == "day" and 0 < (a.start - b.start).days < 7:
        a = periods.day(periods.move(a.start, -7))  # `from Monday to Wednesday`, read on a Tuesday
    if a.start is None or a.start >= b.start:
        return None
    return Period(f"{a.value}/{b.value}", a.granularity, a.start, b.end)
