"""What the noun phrase of a source says by its words alone: determiner, head noun, pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.reading.lists import entries
from whence.reading.wording.form import Word, fold, listed, singular, words
from whence.records import Span

PRONOUNS = listed(
    "i me my myself we us our ourselves you he him his himself she her herself they them "
    "their themselves it its itself who whom whose which that this these those"
)
PREPOSITIONS = listed(
    "of for in at from with to on by near inside outside about against between and under "
    "among via like than within across"
)
_POSSESSIVES = listed("his her its their our my your")
_DETERMINERS = _POSSESSIVES | listed("the a an this that these those one own")
_STOPS = PREPOSITIONS | listed(
    "who whom whose which that close familiar speaking based or but as when while after "
    "before including not also told said released published issued obtained conducted posted "
    "dated signed seen reviewed commissioned aired quoted cited provided identified named "
    "loyal allied opposed briefed involved affiliated"
)
_BODIES = listed(
    "agency newspaper channel television tv radio broadcaster magazine daily network site "
    "website media outlet press weekly newswire"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source's words.

    `head` is its head noun, `before` what stands between it and the determiner, `clause` the
    index in `words` of the first word after the head.
    """

    span: Span
    words: tuple[Word, ...]
    determiner: str
    head: Word | None
    before: tuple[Word, ...]
    clause: int

    @property
    def noun(self) -> str:
        """The head noun, folded, in the singular; empty where there is none."""
        return singular(self.head.folded) if self.head else ""

    @property
    def plural(self) -> bool:
        """Whether the head noun looks plural."""
        return self.head is not None and self.noun != self.head.folded

    @property
    def definite(self) -> bool:
        """Whether it points at something already told."""
        return self.determiner in ("the", "this", "that", "these", "those")

    @property
    def owned(self) -> bool:
        """Whether it starts with a possessive: `his spokesman`."""
        return self.determiner in _POSSESSIVES

    @property
    def capital_head(self) -> bool:
        """Whether the head noun is written with a capital."""
        return self.head is not None and self.head.capital

    @property
    def pronoun(self) -> str | None:
        """The pronoun it consists of, `None` for any other phrase."""
        first = self.words[0].folded if self.words else ""
        if first not in PRONOUNS or len(self.words) > 2:
            return None
        if len(self.words) == 2 and self.words[1].folded not in ("all", "both", "also", "too"):
            return None
        return first

    @property
    def is_media(self) -> bool:
        """Whether the words speak of media or their staff."""
        nouns = [singular(w.folded) for w in self.words]
        pairs = {" ".join(pair) for pair in pairwise(nouns)}
        if self.noun in entries("media") or pairs & entries("media"):
            return True
        loose = self.noun in ("host", "editor", "agency", "channel")
        return loose and bool(set(nouns) & entries("media"))

    @property
    def is_media_body(self) -> bool:
        """Whether the head noun is an outlet, not a member of its staff."""
        return self.noun in _BODIES


def read_phrase(text: str, span: Span) -> Phrase:
    """Read the phrase at `span`, which may reach outside `text` (that part is left out)."""
    found = words(text, min(span.start, len(text)), min(span.end, len(text)))
    first = 0
    while first < len(found) - 1 and found[first].folded in PREPOSITIONS:
        first += 1
    determiner = ""
    while first < len(found) - 1 and found[first].folded in _DETERMINERS:
        determiner = determiner or found[first].folded
        first += 1
    last = _clause_start(text, found, first)
    head = found[last - 1] if last > first else None
    return Phrase(span, tuple(found), determiner, head, tuple(found[first : last - 1]), last)


def _clause_start(text: str, found: Sequence[Word], first: int) -> int:
    for i in range(first + 1, len(found)):
        if found[i].folded in _STOPS or breaks(text, found[i - 1], found[i]):
            return i
    return len(found)


def breaks(text: str, left: Word, right: Word) -> bool:
    """Whether punctuation stands between two words (a final dot of a title does not count)."""
    between = "".join(text[left.end : right.start].split()).strip(".\u200e’'")
    return bool(between) and between not in ("“", '"', "‘", "/", "-", "&")


def is_role(word: str) -> bool:
    """Whether a folded word is a noun for a person: a title, an office, a trade."""
    one = singular(word)
    return one in entries("roles") or one in entries("honorifics") or word in entries("honorifics")


def is_outlet(name: str) -> bool:
    """Whether a name is on the list of outlets and agencies."""
    own = fold(name)
    return own in entries("outlets") or own.removeprefix("the ") in entries("outlets")


def names_body(after: Sequence[Word]) -> bool:
    """Whether the words after a name only say what it is: `Interfax news agency`."""
    rest = []
    for word in after:
        if closes(word.folded):
            break
        rest.append(singular(word.folded))
    known = entries("groups") | entries("media") | _BODIES | {"news", "television", "terror"}
    other = ("campaign", "office", "camp", "team", "reporter", "journalist", "correspondent")
    return bool(rest) and all(word in known for word in rest) and rest[-1] not in other


def closes(word: str) -> bool:
    """Whether a folded word ends the noun phrase before it."""
    return word in PREPOSITIONS or word in (
        "who",
        "whose",
        "which",
        "that",
        "or",
        "as",
        "himself",
        "herself",
        "itself",
        "also",
    )


def capital_run(text: str, phrase: Phrase) -> list[Word]:
    """Give the first run of capitalised words that could be a name, titles left out."""
    run: list[Word] = []
    for word in phrase.words:
        if run and (not word.capital or breaks(text, run[-1], word)):
            break
        opening = word.folded in _DETERMINERS or word.folded in _CALENDAR
        if word.capital and not opening and (run or not word.folded[0].isdigit()):
            run.append(word)
    while len(run) > 1 and run[0].folded in entries("honorifics"):
        run = run[1:]
    return run


_CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december"
)
