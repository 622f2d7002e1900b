"""The cast of an article: who is named in it, with what titles, of what sex, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from whence.reading.lists import entries
from whence.reading.wording.form import Word, bare, fold, listed, words
from whence.records import Mention, Name, NameKind, Span

from .phrase import is_role

_LINKS = listed("of for the to in and on a an at his her its")
_WINDOW = 110  # code points before a name in which its title is looked for
_APPOSITION = 90  # code points after a name in which its apposition is looked for


@dataclass(frozen=True, slots=True)
class Figure:
    """One name with what the article tells of its bearer: title words and sex (`m`, `f`)."""

    name: Name
    roles: frozenset[str]
    sex: str | None
    words: frozenset[str]

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.name.kind is NameKind.PERSON


@dataclass(frozen=True, slots=True)
class Cast:
    """All figures, and their mentions in reading order."""

    figures: tuple[Figure, ...]
    places: tuple[tuple[Mention, Figure], ...]
    starts: tuple[int, ...]

    def inside(self, span: Span) -> list[tuple[Mention, Figure]]:
        """Give the mentions that overlap `span`, those inside longer ones of a kind left out."""
        first = bisect_right(self.starts, span.start - 200)
        hits = []
        for mention, figure in self.places[first:]:
            if mention.span.start >= span.end:
                break
            if mention.span.overlaps(span):
                hits.append((mention, figure))
        return [
            (m, f)
            for m, f in hits
            if not any(o.span.covers(m.span) and len(o.span) > len(m.span) for o, _ in hits)
        ]

    def before(self, position: int) -> list[tuple[Mention, Figure]]:
        """Give the mentions that end at or before `position`, nearest first."""
        last = bisect_right(self.starts, position)
        return [(m, f) for m, f in reversed(self.places[:last]) if m.span.end <= position]

    def bearer(self, written: str) -> Figure | None:
        """Give the one figure that bears `written` as a full form or a surname, people first."""
        own = fold(written)
        exact = [f for f in self.figures if own in (fold(f.name.name), *map(fold, f.name.aliases))]
        last = bare(own.split()[-1]) if own else ""
        people = [f for f in self.figures if f.is_person]
        same = [f for f in people if bare(fold(f.name.name).split()[-1]) == last]
        for found in (exact, same):
            if len(found) == 1:
                return found[0]
        return None


def read_cast(text: str, names: Sequence[Name]) -> Cast:
    """Read the titles and sexes of all names. Mentions that reach outside `text` are left out."""
    usable = [n for n in names if n.name.strip()]
    taken = sorted(m.span for n in usable for m in n.mentions if m.kind is NameKind.PERSON)
    figures = [_figure(text, name, taken) for name in usable]
    places = sorted(
        ((m, f) for f in figures for m in f.name.mentions if m.span.end <= len(text)),
        key=lambda place: (place[0].span, place[1].name.name),
    )
    return Cast(tuple(figures), tuple(places), tuple(m.span.start for m, _ in places))


def _figure(text: str, name: Name, taken: Sequence[Span]) -> Figure:
    own = frozenset(
        bare(word.folded) for form in (name.name, *name.aliases) for word in words(form)
    )
    if name.kind is not NameKind.PERSON:
        return Figure(name, frozenset(), None, own)
    roles: set[str] = set()
    for mention in name.mentions:
        if mention.span.end <= len(text):
            roles.update(_title(text, mention.span, taken))
            roles.update(_apposition(text, mention.span, taken))
    first = next((w.folded for w in words(name.name)), "")
    return Figure(name, frozenset(roles), _sex(first, roles), own)


def _sex(first: str, roles: set[str]) -> str | None:
    tells = (*sorted(roles & _TELLING), first)
    female = any(word in entries("female") for word in tells)
    male = any(word in entries("male") for word in tells)
    if female == male:
        return "f" if first in entries("female") else "m" if first in entries("male") else None
    return "f" if female else "m"


_TELLING = listed(
    "mr mrs ms miss sir lord lady king queen prince princess spokesman spokeswoman chairman "
    "chairwoman congressman congresswoman businessman businesswoman actor actress ayatollah "
    "sheikh pope cardinal councilman councilwoman assemblyman assemblywoman"
)

_OFFICE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|\w+['’]s?) (?P<title>(?:[\w-]+ ){0,3}[\w-]+)"
    r" (?:of|for|in|at)(?: [\w'’-]+){1,6}, $"
)


def _title(text: str, span: Span, taken: Sequence[Span]) -> set[str]:
    """Give the words of the title before a name, and those inside its mention."""
    floor = max(0, span.start - _WINDOW)
    for other in taken:
        if other.end <= span.start:
            floor = max(floor, other.end)
    inside = words(text, span.start, span.end)[:-1]
    found: list[Word] = []
    for word in reversed(words(text, floor, span.start)):
        after = found[-1].start if found else span.start
        between = text[word.end : after].strip(" .\t\xa0\u200e")
        comma = between == "," and not found
        if between and not comma and between not in ("-", "’s", "'s"):
            break
        title = word.capital or is_role(word.folded)
        # `a spokesman for X` is no title of X; `secretary of state X`, `deputy prime minister X`
        inner = bool(found) and (word.folded in _LINKS or is_role(found[-1].folded))
        if not (title or inner):
            break
        found.append(word)
    kept = {w.folded for w in (*found, *inside)}
    if any(is_role(word) for word in kept):
        return kept
    return _office(text, floor, span.start)


def _office(text: str, floor: int, end: int) -> set[str]:
    """Give the words of `the governor of the northern province, ` before a name."""
    office = _OFFICE.search(text, floor, end)
    if office is None:
        return set()
    found = [w.folded for w in words(text, *office.span("title"))]
    return set(found) if found and is_role(found[-1]) else set()


def _apposition(text: str, span: Span, taken: Sequence[Span]) -> set[str]:
    """Give the words of the apposition after a name: `, the governor of Idlib,`."""
    if text[span.end : span.end + 1] != ",":
        return set()
    start = span.end + 1
    end = min(len(text), start + _APPOSITION)
    for sign in (",", ".", ";", "\n", "—", '"', "“", "”", ":"):
        hit = text.find(sign, start, end)
        end = hit if hit >= 0 else end
    found = words(text, start, end)
    if any(other.start >= start and other.start < end for other in taken) or not found:
        return set()
    opening = found[:7]
    if not any(is_role(word.folded) for word in opening):
        return set()
    if found[0].folded in ("who", "which", "and", "but", "as", "while", "said", "when", "with"):
        return set()
    return {word.folded for word in found}
