"""Handlers of expressions that name a day, a month or a season of the calendar."""

from __future__ import annotations

import re
from datetime import date

from whence.records import TimeKind

from . import periods
from .amounts import read_ordinal
from .context import Context, Reading, opened, repeated, told
from .lexicon import HOLIDAYS, MONTHS, NAMED_DAYS, SEASONS, WEEKDAYS
from .periods import Period

Match = re.Match[str]
MODIFIERS = {"early": "early", "mid": "mid", "late": "late", "start": "early", "beginning": "early",
             "middle": "mid", "end": "late"}  # fmt: skip
STEPS = {"last": -1, "this": 0, "next": 1}


def modifier(found: Match) -> str | None:
    """`early`, `mid` or `late`, where the words say so."""
    words = found.groupdict().get("mod") or ""
    return next((MODIFIERS[w] for w in re.findall(r"[a-z]+", words) if w in MODIFIERS), None)


def iso(found: Match, context: Context) -> Reading | None:
    """`2016-10-17`, `2016-10-17T10:30:00Z`."""
    of = periods.make_day(int(found["year"]), int(found["month"]), int(found["day"]))
    if of is None or found["hour"] is None:
        return told(periods.day(of)) if of else None
    value = f"{of.isoformat()}T{found['hour']}:{found['minute']}"
    return Reading(value, TimeKind.TIME, Period(value, "time", of, of))


def numeric(found: Match, context: Context) -> Reading | None:
    """`17.10.2016`, `10/17/16`; open where both orders are possible."""
    first, second, written = int(found["a"]), int(found["b"]), found["year"]
    if len(written) == 2 and (found["sep"] != "/" and len(found["a"] + found["b"]) < 4):
        return None  # a version, a score
    year = int(written) + (0 if len(written) == 4 else 2000 if int(written) < 70 else 1900)
    if found["sep"] == "." or first > 12:
        return _day(year, second, first)
    if second > 12 or first == second:
        return _day(year, first, second)
    return opened(f"{year:04d}-XX-XX", "day") if first and second else None


def dashed(found: Match, context: Context) -> Reading | None:
    """`5-Sep-2016`."""
    return _day(int(found["year"]), MONTHS[found["month"]], int(found["day"]))


def september_11(found: Match, context: Context) -> Reading | None:
    """`9/11`, the name of a day."""
    return _day(2001, 9, 11)


def _day(year: int, month: int, day: int) -> Reading | None:
    of = periods.make_day(year, month, day)
    return told(periods.day(of)) if of else None


def day(found: Match, context: Context) -> Reading | None:
    """`Monday, 17 October 2016`, `Oct. 17`, `March eighth`."""
    named = found["month"] or found["month2"]
    if not is_month(found, context, named):
        return None
    written = found["day"] or found["day2"]
    number = int(written) if written else read_ordinal(found["dayword"])
    month, year = MONTHS[named], found["year"] or found["year2"]
    if year:
        return _day(int(year), month, number)
    if NAMED.match(context.low, found.end()) and (month, number) in NAMED_DAYS:
        of = date(NAMED_DAYS[month, number], month, number)
        if context.published is None or of < context.published:
            return told(periods.day(of))
    rel = found["rel"] or found["rel2"]
    if rel and context.published:
        return _day(context.published.year + STEPS[rel], month, number)
    return near_day(found, context, month, number)


NAMED = re.compile(r",? (?:terrorist |terror |hamas |al[- ]qaeda |suicide )*attacks?\b")


# Months whose names are common words; without a capital they are those.
WORDS = ("march", "mar", "may", "dec", "sep")


def is_month(found: Match, context: Context, named: str, *, is_sure: bool = True) -> bool:
    """Whether a month's name is meant; `is_sure` where a day or a year stands with it."""
    at = found.start() + found[0].index(named)
    return context.text[at].isupper() or (is_sure and named not in WORDS)


# Days: words that look ahead look no further than that; without such words a day that is further
# ahead than that is the one of the year before.
SOON, FAR = 300, 120


