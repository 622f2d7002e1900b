"""A ledger that was tampered with is told apart from one that is whole."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.sample import sample_report
from whence.errors import LedgerError
from whence.ledger import Failed, Store, check_ledger, open_base
from whence.ledger.corrections import correct
from whence.ledger.joining import Choice, Joining, decide_name
from whence.ledger.opening import migrations
from whence.ledger.overlay import Correction, Verdict
from whence.ledger.store import read_capture, read_report
from whence.records import Capture, Loss, Medium
from whence.report.json import dump

PAGE = Capture(
    "bridge.html", b"<p>The bridge at Orlu is closed.</p>", Medium.HTML, url="https://x.example/1"
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "news.whence"
    with Store(path, "test 1") as store:
        store.add(PAGE, dump(sample_report()).encode())
        store.fail(Loss("crawl.warc", "the record is cut short", 77))
        store.fail(Failed(Capture("b.html", b"<p>b</p>", Medium.HTML), "no article"))
    return path


def tamper(path: Path, *statements: str) -> None:
    base = sqlite3.connect(path)
    for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        base.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()


def test_a_ledger_is_whole_and_gives_back_what_was_put_in(ledger: Path) -> None:
    assert check_ledger(ledger) == []
    base = open_base(ledger)
    assert read_capture(base, 1) == PAGE
    assert read_report(base, 1) == sample_report()
    base.close()


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE capture SET body = (SELECT report FROM reading) WHERE id = 1", "capture 1"),
        ("UPDATE capture SET body = x'00' WHERE id = 1", "capture 1"),
        ("UPDATE reading SET sha256 = 'a'", "reading 1"),
        ("DELETE FROM statement WHERE number = 2", "article 1"),
        ('UPDATE log SET what = \'{"did":"none"}\' WHERE id = 2', "log 2"),
        ("DELETE FROM log WHERE id = 2", "log 3"),
        ("DELETE FROM log WHERE id = (SELECT max(id) FROM log) - 1", "log 7"),
        ("UPDATE event SET article = 9", "event 1"),
    ],
)
def test_what_was_tampered_with_is_named(ledger: Path, statement: str, where: str) -> None:
    tamper(ledger, "PRAGMA foreign_keys = OFF", statement)
    assert where in {finding.where for finding in check_ledger(ledger)}


def test_a_reading_that_was_taken_out_is_missed(ledger: Path) -> None:
    tamper(ledger, "DELETE FROM article", "DELETE FROM reading")
    found = [f for f in check_ledger(ledger) if f.where == "reading 1"]
    assert "in the log and not in the ledger" in found[0].what


# Every table with all of its columns; those of the words' indexes are SQLite's own.
TABLES = ("capture", "sighting", "reading", "failure", "correction", "joining", "article",
          "statement", "event", "log")  # fmt: skip


def decided_on(path: Path) -> None:
    """Something in every table and every column."""
    with Store(path, "test 1") as store:
        more = Capture("c.html", b"<p>c</p>", Medium.HTML, charset="utf-8", published="2031-03-02")
        known = replace(more, url="https://x.example/c", captured="2031-03-03", outlet="The C")
        store.add(known, dump(sample_report()).encode())
        made = Correction("events/1", Verdict.CHANGE, "Ada", "deaths", [2, 3], "as told")
        changed = correct(store.base, 1, made)
        correct(store.base, 1, Correction("events/0", Verdict.ACCEPT, "Ada"))
        correct(store.base, 1, Correction("", Verdict.UNDO, "Bo", undoes=changed.id, why="no"))
        joined = decide_name(
            store.base, Joining(Choice.JOIN, "Ada", "Oren Dask", "Velian Coast Guard", "x")
        )
        decide_name(store.base, Joining(Choice.UNDO, "Bo", undoes=joined.id))
    with Store(path, "test 2") as store:
        store.add(PAGE, dump(sample_report()).encode())


def test_whatever_is_changed_is_found(ledger: Path, tmp_path: Path) -> None:
    decided_on(ledger)
    assert check_ledger(ledger) == []
    with Store(ledger, "test 1") as store:
        store.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        columns = [
            (table, row["name"])
            for table in TABLES
            for row in store.base.execute(f"PRAGMA table_info ({table})")
            if row["name"] not in ("id", "body", "report")
        ]
    missed = []
    for table, column in columns:
        other = tmp_path / "other.whence"
        other.write_bytes(ledger.read_bytes())
        tamper(
            other,
            "PRAGMA ignore_check_constraints = ON",
            f"UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'text' THEN {column} || 'x' "
            f"WHEN 'integer' THEN {column} + 1 WHEN 'real' THEN {column} / 2 ELSE 1 END "
            f"WHERE id = (SELECT id FROM {table} ORDER BY {column} IS NULL, id DESC LIMIT 1)",
        )
        if not check_ledger(other):
            missed.append(f"{table}.{column}")
        other.unlink()
    assert missed == []


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_taken_out_or_put_in_is_found(ledger: Path, table: str) -> None:
    decided_on(ledger)
    tamper(ledger, f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})")
    assert check_ledger(ledger) != []


def test_a_forged_row_is_found(ledger: Path) -> None:
    tamper(
        ledger,
        "INSERT INTO sighting (capture, name, url, added) VALUES (1, 'a', 'https://y.example', '')",
    )
    (found,) = check_ledger(ledger)
    assert found.what == "is in the ledger and not in the log"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE correction SET value = '\"' WHERE value IS NOT NULL",
        "UPDATE correction SET target = 'x'",
        "UPDATE correction SET verdict = 'x'",
        "UPDATE log SET what = '1'",
        "INSERT INTO words (words) VALUES ('delete-all')",
        "INSERT INTO said (rowid, words) VALUES (1, 'more')",
        "UPDATE sighting SET id = id + 100",
    ],
)
def test_what_is_damaged_is_a_finding_and_no_crash(ledger: Path, statement: str) -> None:
    decided_on(ledger)
    tamper(ledger, "PRAGMA ignore_check_constraints = ON", statement)
    assert check_ledger(ledger) != []


@pytest.mark.parametrize("table", ["capture", "sighting", "reading", "log"])
def test_what_is_kept_cannot_be_changed_or_removed(ledger: Path, table: str) -> None:
    base = open_base(ledger)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        base.execute(f"UPDATE {table} SET id = 99")
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        base.execute(f"DELETE FROM {table}")
    base.close()


def test_damaged_bytes_are_found(ledger: Path) -> None:
    with Store(ledger, "test 1") as store:
        store.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(ledger.read_bytes())
    at = raw.index(b"\x28\xb5\x2f\xfd")
    raw[at + 12 : at + 20] = bytes(8)
    ledger.write_bytes(bytes(raw))
    assert check_ledger(ledger) != []


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such ledger"):
        open_base(tmp_path / "none.whence")
    (tmp_path / "page.html").write_bytes(PAGE.body * 100)
    with pytest.raises(LedgerError, match=r"page\.html"):
        open_base(tmp_path / "page.html")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    with pytest.raises(LedgerError, match="another program"):
        open_base(tmp_path / "other.db")


def test_a_newer_ledger_says_to_update(ledger: Path) -> None:
    base = open_base(ledger)
    base.execute("PRAGMA user_version = 9999")
    base.close()
    with pytest.raises(LedgerError, match="update Whence"):
        open_base(ledger)


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))


def test_a_ledger_with_bits_turned_over_is_never_a_crash(ledger: Path, tmp_path: Path) -> None:
    decided_on(ledger)
    with Store(ledger, "test 1") as store:
        store.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = ledger.read_bytes()
    dice = random.Random(7)
    other = tmp_path / "other.whence"
    for _ in range(60):
        raw = bytearray(whole)
        raw[dice.randrange(4096, len(raw))] ^= 1 << dice.randrange(8)
        other.write_bytes(bytes(raw))
        try:
            check_ledger(other)
        except LedgerError as error:
            assert "other.whence" in str(error)  # noqa: PT017 - either way is well
        for beside in tmp_path.glob("other.whence-*"):
            beside.unlink()
