"""Handlers of expressions that name a place in the calendar: days, months, quarters, years."""

from __future__ import annotations

import re
from datetime import date

from . import periods
from .amounts import read_ordinal
from .context import Context, Reading, opened, told
from .lexicon import HOLIDAYS, MONTHS, NUMBERS, SEASONS, WEEKDAYS
from .periods import Period

Match = re.Match[str]
MODIFIERS = {"early": "early", "mid": "mid", "late": "late", "start": "early", "beginning": "early",
             "middle": "mid", "end": "late"}  # fmt: skip


def modifier(found: Match) -> str | None:
    """`early`, `mid` or `late`, where the words say so."""
    words = found.groupdict().get("mod") or ""
    return next((MODIFIERS[w] for w in re.findall(r"[a-z]+", words) if w in MODIFIERS), None)


def iso(found: Match, context: Context) -> Reading | None:
    """`2016-10-17`."""
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


def numeric(found: Match, context: Context) -> Reading | None:
    """`17.10.2016`, `10/17/2016`; open where both orders are possible."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["year"])
    if found["sep"] == "." or first > 12:
        return _day(year, second, first)
    if second > 12 or first == second:
        return _day(year, first, second)
    return opened(f"{year:04d}-XX-XX", "day")


def _day(year: int, month: int, day: int) -> Reading | None:
    of = periods.make_day(year, month, day)
    return told(periods.day(of)) if of else None


def day(found: Match, context: Context) -> Reading | None:
    """`Monday, 17 October 2016`, `Oct. 17`."""
    named = found["month"] or found["month2"]
    if not is_month(found, context, named):
        return None
    month, number = MONTHS[named], int(found["day"] or found["day2"])
    year = found["year"] or found["year2"]
    if year:
        return _day(int(year), month, number)
    return _near_day(found, context, month, number)


def days(found: Match, context: Context) -> Reading | None:
    """`October 12-14, 2016`, `12 to 14 October`."""
    named = found["month"] or found["month2"]
    if not is_month(found, context, named):
        return None
    month = MONTHS[named]
    first, second = int(found["first"] or found["first2"]), int(found["second"] or found["second2"])
    if not first < second <= 31:
        return None
    year = found["year"] or found["year2"]
    year_ = int(year) if year else _near_year(found, context, month, first)
    if year_ is None:
        return opened(f"XXXX-{month:02d}-{first:02d}/XXXX-{month:02d}-{second:02d}", "day")
    return _range(periods.make_day(year_, month, first), periods.make_day(year_, month, second))


def _range(first: date | None, last: date | None) -> Reading | None:
    if first is None or last is None or last < first:
        return None
    value = f"{first.isoformat()}/{last.isoformat()}"
    return told(Period(value, "day", first, last))


def is_month(found: Match, context: Context, named: str) -> bool:
    """Whether a month's name is meant: `May`, `March` and `Mar` need a capital."""
    at = found.start() + found[0].index(named)
    return context.text[at].isupper()


def _near_year(found: Match, context: Context, month: int, day_: int) -> int | None:
    if context.published is None:
        return None
    years = [context.published.year + step for step in (-1, 0, 1)]
    made = [of for y in years if (of := periods.make_day(y, month, day_))]
    if not made:
        return None
    if named := found.groupdict().get("named"):
        number = WEEKDAYS[named.rstrip(".")]
        made = [of for of in made if of.weekday() == number] or made
    elif context.is_over(found.start()):
        made = [of for of in made if of <= context.published] or made
    elif context.is_ahead(*found.span()):
        made = [of for of in made if of >= context.published] or made
    return min(made, key=lambda of: abs((of - context.published).days)).year  # type: ignore[operator]


def _near_day(found: Match, context: Context, month: int, number: int) -> Reading | None:
    year = _near_year(found, context, month, number)
    if year is None:
        valid = periods.make_day(2000, month, number) is not None
        return opened(f"XXXX-{month:02d}-{number:02d}", "day") if valid else None
    return _day(year, month, number)


def month(found: Match, context: Context) -> Reading | None:
    """`October 2016`, `last April`, `in March`."""
    named, mod = found["month"], modifier(found)
    if not is_month(found, context, named):
        return None
    if named == "may" and not (found["year"] or found["which"] or mod or _is_led(found, context)):
        return None  # somebody's name
    number = MONTHS[named]
    if found["year"]:
        return told(periods.month(int(found["year"]), number), mod)
    base = context.published
    if base is None:
        return opened(f"XXXX-{number:02d}", "month", mod)
    if found["rel"]:
        step = {"last": -1, "this": 0, "next": 1}[found["rel"]]
        return told(periods.month(base.year + step, number), mod)
    return told(periods.month(_month_year(found, context, base, number), number), mod)


LED = re.compile(
    r"\b(?:in|of|by|since|until|till|from|to|last|this|next|during|before|after|and|through|for|on|"
    r"between|around|early|late)\s+$"
)


