"""Handlers of expressions that are counted from the publication or from a date told before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from . import periods
from .amounts import about, read_number
from .amounts import duration as make_duration
from .calendar_dates import modifier
from .context import Context, Reading, lasting, opened, part_of, part_of_open, repeated, told
from .lexicon import PARTS, UNITS, WEEKDAYS

Match = re.Match[str]
BACK = frozenset(("last", "past", "previous", "preceding", "latest"))
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
    open_day = f"XXXX-WXX-{number + 1}"
    if base is None:
        return part_of_open(open_day, None, part, mod)
    if "following" in which or "previous" in which:
        of = _from_last(context, number, on="following" in which)
        return part_of_open(of.isoformat() if of else open_day, of, part, mod)
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
    return part_of(periods.move(base, step), part, mod)


def _from_last(context: Context, number: int, *, on: bool) -> date | None:
    last = context.last_day() or context.published
    if last is None:
        return None
    if on:
        return periods.move(last, (number - last.weekday()) % 7 or 7)
    return periods.move(last, -((last.weekday() - number) % 7 or 7))


def short_weekday(found: Match, context: Context) -> Reading | None:
    """`Fri.`, as a weekday written out."""
    return weekday(found, context)


def weekdays(found: Match, context: Context) -> Reading | None:
    """`every Friday`, `Fridays`, `Tuesday nights`."""
    group = next(name for name in ("weekday", "plural", "nights") if found[name])
    if not context.text[found.start(group)].isupper():
        return None
    part = found["part"] or found["parts"]
    return repeated(f"XXXX-WXX-{WEEKDAYS[found[group]] + 1}{f'T{PARTS[part]}' if part else ''}")


STEPS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def today(found: Match, context: Context) -> Reading | None:
    """`today`, `yesterday evening`, `the day after tomorrow`."""
    name = found["name"]
    step = STEPS.get(name, -2 if "before" in name else 2)
    part = "night" if name == "tonight" else found["part"]
    base = context.published
    return part_of(periods.move(base, step) if base else None, part, modifier(found))


def relative(found: Match, context: Context) -> Reading | None:
    """`last week`, `earlier this year`, `the following day`, `the end of the month`."""
    which = found["which"].split()
    name, mod = found["unit"], modifier(found)
    unit = {"night": "D"}.get(name, UNITS[name])
    if which == ["the"]:
        return _the_unit(found, context, name, mod)
    if unit.startswith(("T", "2")) or _is_other(which[-1], name):
        return None
    if which[-1] == "past":
        base = context.published
        period = periods.stretch(base, name, -1) if base else None
        return lasting(make_duration(name, 1), mod, period)
    there = not THERE.isdisjoint(which) or which == ["the", "next"]
    base = _base(context, name) if there else context.published
    if base is None:
        return None if which[-1] in ("same", "that") else _unknown(unit, mod)
    step = -1 if not BACK.isdisjoint(which) else 1 if not ON.isdisjoint(which) else 0
    period = periods.shift(base, unit, step)
    return part_of(period.start, "night", mod) if name == "night" else told(period, mod)


def _is_other(word: str, name: str) -> bool:
    """Whether a word and a unit are no date: `the last day`, `the first year`."""
    if name == "day" and word in NO_DAY:
        return True
    return word == "first" or (word == "latest" and name not in ("quarter", "year"))


# The units that another one can be counted from: no `following day` after a year.
INSIDE = {
    "week": ("day", "time", "week"),
    "weekend": ("day", "time", "week"),
    "month": ("day", "time", "week", "month"),
    "quarter": ("day", "time", "week", "month", "quarter"),
}


def _base(context: Context, name: str) -> date | None:
    """What `that week` or `two weeks later` is counted from; `None` where that is not plain."""
    last = context.last
    if name in ("day", "night"):
        return context.last_day()
    if last is None or last.granularity not in INSIDE.get(name, (last.granularity,)):
        return None
    return last.start


# What is written where nobody knows which day, week and so on, and its granularity.
UNKNOWN = {
    "D": ("XXXX-XX-XX", "day"),
    "W": ("XXXX-WXX", "week"),
    "WE": ("XXXX-WXX-WE", "week"),
    "2W": ("XXXX-WXX", "week"),
    "M": ("XXXX-XX", "month"),
    "Q": ("XXXX-QX", "quarter"),
}


def _unknown(unit: str, mod: str | None) -> Reading:
    value, granularity = UNKNOWN.get(unit, ("XXXX", "year"))
    return opened(value, granularity, mod)


def _the_unit(found: Match, context: Context, name: str, mod: str | None) -> Reading | None:
    """`the quarter`, `the weekend`, `the end of the year`: those that are plainly a date."""
    base = context.published
    if name == "quarter":
        return _the_quarter(context, mod)
    if base is None:
        return None
    if name == "weekend":
        step = -int(not context.is_ahead(*found.span()))
        return told(periods.shift(base, "WE", step), mod)
    if mod and name in ("week", "month", "year"):
        return told(periods.shift(base, UNITS[name], 0), mod)
    return _the_year(found, context, base) if name == "year" else None


def _the_quarter(context: Context, mod: str | None) -> Reading | None:
    if context.last and context.last.granularity == "quarter":
        return told(context.last, mod)
    if context.published is None:
        return None
    return told(periods.shift(context.published, "Q", 0 if mod else -1), mod)


def _the_year(found: Match, context: Context, base: date) -> Reading | None:
    if ENDING.match(context.low, found.end()):
        return lasting("P1Y")  # `the year ended March 31`
    if found["fiscal"] or WHOLE.search(context.low, max(0, found.start() - 8), found.start()):
        return told(periods.year(base.year))
    return None


ENDING = re.compile(r" end(?:ed|ing)\b")
WHOLE = re.compile(r"\b(?:for|of|so far)\s$")


def year_end(found: Match, context: Context) -> Reading | None:
    """`year-end`, `the month's end`."""
    base, unit = context.published, UNITS[found["unit"]]
    if base is None:
        return _unknown(unit, "late")
    return told(periods.shift(base, unit, 0), "late")


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
        of = periods.quarter(last.start.year - 1, (last.start.month - 1) // 3 + 1)
    elif context.published is None:
        return opened("XXXX", "year")
    else:
        of = periods.year(context.published.year - 1)
    return replace(told(of), names=False)


def ago(found: Match, context: Context) -> Reading | None:
    """`two weeks ago`, `three days later`, `a year earlier`."""
    name, direction, mod = found["unit"], found["dir"], about(found)
    count = read_number(found["number"])
    if name == "year" and count == 1 and direction in ("ago", "earlier"):
        return _a_year_before(context)
    if found["number"] == "the" and (name != "day" or direction != "before"):
        return None
    if direction == "before" and not ENDS.match(context.low, found.end()):
        # `two days before the attack`: how long, before what nobody knows
        return None if found["number"] == "the" else lasting(make_duration(name, count), mod)
    if count is None:
        return _some_ago(name, direction, mod)
    return _counted(context, name, count + (0.5 if found["half"] else 0), direction, mod)


FROM_HERE = ("ago", "from now", "hence")


def _some_ago(name: str, direction: str, mod: str | None) -> Reading:
    """`several years ago`, `a few hours later`."""
    if direction in ("from now", "hence"):
        return opened("FUTURE_REF")
    is_past = direction in ("ago", "earlier", "before", "previously")
    return opened("PAST_REF") if is_past else lasting(make_duration(name, None), mod)


def _counted(context: Context, name: str, count: float, direction: str, mod: str | None) -> Reading:
    """So many units from the publication, or from the date told last."""
    unit = UNITS[name]
    if unit.startswith("T"):
        return lasting(make_duration(name, count), mod)
    from_here = direction in FROM_HERE
    base = context.published if from_here else _base(context, name)
    if base is None:
        return _unknown(unit, mod) if from_here else lasting(make_duration(name, count), mod)
    sign = -1 if direction in ("ago", "earlier", "before", "previously") else 1
    unit, times = ("W", 2) if unit == "2W" else (unit, 1)
    steps = sign * times * int(count)
    if unit in ("10Y", "100Y"):
        return told(periods.year(base.year + steps * int(unit[:-1])), mod or "approximate")
    return told(periods.shift(base, unit, steps), mod)


ENDS = re.compile(r"\s*(?:[.,;:)]|$|and\b|at\b|in\b)")


def within(found: Match, context: Context) -> Reading | None:
    """`the day before`, behind a date."""
    last = context.last_day()
    if last is None or ENDS.match(context.low, found.end()) is None:
        return None
    return told(periods.day(periods.move(last, -1 if found["dir"] == "before" else 1)))
