"""A calendar day as it is printed on a page, to ISO."""

from __future__ import annotations

import re
from datetime import date

ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
WORDED = re.compile(
    r"(?<!\d)(?:(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+|of\s+)?([^\W\d_]{3,})\.?|"
    r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?)[,\s]+(?:de\s+)?(\d{4})(?!\d)",
    re.IGNORECASE,
)
# The beginnings by which months are told apart: English, German, French, Spanish, Portuguese,
# Italian, Turkish, Russian, Ukrainian, Arabic.
MONTHS = (
    "jan ene gen oca янв січ يناير",
    "feb fév fev şub фев лют فبراير",
    "mar mär март берез مارس",
    "apr avr abr nis апр квіт أبريل",
    "may mai mag maj мая май трав مايو",
    "jun juin giu haz июн черв يونيو",
    "jul juil lug tem июл лип يوليو",
    "aug août ago ağu авг серп أغسطس",
    "sep set eyl сен верес سبتمبر",
    "oct okt out ott eki окт жовт أكتوبر",
    "nov kas ноя листоп نوفمبر",
    "dec dez dic déc ara дек груд ديسمبر",
)


def iso_day(text: str) -> str | None:
    """Find the first calendar day with a year in a text, as `YYYY-MM-DD`; `None` if there is none.

    `03/04/2024` is not told apart from `04/03/2024`: such a day is `None` too.
    """
    if found := ISO.search(text):
        return _iso(found[1], found[2], found[3])
    if found := WORDED.search(text):
        month = _month(found[2] or found[3])
        return _iso(found[5], str(month), found[1] or found[4]) if month else None
    if found := NUMERIC.search(text):
        day, mark, month_text, year = found.groups()
        if mark == "." or int(day) > 12 or day == month_text:
            return _iso(year, month_text, day)
        return _iso(year, day, month_text) if int(month_text) > 12 else None
    return None


def _month(word: str) -> int | None:
    word = word.lower()
    best: tuple[int, int] | None = None
    for number, beginnings in enumerate(MONTHS, start=1):
        for beginning in beginnings.split():
            if word.startswith(beginning) and (best is None or len(beginning) > best[0]):
                best = (len(beginning), number)
    return best[1] if best else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
