"""The corrections of a ledger: read, added and undone, each a row with who, when and why."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import CorrectionError
from ..records import Event, Statement
from .base import Base, now, unpack, writing
from .log import log_row
from .overlay import (
    FIELDS,
    PARTS,
    POINTER,
    Corrected,
    Correction,
    Verdict,
    all_statements,
    lay_over,
    without_undone,
)
from .tables import fill_article
from .values import check_finding, read_values, read_words


def read_corrected(base: Base, article: int) -> Corrected:
    """An article's newest reading with its corrections; `CorrectionError` where there is none."""
    newest = read_newest(base, article)
    laid = lay_over(newest.reading, newest.raw, newest.made)
    return replace(laid, sha256=newest.sha256)


@dataclass(frozen=True, slots=True)
class Newest:
    """An article's newest reading: its number, the hash of its line, that line, what is decided.

    `raw` is the line as JSON, `made` are all of its corrections.
    """

    reading: int
    reader: str
    sha256: str
    line: bytes
    raw: dict[str, Any]
    made: list[Correction]


def read_newest(base: Base, article: int) -> Newest:
    """An article's newest reading as the reader made it; `CorrectionError` where there is none."""
    row = base.execute(
        "SELECT r.id, r.reader, r.sha256, r.report FROM article a "
        "JOIN reading r ON r.id = a.reading WHERE a.id = ?",
        (article,),
    ).fetchone()
    if row is None:
        raise CorrectionError(f"no article {article} in this ledger")
    line, made = unpack(row["report"]), list_corrections(base, row["id"])
    return Newest(row["id"], row["reader"], row["sha256"], line, json.loads(line), made)


def list_corrections(base: Base, reading: int) -> list[Correction]:
    """All corrections of a reading in the order they were made."""
    rows = base.execute("SELECT * FROM correction WHERE reading = ? ORDER BY id", (reading,))
    return [
        Correction(
            r["target"], Verdict(r["verdict"]), r["who"], r["field"],
            None if r["value"] is None else json.loads(r["value"]), r["why"], r["undoes"],
            r["carries"], r["made_with"], r["id"], r["at"],
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

    They are one action of whoever makes them. None of them may be about what an earlier one of
    them adds: that has no name yet.
    """
    with writing(base):
        newest = read_newest(base, article)
        raw, made = newest.raw, newest.made
        now_there = lay_over(newest.reading, raw, made)
        before = len(made)
        for each in given:
            first = made[before].id if len(made) > before else None
            new = replace(each, at="", carries=None, made_with=first)
            now_there = add_correction(base, now_there, raw, made, new)
        check_findings(now_there, made[before:])
        fill_article(base, article, now_there)
    return made[before:]


def add_correction(
    base: Base,
    there: Corrected,
    raw: Mapping[str, Any],
    made: list[Correction],
    given: Correction,
) -> Corrected:
    """Checks a correction, writes it, and appends it to those that were `made` on a reading.

    Gives the reading, whose report as JSON is `raw`, with all of them.
    """
    check_target(there, made, given)
    known = all_statements(raw, without_undone(made))
    kept = name_statement(there, known, with_values(there, given))
    made.append(write_correction(base, there.reading, kept))
    return lay_over(there.reading, raw, made)


def with_values(there: Corrected, given: Correction) -> Correction:
    """The correction with its values checked and in the form that is kept."""
    read_words("who", given.who)
    if given.why:
        read_words("why", given.why)
    if given.verdict is Verdict.ADD:
        return replace(given, value=read_values(given.target, given.value))
    if given.verdict is Verdict.CHANGE:
        part, name = part_of(there, given.target), str(given.field)
        return replace(given, value=read_values(part, {name: given.value})[name])
    return given


def check_findings(there: Corrected, made: Sequence[Correction]) -> None:
    """Raises `CorrectionError` where corrections leave something that is no finding."""
    touched = {f"added/{c.id}" if c.verdict is Verdict.ADD else c.target for c in made}
    targets = (*there.statements, *there.events)
    findings: tuple[Statement | Event, ...] = (*there.report.statements, *there.report.events)
    for target, finding in zip(targets, findings, strict=True):
        if target in touched:
            check_finding(finding)


def read_raw(base: Base, reading: int) -> dict[str, Any]:
    """A reading's report as JSON, as the reader made it."""
    row = base.execute("SELECT report FROM reading WHERE id = ?", (reading,)).fetchone()
    raw: dict[str, Any] = json.loads(unpack(row["report"]))
    return raw


def write_correction(base: Base, reading: int, given: Correction) -> Correction:
    """Adds the row of a correction and its line in the log; gives it as it was written.

    It must be checked already, and the caller's transaction be open. It is made now where it does
    not say when.
    """
    given_value = given.verdict in (Verdict.CHANGE, Verdict.ADD)
    made = replace(given, at=given.at or now())
    row = base.execute(
        "INSERT INTO correction "
        "(reading, target, verdict, field, value, undoes, carries, made_with, who, why, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (reading, made.target, str(made.verdict), made.field,
         json.dumps(made.value) if given_value else None, made.undoes, made.carries,
         made.made_with, made.who, made.why, made.at),
    ).fetchone()  # fmt: skip
    log_row(
        base, str(made.verdict), "correction", row["id"], target=made.target, reading=reading,
        who=made.who,
    )  # fmt: skip
    return replace(made, id=row["id"])


def name_statement(there: Corrected, known: Sequence[str], given: Correction) -> Correction:
    """The correction with the statement that it names called by its target.

    A number counts the reader's statements, rejected ones too, and then the added ones: `known`
    are all of them. Raises `CorrectionError` where it names none that is there.
    """
    if given.verdict is Verdict.CHANGE and given.field in POINTER.values():
        name = target_of(there, known, str(given.field), given.value)
        return replace(given, value=name)
    if given.verdict is Verdict.ADD and given.value.get(POINTER[given.target]) is not None:
        field = POINTER[given.target]
        name = target_of(there, known, field, given.value[field])
        return replace(given, value={**given.value, field: name})
    return given


def target_of(
    there: Corrected,
    known: Sequence[str],
    field: str,
    value: Any,  # noqa: ANN401 - JSON
) -> str | None:
    """The target of the statement that a field's value names; `None` for none."""
    if value is None:
        return None
    counts = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(known)
    name = known[value] if counts else value
    if name not in there.statements:
        raise CorrectionError(f"{field}: there is no statement {value!r} in this article")
    return str(name)


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
