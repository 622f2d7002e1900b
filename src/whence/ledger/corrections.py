"""What a person decided about the reader's findings: added, undone, and laid over a reading.

A correction is a row of its own with who, when and why. It names what it is about by where that
stands in the reading (`statements/3`, `events/0`) or, of what a person added, by the correction
that added it (`added/12`), so that later ones never change what earlier ones mean.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ..errors import CorrectionError, ReportError
from ..records import Report
from ..report.json import from_json
from .base import Base, now, unpack, writing
from .log import write_log
from .tables import fill_article

PARTS = ("statements", "events")
TARGET = re.compile(r"(statements|events|added)/(\d+)")
FIELDS = {
    "statements": ("source", "cue", "content", "relay", "speaker", "source_kind", "manner", "act",
                   "certainty", "within"),
    "events": ("anchor", "mentions", "type", "mode", "status", "actor", "recipient", "place",
               "date", "deaths", "injured", "statement"),
}  # fmt: skip
# What an added finding has in the fields that a person does not give.
BLANK: dict[str, dict[str, Any]] = {
    "statements": {
        "source": [], "cue": [], "content": [], "relay": [], "speaker": None, "source_kind": None,
        "manner": "indirect", "act": None, "certainty": None, "within": None,
        "scores": {"statement": 1.0, "source": 1.0, "speaker": None, "source_kind": 1.0,
                   "act": 1.0, "certainty": 1.0},
    },
    "events": {
        "mentions": [], "mode": None, "status": "occurred", "actor": [], "recipient": [],
        "place": [], "date": None, "deaths": None, "injured": None, "statement": None,
        "scores": {"event": 1.0, "type": 1.0, "status": 1.0, "mode": None}, "tellings": [],
    },
}  # fmt: skip


class Verdict(StrEnum):
    """What is decided about a finding."""

    ACCEPT = "accept"
    CHANGE = "change"
    REJECT = "reject"
    ADD = "add"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. `value` is JSON: a field's new value, or the fields of what is added.

    `target` is `statements` or `events` where something is added. `id` and `at` are given by the
    ledger; `undoes` names the correction that an `UNDO` takes back.
    """

    target: str
    verdict: Verdict
    who: str
    field: str | None = None
    value: Any = None
    why: str | None = None
    undoes: int | None = None
    id: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A report with all corrections laid over it.

    `statements` and `events` are the targets of its findings, in their order; `decided` the
    verdicts that hold on each target; `sha256` the hash of the reading's line of JSON, empty
    where it was not asked for.
    """

    reading: int
    report: Report
    statements: tuple[str, ...]
    events: tuple[str, ...]
    decided: dict[str, tuple[Correction, ...]] = field(default_factory=dict)
    sha256: str = ""


def read_corrected(base: Base, article: int) -> Corrected:
    """An article's newest reading with its corrections; `CorrectionError` where there is none."""
    row = base.execute(
        "SELECT r.id, r.sha256, r.report FROM article a JOIN reading r ON r.id = a.reading "
        "WHERE a.id = ?",
        (article,),
    ).fetchone()
    if row is None:
        raise CorrectionError(f"no article {article} in this ledger")
    raw, made = json.loads(unpack(row["report"])), list_corrections(base, row["id"])
    return replace(lay_over(row["id"], raw, made), sha256=row["sha256"])


def list_corrections(base: Base, reading: int) -> list[Correction]:
    """All corrections of a reading in the order they were made."""
    rows = base.execute("SELECT * FROM correction WHERE reading = ? ORDER BY id", (reading,))
    return [
        Correction(
            r["target"], Verdict(r["verdict"]), r["who"], r["field"],
            None if r["value"] is None else json.loads(r["value"]), r["why"], r["undoes"], r["id"],
            r["at"],
        )
        for r in rows
    ]  # fmt: skip


def correct(base: Base, article: int, given: Correction) -> Correction:
    """Adds a correction to an article's newest reading, with its line in the log.

    The rows that are searched follow at once. Raises `CorrectionError` where it is about nothing
    that is there, or what it gives is not what the field must be; nothing is written then.
    """
    return correct_all(base, article, [given])[0]


def correct_all(base: Base, article: int, given: Sequence[Correction]) -> list[Correction]:
    """`correct` with several, one after the other: all of them are added, or none.

    None of them may be about what an earlier one of them adds: that has no name yet.
    """
    with writing(base):
        now_there = read_corrected(base, article)
        raw = read_raw(base, now_there.reading)
        made = list_corrections(base, now_there.reading)
        before = len(made)
        for each in given:
            check_target(now_there, made, each)
            made.append(_add(base, now_there.reading, each))
            now_there = lay_over(now_there.reading, raw, made)
        fill_article(base, article, now_there.reading, now_there.report)
    return made[before:]


