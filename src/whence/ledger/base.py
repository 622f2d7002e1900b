"""The connection to a ledger: its transactions, and bytes as they are stored in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import zstandard

from ..errors import LedgerError

LEVEL = 6  # of zstd: 3 % larger than level 12 on the gold pages, five times as fast

Base = sqlite3.Connection


@contextmanager
def writing(base: Base) -> Iterator[Base]:
    """One transaction: all of what is done inside, or nothing.

    What SQLite cannot do (a full disk, a file that only reads) is a `LedgerError`.
    """
    try:
        base.execute("BEGIN IMMEDIATE")
        yield base
        base.execute("COMMIT")
    except sqlite3.Error as error:
        _take_back(base)
        path = base.execute("PRAGMA database_list").fetchone()["file"]
        raise LedgerError(f"{path}: cannot be written to ({error})") from error
    except BaseException:
        _take_back(base)
        raise


def _take_back(base: Base) -> None:
    if base.in_transaction:  # SQLite has ended it already where the disk is full
        base.execute("ROLLBACK")


def pack(data: bytes) -> bytes:
    """Bytes as they are stored."""
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(data)


def unpack(blob: bytes) -> bytes:
    """Stored bytes as they were; raises `zstandard.ZstdError` where they are damaged."""
    return zstandard.ZstdDecompressor().decompress(blob)


def newest_line(base: Base, article: int) -> bytes | None:
    """The line of JSON that an article's newest reading is; `None` where there is no article."""
    row = base.execute(
        "SELECT r.report FROM article a JOIN reading r ON r.id = a.reading WHERE a.id = ?",
        (article,),
    ).fetchone()
    return None if row is None else unpack(row["report"])


def now() -> str:
    """The present moment in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
