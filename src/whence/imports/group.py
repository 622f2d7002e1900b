"""Marks and the links between them → findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import CorrectionError
from .document import MAIN, PART_OF, ROLES, Found, Json, Mark

Links = Iterable[tuple[str, str]]


def group(file: str, marks: Sequence[Mark], links: Links) -> tuple[Found, ...]:
    """The findings that marks make: those of one target, and what is linked to them.

    Raises `CorrectionError` naming the file and the mark where it is not plain what belongs
    together.
    """
    owner = {mark.name: mark.name for mark in marks}

    def first(name: str) -> str:
        while owner[name] != name:
            name = owner[name]
        return name

    by_target: dict[str, str] = {}
    for mark in marks:
        if mark.target is not None:
            owner[first(mark.name)] = first(by_target.setdefault(mark.target, mark.name))
    parts = {mark.name: PART_OF[mark.role] for mark in marks}
    for one, other in links:
        if one in parts and parts[one] == parts.get(other):
            owner[first(one)] = first(other)
    together: dict[str, list[Mark]] = {}
    for mark in marks:
        together.setdefault(first(mark.name), []).append(mark)
    return tuple(join(file, each) for each in together.values())


def join(file: str, marks: Sequence[Mark]) -> Found:
    """The finding of marks that belong together."""
    names = ", ".join(mark.name for mark in marks)
    part = PART_OF[marks[0].role]
    targets = sorted({mark.target for mark in marks if mark.target is not None})
    if any(PART_OF[mark.role] != part for mark in marks):
        raise CorrectionError(
            f"{file}: {names}: marks of a statement and of an event at once; remove those that "
            "do not belong and mark them anew"
        )
    if len(targets) > 1:
        raise CorrectionError(f"{file}: {names}: linked are marks of {' and '.join(targets)}")
    spans = {
        role: tuple(sorted({s for mark in marks if mark.role == role for s in mark.spans}))
        for role in ROLES[part]
    }
    if not spans[MAIN[part]]:
        raise CorrectionError(
            f"{file}: {names}: linked to no {MAIN[part]}; mark one, link them, or remove them"
        )
    values: Json = {}
    for mark in marks:
        for name, value in mark.values.items():
            if values.setdefault(name, value) != value:
                raise CorrectionError(
                    f"{file}: {names}: {name} is {values[name]!r} and {value!r} at once"
                )
    checked = any(mark.checked for mark in marks)
    return Found(part, targets[0] if targets else None, spans, values, checked)
