"""Names joined across articles: all spellings of one speaker under one name.

By themselves only full names are joined, of two words or more, that are the same but for case,
accents and signs and that are mostly of one kind of source. Everything weaker is proposed
(`likeness.py`) and joined by a person, who may also take a spelling out; such decisions are rows
of their own (`joining.py`) and are played over the automatic groups in the order they were made,
so that taking one back leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .base import Base
from .fold import WORD, fold
from .joining import Choice, Joining, holding, list_joinings

FULL = 2  # words that a name has at least that is joined by itself
# Words that many names have, by which none is known from another.
COMMON = frozenset(("the", "of", "and", "for", "in", "al", "de", "van", "von", "el", "ibn", "bin"))
# Outlets speak as organisations do, and the reader takes one for the other.
KINDS = {"media": "named_organisation"}

Words = tuple[str, ...]
Group = tuple[str, str] | tuple[str, int]
Counts = Mapping[str, Mapping[str | None, int]]


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker: a person, an organisation, or whatever speaks.

    `name` is the fullest of the `spellings`, which are all ways in which the articles write it,
    the commonest first. `kind` is the kind of source that it mostly is, `statements` how many it
    has made.
    """

    name: str
    kind: str | None
    spellings: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class People:
    """All speakers of a ledger. `of` gives each spelling's index in `persons`.

    `words` are each spelling's, folded; `with_word` are the speakers with a word or with these
    first letters, by their indices. `apart` are pairs of spellings that a person took apart;
    `last` is the newest decision that is in it.
    """

    persons: tuple[Person, ...]
    of: Mapping[str, int]
    words: Mapping[str, Words]
    with_word: Mapping[str, Sequence[int]]
    apart: frozenset[frozenset[str]]
    last: int

    def find(self, name: str) -> Person | None:
        """The speaker with a spelling, `None` where there is none."""
        at = self.of.get(name)
        return None if at is None else self.persons[at]

    def words_of(self, person: Person) -> list[Words]:
        """The words of each of a speaker's spellings."""
        return [self.words[name] for name in person.spellings]


def read_people(base: Base) -> People:
    """The speakers of all articles, those with the most statements first."""
    counts: dict[str, dict[str | None, int]] = {}
    for name, kind, rows in base.execute(
        "SELECT speaker, source_kind, count(*) FROM statement WHERE speaker IS NOT NULL "
        "GROUP BY speaker, source_kind"
    ):
        counts.setdefault(name, {})[kind] = rows
    made = list_joinings(base)
    return join_names(counts, holding(made), made[-1].id if made else 0)


def join_names(counts: Counts, made: Iterable[Joining], last: int = 0) -> People:
    """Spellings, with how many statements of each kind they have, as speakers."""
    kinds = {name: mostly(each) for name, each in counts.items()}
    words = {name: tuple(WORD.findall(fold(name))) for name in counts}
    group = {name: own_group(name, kind, words[name]) for name, kind in kinds.items()}
    members: dict[Group, list[str]] = {}
    for name, each in group.items():
        members.setdefault(each, []).append(name)
    apart: set[frozenset[str]] = set()
    for decision in made:
        play(decision, group, members, apart)
    sums = {name: sum(each.values()) for name, each in counts.items()}
    found = [
        person_of([name for name in names if name in counts], sums, kinds)
        for names in members.values()
        if any(name in counts for name in names)
    ]
    found.sort(key=lambda one: (-one.statements, one.name))
    of = {name: at for at, one in enumerate(found) for name in one.spellings}
    with_word: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        for key in {key for name in one.spellings for key in keys_of(words[name])}:
            with_word.setdefault(key, []).append(at)
    return People(tuple(found), of, words, with_word, frozenset(apart), last)


def keys_of(words: Words) -> Words:
    """What a name is looked up by: its words, and their first letters."""
    return (*words, first_letters(words))


def first_letters(words: Words) -> str:
    """The first letters of the words that carry a name."""
    return "".join(word[0] for word in words if word not in COMMON)


def mostly(counts: Mapping[str | None, int]) -> str | None:
    """The kind of source that a spelling mostly is; the first in the alphabet of several."""
    sums: dict[str | None, int] = {}
    for kind, rows in counts.items():
        kept = KINDS.get(kind, kind) if kind else None
        sums[kept] = sums.get(kept, 0) + rows
    return min(sums, key=lambda kind: (-sums[kind], kind or ""))


def own_group(name: str, kind: str | None, words: Words) -> Group:
    """The group that a spelling is in by itself: full names with those that fold alike."""
    if len(words) >= FULL and kind is not None:
        return kind, " ".join(words)
    return "", name


def play(
    decision: Joining,
    group: dict[str, Group],
    members: dict[Group, list[str]],
    apart: set[frozenset[str]],
) -> None:
    """Does to the groups what a person decided."""
    for name in filter(None, (decision.name, decision.other)):
        if name not in group:  # its statements are gone; what it joins stays joined
            group[name] = own_group(name, None, ())
            members.setdefault(group[name], []).append(name)
    name = str(decision.name)
    if decision.verdict is Choice.SPLIT:
        rest = members[group[name]]
        rest.remove(name)
        apart |= {frozenset((name, other)) for other in rest}
        group[name] = ("", decision.id)
        members[group[name]] = [name]
        return
    into, old = group[str(decision.other)], group[name]
    if into != old:
        moved = members.pop(old)
        members[into] += moved
        group.update(dict.fromkeys(moved, into))
    apart -= {frozenset(pair) for pair in ((name, str(decision.other)),)}


def person_of(
    names: Sequence[str], sums: Mapping[str, int], kinds: Mapping[str, str | None]
) -> Person:
    """The speaker with some spellings."""
    spellings = sorted(names, key=lambda name: (-sums[name], name.isupper(), name))
    fullest = min(spellings, key=lambda name: (-len(name.split()), name.isupper(), -sums[name]))
    rows = sum(sums[name] for name in names)
    return Person(fullest, kinds[spellings[0]], tuple(spellings), rows)
