"""Whether a ledger is whole: the file, every hash, every row that is made from another, the log."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

from ..errors import WhenceError
from ..report.json import load
from .base import Base, unpack
from .corrections import read_corrected
from .joining import Choice
from .log import read_log
from .opening import open_base
from .overlay import Verdict
from .tables import EVENT, STATEMENT, event_rows, statement_rows


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: where, and what."""

    where: str
    what: str


def check_ledger(path: Path) -> list[Finding]:
    """Everything that is wrong with a ledger; nothing where it is whole.

    Raises `LedgerError` where the file cannot be opened as a ledger at all.
    """
    base = open_base(path)
    try:
        return [f for part in (_file, _captures, _readings, _log) for f in part(base)]
    except sqlite3.DatabaseError as error:
        return [Finding("file", f"cannot be read on: {error}")]
    finally:
        base.close()


def _file(base: Base) -> Iterator[Finding]:
    for row in base.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Finding("file", str(row[0]))
    for row in base.execute("PRAGMA foreign_key_check"):
        yield Finding(f"{row[0]} {row[1]}", f"points to a row of {row[2]} that is not there")
    for table in ("words", "said"):
        try:
            base.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            yield Finding(table, f"the index of words is broken: {error}")


def _captures(base: Base) -> Iterator[Finding]:
    for row in base.execute("SELECT id, sha256, size, body FROM capture"):
        try:
            body = unpack(row["body"])
        except zstandard.ZstdError as error:
            yield Finding(f"capture {row['id']}", f"cannot be unpacked: {error}")
            continue
        if len(body) != row["size"] or hashlib.sha256(body).hexdigest() != row["sha256"]:
            yield Finding(f"capture {row['id']}", "its bytes are not those that were captured")


def _readings(base: Base) -> Iterator[Finding]:
    for row in base.execute(
        "SELECT r.id, r.sha256, r.report, r.capture, a.id AS article FROM reading r "
        "LEFT JOIN article a ON a.reading = r.id"
    ):
        where = f"reading {row['id']}"
        try:
            line = unpack(row["report"])
            load(line)
        except (zstandard.ZstdError, WhenceError) as error:
            yield Finding(where, f"its report cannot be read: {error}")
            continue
        if hashlib.sha256(line).hexdigest() != row["sha256"]:
            yield Finding(where, "its report is not the one that was written")
        elif row["article"] is not None:
            yield from _rows(base, row["article"])
    for row in base.execute("SELECT capture FROM reading EXCEPT SELECT id FROM article"):
        yield Finding(f"capture {row['capture']}", "was read, and has no article")


def _rows(base: Base, number: int) -> Iterator[Finding]:
    """Whether an article's rows are those that its reading and the corrections make."""
    try:
        given = read_corrected(base, number)
    except WhenceError as error:
        yield Finding(f"article {number}", f"its corrections do not fit: {error}")
        return
    wanted = {STATEMENT: statement_rows(number, given), EVENT: event_rows(number, given)}
    for (columns, rows), table in zip(wanted.items(), ("statement", "event"), strict=True):
        query = f"SELECT {columns} FROM {table} WHERE article = ? ORDER BY number"
        found = [tuple(row) for row in base.execute(query, (number,))]
        if found != list(rows):
            yield Finding(f"article {number}", f"its rows in `{table}` are not what its report has")


def _log(base: Base) -> Iterator[Finding]:
    told: dict[str, set[Any]] = {table: set() for table in LOGGED}
    for number, what, holds in read_log(base):
        if not holds:
            yield Finding(
                f"log {number}", "the chain is broken here: a row was changed or taken out"
            )
            return
        for table, (dids, key, _) in LOGGED.items():
            if what["did"] in dids and key in what:
                told[table].add(what[key])
    for table, (_, _, column) in LOGGED.items():
        there = {row[0] for row in base.execute(f"SELECT {column} FROM {table}")}
        for missing in sorted(told[table] - there):
            yield Finding(table, f"{missing} is in the log and not in the ledger")
        for extra in sorted(there - told[table]):
            yield Finding(table, f"{extra} is in the ledger and not in the log")


# Tables whose every row has its line in the log: what was done there, under what the line names
# the row, and the column that has it.
LOGGED: dict[str, tuple[frozenset[str], str, str]] = {
    "capture": (frozenset(("capture",)), "capture", "sha256"),
    "reading": (frozenset(("read",)), "report", "sha256"),
    "correction": (frozenset(Verdict), "correction", "id"),
    "joining": (frozenset(Choice), "joining", "id"),
}
