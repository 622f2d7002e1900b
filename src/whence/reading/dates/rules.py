"""The patterns of the grammar. They run over the text in small letters, one paragraph at a time.

Each pattern has a name, and a handler of that name in `resolve.py`. Where several match, the
longest that can be resolved wins. No pattern nests a repetition in another one, so all are linear.
"""

from __future__ import annotations

import re

from .lexicon import (
    FUTURE,
    HOLIDAYS,
    LONG_WEEKDAYS,
    MONTHS,
    NOW,
    NUMBERS,
    ORDINALS,
    PARTS,
    PAST,
    SEASONS,
    SETS,
    UNITS,
    WEEKDAYS,
)


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_S = r"(?:[ \t\u00a0\u202f\n]{1,2})"
_MONTH = rf"(?P<month>{_any(MONTHS)})\b\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)"
_WEEKDAY = rf"(?:{_any(LONG_WEEKDAYS)}|(?:{_any(w for w in WEEKDAYS if len(w) < 6)})\.?)"
_SHORT = _any(w for w in WEEKDAYS if w not in LONG_WEEKDAYS)
_NAMED = rf"(?P<weekday>{_any(LONG_WEEKDAYS)})"
_LEAD = rf"(?:(?P<named>{_WEEKDAY}),?{_S}(?:the{_S})?)?"
_NUMBER = (
    rf"(?:\d{{1,4}}(?:[.,]\d+)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    rf"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:{_any(NUMBERS)})"
    rf"(?:{_S}hundred)?|an?(?:{_S}hundred)?|half{_S}an?|(?:a{_S})?(?:couple(?:{_S}of)?|few)|several|"
    rf"many|some|dozens{_S}of|tens{_S}of|hundreds{_S}of|thousands{_S}of|the)"
)
_UNIT = rf"(?P<unit>{_any(UNITS)})"
_PART = rf"(?P<part>{_any(PARTS)})"
_ORDINAL = rf"(?P<ordinal>{_any(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_MOD = (
    rf"(?:(?P<mod>early|mid|late|later|earlier|the{_S}(?:very{_S})?(?:start|beginning|middle|end){_S}"
    rf"of|start{_S}of|beginning{_S}of|end{_S}of)(?:{_S}in{_S}|{_S}on{_S}|{_S}|-))?"
)
_WHICH = (
    r"(?P<which>last|this|next|past|previous|following|coming|same|that|current|the|preceding|"
    r"upcoming|that\s+same|the\s+(?:last|next|past|previous|following|coming|same|current|"
    r"preceding|first|latest))"
)
_DASH = rf"(?:{_S}?[-–—/]{_S}?|{_S}(?:to|through|until|till|and){_S})"
_APPROX = (
    rf"(?:(?P<about>about|around|some|nearly|almost|roughly|approximately|more{_S}than|less{_S}than|"
    rf"at{_S}least|over(?!{_S}(?:the|a|an){_S}(?:past|last|next|coming|first))|up{_S}to|as{_S}many{_S}as|at{_S}most|under|only|just|another){_S})?"
)

