"""Handlers of durations, times of day, sets and words such as `now`."""

from __future__ import annotations

import re
from datetime import date

from whence.records import TimeKind

from . import periods
from .amounts import duration as make_duration
from .amounts import read_number
from .context import Context, Reading, lasting, opened
from .lexicon import SETS, WEEKDAYS

Match = re.Match[str]


def duration(found: Match, context: Context) -> Reading | None:
    """`two weeks`, `the past three years`, `24 hours`; no ages, no rates."""
    if found["old"] or _is_rate(found, context):
        return None
    words, name = found["number"], found["unit"]
    count = read_number(words)
    which = (found["which"] or "").split()
    if words == "the" or (
        words in ("a", "an") and name in ("second", "quarter", "night", "weekend")
    ):
        return None
    if name in ("second", "quarter", "weekend") and not found["plural"]:
        return None
    if count is None and words == "some" and not found["plural"]:
        return None
    if which and which[0] in ("these", "those") and count is None:
        return None
    if count is not None and found["half"]:
        count += 0.5
    return lasting(make_duration(name, count), "approximate" if found["about"] else None)


# `50 miles an hour` says how fast, `twice a day` how often.
PER = re.compile(
    r"(?:\d|%|percent|times|miles?|km|dollars|million|billion|cents|hours|once|twice|barrels|tons|"
    r"tonnes|people|pounds|euros|share)\s*$"
)


def _is_rate(found: Match, context: Context) -> bool:
    """Whether it says how often: `50 miles an hour`, `twice a day`, `$5 a month`."""
    if found["number"] not in ("a", "an"):
        return False
    before = context.low[max(0, found.start() - 16) : found.start()]
    return PER.search(before) is not None


def hyphen(found: Match, context: Context) -> Reading | None:
    """`three-day`."""
    if found["number"] in ("the", "a", "an", "half a"):
        return None
    return lasting(make_duration(found["unit"], read_number(found["number"])))


def long(found: Match, context: Context) -> Reading | None:
    """`year-long`, `three-week-long`."""
    number = read_number(found["number"]) if found["number"] else 1
    return lasting(make_duration(found["unit"], number))


# `years` alone is a duration only behind one of these.
LASTING = re.compile(r"\b(?:for|in|over|after|of|took|take|within|during|lasted|last)\s$")


def durations(found: Match, context: Context) -> Reading | None:
    """`years`, `in recent months`, `the coming weeks`."""
    which, name = found["which"] or "", found["unit"]
    if name in ("second", "quarter", "century", "night", "weekend") or found["dir"] == "before":
        return None
    if found["dir"]:
        return opened("PAST_REF" if found["dir"] in ("ago", "earlier") else "FUTURE_REF")
    if "recent" in which and name == "year":
        return opened("PAST_REF")
    before = context.low[max(0, found.start() - 14) : found.start()]
    if not which and LASTING.search(before) is None:
        return None
    if re.search(r"\d[\s-]$", before):
        return None
    return lasting(make_duration(name, None))


def clock(found: Match, context: Context) -> Reading | None:
    """`10:30 a.m.`, `9 p.m. Tuesday`."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    hour = hour % 12 + 12 * (found["half"] == "p")
    return _at(context, _day_of(found, context), hour, minute)


def hours(found: Match, context: Context) -> Reading | None:
    """`14:30 GMT`."""
    on = found["on"]
    return _at(context, _weekday(context, on), int(found["hour"]), int(found["minute"]))


def noon(found: Match, context: Context) -> Reading | None:
    """`noon`, `midnight on Friday`."""
    hour = 12 if found["name"] != "midnight" else 24
    return _at(context, _weekday(context, found["on"]), hour, 0)


def _day_of(found: Match, context: Context) -> date | None:
    on = found["on"] or found["weekday"]
    if on in ("yesterday", "tomorrow") and context.published:
        return periods.move(context.published, -1 if on == "yesterday" else 1)
    return _weekday(context, on)


def _weekday(context: Context, named: str | None) -> date | None:
    base = context.published
    if base is None or named is None or named == "today":
        last = context.last
        if named is None and last and last.granularity == "day" and last.start:
            return last.start
        return base
    return periods.move(base, -((base.weekday() - WEEKDAYS[named]) % 7))


def _at(context: Context, of: date | None, hour: int, minute: int) -> Reading:
    value = of.isoformat() if of else "XXXX-XX-XX"
    period = periods.day(of) if of else None
    return Reading(f"{value}T{hour:02d}:{minute:02d}", TimeKind.TIME, period, names=False)


def every(found: Match, context: Context) -> Reading | None:
    """`every day`, `each year`."""
    count = read_number(found["number"]) if found["number"] else 1
    value = make_duration(found["unit"], count)
    return Reading(value, TimeKind.SET, names=False)


def set(found: Match, context: Context) -> Reading | None:  # noqa: A001 - the TIMEX3 type
    """`daily`, `annually`; not in a newspaper's name."""
    at = found.start()
    if context.text[at].isupper() and at > 0:
        return None
    return Reading(SETS[found["name"]], TimeKind.SET, names=False)


def rate(found: Match, context: Context) -> Reading | None:
    """`twice a week`."""
    return Reading(make_duration(found["unit"], 1), TimeKind.SET, names=False)


def now(found: Match, context: Context) -> Reading | None:
    """`now`, `currently`."""
    return opened("PRESENT_REF")


def past(found: Match, context: Context) -> Reading | None:
    """`recently`, `in the past`."""
    return opened("PAST_REF")


def future(found: Match, context: Context) -> Reading | None:
    """`soon`, `the future`."""
    return opened("FUTURE_REF")