def _is_led(found: Match, context: Context) -> bool:
    return LED.search(context.low, max(0, found.start() - 12), found.start()) is not None


def _month_year(found: Match, context: Context, base: date, number: int) -> int:
    which = found["which"] or ""
    if which == "next" or (not which and context.is_ahead(*found.span())):
        return base.year + (number < base.month)
    if which == "this":
        return base.year
    same = which == "last" and number == base.month
    return base.year - (number > base.month or same)


def months(found: Match, context: Context) -> Reading | None:
    """`from March to May 2016`."""
    if not is_month(found, context, found["first"]):
        return None
    last = periods.month(int(found["year"]), MONTHS[found["second"]])
    number = MONTHS[found["first"]]
    own = int(found["year1"] or int(found["year"]) - (number > MONTHS[found["second"]]))
    first = periods.month(own, number)
    if first.start is None or last.end is None or first.start > last.end:
        return None
    return told(Period(f"{first.value}/{last.value}", "month", first.start, last.end))


# What `2000` counts is no year.
COUNTED = re.compile(
    r" (?:people|men|women|troops|soldiers|dollars|pounds|euros|tons|tonnes|miles|km|feet|metres|"
    r"meters|hours|points|jobs|shares|homes|others|percent)\b"
)


def year(found: Match, context: Context) -> Reading | None:
    """`2016`, where it is no other number."""
    if COUNTED.match(context.low, found.end()):
        return None
    return told(periods.year(int(found["year"])), modifier(found))


def year_words(found: Match, context: Context) -> Reading | None:
    """`nineteen ninety-six`, `two thousand`."""
    words = found[0]
    rest = sum(NUMBERS.get(w, 0) for w in re.findall(r"[a-z]+", found["rest"] or ""))
    if "thousand" in words:
        return told(periods.year(2000 + rest)) if rest or words.startswith("the") else None
    return told(periods.year(1900 + rest)) if rest > 9 else None


def years(found: Match, context: Context) -> Reading | None:
    """`2014-2016`, `2014-16`."""
    first = int(found["first"])
    second = found["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if not first < last < first + 100:
        return None
    a, b = periods.year(first), periods.year(last)
    return told(Period(f"{a.value}/{b.value}", "year", a.start, b.end))


def fiscal(found: Match, context: Context) -> Reading | None:
    """`fiscal 1989`."""
    return told(periods.year(int(found["year"])))


def decade(found: Match, context: Context) -> Reading | None:
    """`the mid-1990s`, `the nineties`."""
    tens = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
            "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip
    if found["full"]:
        first = int(found["full"])
    else:
        short = int(found["short"]) if found["short"] else tens[found["word"]]
        first = (1900 if short >= 20 else 2000) + short
    return told(periods.decade(first), modifier(found))


def century(found: Match, context: Context) -> Reading | None:
    """`the 20th century`."""
    number = read_ordinal(found["ordinal"])
    return told(periods.century(number), modifier(found)) if 1 <= number <= 30 else None


def quarter(found: Match, context: Context) -> Reading | None:
    """`the third quarter of 2016`, `last year's first half`."""
    number = read_ordinal(found["ordinal"])
    size = periods.quarter if found["size"] == "quarter" else periods.half
    most = 4 if found["size"] == "quarter" else 2
    if not 1 <= number <= most:
        return None
    if found["year"]:
        return told(size(int(found["year"]), number))
    base = context.published
    if base is None:
        return opened(f"XXXX-{'Q' if most == 4 else 'H'}{number}", found["size"])
    return told(size(base.year + _year_step(found, context, base, number, most), number))


def _year_step(found: Match, context: Context, base: date, number: int, most: int) -> int:
    own = found["of"] or next((w for w in ("last", "this") if f"{w} year" in found[0]), None)
    if own:
        return {"last": -1, "next": 1}.get(own, 0)
    begins = 12 // most * (number - 1) + 1
    if context.is_ahead(*found.span()):
        return int(begins + 12 // most + 3 <= base.month)
    return -int(begins > base.month)


def quarter_short(found: Match, context: Context) -> Reading | None:
    """`Q3 2016`."""
    number = int(found["number"])
    if found["year"]:
        return told(periods.quarter(int(found["year"]), number))
    if context.published is None:
        return opened(f"XXXX-Q{number}", "quarter")
    return told(periods.quarter(context.published.year, number))


def bare_season(found: Match, context: Context) -> Reading | None:
    """`last summer`, `the spring of 2016`; never `fall` or `spring` without a determiner."""
    code, which = SEASONS[found["season"]], (found["which"] or "").split()
    if not which and not found["year"] and modifier(found) is None:
        return None
    if which == ["the"] and not found["year"] and found["season"] in ("fall", "spring"):
        return None
    mod = modifier(found)
    if found["year"]:
        return told(periods.season(int(found["year"]), code), mod)
    base = context.published
    if base is None:
        return opened(f"XXXX-{code}", "season", mod)
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
    return _near_day(found, context, number, day_)
