"""What was done to the ledger: one row each, chained by hashes, so that none can be taken out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from .base import Base, now

FIRST = "0" * 64


def write_log(base: Base, what: dict[str, Any]) -> None:
    """Adds a row, inside the caller's transaction."""
    words = json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    last = base.execute("SELECT hash FROM log ORDER BY id DESC LIMIT 1").fetchone()
    at = now()
    digest = chain(last["hash"] if last else FIRST, at, words)
    base.execute("INSERT INTO log (at, what, hash) VALUES (?, ?, ?)", (at, words, digest))


def last_change(base: Base) -> int:
    """The number of the newest row, 0 where there is none: it grows with every change."""
    number: int | None = base.execute("SELECT max(id) FROM log").fetchone()[0]
    return number or 0


def articles_changed(base: Base, since: int) -> list[int]:
    """The articles that were read or corrected after the row `since`."""
    found = base.execute(
        "SELECT c.id FROM log l JOIN capture c ON c.sha256 = json_extract(l.what, '$.capture') "
        "WHERE l.id > :since UNION "
        "SELECT r.capture FROM log l JOIN reading r ON r.id = json_extract(l.what, '$.reading') "
        "WHERE l.id > :since",
        {"since": since},
    )
    return [row[0] for row in found]


def chain(before: str, at: str, what: str) -> str:
    """The hash of a row over the one before it."""
    return hashlib.sha256(f"{before}\n{at}\n{what}".encode()).hexdigest()


def read_log(base: Base) -> Iterator[tuple[int, dict[str, Any], bool]]:
    """Every row with its number, what it says, and whether the chain holds up to it."""
    before, expected = FIRST, 1
    for row in base.execute("SELECT id, at, what, hash FROM log ORDER BY id"):
        holds = row["id"] == expected and row["hash"] == chain(before, row["at"], row["what"])
        yield row["id"], json.loads(row["what"]), holds
        before, expected = row["hash"], row["id"] + 1
