"""Handlers of times of day: clock times and parts of days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from whence.records import TimeKind

from . import periods
from .calendar_dates import modifier
from .context import Context, Reading, part_of
from .periods import Period

Match = re.Match[str]


def clock(found: Match, context: Context) -> Reading | None:
    """`10:30 a.m.`, `9 p.m. (1900 GMT)`."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return _at(context.here, hour % 12 + 12 * (found["half"] == "p"), minute)


def hours(found: Match, context: Context) -> Reading | None:
    """`14:30 GMT`, `at 14:30`; no bare `at 1430`, which may be a year or a number."""
    mark = context.low[found.end("hour") : found.start("minute")]
    if mark != ":" and (not found["zone"] or (not mark and len(found["hour"]) < 2)):
        return None
    return _at(context.here, int(found["hour"]), int(found["minute"]))


def noon(found: Match, context: Context) -> Reading | None:
    """`noon`, `midnight`."""
    return _at(context.here, 24 if found["name"] == "midnight" else 12, 0)


def _at(of: date | None, hour: int, minute: int) -> Reading:
    """A time on the day told last in the paragraph; never by default on the publication's."""
    value = of.isoformat() if of else "XXXX-XX-XX"
    period = Period(value, "time", of, of)
    return Reading(f"{value}T{hour:02d}:{minute:02d}", TimeKind.TIME, period, names=False)


def this_part(found: Match, context: Context) -> Reading | None:
    """A part of a day: `this morning`, `last night`, `the next evening`."""
    which, part = found["which"], found["part"]
    base, step = context.published, 0
    if which == "last":
        step = -1
    elif which != "this":
        base = context.last_day()
        step = {"next": 1, "following": 1, "previous": -1}.get(which.split()[-1], 0)
    of = periods.move(base, step) if base else None
    return part_of(of, part, modifier(found))


LED = re.compile(r"\b(?:in|by|during|through)\s$")
LED_AT = re.compile(r"\b(?:at|by|before|after|until|since|from)\s$")
NAMES = frozenset(("dawn", "daybreak", "sunrise", "dusk", "sunset", "nightfall"))


def part(found: Match, context: Context) -> Reading | None:
    """`at dawn`, `in the early morning`; `the night` alone only where a day stands behind it."""
    name = found["part"]
    if name in ("noon", "midday", "midnight"):
        return None
    words, before = found[0].split(), max(0, found.start() - 8)
    if name in NAMES:
        is_plain = LED_AT.search(context.low, before, found.start()) is not None
    else:
        is_plain = found["mod"] == "mid" or (
            words[0] == "the" and LED.search(context.low, before, found.start()) is not None
        )
    return _part(context, name, modifier(found), needs_day=not is_plain)


def small_hours(found: Match, context: Context) -> Reading | None:
    """`the early hours`."""
    name = "night" if found["which"] == "late" else "morning"
    return _part(context, name, None, needs_day=False)


def _part(context: Context, name: str, mod: str | None, *, needs_day: bool) -> Reading:
    of = context.here
    return replace(part_of(None if needs_day else of, name, mod), names=False, needs_day=needs_day)


def overnight(found: Match, context: Context) -> Reading | None:
    """`overnight`: the night before the publication."""
    base = context.published
    made = part_of(periods.move(base, -1) if base else None, "night")
    return replace(made, names=False)