_PATTERNS: dict[str, str] = {
    "iso": rf"\b{_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])\b",
    "numeric": r"\b(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>1[5-9]\d\d|20\d\d)\b",
    "days": (
        rf"\b{_LEAD}(?:{_MONTH}{_S}(?P<first>\d{{1,2}})(?:st|nd|rd|th)?{_DASH}"
        rf"(?P<second>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%])(?:,?{_S}{_YEAR})?"
        rf"|(?P<first2>\d{{1,2}})(?:st|nd|rd|th)?{_DASH}(?P<second2>\d{{1,2}})(?:st|nd|rd|th)?{_S}"
        rf"(?:of{_S})?(?P<month2>{_any(MONTHS)})\b\.?(?:,?{_S}(?P<year2>1[5-9]\d\d|20\d\d)\b)?)"
    ),
    "day": (
        rf"\b{_MOD}{_LEAD}(?:{_MONTH}{_S}(?:the{_S})?{_DAY}(?:(?:,|{_S}of)?{_S}{_YEAR})?"
        rf"|(?:the{_S})?(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?{_S}(?:of{_S})?"
        rf"(?P<month2>{_any(MONTHS)})\b\.?(?:(?:,|{_S}of)?{_S}(?P<year2>1[5-9]\d\d|20\d\d)\b)?)"
    ),
    "months": (
        rf"\b(?P<first>{_any(MONTHS)})\b\.?(?:{_S}(?P<year1>1[5-9]\d\d|20\d\d))?{_DASH}"
        rf"(?P<second>{_any(MONTHS)})\b\.?(?:,?{_S}(?:of{_S})?{_YEAR})"
    ),
    "month": (
        rf"\b{_MOD}(?:(?P<which>last|this|next|past|this{_S}past|the{_S}month{_S}of){_S})?{_MONTH}"
        rf"(?:(?:,|{_S}of)?{_S}{_YEAR}|(?:{_S}of)?{_S}(?P<rel>last|this|next){_S}year)?(?![\w])"
    ),
    "year": rf"(?<![\d$€£.,/:#-]){_MOD}(?:the{_S}year{_S})?\b{_YEAR}(?!-\d\d\b|[/:]|%|\w)",
    "year_words": (
        r"\b(?:the\s+year\s+)?(?:nineteen|two\s+thousand)(?:[- ](?:hundred\s+)?(?:and\s+)?"
        r"(?P<rest>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
        rf"(?:[- ](?:{_any(NUMBERS)}))?|(?:{_any(NUMBERS)})))?\b"
    ),
    "years": (
        r"\b(?:from\s+|between\s+)?(?P<first>1[5-9]\d\d|20\d\d)(?:\s?[-–—/]\s?|\s(?:to|and|through)\s)"
        r"(?P<second>1[5-9]\d\d|20\d\d|\d\d)\b(?![-–/.:]\d)"
    ),
    "fiscal": rf"\b(?:the{_S})?fiscal(?:{_S}year)?{_S}{_YEAR}",
    "decade": (
        rf"(?<!\w)(?:the{_S})?(?:(?P<mod>early|mid|late)(?:{_S}to{_S}(?:mid|late))?(?:-|{_S}))?"
        r"(?:(?P<full>(?:1[5-9]|20)\d0)['’]?s|['’](?P<short>\d0)s|(?P<word>twenties|thirties|forties|"
        r"fifties|sixties|seventies|eighties|nineties))\b"
    ),
    "century": (
        rf"\b(?:the{_S})?(?:(?P<mod>early|mid|late|turn{_S}of{_S}the)(?:-|{_S}))?{_ORDINAL}"
        rf"(?:{_S}|-)century\b"
    ),
    "quarter": (
        rf"\b(?:(?:the|this{_S}year['’]s|last{_S}year['’]s|its|their){_S})?(?:(?P<rel>latest|current|"
        rf"last|next|previous){_S})?(?:fiscal(?:[- ]year)?{_S})?{_ORDINAL}(?:{_S}fiscal)?(?:{_S}|-)"
        rf"(?P<size>quarter|half)(?!-|\w)(?:{_S}(?:of|in){_S}(?:fiscal{_S})?(?:{_YEAR}|"
        rf"(?P<of>last|this|next|the){_S}year))?"
    ),
    "quarter_short": rf"\bq(?P<number>[1-4])(?:{_S}(?:of{_S})?{_YEAR})?\b",
    "weekday": (
        rf"\b{_MOD}(?:(?P<which>last|this|next|past|this{_S}past|this{_S}coming|coming|the{_S}following|"
        rf"the{_S}previous){_S})?(?:{_NAMED})(?:{_S}(?:in{_S}the{_S})?{_PART})?\b(?!['’]?s{_S}(?:club))"
    ),
    "short_weekday": rf"\b(?P<weekday>{_SHORT})\.(?=\s|,)",
    "weekdays": rf"\b(?:each|every){_S}{_NAMED}\b|\b(?P<plural>{_any(LONG_WEEKDAYS)})s\b",
    "today": (
        rf"\b{_MOD}(?P<name>today|yesterday|tomorrow|tonight|(?:the{_S})?day{_S}before{_S}yesterday|"
        rf"(?:the{_S})?day{_S}after{_S}tomorrow)(?:{_S}{_PART})?\b"
    ),
    "this_part": (
        rf"\b{_MOD}(?P<which>this|last|that|the{_S}next|the{_S}previous|the{_S}following){_S}{_PART}\b"
    ),
    "overnight": r"\bovernight\b",
    "relative": rf"\b{_MOD}{_WHICH}{_S}(?:fiscal{_S}|full{_S}|calendar{_S})?{_UNIT}\b(?!-)",
    "bare_season": (
        rf"\b{_MOD}(?:(?P<which>last|this|next|the|that|this{_S}past|this{_S}coming){_S})?"
        rf"(?P<season>{_any(SEASONS)})(?:(?:{_S}of)?{_S}{_YEAR})?\b"
    ),
    "year_earlier": (
        rf"\b(?:the{_S}|its{_S})?(?P<unit>year)-(?:earlier|ago)\b(?:{_S}(?:period|quarter))?"
    ),
    "period": rf"\bthe{_S}(?P<which>latest|same|current){_S}(?:period|quarter)\b",
    "ago": (
        rf"\b{_APPROX}(?P<number>{_NUMBER}){_S}(?:more{_S})?{_UNIT}s?{_S}(?P<dir>ago|earlier|before|later|"
        rf"afterwards?|previously|from{_S}now|hence)\b"
    ),
    "within": rf"\b(?P<which>the{_S}day){_S}(?P<dir>before|after)\b",
    "duration": (
        rf"\b{_APPROX}(?:(?P<which>(?:the{_S}|these{_S}|those{_S}|its{_S}|their{_S})?(?:past|last|next|first|"
        rf"coming|previous|following|final|preceding|latest|recent)|the|these|those){_S})?"
        rf"(?P<number>{_NUMBER})(?:{_S}|-)(?:(?:more|full|consecutive|straight|long|further|solid|past|last|additional){_S})?"
        rf"{_UNIT}(?P<plural>s)?\b(?P<old>-old|{_S}old|s?-olds?)?(?P<half>{_S}and{_S}a{_S}half)?(?!-?old)"
    ),
    "durations": (
        rf"\b(?:(?P<which>recent|past|many|several|coming|the{_S}past|the{_S}coming|the{_S}last|"
        rf"the{_S}next|in{_S}recent){_S})?{_UNIT}(?P<plural>s)(?:-long)?\b(?!-|['’])(?:{_S}(?P<dir>ago|"
        rf"later|earlier|before))?"
    ),
    "long": rf"\b(?P<number>{_NUMBER})?-?{_UNIT}s?-long\b",
    "hyphen": rf"\b(?P<number>{_NUMBER})-{_UNIT}\b(?!-?old|s)",
    "clock": (
        rf"(?<![\d.,:])(?:{_NAMED}{_S}(?:at{_S})?)?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?(?::\d\d)?"
        rf"{_S}?(?P<half>[ap])\.?m\b\.?(?:{_S}\(?(?:[a-z]{{1,2}}[sd]?t|gmt|utc|local{_S}time|eastern)\b\)?)?"
        rf"(?:,?{_S}(?:on{_S})?(?P<on>{_any(LONG_WEEKDAYS)}|today|yesterday|tomorrow))?"
    ),
    "hours": (
        rf"(?<![\d.,:])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::\d\d)?(?![\d:])"
        rf"(?:{_S}?(?:hours|hrs|h\b|\(?(?:gmt|utc|local{_S}time)\)?))(?:{_S}(?P<on>{_any(LONG_WEEKDAYS)}))?"
    ),
    "noon": (
        r"\b(?P<name>noon|midday|midnight)\b"
        rf"(?:{_S}(?:on{_S})?(?P<on>{_any(LONG_WEEKDAYS)}|today))?"
    ),
    "every": rf"\b(?:each|every){_S}(?:(?P<number>{_NUMBER}){_S})?{_UNIT}s?\b",
    "set": rf"\b(?P<name>{_any(SETS)})\b",
    "rate": rf"\b(?:once|twice|times|hours|days){_S}(?:an?|per|each){_S}{_UNIT}\b",
    "now": rf"\b(?P<name>{_any(NOW)})\b",
    "past": rf"\b(?P<name>{_any(PAST)})\b(?!{_S}(?:\d|{_any(NUMBERS)}|{_any(UNITS)}|few|several))",
    "future": rf"\b(?P<name>{_any(FUTURE)})\b",
    "holiday": rf"\b(?:(?P<which>last|this|next){_S})?(?P<name>{_any(HOLIDAYS)})\b",
}
RULES = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}

# The kind of word (see `scan.py`) that each rule needs.
NEEDS = {
    "iso": "year", "numeric": "year", "days": "month", "day": "month", "months": "month",
    "month": "month", "year": "year", "year_words": "thousand", "years": "year",
    "fiscal": "year", "decade": "decade", "century": "century", "quarter": "size",
    "quarter_short": "short_quarter", "weekday": "weekday", "short_weekday": "short",
    "weekdays": "weekday", "today": "today", "this_part": "part", "overnight": "today",
    "relative": "unit", "bare_season": "season", "year_earlier": "unit", "period": "size",
    "ago": "unit", "within": "unit", "duration": "unit", "durations": "unit", "long": "unit",
    "hyphen": "unit", "clock": "clock", "hours": "clock", "noon": "part", "every": "unit",
    "set": "word", "rate": "unit", "now": "word", "past": "word", "future": "word",
    "holiday": "word",
}  # fmt: skip
