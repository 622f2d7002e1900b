"""The file: opened, checked for what it is, and brought to this version's form."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from importlib.resources import files
from pathlib import Path
from time import monotonic, sleep

from ..errors import LedgerError
from .base import Base, writing
from .corrections import read_corrected
from .log import seal_rows
from .tables import fill_article

# "Whnc": what kind of SQLite file this is, in its head (`PRAGMA application_id`).
MARK = 0x57686E63
WAIT = 30_000  # milliseconds to wait while another process writes
MIGRATION = re.compile(r"(\d{4})\.sql")
# What SQLite raises of a damaged file; the second where its own message quotes the damage.
DAMAGED = (sqlite3.Error, UnicodeDecodeError)
ROWS = 3  # the newest form whose rows hold more than those of the form before


def open_base(path: Path, *, create: bool = False) -> Base:
    """A connection to the ledger in a file; `create` makes one where there is none.

    Raises `LedgerError` where the file is missing, no ledger, damaged at its head, or made by a
    newer version. An older ledger is brought forward, all of it or nothing.
    """
    if not create and not path.is_file():
        raise LedgerError(f"{path}: no such ledger; `whence ingest` makes one")
    try:
        base = sqlite3.connect(path, timeout=WAIT / 1000, isolation_level=None)
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: cannot be opened as a ledger ({error})") from error
    try:
        base.row_factory = sqlite3.Row
        base.execute("PRAGMA foreign_keys = ON")
        _claim(base, path)
        _share(base)
        # A committed page may be lost with the power, never with the process; never half of it.
        base.execute("PRAGMA synchronous = NORMAL")
        _migrate(base, path)
    except DAMAGED as error:
        base.close()
        raise LedgerError(f"{path}: cannot be opened as a ledger ({error})") from error
    except BaseException:
        base.close()
        raise
    return base


def _share(base: Base) -> None:
    """Makes the file one that is read while it is written to.

    SQLite does not wait for others at this one step, so it is tried again.
    """
    until = monotonic() + WAIT / 1000
    while True:
        try:
            base.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(0.02)
        else:
            return


def open_to_read(path: Path) -> Base:
    """A connection that only reads, which may be handed from thread to thread.

    Raises `LedgerError` where the file is missing, no ledger, or not of this version's form.
    """
    if not path.is_file():
        raise LedgerError(f"{path}: no such ledger; `whence ingest` makes one")
    try:
        base, mark = _connect_to_read(path)
        version = base.execute("PRAGMA user_version").fetchone()[0]
    except DAMAGED as error:
        raise LedgerError(f"{path}: cannot be opened as a ledger ({error})") from error
    if mark != MARK or version != migrations()[-1][0]:
        base.close()
        raise LedgerError(
            f"{path}: no ledger of this version's form; open it once without --read-only"
        )
    return base


def _connect_to_read(path: Path) -> tuple[Base, int]:
    """The connection, and what kind of file it is.

    Where the folder cannot be written to, SQLite has no place for the file beside a ledger that
    several share. Then nobody else writes there either, and the file is read as one that stays.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    beside = path.with_name(f"{path.name}-wal")
    left = beside.exists() and beside.stat().st_size > 0
    for more in ("", "&immutable=1"):
        base = sqlite3.connect(
            f"{address}{more}", uri=True, timeout=WAIT / 1000, isolation_level=None,
            check_same_thread=False,
        )  # fmt: skip
        base.row_factory = sqlite3.Row
        try:
            return base, base.execute("PRAGMA application_id").fetchone()[0]
        except sqlite3.OperationalError:
            base.close()
            if more or left or os.access(path.parent, os.W_OK):
                raise
    raise AssertionError


def close_to_read(base: Base) -> None:
    """Ends a connection that only reads, and tidies up behind it."""
    path = base.execute("PRAGMA database_list").fetchone()["file"]
    base.close()
    tidy(path)


def tidy(path: Path | str) -> None:
    """Takes away what SQLite leaves beside a ledger where the last connection could not write."""
    address = f"{Path(path).absolute().as_uri()}?mode=rw"  # which makes no file where none is
    with suppress(*DAMAGED), closing(sqlite3.connect(address, uri=True, timeout=0)) as last:
        last.execute("SELECT 1 FROM sqlite_schema").fetchone()


def open_forward(path: Path) -> Base:
    """A connection that only reads; a ledger of an older form is brought forward first."""
    with suppress(LedgerError):
        return open_to_read(path)
    open_base(path).close()
    return open_to_read(path)


def _claim(base: Base, path: Path) -> None:
    """Marks an empty file as ours; refuses another program's database."""
    # In this order: whoever makes a ledger beside us puts the mark in before its tables.
    tables = base.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    mark = base.execute("PRAGMA application_id").fetchone()[0]
    if mark == MARK:
        return
    if mark != 0 or tables:
        raise LedgerError(f"{path}: an SQLite file of another program, not a ledger")
    base.execute(f"PRAGMA application_id = {MARK}")


def migrations() -> list[tuple[int, str]]:
    """The numbered scripts, in order."""
    folder = files(__package__) / "schema"
    found = [(m, f) for f in folder.iterdir() if (m := MIGRATION.fullmatch(f.name))]
    return sorted((int(m[1]), f.read_text(encoding="utf-8")) for m, f in found)


def _migrate(base: Base, path: Path) -> None:
    version = base.execute("PRAGMA user_version").fetchone()[0]
    scripts = migrations()
    if version > scripts[-1][0]:
        raise LedgerError(
            f"{path}: made by a newer Whence (form {version}, this one knows {scripts[-1][0]}); "
            "update Whence"
        )
    if version == scripts[-1][0]:
        return
    with writing(base):
        # Another process may have brought it forward while this one waited.
        version = base.execute("PRAGMA user_version").fetchone()[0]
        for number, script in scripts:
            if number > version:
                for statement in statements_in(script):
                    base.execute(statement)
                base.execute(f"PRAGMA user_version = {number}")
        if 0 < version < ROWS:
            seal_rows(base)
            refill(base)


def statements_in(script: str) -> Iterator[str]:
    """The statements of a script, one at a time, so that all of them are one transaction."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def refill(base: Base) -> None:
    """Makes the rows that are searched anew, from the readings and their corrections."""
    for row in base.execute("SELECT id FROM article ORDER BY id").fetchall():
        fill_article(base, row["id"], read_corrected(base, row["id"]))
