"""Handlers of expressions that name years and what years are made of: halves, quarters, decades."""

from __future__ import annotations

import re
from datetime import date

from . import periods
from .amounts import read_ordinal
from .calendar_dates import STEPS, modifier
from .context import Context, Reading, opened, told
from .lexicon import NUMBERS
from .periods import Period

Match = re.Match[str]

# What `2000` counts is no year, nor what carries the number as its name.
COUNTED = re.compile(
    r" (?:people|men|women|children|troops|soldiers|fighters|civilians|refugees|prisoners|families|"
    r"houses|homes|villages|villagers|others|police|policemen|officers|militants|rebels|protesters|"
    r"workers|students|members|cases|deaths|bodies|tents|trucks|vehicles|rockets|shells|bombs|"
    r"dollars|pounds|euros|tons|tonnes|miles|km|kilometers|kilometres|feet|metres|meters|kilograms|"
    r"kg|hours|days|points|jobs|shares|percent|barrels|square|cubic|litres|liters)\b"
)
NAMED = re.compile(
    r"\b(?:resolutions?|no\.?|number|flight|room|article|law|act|route|highway|page|section|decree|"
    r"order|channel|box|street|avenue|suite|boeing|airbus|model|unit|about|some|nearly|almost|"
    r"estimated|than|least|up to|approximately)[ \u00a0](?:(?:1[5-9]|20)\d\d,? (?:and|or) )?$"
)
LOOSE = ("about", "some", "nearly", "almost", "estimated", "than", "least", "up to",
         "approximately")  # fmt: skip
NOUN_BEHIND = re.compile(
    r" (?!and|or|to|in|on|at|by|for|the|a|as|that|when|which|but|with|from|after)[a-z]"
)


def year(found: Match, context: Context) -> Reading | None:
    """`2016`, where it is no other number."""
    at, low = found.start("year"), context.low
    if COUNTED.match(low, found.end()):
        return None
    name = NAMED.search(low, max(0, at - 32), at)
    # `some 2000 olive trees`, but `about 2000`.
    if name and (not name[0].startswith(LOOSE) or NOUN_BEHIND.match(low, found.end())):
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
    """`2014-2016`, `2014-16`, `between 2014 and 2016`."""
    first, second = int(found["first"]), found["second"]
    if len(second) == 2 and found["and"]:
        return None
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if not first < last < first + 100:
        return None
    if found["and"] == "and" and not context.is_between(found.start()):
        return None
    a, b = periods.year(first), periods.year(last)
    return told(Period(f"{a.value}/{b.value}", "year", a.start, b.end))


def fiscal(found: Match, context: Context) -> Reading | None:
    """`fiscal 1989`, `FY2016`."""
    return told(periods.year(int(found["year"])))


def decade(found: Match, context: Context) -> Reading | None:
    """`the mid-1990s`, `the nineties`."""
    tens = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
            "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip
    if found["full"]:
        first = int(found["full"])
    else:
        digits = found["short"] or found["bare"]
        short = int(digits) if digits else tens[found["word"]]
        if IN_THE_AGE.search(context.low, max(0, found.start() - 12), found.start()):
            return None
        first = (1900 if short >= 20 else 2000) + short
    return told(periods.decade(first), modifier(found))


IN_THE_AGE = re.compile(r"\b(?:his|her|their|my|our|your)\s$")  # `in her early thirties`


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
    if written := found["year"] or found["year1"]:
        return told(size(int(written), number))
    base = context.published
    if base is None:
        return opened(f"XXXX-{'Q' if most == 4 else 'H'}{number}", found["size"])
    return told(size(base.year + _year_step(found, context, base, number, most), number))


def _year_step(found: Match, context: Context, base: date, number: int, most: int) -> int:
    own = found["of"] or found["whose"]
    if own:
        return STEPS.get(own, 0)
    if YEAR_AGO.search(context.low, max(0, found.start() - 14), found.start()):
        return -1
    begins = 12 // most * (number - 1) + 1
    if context.is_ahead(*found.span()):
        return int(begins + 12 // most + 3 <= base.month)
    return -int(begins > base.month)


YEAR_AGO = re.compile(r"\byear-(?:ago|earlier) $")


def last_half(found: Match, context: Context) -> Reading | None:
    """`the last half of 1989`."""
    return told(periods.half(int(found["year"]), 2))


def quarter_short(found: Match, context: Context) -> Reading | None:
    """`Q3 2016`."""
    number = int(found["number"])
    if found["year"]:
        return told(periods.quarter(int(found["year"]), number))
    if context.published is None:
        return opened(f"XXXX-Q{number}", "quarter")
    return told(periods.quarter(context.published.year, number))
