"""Captures and readings into the ledger, each in one transaction with its line in the log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import LedgerError
from ..records import Capture, Loss, Medium, Model, Report
from ..report.json import load
from ..version import __version__
from .base import Base, newest_line, now, pack, unpack, writing
from .carrying import carry_over
from .log import log_row
from .opening import open_base
from .overlay import as_read
from .tables import fill_article


@dataclass(frozen=True, slots=True)
class Failed:
    """A capture that could not be read, and why."""

    capture: Capture
    reason: str


class Store:
    """A ledger that is written to. `reader` says who reads: a version and the weights' hash."""

    def __init__(self, path: Path, reader: str, *, create: bool = True) -> None:
        """Opens or makes the ledger; raises `LedgerError`."""
        self.path, self.reader = path, reader
        self.base = open_base(path, create=create)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection; what was written stays."""
        self.base.close()

    def is_read(self, capture: Capture) -> bool:
        """Whether these bytes were read by this reader, or failed under it."""
        row = self.base.execute(
            "SELECT 1 FROM capture c "
            "LEFT JOIN reading r ON r.capture = c.id AND r.reader = :reader "
            "LEFT JOIN failure f ON f.capture = c.id AND f.reader = :reader "
            "WHERE c.sha256 = :sha AND (r.id IS NOT NULL OR f.id IS NOT NULL)",
            {"sha": hash_of(capture), "reader": self.reader},
        ).fetchone()
        return row is not None

    def see(self, capture: Capture) -> None:
        """Notes where and when bytes that are in already were found again."""
        with writing(self.base):
            self._add_capture(capture)

    def add(self, capture: Capture, line: bytes) -> list[str]:
        """A capture with the line of JSON that its report is; nothing where it is in already.

        What persons decided on an earlier reading of it is decided on this one too. Gives, in
        words, what of that has no place in it; the ledger keeps them as failures.
        """
        report = load(line)
        digest = hashlib.sha256(line).hexdigest()
        with writing(self.base):
            number = self._add_capture(capture)
            found = self.base.execute(
                "INSERT INTO reading (capture, reader, made, sha256, report) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING RETURNING id",
                (number, self.reader, now(), digest, pack(line)),
            ).fetchone()
            if found is None:
                return []
            log_row(self.base, "read", "reading", found["id"], reading=found["id"])
            carried, left = carry_over(self.base, number, found["id"])
            fill_article(self.base, number, carried or as_read(found["id"], report))
            for reason in left:
                self._add_failure(capture.name, reason)
            return left

    def fail(self, failed: Failed | Loss) -> None:
        """What could not be taken in or read, once for each reason."""
        with writing(self.base):
            if isinstance(failed, Loss):
                place, number, reader, name = failed.offset, None, None, failed.name
            else:
                place, reader, name = None, self.reader, failed.capture.name
                number = self._add_capture(failed.capture)
            self._add_failure(name, failed.reason, place, number, reader)

    def _add_failure(
        self,
        name: str,
        reason: str,
        place: int | None = None,
        number: int | None = None,
        reader: str | None = None,
    ) -> None:
        """A row of what failed, with its line in the log."""
        new = self.base.execute(
            "INSERT INTO failure (name, place, capture, reader, reason, added) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
            (name, place, number, reader, reason, now()),
        ).fetchone()
        if new is not None:
            log_row(self.base, "fail", "failure", new["id"], name=name, reason=reason)

    def _add_capture(self, capture: Capture) -> int:
        """The number of a capture, which is put in with its sighting if it is new."""
        digest = hash_of(capture)
        row = self.base.execute("SELECT id FROM capture WHERE sha256 = ?", (digest,)).fetchone()
        if row is None:
            row = self.base.execute(
                "INSERT INTO capture (sha256, size, medium, body) VALUES (?, ?, ?, ?) RETURNING id",
                (digest, len(capture.body), str(capture.medium), pack(capture.body)),
            ).fetchone()
            log_row(self.base, "capture", "capture", row["id"])
        number: int = row["id"]
        new = self.base.execute(
            "INSERT INTO sighting (capture, name, url, charset, captured, published, outlet, added)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
            (number, capture.name, capture.url, capture.charset, capture.captured,
             capture.published, capture.outlet, now()),
        ).fetchone()  # fmt: skip
        if new is not None:
            log_row(self.base, "see", "sighting", new["id"], name=capture.name)
        return number


def reader_of(model: Model) -> str:
    """Who reads: the version of Whence and the hash of the weights."""
    return f"whence {__version__}, {model.name} {model.version} {model.sha256[:16]}"


def hash_of(capture: Capture) -> str:
    """The SHA-256 of a capture's bytes."""
    return hashlib.sha256(capture.body).hexdigest()


def articles_of(base: Base, hashes: Iterable[str]) -> list[int]:
    """The articles of captures with these hashes, in the order in which they came in."""
    rows = base.execute(
        "SELECT a.id FROM capture c JOIN article a ON a.id = c.id "
        "WHERE c.sha256 IN (SELECT value FROM json_each(?)) ORDER BY a.id",
        (json.dumps(list(hashes)),),
    )
    return [row["id"] for row in rows]


def read_capture(base: Base, number: int) -> Capture:
    """A capture as it was, with its first sighting."""
    row = base.execute(
        "SELECT c.body, c.medium, s.* FROM capture c JOIN sighting s ON s.capture = c.id "
        "WHERE c.id = ? ORDER BY s.id LIMIT 1",
        (number,),
    ).fetchone()
    if row is None:
        raise LedgerError(f"no capture {number} in this ledger")
    about = {k: row[k] for k in ("name", "charset", "url", "published", "captured", "outlet")}
    return Capture(body=unpack(row["body"]), medium=Medium(row["medium"]), **about)


def read_report(base: Base, number: int) -> Report:
    """The newest reading of a capture; `LedgerError` where it has none."""
    line = newest_line(base, number)
    if line is None:
        raise LedgerError(f"no article {number} in this ledger")
    return load(line)
