"""What was decided in another ledger, as corrections of this one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..errors import CorrectionError
from .base import Base
from .corrections import add_correction, check_findings
from .overlay import POINTER, Corrected, Correction, Verdict, lay_over

ADDED = re.compile(r"added/([0-9]{1,18})")
TEXTS = ("target", "verdict", "who", "at")
PERHAPS = ("field", "why")


def take_corrections(
    base: Base, reading: int, raw: Mapping[str, Any], given: Sequence[Mapping[str, object]]
) -> Corrected:
    """Adds corrections as another ledger wrote them to a reading; gives it with all of them.

    They keep who made them, when and why, and get ids of this ledger. `raw` is the reading's
    report as JSON. Raises `CorrectionError` where one is not what a correction must be. To be
    called inside the caller's transaction.
    """
    there, made = lay_over(reading, raw, []), list[Correction]()
    ids: dict[int, int] = {}
    for each in given:
        number, first = whole(each, "id"), each.get("made_with")
        together = None if first is None else ids.get(whole(each, "made_with"))
        new = replace(read_correction(each, ids), made_with=together)
        there = add_correction(base, there, raw, made, new)
        ids[number] = made[-1].id
    check_findings(there, [c for c in made if c.verdict is not Verdict.UNDO])
    return there


def read_correction(given: Mapping[str, object], ids: Mapping[int, int]) -> Correction:
    """One correction; what it says of earlier ones is said of what these are here."""
    for name in (*TEXTS, *(n for n in PERHAPS if given.get(n) is not None)):
        if not isinstance(given.get(name), str):
            raise CorrectionError(f"corrections: {name} must be a string")
    try:
        verdict = Verdict(str(given["verdict"]))
        datetime.fromisoformat(str(given["at"]))
    except ValueError as error:
        raise CorrectionError(f"corrections: {error}") from error
    undoes = None if given.get("undoes") is None else here(whole(given, "undoes"), ids)
    return Correction(
        target_here(str(given["target"]), ids), verdict, str(given["who"]),
        field=None if given.get("field") is None else str(given["field"]),
        value=value_here(given, ids), why=None if given.get("why") is None else str(given["why"]),
        undoes=undoes, at=str(given["at"]),
    )  # fmt: skip


def value_here(given: Mapping[str, object], ids: Mapping[int, int]) -> Any:  # noqa: ANN401 - JSON
    """A correction's value, which may name a statement that an earlier one added."""
    value, field = given.get("value"), given.get("field")
    if field in POINTER.values():
        return target_here(value, ids) if isinstance(value, str) else value
    if isinstance(value, dict):
        return {
            name: target_here(each, ids)
            if name in POINTER.values() and isinstance(each, str)
            else each
            for name, each in value.items()
        }
    return value


def target_here(target: str, ids: Mapping[int, int]) -> str:
    """What a finding is called here."""
    added = ADDED.fullmatch(target)
    return target if added is None else f"added/{here(int(added[1]), ids)}"


def here(number: int, ids: Mapping[int, int]) -> int:
    """The id that a correction has here."""
    if number not in ids:
        raise CorrectionError(f"corrections: {number} is named before it is there")
    return ids[number]


def whole(given: Mapping[str, object], name: str) -> int:
    """A field that is a whole number."""
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise CorrectionError(f"corrections: {name} must be a whole number")
    return value
