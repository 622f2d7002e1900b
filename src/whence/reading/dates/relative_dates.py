"""Handlers of expressions that are counted from the publication or from a date told before."""

from __future__ import annotations

import re
from datetime import date

from whence.records import TimeKind

from . import periods
from .amounts import duration as make_duration
from .amounts import read_number
from .calendar_dates import modifier
from .context import Context, Reading, lasting, opened, told
from .lexicon import PARTS, UNITS, WEEKDAYS
from .periods import Period

Match = re.Match[str]
BACK = frozenset(("last", "past", "previous", "preceding"))
ON = frozenset(("next", "following", "coming", "upcoming"))
NO_DAY = frozenset(("past", "last", "latest", "first", "current", "coming"))
# Counted from the date told before, where there is one.
THERE = frozenset(("that", "same", "following", "previous", "preceding"))


def weekday(found: Match, context: Context) -> Reading | None:
    """`Friday`, `last Monday night`: the nearest such day, behind unless the words look ahead."""
    part = found.groupdict().get("part")
    base, mod = context.published, modifier(found)
    number = WEEKDAYS[found["weekday"]]
    if not context.text[found.start("weekday")].isupper():
        return None
    which = found.groupdict().get("which") or ""
    if base is None:
        return _part_of(f"XXXX-WXX-{number + 1}", None, part, mod)
    if "following" in which or "previous" in which:
        of = _from_last(context, number, on="following" in which)
        if of is None:
            return _part_of(f"XXXX-WXX-{number + 1}", None, part, mod)
        return _part_of(of.isoformat(), of, part, mod)
    ahead = "next" in which or "coming" in which
    if not which:
        ahead = context.is_ahead(*found.span())
    back = (base.weekday() - number) % 7
    if which == "this":
        step = number - base.weekday()
    elif ahead:
        step = (number - base.weekday()) % 7 or 7
    else:
        step = -(back or (7 if which in ("last", "past") else 0))
    of = periods.move(base, step)
    return _part_of(of.isoformat(), of, part, mod)


def _from_last(context: Context, number: int, *, on: bool) -> date | None:
    last = context.last
    if last is None or last.start is None:
        return None
    if on:
        return periods.move(last.start, (number - last.start.weekday()) % 7 or 7)
    return periods.move(last.start, -((last.start.weekday() - number) % 7 or 7))


def _part_of(value: str, of: date | None, part: str | None, mod: str | None) -> Reading:
    period = periods.day(of) if of else Period(value, "day")
    if part is None:
        return Reading(value, TimeKind.DATE, period, mod, names=of is not None)
    kind = TimeKind.TIME
    return Reading(f"{value}T{PARTS[part]}", kind, period, mod, names=of is not None)


def short_weekday(found: Match, context: Context) -> Reading | None:
    """`Fri.`, as a weekday written out."""
    return weekday(found, context)


def weekdays(found: Match, context: Context) -> Reading | None:
    """`every Friday`, `Fridays`."""
    named = found["weekday"] or found["plural"]
    at = found.start("weekday") if found["weekday"] else found.start("plural")
    if not context.text[at].isupper():
        return None
    return Reading(f"XXXX-WXX-{WEEKDAYS[named] + 1}", TimeKind.SET, names=False)


STEPS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def today(found: Match, context: Context) -> Reading | None:
    """`today`, `yesterday evening`, `the day after tomorrow`."""
    name = found["name"]
    step = STEPS.get(name, -2 if "before" in name else 2)
    part = "night" if name == "tonight" else found["part"]
    if context.published is None:
        return _part_of("XXXX-XX-XX", None, part, modifier(found))
    of = periods.move(context.published, step)
    return _part_of(of.isoformat(), of, part, modifier(found))


def this_part(found: Match, context: Context) -> Reading | None:
    """A part of a day: `this morning`, `last night`, `the next evening`."""
    which, part = found["which"], found["part"]
    base, step = context.published, 0
    if which == "last":
        step = -1
    elif which != "this":
        base = context.last.start if context.last else None
        step = {"next": 1, "following": 1, "previous": -1}.get(which.split()[-1], 0)
    if base is None:
        return _part_of("XXXX-XX-XX", None, part, modifier(found))
    of = periods.move(base, step)
    return _part_of(of.isoformat(), of, part, modifier(found))


