"""Where a capture was found, how often it was read, and what could not be taken in or read."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ..errors import LedgerError
from ..records import Report
from ..report.json import from_json
from .base import Base, unpack
from .corrections import list_corrections
from .overlay import Corrected, lay_over


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when a capture was found; `name` is the file with the place inside it."""

    name: str
    url: str | None
    captured: str | None
    published: str | None
    outlet: str | None
    added: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a capture: by whom, when, with how many corrections that were made."""

    id: int
    reader: str
    made: str
    sha256: str
    corrections: int
    newest: bool


@dataclass(frozen=True, slots=True)
class Custody:
    """What is known about a capture but for its bytes: their hash, where from, how often read."""

    capture: int
    sha256: str
    size: int
    medium: str
    sightings: tuple[Sighting, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """What failed and why. `place` is the offset in the file in bytes, `None` for the whole.

    `capture` is the number of the bytes that could not be read, `None` where they could not be
    taken in; `read_since` whether they have been read by now.
    """

    id: int
    name: str
    place: int | None
    capture: int | None
    reader: str | None
    reason: str
    added: str
    read_since: bool


def read_custody(base: Base, capture: int) -> Custody:
    """Everything known about a capture; `LedgerError` where there is none."""
    row = base.execute(
        "SELECT id, sha256, size, medium FROM capture WHERE id = ?", (capture,)
    ).fetchone()
    if row is None:
        raise LedgerError(f"no capture {capture} in this ledger")
    sightings = base.execute(
        "SELECT name, url, captured, published, outlet, added FROM sighting WHERE capture = ? "
        "ORDER BY id",
        (capture,),
    )
    readings = base.execute(
        "SELECT r.id, r.reader, r.made, r.sha256, (SELECT count(*) FROM correction c "
        "WHERE c.reading = r.id AND c.verdict <> 'undo') AS corrections, "
        "a.id IS NOT NULL AS newest FROM reading r "
        "LEFT JOIN article a ON a.reading = r.id WHERE r.capture = ? ORDER BY r.id DESC",
        (capture,),
    )
    return Custody(
        row["id"], row["sha256"], row["size"], row["medium"],
        tuple(Sighting(*each) for each in sightings),
        tuple(
            Reading(each["id"], each["reader"], each["made"], each["sha256"],
                    each["corrections"], bool(each["newest"]))
            for each in readings
        ),
    )  # fmt: skip


def read_reading(base: Base, article: int, reading: int | None) -> tuple[Report, Corrected]:
    """A reading of an article as the reader made it, and with its corrections laid over it.

    The newest where `reading` is `None`. `LedgerError` where there is none.
    """
    row = base.execute(
        "SELECT r.id, r.report FROM reading r JOIN article a ON a.id = r.capture "
        "WHERE a.id = ? AND r.id = ifnull(?, a.reading)",
        (article, reading),
    ).fetchone()
    if row is None:
        of = "" if reading is None else f"reading {reading} of "
        raise LedgerError(f"there is no {of}article {article} in this ledger")
    raw = json.loads(unpack(row["report"]))
    return from_json(raw), lay_over(row["id"], raw, list_corrections(base, row["id"]))


def articles_read_as(base: Base, sha256: str) -> list[tuple[int, bool]]:
    """The articles with a reading of this hash, each with whether that is its newest."""
    found = base.execute(
        "SELECT r.capture, a.id IS NOT NULL FROM reading r LEFT JOIN article a "
        "ON a.reading = r.id WHERE r.sha256 = ? ORDER BY r.capture",
        (sha256,),
    )
    return [(row[0], bool(row[1])) for row in found]


def list_failures(base: Base, *, after: int | None, size: int) -> list[Failure]:
    """The failures, the latest first, behind the one with the id `after`."""
    found = base.execute(
        "SELECT f.id, f.name, f.place, f.capture, f.reader, f.reason, f.added, "
        "a.id IS NOT NULL AS read_since FROM failure f LEFT JOIN article a ON a.id = f.capture "
        "WHERE f.id < ifnull(?, 9223372036854775807) ORDER BY f.id DESC LIMIT ?",
        (after, size),
    )
    return [
        Failure(
            each["id"], each["name"], each["place"], each["capture"], each["reader"],
            each["reason"], each["added"], bool(each["read_since"]),
        )
        for each in found
    ]  # fmt: skip


def count_failures(base: Base) -> list[tuple[str, int]]:
    """How often each reason is given, the commonest first."""
    found = base.execute(
        "SELECT reason, count(*) FROM failure GROUP BY reason ORDER BY 2 DESC, 1 LIMIT 20"
    )
    return [(row[0], row[1]) for row in found]
