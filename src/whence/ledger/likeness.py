"""Speakers that may be one, for a person to decide: what is too weak to join by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .people import COMMON, People, Person, Words, first_letters, keys_of

SEVERAL = "; "  # what parts the speakers of one statement
SHOWN = 8  # proposals for one name
LONG = 5  # letters of a word from which on one wrong letter is a slip and not another name


@dataclass(frozen=True, slots=True)
class Proposal:
    """A speaker that may be the same as another, and why."""

    person: Person
    why: str


def propose(people: People, person: Person) -> list[Proposal]:
    """Speakers that may be the same as one, those with the most statements first."""
    if SEVERAL in person.name:
        return []
    ours = people.words_of(person)
    keys = {key for words in ours for key in keys_of(words)}
    found = []
    for at in sorted({at for key in keys for at in people.with_word.get(key, ())}):
        other = people.persons[at]
        theirs = people.words_of(other)
        if (
            other is person
            or SEVERAL in other.name
            or other.kind != person.kind
            or are_apart(people, person, other)
        ):
            continue
        why = next((w for a in ours for b in theirs if (w := likeness(a, b))), "")
        if why:
            found.append(Proposal(other, why))
            if len(found) == SHOWN:
                break
    return found


def are_apart(people: People, one: Person, other: Person) -> bool:
    """Whether a person has taken two speakers apart."""
    return bool(people.apart) and any(
        frozenset((a, b)) in people.apart for a in one.spellings for b in other.spellings
    )


def likeness(one: Words, other: Words) -> str:
    """Why two names, as words, may be one; empty where nothing speaks for it."""
    short, long = sorted((one, other), key=len)
    return next((why for why, holds in RULES if short and holds(short, long)), "")


def is_last(short: Words, long: Words) -> bool:
    """Whether one name is the last word of another."""
    return len(short) == 1 < len(long) and short[0] == long[-1] and short[0] not in COMMON


def is_part(short: Words, long: Words) -> bool:
    """Whether all words of one name stand in another in their order, two that tell it apart."""
    rest = iter(long)
    return len(set(short) - COMMON) > 1 and all(word in rest for word in short)


def has_initial(short: Words, long: Words) -> bool:
    """Whether two names have one last word, and first ones of which one begins the other."""
    firsts = list(zip(short[:-1], long[:-1], strict=False))
    return (
        bool(firsts)
        and short[-1] == long[-1]
        and all(a[0] == b[0] and (len(a) == 1 or len(b) == 1 or a == b) for a, b in firsts)
    )


def is_slip(short: Words, long: Words) -> bool:
    """Whether two names differ in one letter of one long word."""
    apart = [(a, b) for a, b in zip(short, long, strict=False) if a != b]
    return len(short) == len(long) and len(apart) == 1 and near(*apart[0])


def near(one: str, other: str) -> bool:
    """Whether two long words differ in one letter: another one, one more, or two swapped."""
    if min(len(one), len(other)) < LONG or abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    return (
        one[start + 1 :] == other[start + 1 :]
        or one[start:] == other[start + 1 :]
        or one[start + 1 :] == other[start:]
        or (one[start : start + 2] == other[start : start + 2][::-1]
            and one[start + 2 :] == other[start + 2 :])
    )  # fmt: skip


RULES: tuple[tuple[str, Callable[[Words, Words], bool]], ...] = (
    ("written alike", lambda short, long: short == long),
    ("the last name alone", is_last),
    ("its first letters", lambda s, long: len(s) == 1 < len(long) and s[0] == first_letters(long)),
    ("in another order", lambda short, long: sorted(short) == sorted(long)),
    ("with further words", is_part),
    ("with an initial", has_initial),
    ("one letter apart", is_slip),
)
