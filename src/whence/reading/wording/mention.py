"""A mention stripped to its name: no article, titles, possessive or bracketed acronym."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.reading.lists import aliases, entries
from whence.reading.wording.form import Word, bare, fold, key, listed, singular, words
from whence.records import Mention, NameKind

PARTICLES = listed("al el de la van von bin ibn der den di da del du dos abu umm")
_PRONOUNS = listed(
    "i me we us you he him she her it they them who which that this these those my our your his "
    "its their himself herself itself themselves"
)
SUFFIXES = listed("jr sr ii iii iv")
_NO_NAME = SUFFIXES | listed("the a an")
_LEADING = listed("the a an so-called self-styled self-proclaimed former then ex late")
_SMALL = listed("of for the and in group network")
_PREPOSITIONS = listed("of for to in at from on with")
_COMPASS = re.compile(r"(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central)$")
_INNER = re.compile(r"\s*\(\s*[\"“‘']?([^()]{2,60}?)[\"”’']?\s*\)?$")
_SETTLEMENTS = listed(
    "city town village province governorate district suburb outskirts region neighbourhood "
    "neighborhood area port"
)
_PORTFOLIOS = listed("state defense defence staff interior justice war health finance energy")


@dataclass(frozen=True, slots=True)
class Form:
    """A mention's name as written, its folded words, the titles before it and its acronym."""

    mention: Mention
    written: str
    words: tuple[str, ...]
    titles: tuple[str, ...]
    acronym: str | None = None

    @property
    def surname(self) -> str:
        """The last word without an Arabic article."""
        return bare(self.words[-1])

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Sorts the fullest form first: most words, not in capitals, earliest."""
        shouting = self.written.isupper() and len(self.written) > 5
        content = sum(word not in _SMALL for word in self.words)
        return (-content, shouting, self.mention.span.start)


def strip_mention(text: str, mention: Mention) -> Form | None:
    """Strip a mention that lies inside `text`; `None` where no word is left."""
    span = mention.span
    inner = _INNER.search(text, span.start, span.end)
    end = inner.start() if inner and inner.start() > span.start else span.end
    found = words(text, span.start, end)
    while len(found) > 1 and found[0].folded in _LEADING:
        found = found[1:]
    mention = _repaired(mention, found)
    titles: list[str] = []
    if mention.kind is NameKind.PERSON:
        titles = [word.folded for word in words(text, max(0, span.start - 12), span.start)[-1:]]
        cut = _person_start(found)
        titles += [word.folded for word in found[:cut]]
        found = found[cut:]
    else:
        found = _thing(found, mention.kind)
    if not found:
        return None
    written = " ".join(text[found[0].start : min(_end(found[-1]), span.end)].split())
    acronym = inner.group(1) if inner and end != span.end else None
    return Form(mention, written, tuple(w.folded for w in found), tuple(titles), acronym)


def _end(last: Word) -> int:
    """Where the name ends: before `'s`, behind the dot of `U.S.`."""
    if last.possessive and len(last.folded) < len(fold(last.written)):
        return last.end - 2
    return last.end + (last.dotted and "." in last.written)


def is_common(form: Form, surnames: set[str]) -> bool:
    """Whether a mention is no name but a pronoun, a common noun, a title, an article or a suffix.

    `surnames` are the last words of the page's longer names: `King` is a name beside
    `Rufus King`.
    """
    first, last = form.written.split()[0], form.written.split()[-1]
    single = len(form.words) == 1
    if not any(c.isalpha() for c in form.written) or _NO_NAME.issuperset(form.words):
        return True
    if form.written.islower() or (single and form.words[0] in _PRONOUNS):
        return True
    if form.mention.kind is NameKind.PERSON:
        titled = form.words[-1] in entries("honorifics") and not _first_name(form.words[0])
        common = last.islower() and fold(last) not in PARTICLES
        noun = singular(form.words[-1])
        several = single and noun != form.words[-1] and (_is_role(noun) or noun in _documents())
        known = single and form.words[-1] in surnames
        return common or ((titled or several) and not known)
    if form.mention.kind is NameKind.ORGANISATION:
        if first.islower() and fold(first) not in PARTICLES:
            return True
        noun = singular(form.words[-1])
        if single and noun != form.words[-1] and (_is_role(noun) or fold(last) in _crowds()):
            return True
    alone = single and singular(form.words[-1]) in _documents()
    return alone or (form.words[-1] in entries("honorifics") and "of" not in form.words)


def _crowds() -> frozenset[str]:
    return entries("crowds")


def _documents() -> frozenset[str]:
    return entries("documents")


def _is_role(word: str) -> bool:
    return word in entries("roles") or word in entries("honorifics")


def _first_name(word: str) -> bool:
    known = word in entries("male") or word in entries("female")
    return known and word not in entries("honorifics")


def _repaired(mention: Mention, found: Sequence[Word]) -> Mention:
    """`Press Secretary Peter Cook` is a person, whatever the model took it for."""
    rest = found[_titles_end(found) :]
    titled = 0 < len(rest) < min(4, len(found)) and _first_name(rest[0].folded)
    wrong = mention.kind is NameKind.ORGANISATION and titled and len(rest) > 1
    if wrong and singular(rest[-1].folded) not in entries("groups"):
        return Mention(mention.span, NameKind.PERSON, mention.score)
    return mention


def _person_start(found: Sequence[Word]) -> int:
    """How many leading words are titles or an owner; all of them where no name follows."""
    cut = max(_titles_end(found), _owner_end(found))
    rest = found[cut:]
    governed = max((i for i, w in enumerate(rest) if w.folded in _PREPOSITIONS), default=-1)
    if governed < 0 and len(rest) <= 4:
        return cut
    for i in range(max(governed + 1, 0), len(rest) - 1):
        if _first_name(rest[i].folded):
            return cut + i
    return cut if governed < 0 else cut + governed + 1 + _object(rest[governed + 1 :])


def _object(rest: Sequence[Word]) -> int:
    """How many words after `of` or `for` belong to a title: one of `State Kerry`."""
    plain = [w for w in rest if w.folded not in _LEADING]
    region = any(w.folded == "and" for w in plain)
    if not plain or region or (len(plain) < 3 and plain[0].folded not in _PORTFOLIOS):
        return len(rest)
    return max(1, len(rest) - 2)


def _titles_end(found: Sequence[Word]) -> int:
    """How many leading words are title: all up to the last honorific, but never the whole."""
    honorifics = entries("honorifics")
    return max((i + 1 for i, w in enumerate(found[:-1]) if w.folded in honorifics), default=0)


def _owner_end(found: Sequence[Word]) -> int:
    """How many leading words name an owner: `Freedonia's Rufus Firefly`."""
    return max((i + 1 for i, word in enumerate(found[:-1]) if word.possessive), default=0)


def _thing(found: list[Word], kind: NameKind) -> list[Word]:
    """Give the words of an organisation's, place's or people's name."""
    while len(found) > 1 and found[0].folded in _PREPOSITIONS:
        found = found[1:]
    if kind is NameKind.ORGANISATION:
        return _without_people(found)
    if kind is NameKind.PLACE:
        for i, word in enumerate(found[:-2]):
            if word.written in _SETTLEMENTS and found[i + 1].folded == "of":
                found = found[i + 2 :]
                break
        while len(found) > 1 and found[0].written.islower() and _COMPASS.match(found[0].folded):
            found = found[1:]
    return found


def _without_people(found: list[Word]) -> list[Word]:
    """`IS fighters` names the IS; `Syrian refugees` names nothing (no word is left)."""
    last = found[-1] if found else None
    if last is None or not last.written.islower() or singular(last.folded) == last.folded:
        return found
    if not _is_role(singular(last.folded)):
        return found
    rest = found[:-1]
    known = key(" ".join(word.folded for word in rest)) in aliases()
    body = bool(rest) and singular(rest[-1].folded) in entries("groups")
    return rest if known or body else []