def overnight(found: Match, context: Context) -> Reading | None:
    """`overnight`: the night before the publication."""
    if context.published is None:
        return _part_of("XXXX-XX-XX", None, "night", None)
    of = periods.move(context.published, -1)
    return _part_of(of.isoformat(), of, "night", None)


def relative(found: Match, context: Context) -> Reading | None:
    """`last week`, `earlier this year`, `the following day`, `the end of the month`."""
    which = found["which"].split()
    name, mod = found["unit"], modifier(found)
    unit = {"night": "D"}.get(name, UNITS[name])
    if unit.startswith(("T", "2")) or (name == "day" and which[-1] in NO_DAY):
        return None
    if which == ["the"]:
        return _the_unit(found, context, name, mod)
    there = not THERE.isdisjoint(which) or which == ["the", "next"]
    base = context.published
    if there:
        base = context.last.start if context.last else None
    if (base is None and which[-1] in ("same", "that")) or (
        which[-1] in ("first", "latest") and name != "quarter"
    ):
        return None
    if base is None:
        return opened(_unknown(unit), None, mod)
    step = -1 if not BACK.isdisjoint(which) else 1 if not ON.isdisjoint(which) else 0
    period = periods.shift(base, unit, step)
    if name == "night":
        return _part_of(period.value, period.start, "night", mod)
    return told(period, mod)


def _unknown(unit: str) -> str:
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX",
            "Q": "XXXX-QX"}.get(unit, "XXXX")  # fmt: skip


def _the_unit(found: Match, context: Context, name: str, mod: str | None) -> Reading | None:
    """`the quarter`, `the weekend`, `the end of the year`: those that are plainly a date."""
    if name == "weekend" and context.published:
        step = -int(not context.is_ahead(*found.span()))
        return told(periods.shift(context.published, "WE", step), mod)
    if name == "quarter" and context.last and context.last.granularity == "quarter":
        return told(context.last, mod)
    if name == "quarter" and context.published and not mod:
        return told(periods.shift(context.published, "Q", -1))
    if mod and name in ("week", "month", "quarter", "year") and context.published:
        return told(periods.shift(context.published, UNITS[name], 0), mod)
    return None


def period(found: Match, context: Context) -> Reading | None:
    """`the latest quarter`, `the same period`: the quarter told last."""
    if "latest" in found[0] and context.published:
        return told(periods.shift(context.published, "Q", -1))
    if context.last and context.last.granularity == "quarter":
        return told(context.last)
    return None


def year_earlier(found: Match, context: Context) -> Reading | None:
    """`the year-earlier quarter`: the quarter told last, a year before."""
    return _a_year_before(context)


def _a_year_before(context: Context) -> Reading | None:
    last = context.last
    if last is not None and last.granularity == "quarter" and last.start is not None:
        return told(periods.quarter(last.start.year - 1, (last.start.month - 1) // 3 + 1))
    if context.published is None:
        return opened("XXXX", "year")
    return told(periods.year(context.published.year - 1))


def ago(found: Match, context: Context) -> Reading | None:
    """`two weeks ago`, `three days later`, `a year earlier`."""
    name, direction = found["unit"], found["dir"]
    count = read_number(found["number"])
    unit = UNITS[name]
    if found["number"] == "the" and name != "day":
        return None
    mod = "approximate" if found["about"] else None
    from_here = direction in ("ago", "from now", "hence")
    if name == "year" and count == 1 and direction in ("ago", "earlier"):
        return _a_year_before(context)
    if count is None:
        return opened("PAST_REF" if direction in ("ago", "earlier", "before") else "FUTURE_REF")
    if unit.startswith("T"):
        return lasting(make_duration(name, count), mod)
    base = context.published if from_here else (context.last.start if context.last else None)
    if base is None:
        return (
            opened(_unknown(unit), None, mod) if from_here else lasting(make_duration(name, count))
        )
    sign = (
        1 if direction in ("later", "after", "afterwards", "afterward", "from now", "hence") else -1
    )
    unit, times = ("W", 2) if unit == "2W" else (unit, 1)
    return told(periods.shift(base, unit, sign * times * int(count)), mod)


def within(found: Match, context: Context) -> Reading | None:
    """`the day before`, behind a date."""
    if context.last is None or context.last.start is None or context.last.granularity != "day":
        return None
    after = re.match(r"[\s]*(?:[.,;)]|$|and\b|at\b|in\b)", context.low[found.end() :])
    if after is None:
        return None
    return told(
        periods.day(periods.move(context.last.start, -1 if found["dir"] == "before" else 1))
    )
