"""Calendar periods: their TIMEX3 value and the days that they cover."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from .lexicon import SEASON_MONTHS, UNITS


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both in it, with the value and the unit they are told in."""

    value: str
    granularity: str
    start: date | None = None
    end: date | None = None


def day(of: date) -> Period:
    """One day."""
    return Period(of.isoformat(), "day", of, of)


def week(of: date) -> Period:
    """The week, from Monday on, that a day lies in."""
    monday = of - timedelta(of.weekday())
    year, number, _ = of.isocalendar()
    return Period(f"{year:04d}-W{number:02d}", "week", monday, move(monday, 6))


def weekend(of: date) -> Period:
    """Saturday and Sunday of the week that a day lies in."""
    saturday = move(of, 5 - of.weekday())
    return Period(f"{week(of).value}-WE", "week", saturday, move(saturday, 1))


def month(year: int, number: int) -> Period:
    """One month; numbers beyond 1 to 12 run into the years around."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return Period(f"XXXX-{number:02d}", "month")
    last = calendar.monthrange(year, number)[1]
    return Period(
        f"{year:04d}-{number:02d}", "month", date(year, number, 1), date(year, number, last)
    )


def quarter(year: int, number: int) -> Period:
    """One quarter; numbers beyond 1 to 4 run into the years around."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    first, last = month(year, 3 * number - 2), month(year, 3 * number)
    return Period(f"{year:04d}-Q{number}", "quarter", first.start, last.end)


def half(year: int, number: int) -> Period:
    """The first or second half of a year."""
    first, last = month(year, 6 * number - 5), month(year, 6 * number)
    return Period(f"{year:04d}-H{number}", "half", first.start, last.end)


def season(year: int, code: str) -> Period:
    """A season of the north: a winter has the year that it ends in."""
    first, last = SEASON_MONTHS[code]
    begin = month(year - (first > last), first)
    return Period(f"{year:04d}-{code}", "season", begin.start, month(year, last).end)


def year(number: int) -> Period:
    """One year."""
    if not MINYEAR <= number <= MAXYEAR:
        return Period("XXXX", "year")
    return Period(f"{number:04d}", "year", date(number, 1, 1), date(number, 12, 31))


def decade(first: int) -> Period:
    """Ten years from `first` on."""
    return Period(f"{first // 10:03d}", "decade", year(first).start, year(first + 9).end)


def century(number: int) -> Period:
    """The `number`th century."""
    first = 100 * (number - 1)
    return Period(f"{number - 1:02d}", "century", year(first + 1).start, year(first + 100).end)


def move(of: date, days: int) -> date:
    """A day so many days away, at the calendar's ends where it would fall out of it."""
    return date.fromordinal(min(max(of.toordinal() + days, 1), date.max.toordinal()))


def make_day(year_: int, month_: int, day_: int) -> date | None:
    """A day of the calendar; `None` where there is no such one."""
    try:
        return date(year_, month_, day_)
    except ValueError:
        return None


def shift(of: date, unit: str, count: int) -> Period:
    """The period of that unit (a letter of `UNITS`) which lies `count` units from a day's own."""
    if unit in DAYS:
        make, days = DAYS[unit]
        return make(move(of, days * count))
    if unit == "M":
        return month(of.year, of.month + count)
    if unit == "Q":
        return quarter(of.year, (of.month - 1) // 3 + 1 + count)
    if unit == "10Y":
        return decade(max(0, of.year // 10 * 10 + 10 * count))
    if unit == "100Y":
        return century(max(1, (of.year - 1) // 100 + 1 + count))
    return year(of.year + count)


def away(of: date, unit: str, count: float) -> date:
    """The day that lies so many of a unit (a letter of `UNITS`) from another one."""
    if unit in DAYS:
        return move(of, round(DAYS[unit][1] * count))
    if unit == "2W":
        return move(of, round(14 * count))
    times = {"M": 1, "Q": 3, "Y": 12, "10Y": 120, "100Y": 1200}[unit]
    place = month(of.year, of.month + round(times * count))
    if place.start is None or place.end is None:
        return date.min if count < 0 else date.max
    return place.start.replace(day=min(of.day, place.end.day))


def stretch(base: date, name: str, count: float) -> Period:
    """So many of a unit (a word of `UNITS`) up to a day, or from it on."""
    unit = UNITS[name]
    if unit.startswith("T"):
        seconds = {"TS": 1, "TM": 60, "TH": 3600}[unit] * abs(count)
        days = -(-int(seconds) // 86400)
        other, name = move(base, days if count > 0 else -days), "time"
    else:
        other = away(base, unit, count)
    return Period("", name, min(base, other), max(base, other))


# Units that are a fixed number of days.
DAYS: dict[str, tuple[Callable[[date], Period], int]] = {
    "D": (day, 1),
    "W": (week, 7),
    "WE": (weekend, 7),
}
