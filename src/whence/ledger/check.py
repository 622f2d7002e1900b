"""Whether a ledger is whole: the file, every hash, every row that is made from another, the log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import zstandard

from ..errors import WhenceError
from ..report.json import load
from .base import Base, unpack
from .corrections import read_corrected
from .fold import fold
from .log import KEPT, read_log, row_hash, rows_hash
from .opening import DAMAGED, close_to_read, open_forward
from .store import read_report
from .tables import (
    ARTICLE,
    EVENT,
    STATEMENT,
    article_row,
    event_rows,
    marks,
    statement_rows,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: where, and what."""

    where: str
    what: str


def check_ledger(path: Path) -> list[Finding]:
    """Everything that is wrong with a ledger; nothing where it is whole.

    It is looked at as it is at one moment, also while another process writes. Raises `LedgerError`
    where the file cannot be opened as a ledger at all.
    """
    base = open_forward(path)
    found: list[Finding] = []
    try:
        base.execute("BEGIN")
        for part in (_file, _captures, _readings, _words, _log):
            try:
                found.extend(part(base))
            except DAMAGED as error:
                found.append(Finding("file", f"cannot be read on: {error}"))
    finally:
        close_to_read(base)
    return found


def _file(base: Base) -> Iterator[Finding]:
    for row in base.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Finding("file", str(row[0]))
    for row in base.execute("PRAGMA foreign_key_check"):
        yield Finding(f"{row[0]} {row[1]}", f"points to a row of {row[2]} that is not there")


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
    where = f"article {number}"
    try:
        given = read_corrected(base, number)
    except Exception as error:  # noqa: BLE001 - whatever damaged rows make of it is the finding
        yield Finding(where, f"its corrections do not fit: {error}")
        return
    wanted = (
        ("article", "id", ARTICLE, [article_row(number, given)]),
        ("statement", "article", STATEMENT, statement_rows(number, given)),
        ("event", "article", EVENT, event_rows(number, given)),
    )
    for table, key, columns, rows in wanted:
        query = f"SELECT {columns} FROM {table} WHERE {key} = ? ORDER BY 2"
        if [tuple(each) for each in base.execute(query, (number,))] != list(rows):
            yield Finding(where, f"its rows in `{table}` are not what its report has")


def _words(base: Base) -> Iterator[Finding]:
    """Whether the words that are searched are those of the articles and statements."""

    def articles() -> Iterator[tuple[int, str, str]]:
        for row in base.execute("SELECT id FROM article").fetchall():
            yield row["id"], *words_of(read_report(base, row["id"]))

    def statements() -> Iterator[tuple[int, str]]:
        for row in base.execute("SELECT id, words FROM statement"):
            yield row["id"], fold(row["words"])

    yield from _index(base, "words", "title, body", articles)
    yield from _index(base, "said", "words", statements)


def _index(
    base: Base, table: str, columns: str, rows: Callable[[], Iterator[tuple[int | str, ...]]]
) -> Iterator[Finding]:
    """Whether an index of words says of each word what one that is made anew says."""
    base.execute(
        f"CREATE VIRTUAL TABLE temp.{table}_anew USING fts5 "
        f"({columns}, content = '', tokenize = \"unicode61 remove_diacritics 0\")"
    )
    values = marks(["rowid", *columns.split(", ")])
    try:
        base.executemany(
            f"INSERT INTO temp.{table}_anew (rowid, {columns}) VALUES ({values})", rows()
        )
    except (WhenceError, zstandard.ZstdError):
        return  # of a reading that is damaged, which is told already
    counted = []
    for schema, name in (("main", table), ("temp", f"{table}_anew")):
        base.execute(
            f"CREATE VIRTUAL TABLE temp.{name}_row USING fts5vocab ({schema}, {name}, row)"
        )
        counted.append(f"SELECT term, doc, cnt FROM temp.{name}_row")
    for one, other in (counted, counted[::-1]):
        if base.execute(f"{one} EXCEPT {other} LIMIT 1").fetchone():
            yield Finding(table, "the index of words is not that of the ledger's texts")
            return


def _log(base: Base) -> Iterator[Finding]:
    """Whether the chain holds, and every row that is kept is what its line says."""
    told: dict[str, set[int]] = {table: set() for table in KEPT}
    for number, words, holds in read_log(base):
        if not holds:
            yield Finding(
                f"log {number}", "the chain is broken here: a row was changed or taken out"
            )
            return
        what = json.loads(words)
        table = what.get("table")
        if what["did"] == "seal":
            told[table] |= {r[0] for r in base.execute(f"SELECT id FROM {table} WHERE id <= ?",
                                                       (what["last"],))}  # fmt: skip
            if rows_hash(base, table, what["last"]) != (what["last"], what["hash"]):
                yield Finding(table, f"rows up to {what['last']} were changed or taken out")
        elif table is not None:
            told[table].add(what["row"])
            yield from _row(base, table, what["row"], what["hash"])
    for table, known in told.items():
        for row in base.execute(f"SELECT id FROM {table} ORDER BY id"):
            if row["id"] not in known:
                yield Finding(f"{table} {row['id']}", "is in the ledger and not in the log")


def _row(base: Base, table: str, number: int, wanted: str) -> Iterator[Finding]:
    found = row_hash(base, table, number)
    if found is None:
        yield Finding(f"{table} {number}", "is in the log and not in the ledger")
    elif found != wanted:
        yield Finding(f"{table} {number}", "is not as it was written")
