"""What the patterns of the grammar are made of: spaces, names, numbers, units, in small letters."""

from __future__ import annotations

from collections.abc import Iterable

from .lexicon import LONG_WEEKDAYS, MONTHS, NUMBERS, ORDINALS, PARTS, UNITS, WEEKDAYS


def any_of(words: Iterable[str]) -> str:
    """Alternatives, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


S = r"(?:[ \t\u00a0\u2009\u202f\r\n]{1,8})"  # captured text may be wrapped and indented
TH = r"(?:st|nd|rd|th)?"
MONTHS_ = any_of(MONTHS)
MONTH = rf"(?P<month>{MONTHS_})\b\.?"
DAY = rf"(?P<day>0?[1-9]|[12]\d|3[01]){TH}(?![\d%]|[.,:]\d|{S}?[ap]\.?m\b)"
DAY_WORD = rf"(?P<dayword>{any_of(w for w in ORDINALS if w != 'second')})"
YEARS = r"1[5-9]\d\d|20\d\d"
YEAR = rf"(?P<year>{YEARS})(?!\d|[.,]\d)"
WEEKDAYS_ = any_of(LONG_WEEKDAYS)
SHORT = any_of(w for w in WEEKDAYS if w not in LONG_WEEKDAYS)
WEEKDAY = rf"(?P<weekday>{WEEKDAYS_})"
# `Monday, ` before a day of the month.
LEAD = (
    rf"(?:(?:(?:this{S}(?:coming|past)|last|next|this){S})?"
    rf"(?P<named>(?:{WEEKDAYS_}|(?:{SHORT})\.?)),?{S}(?:the{S})?)?"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER = (
    rf"(?:\d{{1,4}}(?:[.,]\d+|{S}?[½¼¾]|{S}1/2)?|(?:{_TENS})(?:[- ](?:{_ONES}))?|"
    rf"(?:{any_of(NUMBERS)})(?:{S}(?:hundred|thousand)|{S}and{S}a{S}half)?|an?(?:{S}(?:hundred|thousand))?|half{S}an?|"
    rf"(?:a{S})?(?:couple(?:{S}of)?|few|dozen)|several|many|some|dozens{S}of|tens{S}of|"
    rf"hundreds{S}of|thousands{S}of|the)"
)
UNIT = rf"(?P<unit>{any_of(UNITS)})"
PART = rf"(?P<part>{any_of(PARTS)})"
ORDINAL = rf"(?P<ordinal>{any_of(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
MODIFIER = (
    rf"(?:(?P<mod>early|mid|late|later|earlier|the{S}(?:very{S})?(?:start|beginning|middle|end){S}of|"
    rf"start{S}of|beginning{S}of|end{S}of)(?:{S}in{S}|{S}on{S}|{S}|-))?"
)
WHICH = (
    r"(?P<which>last|this|next|past|previous|following|coming|same|that|current|the|preceding|"
    rf"upcoming|that{S}same|(?:the|its|their){S}(?:last|next|past|previous|following|coming|same|"
    r"current|preceding|first|latest))"
)
DASH = rf"(?P<dash>{S}?[-–—/]{S}?|{S}(?:to|through|until|till|and){S})"
ABOUT = (
    rf"(?:(?P<about>about|around|some|nearly|almost|roughly|approximately|more{S}than|less{S}than|"
    rf"fewer{S}than|at{S}least|up{S}to|"
    rf"as{S}many{S}as|as{S}long{S}as|at{S}most|under){S})?"
)
