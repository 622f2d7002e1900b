"""Text → counts: numbers with their bounds, their unit and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from whence.reading.wording.form import listed
from whence.records import Count, Span

from .bounds import Bounds, is_joint, read_bounds
from .numerals import Numeral, find_numerals
from .units import sign_before, unit_behind

# Numbers that name or order, and count nothing.
LABEL = re.compile(
    r"(?:\b(?:no|nos|number|article|articles|section|chapter|resolution|page|pp?|line|route|"
    r"highway|flight|room|unit|block|district|sector|phase|stage|level|category|group|battalion|"
    r"brigade|division|regiment|radio|channel|camp|cell|case|decree|law|act|apollo|mark|type|"
    r"model|camp|checkpoint|zone|ward|gate|version)\.?|#|№|§|\w-)[ \u00a0]?$",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\b|\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[-‐][A-Za-z]", re.IGNORECASE)
OLD = re.compile(
    r"-(?:year|month|week|day|hour|minute|mile|kilomet(?:re|er)|member|man|strong)s?\b"
)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
NOUN_PHRASE = re.compile(
    r"[ \t\u00a0\u202f](?:of (?:the |its |their |his |her |our )?)?"
    r"((?:[A-Za-z][\w’'-]*[ \u00a0]){0,4}?[A-Za-z][\w’'-]*)(?=[ \u00a0]+(?:who|that|which|were|was|"
    r"are|is|have|has|had|in|on|at|from|to|of|and|or|by|for|with|during|after|before|since|when|"
    r"while|as|near|inside|outside|killed|dead|died|injured|wounded|arrested|under|across|into|"
    r"among|over|against|between|per|be|been|would|will|could|may|might|said|including)\b|[^\w\s]|"
    r"\s*$)"
)
STATE = frozenset(
    ("killed", "dead", "injured", "wounded", "missing", "arrested", "detained", "hurt", "displaced")
)
STOP = STATE | listed(
    """who that which were was are is have has had in on at from to of and or by for with during
    after before since when while as near the a an this these those be been would will could may
    might said per than more other others died not"""
)


def find_counts(text: str, spans: Iterable[Span], taken: Sequence[Span] = ()) -> tuple[Count, ...]:
    """Counts and amounts inside the given stretches of the text, in reading order.

    `taken` are spans that mean something else, such as dates. Linear in the text's length.
    """
    counts: list[Count] = []
    for span in spans:
        for stretch in lines(text, span):
            counts.extend(_in_line(text, stretch, taken))
    return tuple(counts)


def lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a stretch, so that no count runs over a line's end."""
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        if end > start:
            yield Span(start, end)
        start = end + 1


def _in_line(text: str, line: Span, taken: Sequence[Span]) -> Iterator[Count]:
    numerals = [
        n for n in find_numerals(text, line.start, line.end) if not _is_taken(n.span, taken)
    ]
    place, done = 0, line.start
    while place < len(numerals):
        first = numerals[place]
        second = numerals[place + 1] if place + 1 < len(numerals) else None
        place += 1
        last = second if second and is_joint(text, first, second) else None
        if names_something(text, first, line, last):
            continue
        place += last is not None
        one = _make(text, line, read_bounds(text, first, last, done), last or first)
        if one is not None:
            done = one.span.end
            yield one


def _is_taken(span: Span, taken: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in taken)


def names_something(text: str, one: Numeral, line: Span, last: Numeral | None = None) -> bool:
    """Whether a number is a label, a year, a time of day, an ordinal or a part of a code."""
    start, end = one.span.start, (last or one).span.end
    if LABEL.search(text, max(line.start, start - 14), start):
        return True
    if not one.digits:
        return False
    if CLOCK.match(text, start):
        return True
    if ORDINAL.match(text, end) and not OLD.match(text, end):
        return True
    written = one.span.of(text)
    return bool(YEAR.match(written)) and last is None and not _counts_a_noun(text, end, line.end)


def _counts_a_noun(text: str, at: int, end: int) -> bool:
    found = re.compile(r"[ \u00a0]([a-z]+)").match(text, at, end)
    return found is not None and found[1] not in STOP


def _make(text: str, line: Span, bounds: Bounds, last: Numeral) -> Count | None:
    start, end = bounds.start, bounds.end
    sign = sign_before(text, start) or sign_before(text, last.span.start)
    unit = unit_behind(text, end, line.end)
    counted = None
    if sign:
        start = min(start, sign[1])
    elif unit:
        end = unit[1]
    else:
        counted = read_counted(text, end, line.end)
    if last.vague and last.high == 0 and counted is None and unit is None:
        return None  # `no` before anything but a noun
    name = sign[0] if sign else unit[0] if unit else None
    return Count(Span(start, end), bounds.low, bounds.high, bounds.approximate, name, counted)


def read_counted(text: str, at: int, end: int) -> Span | None:
    """The noun phrase right behind a number: `civilian casualties`, `of its fighters`."""
    found = NOUN_PHRASE.match(text, at, end)
    if found is None:
        return None
    found_words = found[1].split()
    if found_words[0].lower() in STOP and found_words[0].lower() not in STATE:
        return None
    return Span(found.start(1), found.end(1))
