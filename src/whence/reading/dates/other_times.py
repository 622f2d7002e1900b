"""Handlers of durations, times of day, sets and words such as `now`."""

from __future__ import annotations

import re

from . import periods
from .amounts import about, read_number
from .amounts import duration as make_duration
from .context import Context, Reading, lasting, opened, repeated
from .lexicon import SETS
from .periods import Period

Match = re.Match[str]


def duration(found: Match, context: Context) -> Reading | None:
    """`two weeks`, `the past three years`, `24 hours`; no ages, no rates."""
    if found["old"] or _is_rate(found, context) or not _is_duration(found, context):
        return None
    name, which = found["unit"], (found["which"] or "").split()
    count, mod = read_number(found["number"]), about(found)
    if count is None and which and which[0] in ("these", "those"):
        return None
    if found["half"] and count is not None:
        count += 0.5
    if found["least"]:
        count, mod = None, "approximate"  # `two to three weeks`
    return lasting(make_duration(name, count), mod, _counted(context, which, name, count))


ARTICLES = ("a", "an", "the", "some", "half a", "half an")


def _is_duration(found: Match, context: Context) -> bool:
    """Whether a number and a unit are one: no `the second`, `a quarter`, `one day he will`."""
    words, name, is_plural = found["number"], found["unit"], found["plural"]
    which = (found["which"] or "").split()
    if name in ("second", "quarter", "weekend", "night") and not is_plural:
        return name == "night" and words not in ARTICLES
    if name == "quarter" and OF.match(context.low, found.end()):
        return False  # `three quarters of`
    if words == "the" or found["least"] in ARTICLES or (words == "some" and not is_plural):
        return False
    if "-" in found[0] and which[-1:] in (["the"], ["these"], ["those"]) and not is_plural:
        return False  # `the two-week siege` without its article, as `hyphen` has it
    if words == "one" and name == "day" and not which:
        return LED.search(context.low, max(0, found.start() - 10), found.start()) is not None
    return not context.low.endswith("aged ", 0, found.start())


OF = re.compile(r" of\b(?! (?:the|this|last|next) year)")
LED = re.compile(
    r"\b(?:for|in|within|than|of|after|only|just|least|last|lasting|about|every|by)\s$"
)


def _counted(context: Context, which: list[str], name: str, count: float | None) -> Period | None:
    """The days of `the past two weeks`, from the publication; `None` for other durations."""
    if context.published is None or count is None or not which:
        return None
    step = {"past": -1, "last": -1, "next": 1, "coming": 1}.get(which[-1])
    return periods.stretch(context.published, name, step * count) if step else None


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
    number: float | None = None if found["plural"] else 1
    if found["number"]:
        number = read_number(found["number"])
    return lasting(make_duration(found["unit"], number))


# `years` alone is a duration only behind one of these.
LASTING = re.compile(r"\b(?:for|in|over|after|of|took|take|within|during|lasted|last)\s$")


def durations(found: Match, context: Context) -> Reading | None:
    """`years`, `in recent months`, `the coming weeks`."""
    which, name = found["which"] or "", found["unit"]
    if name in ("second", "quarter", "century", "night", "weekend") or found["dir"] == "before":
        return None
    if found["dir"]:
        is_past = found["dir"] in ("ago", "earlier")
        return opened("PAST_REF") if is_past else lasting(make_duration(name, None))
    before = context.low[max(0, found.start() - 14) : found.start()]
    if not which and LASTING.search(before) is None:
        return None
    if re.search(r"\d[\s-]$", before):
        return None
    return lasting(make_duration(name, None))


def every(found: Match, context: Context) -> Reading | None:
    """`every day`, `each year`."""
    count = read_number(found["number"]) if found["number"] else 1
    return repeated(make_duration(found["unit"], count))


def set(found: Match, context: Context) -> Reading | None:  # noqa: A001 - the TIMEX3 type
    """`daily`, `annually`; not in a newspaper's name."""
    at = found.start()
    if context.text[at].isupper() and at > 0:
        return None
    return repeated(SETS[found["name"]])


def rate(found: Match, context: Context) -> Reading | None:
    """`twice a week`."""
    return repeated(make_duration(found["unit"], 1))


def now(found: Match, context: Context) -> Reading | None:
    """`now`, `currently`."""
    return opened("PRESENT_REF")


def past(found: Match, context: Context) -> Reading | None:
    """`recently`, `in the past`."""
    return opened("PAST_REF")


def future(found: Match, context: Context) -> Reading | None:
    """`soon`, `the future`."""
    return opened("FUTURE_REF")
