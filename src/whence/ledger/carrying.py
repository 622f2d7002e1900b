"""What persons decided on one reading of a page, decided on the next reading of it.

What a person accepted or added is as that person left it, whatever the new reading says, and is
added where the new reading has nothing there. Of what was only changed, the changed fields are as
they were made. What was rejected is rejected where it is found again. Nothing else is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import CorrectionError
from ..report.clean import one_line
from .base import Base
from .corrections import list_corrections, read_raw, write_correction
from .moving import Moving
from .overlay import (
    FIELDS,
    PARTS,
    POINTER,
    SPANS,
    Corrected,
    Correction,
    Finding,
    Verdict,
    lay_over,
    read_findings,
    without_undone,
)
from .recognising import MAIN, Old, outer_first, pair, read_old

WORDS = 60  # characters of a finding that is told of


def carry_over(base: Base, article: int, reading: int) -> tuple[Corrected | None, list[str]]:
    """Decides on a new reading of an article what was decided on the one that it still has.

    Gives the new reading with these decisions, `None` without any, and what cannot be carried.
    To be called inside the caller's transaction, before the article has its new reading.
    """
    row = base.execute("SELECT reading FROM article WHERE id = ?", (article,)).fetchone()
    made = [] if row is None else list_corrections(base, row["reading"])
    if not without_undone(made):
        return None, []
    new = read_raw(base, reading)
    last: int = base.execute("SELECT max(id) FROM correction").fetchone()[0]
    try:
        carried, left = carry(read_raw(base, row["reading"]), made, new, last + 1)
    except CorrectionError as error:  # a reading that this version understands otherwise
        return None, [f"no decision on the last reading could be carried over: {error}"]
    written = [write_correction(base, reading, each) for each in carried]
    return lay_over(reading, new, written), left


def carry(
    old: Mapping[str, Any], made: Sequence[Correction], new: Mapping[str, Any], first: int
) -> tuple[list[Correction], list[str]]:
    """The decisions on an old reading as they are on a new one; and what cannot be carried, why.

    `old` and `new` are the reports as JSON, `made` the corrections of the old one, `first` the id
    that the first new one will have. The new ones have ids in order, and name what they carry.
    """
    news = read_findings(new)
    olds = read_old(old, made, Moving(old["page"]["text"], new["page"]["text"]))
    pairs = {p: pair([each for each in olds if each.part == p], news[p]) for p in PARTS}
    names = dict(pairs["statements"])
    carried: list[Correction] = []
    left: list[str] = []
    decided = [each for each in outer_first(olds) if each.decided]
    for each in decided:
        target = pairs[each.part].get(each.target)
        there = None if target is None else (target, news[each.part][target])
        made_here = decide(replace(each, value=with_outer(each, olds, names)), there)
        steps = [replace(c, id=first + len(carried) + at) for at, c in enumerate(made_here)]
        reasons = [*lost_words(each, there)]
        try:
            lay_over(0, new, [*carried, *steps])
        except CorrectionError as error:
            steps, reasons = [], [str(error)]
        carried += steps
        left += [f"{name_of(each)}: {reason}" for reason in reasons]
        if steps and steps[0].verdict is Verdict.ADD:
            names[each.target] = f"added/{steps[0].id}"
    return carried, left


def decide(old: Old, there: tuple[str, Finding] | None) -> Iterator[Correction]:
    """The decisions on one old finding, on what it is in the new reading: target and fields."""
    rejected = old.last(Verdict.REJECT)
    if rejected is not None:
        if there is not None and old.value.get("type") == there[1].get("type"):
            yield made_of(rejected, there[0])
        return
    whole = old.last(Verdict.ACCEPT, Verdict.ADD)
    if there is None:
        origin = whole or old.last(Verdict.CHANGE)
        if origin is not None and any(old.value[name] for name in MAIN[old.part]):
            value = {name: old.value[name] for name in FIELDS[old.part]}
            yield replace(made_of(origin, old.part), verdict=Verdict.ADD, field=None, value=value)
        return
    target, new = there
    wanted = old.changed if whole is None else set(FIELDS[old.part])
    for name in FIELDS[old.part]:
        changed = old.last(Verdict.CHANGE, field=name)
        origin = changed or whole or old.last(Verdict.CHANGE)
        same = old.value[name] == new[name] and changed is None
        if origin is not None and name in wanted and name not in old.lost and not same:
            yield replace(
                made_of(origin, target), verdict=Verdict.CHANGE, field=name, value=old.value[name]
            )
    if whole is not None:
        yield replace(made_of(whole, target), verdict=Verdict.ACCEPT, field=None, value=None)


def made_of(origin: Correction, target: str) -> Correction:
    """The same decision of the same person on another target."""
    return replace(origin, target=target, carries=origin.id, made_with=None, id=0, at="")


def with_outer(old: Old, olds: Sequence[Old], names: Mapping[str, str]) -> Finding:
    """A finding that names the new statement that it stands in or that tells it.

    Where that one is not in the new reading, it is the next outer one that is.
    """
    outer = {each.target: each.value["within"] for each in olds if each.part == "statements"}
    pointer = POINTER[old.part]
    name = old.value[pointer]
    for _ in outer:
        if name is None or name in names:
            break
        name = outer.get(name)
    return {**old.value, pointer: names.get(name or "")}


def lost_words(old: Old, there: tuple[str, Finding] | None) -> Iterator[str]:
    """Why some of what was decided on a finding has no place in the new text."""
    if old.last(Verdict.REJECT):
        return
    whole = there is None or old.last(Verdict.ACCEPT, Verdict.ADD)
    for name in SPANS[old.part]:
        if name in old.lost and (whole or name in old.changed):
            yield f"the words of its {name} are not in the new text"


def name_of(old: Old) -> str:
    """A finding with who decided on it last: `Ada on “the pier was watched”`."""
    words = one_line(old.words)
    short = words if len(words) <= WORDS else words[: WORDS - 1] + "…"
    return f"{old.decided[-1].who} on “{short}”"
