"""Captures and readings into the ledger, each in one transaction with its line in the log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import LedgerError
from ..records import Capture, Kept, Loss, Medium, Model, Report
from ..report.json import load
from ..version import __version__
from .base import Base, newest_line, now, pack, unpack, writing
from .carrying import carry_over
from .log import log_row
from .opening import open_base
from .overlay import as_read
from .tables import fill_article
from .taking import take_corrections


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
        with writing(self.base):
            number = self._add_capture(capture)
            reading = self._add_reading(number, self.reader, line)
            if reading is None:
                return []
            carried, left = carry_over(self.base, number, reading)
            fill_article(self.base, number, carried or as_read(reading, report))
            for reason in left:
                self._add_failure(capture.name, reason)
            return left

    def take(self, kept: Kept) -> bool:
        """A page out of another ledger, as it was read there and with what was decided.

        Only where it was seen is new, and `False` given, where these bytes were read in this
        ledger. Raises `ReportError` or `CorrectionError` where it is not what a ledger writes;
        nothing of it is in then.
        """
        report = load(kept.line)
        with writing(self.base):
            (number,) = {self._add_capture(each) for each in kept.sightings}
            if self.base.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone():
                return False
            reading = self._add_reading(number, kept.reader, kept.line)
            if reading is None:
                return False
            given = as_read(reading, report)
            if kept.corrections:
                raw = json.loads(kept.line)
                given = take_corrections(self.base, reading, raw, kept.corrections)
            fill_article(self.base, number, given)
            return True

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

    def _add_reading(self, capture: int, reader: str, line: bytes) -> int | None:
        """The number of a new reading of a capture; `None` where this reader has read it."""
        found = self.base.execute(
            "INSERT INTO reading (capture, reader, made, sha256, report) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING RETURNING id",
            (capture, reader, now(), hashlib.sha256(line).hexdigest(), pack(line)),
        ).fetchone()
        if found is None:
            return None
        number: int = found["id"]
        log_row(self.base, "read", "reading", number, reading=number)
        return number

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
