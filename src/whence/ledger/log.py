"""What was done to the ledger: one line each, chained by hashes, so that none can be taken out.

A line names the row that it is about with the hash of what that row says, so that none can be
changed either, and a row without its line was not written by Whence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from .base import Base, now

FIRST = "0" * 64
# Tables whose rows are never changed, with what their hashes are over. Bytes are left out: their
# own hashes stand beside them.
KEPT: Mapping[str, tuple[str, ...]] = {
    "capture": ("sha256", "size", "medium"),
    "sighting": ("capture", "name", "url", "charset", "captured", "published", "outlet", "added"),
    "reading": ("capture", "reader", "made", "sha256"),
    "failure": ("name", "place", "capture", "reader", "reason", "added"),
    "correction": ("reading", "target", "verdict", "field", "value", "undoes", "carries",
                   "made_with", "who", "why", "at"),
    "joining": ("verdict", "name", "other", "undoes", "who", "why", "at"),
}  # fmt: skip


def log_row(base: Base, did: str, table: str, number: int, **more: Any) -> None:  # noqa: ANN401
    """Adds the line of a row that was just written, inside the caller's transaction.

    `more` is what else is worth telling, as JSON.
    """
    digest = row_hash(base, table, number)
    write_log(base, {"did": did, "table": table, "row": number, "hash": digest} | more)


def row_hash(base: Base, table: str, number: int) -> str | None:
    """The hash of what a row of a `KEPT` table says; `None` where there is no such row."""
    row = base.execute(
        f"SELECT {', '.join(KEPT[table])} FROM {table} WHERE id = ?", (number,)
    ).fetchone()
    return None if row is None else hashlib.sha256(words_of(list(row)).encode("utf-8")).hexdigest()


def seal_rows(base: Base) -> None:
    """Adds a line for each table over all of its rows: what older forms logged by name alone."""
    for table in KEPT:
        last, digest = rows_hash(base, table)
        write_log(base, {"did": "seal", "table": table, "last": last, "hash": digest})


def rows_hash(base: Base, table: str, last: int | None = None) -> tuple[int, str]:
    """The id of a table's last row and the hash over all rows, or over those up to a row."""
    digest, number = hashlib.sha256(), 0
    for row in base.execute(
        f"SELECT id, {', '.join(KEPT[table])} FROM {table} "
        "WHERE id <= ifnull(?, 9223372036854775807) ORDER BY id",
        (last,),
    ):
        number = row[0]
        digest.update(words_of(list(row)).encode("utf-8") + b"\n")
    return number, digest.hexdigest()


def write_log(base: Base, what: Mapping[str, Any]) -> None:
    """Adds a line, inside the caller's transaction."""
    words = words_of(what)
    last = base.execute("SELECT hash FROM log ORDER BY id DESC LIMIT 1").fetchone()
    at = now()
    digest = chain(last["hash"] if last else FIRST, at, words)
    base.execute("INSERT INTO log (at, what, hash) VALUES (?, ?, ?)", (at, words, digest))


def words_of(value: object) -> str:
    """JSON in the one form that is hashed; bytes, which only a damaged row has, as hex digits."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=bytes.hex
    )


def last_change(base: Base) -> int:
    """The number of the newest line, 0 where there is none: it grows with every change."""
    number: int | None = base.execute("SELECT max(id) FROM log").fetchone()[0]
    return number or 0


def articles_changed(base: Base, since: int) -> list[int]:
    """The articles that were read or corrected after the line `since`."""
    found = base.execute(
        "SELECT r.capture FROM log l JOIN reading r ON r.id = json_extract(l.what, '$.reading') "
        "WHERE l.id > ? GROUP BY 1 ORDER BY 1",
        (since,),
    )
    return [row[0] for row in found]


def chain(before: str, at: str, what: str) -> str:
    """The hash of a line over the one before it."""
    return hashlib.sha256(f"{before}\n{at}\n{what}".encode()).hexdigest()


def read_log(base: Base) -> Iterator[tuple[int, str, bool]]:
    """Every line with its number, what it says, and whether the chain holds up to it."""
    before, expected = FIRST, 1
    for row in base.execute("SELECT id, at, what, hash FROM log ORDER BY id"):
        holds = row["id"] == expected and row["hash"] == chain(before, row["at"], row["what"])
        yield row["id"], row["what"], holds
        before, expected = row["hash"], row["id"] + 1
