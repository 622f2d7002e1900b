"""What a person decided about names: that two are one, or that one is another than the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..errors import CorrectionError
from .base import Base, now, writing
from .log import log_row


class Choice(StrEnum):
    """What is decided about a name."""

    JOIN = "join"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Joining:
    """One decision: `name` is one with `other`, or apart from all that it was joined with.

    Names are as speakers are written. `id` and `at` are given by the ledger; `undoes` names the
    decision that an `UNDO` takes back.
    """

    verdict: Choice
    who: str
    name: str | None = None
    other: str | None = None
    why: str | None = None
    undoes: int | None = None
    id: int = 0
    at: str = ""


def list_joinings(base: Base) -> list[Joining]:
    """All decisions about names in the order they were made."""
    rows = base.execute(
        "SELECT verdict, who, name, other, why, undoes, id, at FROM joining ORDER BY id"
    )
    return [Joining(Choice(row[0]), *row[1:]) for row in rows]


def last_joining(base: Base) -> int:
    """The number of the newest decision about names, 0 where there is none."""
    number: int | None = base.execute("SELECT max(id) FROM joining").fetchone()[0]
    return number or 0


def holding(made: Sequence[Joining]) -> list[Joining]:
    """The decisions that hold: no undone ones, and no undoing ones."""
    undone = {each.undoes for each in made}
    return [each for each in made if each.verdict is not Choice.UNDO and each.id not in undone]


def decide_name(base: Base, given: Joining) -> Joining:
    """Adds a decision, with its line in the log; gives it as it was written.

    Raises `CorrectionError` where a name is no speaker's, or there is nothing to undo.
    """
    if not given.who.strip():
        raise CorrectionError("a decision about a name needs the name of who makes it")
    with writing(base):
        check(base, given)
        at = now()
        row = base.execute(
            "INSERT INTO joining (verdict, name, other, undoes, who, why, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (str(given.verdict), given.name, given.other, given.undoes, given.who, given.why, at),
        ).fetchone()
        log_row(base, str(given.verdict), "joining", row["id"], who=given.who)
    return replace(given, id=row["id"], at=at)


def check(base: Base, given: Joining) -> None:
    """Raises `CorrectionError` where a decision is about nothing that is there."""
    names = (given.name, given.other)
    wanted = {Choice.JOIN: 2, Choice.SPLIT: 1, Choice.UNDO: 0}[given.verdict]
    if [name is not None for name in names] != [wanted > 0, wanted > 1]:
        raise CorrectionError("join takes two names, split one, undo none")
    if given.verdict is Choice.UNDO:
        if given.undoes not in {each.id for each in holding(list_joinings(base))}:
            raise CorrectionError(f"there is no decision {given.undoes} about names to undo")
    elif given.name == given.other:
        raise CorrectionError(f"{given.name!r} is one with itself already")
    for name in filter(None, names):
        if not base.execute("SELECT 1 FROM statement WHERE speaker = ?", (name,)).fetchone():
            raise CorrectionError(f"nobody in this ledger is written {name!r}")
