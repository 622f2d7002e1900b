"""The patterns of the grammar. They run over the text in small letters, one stretch at a time.

Each pattern has a name, a handler of that name in one of the other files, and a kind of word
(see `scan.py`) without which it is not tried. Where several match, the longest that can be
resolved wins. No pattern nests one open repetition in another, so all are linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import FUTURE, HOLIDAYS, NOW, NUMBERS, PAST, SEASONS, SETS, UNITS
from .pieces import (
    ABOUT,
    DASH,
    DAY,
    DAY_WORD,
    LEAD,
    MODIFIER,
    MONTH,
    MONTHS_,
    NUMBER,
    ORDINAL,
    PART,
    SHORT,
    TH,
    UNIT,
    WEEKDAY,
    WEEKDAYS_,
    WHICH,
    YEAR,
    YEARS,
    S,
    any_of,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, and the kind of word without which it is not tried."""

    needs: str
    pattern: re.Pattern[str]


def rule(needs: str, *pieces: str) -> Rule:
    """A rule of one pattern in pieces."""
    return Rule(needs, re.compile("".join(pieces)))


RULES: dict[str, Rule] = {
    "iso": rule(
        "year",
        rf"\b{YEAR}(?P<sep>[-/])(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        r"(?:[t ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d(?:\.\d{1,6})?)?",
        r"(?:z\b|[+-]\d\d:?\d\d)?)?",
    ),
    "dashed": rule(
        "month",
        rf"\b(?P<day>0?[1-9]|[12]\d|3[01])(?P<sep>[-/])(?P<month>{MONTHS_})(?P=sep)(?P<year>{YEARS})\b",
    ),
    "numeric": rule(
        "slash",
        rf"(?<![\w./-])(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<year>{YEARS}|\d\d)",
        r"(?![\w/-]|[.,]\d)",
    ),
    "days": rule(
        "month",
        rf"\b{LEAD}(?:{MONTH}{S}(?P<first>\d{{1,2}}){TH}{DASH}(?P<second>\d{{1,2}}){TH}(?![\d:%])",
        rf"(?:{S}?,?{S}{YEAR})?|(?P<first2>\d{{1,2}}){TH}{DASH.replace('dash', 'dash2')}",
        rf"(?P<second2>\d{{1,2}}){TH}{S}(?:of{S})?(?P<month2>{MONTHS_})\b\.?",
        rf"(?:{S}?,?{S}(?P<year2>{YEARS})\b)?)",
    ),
    "day": rule(
        "month",
        rf"\b{MODIFIER}{LEAD}(?:(?:(?P<which>last|this|next|this{S}past){S})?{MONTH}{S}(?:the{S})?(?:{DAY}|{DAY_WORD}\b(?!{S}quarter))",
        rf"(?:(?:{S}?,|{S}of)?{S}{YEAR}|(?:,|{S}of){S}(?P<rel>last|this|next){S}year)?",
        rf"|(?:the{S})?(?P<day2>0?[1-9]|[12]\d|3[01]){TH}{S}(?:of{S})?(?P<month2>{MONTHS_})\b\.?",
        rf"(?:(?:{S}?,|{S}of)?{S}(?P<year2>{YEARS})\b|(?:,|{S}of)?{S}(?P<rel2>last|this|next){S}year)?)",
    ),
    "months": rule(
        "month",
        rf"\b(?P<first>{MONTHS_})\b\.?{DASH}(?P<second>{MONTHS_})\b\.?,?{S}(?:of{S})?{YEAR}",
    ),
    "month": rule(
        "month",
        rf"\b{MODIFIER}(?:(?P<which>last|this|next|past|this{S}past|the{S}month{S}of|each|every){S})?",
        rf"{MONTH}(?:(?:{S}?,|{S}of)?{S}{YEAR}|(?:{S}of)?{S}(?P<rel>last|this|next){S}year)?",
        rf"(?!\w)(?!{S}\d\d?(?:,{S}\d|{S}\d{{4}}\b|[^\w,]))",
    ),
    "year": rule(
        "year",
        rf"(?<![\d$€£.,/:#-]){MODIFIER}(?:the{S}year{S})?\b{YEAR}(?!-\d\d\b|[/:]|%|\w)",
    ),
    "year_words": rule(
        "thousand",
        rf"\b(?:the{S}year{S})?(?:nineteen|two{S}thousand)(?:[- ](?:hundred{S})?(?:and{S})?",
        r"(?P<rest>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
        rf"(?:[- ](?:{any_of(NUMBERS)}))?|(?:{any_of(NUMBERS)})))?\b",
    ),
    "years": rule(
        "year",
        rf"\b(?P<first>{YEARS})(?:{S}?[-–—/]{S}?|{S}(?P<and>to|and|through){S})",
        rf"(?P<second>{YEARS}|\d\d)\b(?![-–/.:]\d)",
    ),
    "fiscal": rule("year", rf"\b(?:the{S})?(?:fiscal(?:{S}year)?{S}|fy{S}?){YEAR}"),
    "decade": rule(
        "decade",
        rf"(?<!\w)(?:the{S})?(?:(?P<mod>early|mid|late)(?:{S}to{S}(?:mid|late))?(?:-|{S}))?",
        r"(?:(?P<full>(?:1[5-9]|20)\d0)['’]?s|['’](?P<short>\d0)s|",
        r"(?<=the |rly |ate |mid-|mid )(?P<bare>[2-9]0)s|",
        r"(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b",
    ),
    "century": rule(
        "century",
        rf"\b(?:the{S})?(?:(?P<mod>early|mid|late|turn{S}of{S}the)(?:-|{S}))?{ORDINAL}",
        rf"(?:{S}|-)century\b",
    ),
    "quarter": rule(
        "size",
        rf"\b(?:(?:the|(?P<whose>this|last|next){S}year['’]s|its|their){S})?(?:(?P<year1>{YEARS}){S})?",
        rf"(?:(?P<rel>latest|current|last|next|previous){S})?(?:fiscal(?:[- ]year)?{S})?{ORDINAL}",
        rf"(?:{S}fiscal)?(?:{S}|-)(?P<size>quarter|half)(?!-|\w)(?:{S}(?:of|in){S}(?:fiscal{S})?",
        rf"(?:{YEAR}|(?P<of>last|this|next|the){S}year))?",
    ),
    "last_half": rule("size", rf"\bthe{S}(?:last|latter){S}half{S}of{S}{YEAR}"),
    "quarter_short": rule("q", rf"\bq(?P<number>[1-4])(?:{S}(?:of{S})?{YEAR})?\b"),
    "weekday": rule(
        "weekday",
        rf"\b{MODIFIER}(?:(?P<which>last|this|next|past|this{S}past|this{S}coming|coming|",
        rf"(?:the{S})?(?:following|previous)){S})?{WEEKDAY}(?:{S}(?:in{S}the{S})?{PART})?\b",
        rf"(?!{S}(?:times|telegraph|mirror|mosque)\b)",
    ),
    "short_weekday": rule(
        "short",
        rf"\b(?:on|last|next|this|since|until|by|late|early){S}(?P<weekday>{SHORT})\.(?=\s|,)",
    ),
    "weekdays": rule(
        "weekday",
        rf"\b(?:each|every){S}{WEEKDAY}(?:{S}{PART})?\b|\b(?:on{S})?(?P<plural>{WEEKDAYS_})s\b",
        rf"|\b(?P<nights>{WEEKDAYS_}){S}(?P<parts>morning|afternoon|evening|night)s\b",
    ),
    "today": rule(
        "today",
        rf"\b{MODIFIER}(?P<name>today|yesterday|tomorrow|tonight|(?:the{S})?day{S}before{S}yesterday|",
        rf"(?:the{S})?day{S}after{S}tomorrow)(?:{S}{PART})?\b",
    ),
    "this_part": rule(
        "part",
        rf"\b{MODIFIER}(?P<which>this|last|that|the{S}next|the{S}previous|the{S}following){S}{PART}\b",
    ),
    "part": rule(
        "part",
        rf"\b(?:the{S})?(?:(?P<mod>early|late|mid)(?:{S}|-))?{PART}\b(?!s)(?:{S}hours\b)?",
    ),
    "small_hours": rule("unit", rf"\bthe{S}(?:very{S})?(?P<which>early|small|late){S}hours\b"),
    "overnight": rule("today", r"\bovernight\b"),
    "relative": rule(
        "unit",
        rf"\b{MODIFIER}{WHICH}{S}(?:(?P<fiscal>fiscal|full|calendar){S})?{UNIT}\b(?!-)",
    ),
    "year_end": rule("end", rf"\b(?:the{S})?(?P<unit>year|month)(?:-|['’]s{S}|{S})end\b"),
    "bare_season": rule(
        "season",
        rf"\b{MODIFIER}(?:(?P<which>last|this|next|the|that|this{S}past|this{S}coming){S})?",
        rf"(?P<season>{any_of(SEASONS)})(?:(?:{S}of)?{S}(?:{YEAR}|(?P<rel>last|this|next){S}year))?\b",
    ),
    "year_earlier": rule(
        "hyphen",
        rf"\b(?:the{S}|its{S}|a{S})?(?P<unit>year)-(?:earlier|ago)\b(?:{S}(?:period|quarter))?",
    ),
    "period": rule("size", rf"\bthe{S}(?P<which>latest|same|current){S}(?:period|quarter)\b"),
    "ago": rule(
        "way",
        rf"\b{ABOUT}(?:{NUMBER}{S}(?:to|or){S})?(?P<number>{NUMBER}){S}(?:(?:more|full){S})?{UNIT}s?",
        rf"(?P<half>{S}and{S}a{S}half)?(?:{S}or{S}(?:so|two|more))?{S}(?P<dir>ago|earlier|before|later|afterwards?|previously|",
        rf"from{S}now|hence)\b",
    ),
    "within": rule("unit", rf"\bthe{S}day{S}(?P<dir>before|after)\b"),
    "duration": rule(
        "unit",
        rf"\b{ABOUT}(?:(?P<which>(?:the{S}|these{S}|those{S}|its{S}|their{S})?(?:past|last|next|first|",
        rf"coming|previous|following|final|preceding|latest|recent)|the|these|those){S})?",
        rf"(?:(?P<least>{NUMBER})(?:{S}(?:to|or){S}|-))?(?P<number>{NUMBER})(?:{S}|-)",
        rf"(?:(?:more|full|consecutive|straight|long|further|solid|additional|whole){S})?",
        rf"{UNIT}(?P<plural>s)?\b(?P<old>-old|{S}old|s?-olds?)?(?P<half>{S}and{S}a{S}half)?(?!-?old)",
        rf"(?:{S}or{S}(?:so|two|more)\b)?",
    ),
    "durations": rule(
        "units",
        rf"\b(?:(?P<which>recent|past|many|several|coming|the{S}past|the{S}coming|the{S}last|the{S}next|",
        rf"in{S}recent){S})?{UNIT}(?P<plural>s)(?:-long)?\b(?!-|['’])(?:{S}(?P<dir>ago|later|earlier|",
        r"before))?",
    ),
    "long": rule("hyphen", rf"\b(?P<number>{NUMBER})?-?{UNIT}(?P<plural>s)?-long\b"),
    "hyphen": rule("hyphen", rf"\b(?P<number>{NUMBER})-{UNIT}\b(?!-?old|s)"),
    "clock": rule(
        "clock",
        r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d\d))?(?::\d\d)?",
        r"[ \u00a0]?(?P<half>[ap])\.?m\b\.?",
        rf"(?:{S}\(?(?:[a-z]{{1,2}}[sd]?t|gmt|utc|local{S}time|eastern)\b\)?)?",
        rf"(?:{S}\(\d{{1,2}}[:.]?\d\d{S}?(?:gmt|utc)\))?",
    ),
    "hours": rule(
        "clock",
        r"(?<![\d.,:])(?:(?<=at )|(?<=around )|(?<=by )|",
        rf"(?=\d\d?[:.]?\d\d{S}?(?:hours|hrs|h\b|\(?(?:gmt|utc|local{S}time))))",
        r"(?P<hour>[01]?\d|2[0-3])[:.]?(?P<minute>[0-5]\d)(?::\d\d)?(?![\d:%])",
        rf"(?:{S}?(?P<zone>(?:hours|hrs|h|gmt|utc|local{S}time)\b|\((?:gmt|utc|local{S}time)\)))?",
    ),
    "noon": rule("part", r"(?<!high )\b(?P<name>noon|midday|midnight)\b"),
    "every": rule("unit", rf"\b(?:each|every){S}(?:(?P<number>{NUMBER}){S})?{UNIT}s?\b"),
    "set": rule("word", rf"\b(?P<name>{any_of(SETS)})\b"),
    "rate": rule("unit", rf"\b(?:once|twice|times|hours|days){S}(?:an?|per|each){S}{UNIT}\b"),
    "now": rule(
        "word",
        rf"(?<!then )\b(?P<name>{any_of(NOW)})\b(?!{S}(?:year|quarter|month|week)\b)",
    ),
    "past": rule(
        "word",
        rf"\b(?P<name>{any_of(PAST)})\b(?!{S}(?:\d|{any_of(NUMBERS)}|{any_of(UNITS)}|few|several))",
    ),
    "future": rule("word", rf"(?<!as )\b(?P<name>{any_of(FUTURE)})\b(?! (?:as|after|enough)\b)"),
    "holiday": rule("word", rf"\b(?:(?P<which>last|this|next){S})?(?P<name>{any_of(HOLIDAYS)})\b"),
    "september_11": rule("slash", r"(?<![\w./-])9/11(?![\w/-]|\.\d)"),
}
