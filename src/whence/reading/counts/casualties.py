"""Text → the words that count people killed and injured, each with the word that says so.

A grammar over numbers and a short list of words, sentence by sentence: `killed at least twelve
people and wounded 30 others`, `12 people, three of them children, died`, `a toll of 29 dead`,
`no casualties`. What is counted otherwise (`fell`, `nine bodies in the kitchen`) is left to the
model.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whence.reading.wording.sentence import sentence_starts
from whence.records import Count, Span

# Verbs whose object is counted, verbs and states whose subject is, and nouns of victims.
KILL = r"kill(?:ed|ing|s)?|murder(?:ed|ing)|massacr(?:ed|ing)|execut(?:ed|ing)|slaughter(?:ed|ing)"
KILL += r"|(?:shot|stabbed|hacked|beaten) (?:dead|to death)|(?:deaths?|loss|killings?|murders?) of"
CLAIM = r"(?:claim|cost|tak|took)(?:ed|ing|s|en)? the li(?:ves|fe) of"
DIE = (
    r"kill(?:ed|s)?|died|dead|dies?|murdered|massacred|executed|beheaded|slain|perished|martyred|"
    r"(?:shot|stabbed|beaten|hacked|crushed|burn(?:ed|t)) (?:dead|to death)|"
    r"los(?:t|ing) their lives"
)
HURT = r"wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt|maim(?:ed|ing)"
DEATHS = r"deaths|fatalities|dead|bodies|corpses"
INJURIES = r"injur(?:ies|ed)|wounded"
TOLL = (
    r"(?:(?P<deaths>death toll|toll(?! gate| road| booth)|(?:number of (?:the )?)?(?:the )?dead|"
    r"number of (?:deaths|victims|people killed))|"
    r"(?P<injured>number of (?:the )?(?:injured|wounded|people (?:injured|wounded))))"
)
PEOPLE = re.compile(
    r"(?:other |others|more )?(?:people|persons|men|women|children|boys|girls|civilians|villagers|"
    r"residents|soldiers|troops|fighters|militants|rebels|gunmen|insurgents|officers|policemen|"
    r"police|guards|members|peacekeepers|worshippers|passengers|students|pupils|teachers|workers|"
    r"journalists|doctors|nurses|guests|staff|protesters|demonstrators|prisoners|hostages|refugees|"
    r"farmers|herders|traders|miners|shoppers|migrants|Palestinians|Israelis|Syrians|Iraqis|"
    r"Afghans|Russians|Ukrainians|Turks|Kurds|of (?:them|whom|the|its|their|his|our))\b",
    re.IGNORECASE,
)
OBJECT = re.compile(rf"\b(?:(?P<deaths>{KILL}|{CLAIM})|(?P<injured>{HURT}))\b", re.IGNORECASE)
STATE = re.compile(rf"\b(?:(?P<deaths>{DIE})|(?P<injured>{HURT}))\b", re.IGNORECASE)
NOUN = re.compile(
    rf"[ -](?:[a-z]+ )?(?:(?P<deaths>{DEATHS})|(?P<injured>{INJURIES}))\b", re.IGNORECASE
)
TELLS = re.compile(
    rf"\b{TOLL}(?: [^.;,\d“”]{{1,40}}?)? (?:at|to|of|is|are|was|now|stands?|reach(?:ed|es)?|as) $",
    re.IGNORECASE,
)
NONE = re.compile(
    r"\b(?:(?:no|without|not any) (?:[a-z]+ )?"
    r"(?:(?P<both>casualties|victims)|(?P<deaths>deaths|fatalities|dead)|(?P<injured>injuries|injured)))\b|"
    r"\b(?:no ?(?:one|body)|none(?: of (?:them|the \w+))?|no \w+)"
    r"(?: (?:was|were|had been|have been|is|are|had|has|have|reported|reportedly)){0,3} "
    r"(?:(?P<dead>killed|died|dead)|(?P<hurt>hurt|injured|wounded|harmed))\b",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:reports?|word|news|information|details|claims?) (?:of|on) +$", re.IGNORECASE
)
# What may stand between a verb and the number it counts, and between a number and its state.
BEFORE_OBJECT = re.compile(
    r"\s+(?:(?:and|or) (?:wound|injur|hurt|kill|maim)\w*\s+)?(?:(?:a total of|as many as|up to|"
    r"another|a further|some|about|around|nearly|at least|more than|over|least|the|its|their|his|"
    r"her|all|all of|both)\s+)*",
    re.IGNORECASE,
)
AUXILIARY = re.compile(
    r"(?:,[^,.;]{2,60},)?\s*(?:(?:who|that|which|were|was|have|had|has|been|be|are|is|being|also|"
    r"reportedly|allegedly|later|may|might|could|would|will|left|lie|lay|said to|feared|believed|"
    r"confirmed|reported)\s+|,\s*)*",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"\s*(?:,|and|,? and|as well as|plus)\s+(?:the |a further |another )?", re.IGNORECASE
)
PLACED = re.compile(r"(?: (?:of|from|in|at) (?:[\w’'-]+ ?){1,4}?)?(?=[ ,])")
SHORT = re.compile(r"(?: [\w’'-]+){0,2}?(?= (?:were|was|have|had|died|dead|killed|are|is))")
PART = re.compile(r" of the (?:dead|wounded|injured|victims|deaths)\b", re.IGNORECASE)
APPOSED = re.compile(
    r"(?:[^,.;]|(?<=\d),(?=\d)){0,50}, (?:among them |including |(?:most|some|many|all|half) )?"
    r"(?:[^,.;]){1,60},"
)
TOGETHER = re.compile(
    r" (?:[\w’'-]+ ){1,5}?and (?:at least |about |some |another )?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Casualty:
    """`words` count people; `cue` says that they are dead or injured (`is_dead`)."""

    words: Span
    cue: Span
    is_dead: bool


def find_casualties(
    text: str, spans: Iterable[Span], counts: Sequence[Count]
) -> tuple[Casualty, ...]:
    """All casualties that are counted within some stretches of the text, in reading order.

    `counts` are all counts of the text (`find_counts`), in reading order.
    """
    usable = [
        c.span
        for c in counts
        if c.unit is None and c.high != 0 and not PART.match(text, c.span.end)
    ]
    at = [c.start for c in usable]
    starts = sentence_starts(text)
    found: dict[tuple[Span, bool], Casualty] = {}
    for span in spans:
        inside = starts[
            bisect.bisect_left(starts, span.start) : bisect.bisect_left(starts, span.end)
        ]
        for low, high in itertools.pairwise(sorted({span.start, *inside, span.end})):
            own = usable[bisect.bisect_left(at, low) : bisect.bisect_left(at, high)]
            for one in _in_sentence(text, Span(low, high), own):
                found.setdefault((one.words, one.is_dead), one)
    return tuple(sorted(found.values(), key=lambda c: (c.words, not c.is_dead)))


def _in_sentence(text: str, sentence: Span, counts: Sequence[Span]) -> Iterator[Casualty]:
    yield from _nobody(text, sentence)
    found: list[Casualty] = []  # from the last to the first
    for place in reversed(range(len(counts))):
        count, behind = counts[place], counts[place + 1 :]
        cue = (
            _noun_behind(text, count, sentence.end)
            or _state_behind(text, count, sentence.end)
            or _verb_before(text, count, sentence.start)
            or _toll_before(text, count, sentence.start)
        )
        if cue is not None:
            found.append(Casualty(_joined(text, count, behind, cue), *cue))
        elif found and behind and _is_together(text, count, behind[0], found[-1]):
            last = found.pop()
            found.append(Casualty(Span(count.start, last.words.end), last.cue, last.is_dead))
    yield from found


def _is_together(text: str, count: Span, second: Span, last: Casualty) -> bool:
    """Whether a number shares the state behind it: `27 rebels and four soldiers were killed`."""
    if last.words.start != second.start or last.cue.start < second.start:
        return False
    return TOGETHER.fullmatch(text, count.end, second.start) is not None


def _nobody(text: str, sentence: Span) -> Iterator[Casualty]:
    for m in NONE.finditer(text, sentence.start, sentence.end):
        before = text[sentence.start : m.start()]
        if REPORTED.search(before):
            continue
        whole = Span(*m.span())
        if m["deaths"] or m["dead"] or m["both"]:
            yield Casualty(whole, whole, is_dead=True)
        if m["injured"] or m["hurt"] or m["both"]:
            yield Casualty(whole, whole, is_dead=False)


Cue = tuple[Span, bool]


def _noun_behind(text: str, count: Span, end: int) -> Cue | None:
    """`29 dead`, `at least 12 deaths`, `three more fatalities`."""
    m = NOUN.match(text, count.end, end)
    return _cue(m) if m else None


def _state_behind(text: str, count: Span, end: int) -> Cue | None:
    """`12 people were killed`, `12 people, three of them children, were killed`."""
    apposed = APPOSED.match(text, count.end, end)
    places = [_behind_nouns(text, count, end), *([apposed.end()] if apposed else [])]
    for at in places:
        m = AUXILIARY.match(text, at, end)
        state = STATE.match(text, m.end() if m else at, end)
        if state:
            return _cue(state)
    return None


def _behind_nouns(text: str, count: Span, end: int) -> int:
    """Where the noun phrase behind a number ends: at its people, or after a word or two."""
    people = PEOPLE.search(text, count.end, min(end, count.end + 60))
    if people and "," not in text[count.end : people.start()]:
        at = people.end()
        rest = PLACED.match(text, at, end)
        return rest.end() if rest and STATE.search(text, rest.end(), end) else at
    found = SHORT.match(text, count.end, end)
    return found.end() if found else count.end


def _verb_before(text: str, count: Span, start: int) -> Cue | None:
    """`killing at least 12`, `killed or wounded 30`: the last such verb right before the number."""
    verbs = list(OBJECT.finditer(text, max(start, count.start - 60), count.start))
    for m in reversed(verbs):
        between = BEFORE_OBJECT.match(text, m.end())
        if between and between.end() >= count.start:
            return _cue(m)
    return None


def _toll_before(text: str, count: Span, start: int) -> Cue | None:
    """`the death toll rose to 29`."""
    m = TELLS.search(text[start : count.start])
    if m is None:
        return None
    return Span(start + m.start(), count.start - 1), m["deaths"] is not None


def _joined(text: str, first: Span, others: Sequence[Span], cue: Cue) -> Span:
    """`917 militants, 162 soldiers and 47 civilians`: all that one verb before them counts."""
    end = first.end
    for other in others:
        people = PEOPLE.search(text, end, other.start)
        if cue[0].start > first.start or not people:
            break
        if not JOINED.fullmatch(text, people.end(), other.start):
            break
        if STATE.search(text, other.end, min(len(text), other.end + 25)):
            break
        end = other.end
    return Span(first.start, end)


def _cue(m: re.Match[str]) -> Cue:
    named = "deaths" if m["deaths"] else "injured"
    return Span(*m.span(named)), named == "deaths"