def near_year(found: Match, context: Context, month: int, day_: int) -> int | None:
    """The year of a day and month that have none: the nearest to the publication.

    A weekday written with it decides, and so do words that put it ahead or behind.
    """
    published = context.published
    if published is None:
        return None
    years = [published.year + step for step in (-1, 0, 1)]
    made = [of for y in years if (of := periods.make_day(y, month, day_))]
    if not made:
        return None
    if named := found.groupdict().get("named"):
        number = WEEKDAYS[named.rstrip(".")]
        made = [of for of in made if of.weekday() == number] or made
    elif found.groupdict().get("which") in ("last", "this past") or context.is_over(found.start()):
        made = [of for of in made if of <= published] or made
    elif context.is_ahead(*found.span()):
        made = [of for of in made if 0 <= (of - published).days <= SOON] or made
    else:
        made = [of for of in made if (of - published).days <= FAR] or made
    return min(made, key=lambda of: abs((of - published).days)).year


def near_day(found: Match, context: Context, month: int, number: int) -> Reading | None:
    """A day and month without a year."""
    year = near_year(found, context, month, number)
    if year is None:
        valid = periods.make_day(2000, month, number) is not None
        return opened(f"XXXX-{month:02d}-{number:02d}", "day") if valid else None
    return _day(year, month, number)


def month(found: Match, context: Context) -> Reading | None:
    """`October 2016`, `last April`, `in March`."""
    named, mod = found["month"], modifier(found)
    is_told = found["year"] or found["which"] or found["rel"] or mod
    if not is_month(found, context, named, is_sure=bool(found["year"])):
        return None
    if not is_told and _is_name(found, context, named):
        return None
    number = MONTHS[named]
    if found["which"] in ("each", "every"):
        return repeated(f"XXXX-{number:02d}")
    year = int(found["year"]) if found["year"] else _month_year(found, context, number)
    if year is None:
        return opened(f"XXXX-{number:02d}", "month", mod)
    return told(periods.month(year, number), mod)


LED = re.compile(
    r"\b(?:in|of|by|since|until|till|from|to|last|this|next|during|before|after|and|or|through|for|"
    r"on|between|around|early|late|mid)[ \n\u00a0-]+$"
)
LED_IN = re.compile(r"\b(?:in|since|until|till|during|by|early|late|mid)[ \n\u00a0-]+$")
NAME_BEHIND = re.compile(r" [A-Z][a-z]+")
MARCH_BEHIND = re.compile(r" (?:on|of|for|against|to)\b")
PEOPLE = ("april", "may", "june", "august", "jan")


def _is_name(found: Match, context: Context, named: str) -> bool:
    """Whether it names somebody (`May said`, `April Glaspie`), or a march (`the March of`)."""
    before = max(0, found.start() - 12)
    if named in PEOPLE and NAME_BEHIND.match(context.text, found.end()):
        return LED_IN.search(context.low, before, found.start()) is None
    if LED.search(context.low, before, found.start()):
        return False
    if named == "march":
        return MARCH_BEHIND.match(context.low, found.end()) is not None
    return named == "may"


def _month_year(found: Match, context: Context, number: int) -> int | None:
    """The year of a month that has none; `None` where the publication is not known."""
    which, base = found["which"] or "", context.published
    if base is None:
        return None
    if found["rel"]:
        return base.year + STEPS[found["rel"]]
    if which == "this":
        return base.year
    if which == "next":
        return base.year + (number <= base.month)
    if not which and context.is_ahead(*found.span()):
        return base.year + (number < base.month)
    same = which == "last" and number == base.month
    return base.year - (number > base.month or same)


def bare_season(found: Match, context: Context) -> Reading | None:
    """`last summer`, `the spring of 2016`; never `fall` or `spring` without a determiner."""
    code, which = SEASONS[found["season"]], (found["which"] or "").split()
    mod, is_dated = modifier(found), found["year"] or found["rel"]
    if not which and not is_dated and mod is None:
        return None
    if which == ["the"] and not is_dated and found["season"] in ("fall", "spring"):
        return None
    if found["year"]:
        return told(periods.season(int(found["year"]), code), mod)
    base = context.published
    if base is None:
        return opened(f"XXXX-{code}", "season", mod)
    if found["rel"]:
        return told(periods.season(base.year + STEPS[found["rel"]], code), mod)
    here = periods.season(base.year, code)
    step = 0
    if "last" in which or "past" in which:
        step = -int(here.end is None or here.end >= base)
    elif "next" in which or "coming" in which:
        step = int(here.start is None or here.start <= base)
    elif "the" in which:
        step = -int(here.start is not None and here.start > base)
    return told(periods.season(base.year + step, code), mod)


def holiday(found: Match, context: Context) -> Reading | None:
    """`Christmas Day`."""
    number, day_ = HOLIDAYS[found["name"]]
    if not context.text[found.start("name")].isupper():
        return None
    return near_day(found, context, number, day_)