def read_raw(base: Base, reading: int) -> dict[str, Any]:
    """A reading's report as JSON, as the reader made it."""
    row = base.execute("SELECT report FROM reading WHERE id = ?", (reading,)).fetchone()
    raw: dict[str, Any] = json.loads(unpack(row["report"]))
    return raw


def _add(base: Base, reading: int, given: Correction) -> Correction:
    """The row of a correction and its line in the log; as it was written."""
    given_value = given.verdict in (Verdict.CHANGE, Verdict.ADD)
    at = now()
    row = base.execute(
        "INSERT INTO correction (reading, target, verdict, field, value, undoes, who, why, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (reading, given.target, str(given.verdict), given.field,
         json.dumps(given.value) if given_value else None, given.undoes, given.who, given.why, at),
    ).fetchone()  # fmt: skip
    what = {"did": str(given.verdict), "correction": row["id"], "target": given.target}
    write_log(base, what | {"reading": reading, "who": given.who})
    return replace(given, id=row["id"], at=at)


def check_target(there: Corrected, before: Sequence[Correction], given: Correction) -> None:
    """Raises `CorrectionError` where a correction is about nothing that is there."""
    if not given.who.strip():
        raise CorrectionError("a correction needs the name of who makes it")
    if given.verdict is Verdict.UNDO:
        undone = {c.undoes for c in before}
        open_ones = {c.id for c in before if c.verdict is not Verdict.UNDO} - undone
        if given.undoes not in open_ones:
            raise CorrectionError(f"there is no correction {given.undoes} to undo here")
    elif given.verdict is Verdict.ADD:
        if given.target not in PARTS or not isinstance(given.value, dict):
            raise CorrectionError("what is added must be statements or events, with their fields")
    elif given.target not in (*there.statements, *there.events):
        raise CorrectionError(f"there is no {given.target} in this article")
    if given.verdict is Verdict.CHANGE and given.field not in FIELDS[part_of(there, given.target)]:
        raise CorrectionError(f"{given.target}: {given.field!r} is no field that can be changed")


def part_of(there: Corrected, target: str) -> str:
    """Whether a target is one of the `statements` or of the `events`."""
    return "statements" if target in there.statements else "events"


def lay_over(reading: int, raw: dict[str, Any], corrections: Iterable[Correction]) -> Corrected:
    """A report's JSON with corrections laid over it; `CorrectionError` where they do not fit."""
    holding = without_undone(list(corrections))
    value = copy.deepcopy(raw)
    found = {part: dict(name_all(part, value[part])) for part in PARTS}
    for each in holding:
        if each.verdict is Verdict.ADD:
            blank = copy.deepcopy(BLANK[each.target])
            found[each.target][f"added/{each.id}"] = blank | each.value
        elif each.verdict is Verdict.CHANGE:
            part = next((p for p in PARTS if each.target in found[p]), None)
            if part is None:  # it was added, and that is to be taken back
                raise CorrectionError(
                    f"{each.target} was changed after it was added; take back those changes first"
                )
            found[part][each.target][str(each.field)] = each.value
    rejected = {each.target for each in holding if each.verdict is Verdict.REJECT}
    kept = {part: [t for t in found[part] if t not in rejected] for part in PARTS}
    point_anew(found, kept)
    for part in PARTS:
        value[part] = [found[part][target] for target in kept[part]]
    try:
        report = from_json(value)
    except ReportError as error:
        raise CorrectionError(f"this does not fit: {error}") from error
    decided: dict[str, tuple[Correction, ...]] = {}
    for each in holding:
        decided[each.target] = (*decided.get(each.target, ()), each)
    return Corrected(reading, report, tuple(kept["statements"]), tuple(kept["events"]), decided)


def without_undone(corrections: Sequence[Correction]) -> list[Correction]:
    """Those that hold: no undone ones, and no undoing ones."""
    undone = {c.undoes for c in corrections}
    return [c for c in corrections if c.verdict is not Verdict.UNDO and c.id not in undone]


def name_all(part: str, rows: Sequence[dict[str, Any]]) -> Iterable[tuple[str, dict[str, Any]]]:
    """The findings of a reading by their targets."""
    return ((f"{part}/{number}", row) for number, row in enumerate(rows))


def point_anew(found: dict[str, dict[str, Any]], kept: dict[str, list[str]]) -> None:
    """Sets the numbers by which findings name statements to where those stand now.

    What stood in or was told by a rejected one goes to the next outer one that is kept.
    """
    order = list(found["statements"])
    place = {target: number for number, target in enumerate(kept["statements"])}
    outer = {target: found["statements"][target]["within"] for target in order}

    def anew(number: int | None) -> int | None:
        for _ in order:
            if number is None or not 0 <= number < len(order):
                return None
            if order[number] in place:
                return place[order[number]]
            number = outer[order[number]]
        return None

    for statement in found["statements"].values():
        statement["within"] = anew(statement["within"])
    for event in found["events"].values():
        event["statement"] = anew(event["statement"])
        for telling in event["tellings"]:
            telling["statement"] = anew(telling["statement"])
