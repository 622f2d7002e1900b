"""Tables of a ledger: the same columns and types whatever is in it, and the rows as they are."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.web.ledgers import make_ledger
from whence.errors import LedgerError
from whence.ledger import frames
from whence.ledger.base import Base
from whence.ledger.corrections import correct
from whence.ledger.frames import COLUMNS, read_batches, read_table, schema, write_parquet
from whence.ledger.opening import open_base, open_to_read
from whence.ledger.overlay import Correction, Verdict
from whence.ledger.rows import read_events, read_statements


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    base = open_to_read(make_ledger(tmp_path_factory.mktemp("frames") / "news.whence"))
    yield base
    base.close()


@pytest.mark.parametrize("kind", COLUMNS)
def test_columns_are_the_same_in_an_empty_ledger(base: Base, tmp_path: Path, kind: str) -> None:
    empty = open_base(tmp_path / "empty.whence", create=True)
    none, some = read_table(empty, kind), read_table(base, kind)
    empty.close()
    assert none.num_rows == 0
    assert some.num_rows > 0
    assert none.schema == some.schema == schema(kind)


def test_types_are_those_of_the_values() -> None:
    types = {f.name: f.type for f in schema("events")}
    assert types["geonames"] == types["deaths_low"] == types["article"] == pa.int64()
    assert types["latitude"] == types["score"] == pa.float64()
    assert types["published"] == types["first_day"] == types["line"] == pa.string()


def test_statements_are_the_rows_that_are_shown(base: Base) -> None:
    rows = read_table(base, "statements").to_pylist()
    shown = read_statements(base, [row["id"] for row in rows])
    assert len(shown) == len(rows)
    for row, one in zip(rows, shown, strict=True):
        for name in set(row) - {"published"}:
            assert row[name] == getattr(one, name), name
        assert row["published"] == one.day


def test_events_are_the_rows_that_are_shown(base: Base) -> None:
    rows = read_table(base, "events").to_pylist()
    shown = read_events(base, [row["id"] for row in rows])
    assert len(shown) == len(rows)
    for row, one in zip(rows, shown, strict=True):
        for name in set(row) - {"published", "line", "act"}:
            assert row[name] == getattr(one, name), name
        assert row["line"] == one.lead + one.anchor + one.rest
        assert (row["act"] is None) == (row["statement"] is None)


def test_rows_come_by_article_and_number_or_as_asked(base: Base) -> None:
    rows = read_table(base, "statements").to_pylist()
    places = [(row["article"], row["number"]) for row in rows]
    assert places == sorted(places)
    assert read_table(base, "statements", [3, 999, 1])["id"].to_pylist() == [3, 1]


def test_batches_hold_all_rows_once(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "BATCH", 7)
    batches = list(read_batches(base, "statements"))
    assert max(b.num_rows for b in batches) == 7
    joined = pa.Table.from_batches(batches)
    monkeypatch.undo()
    assert joined.equals(read_table(base, "statements").combine_chunks())


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_parquet_file_gives_the_table_back(base: Base, kind: str) -> None:
    out = io.BytesIO()
    count = write_parquet(base, kind, out)
    back = parquet.read_table(io.BytesIO(out.getvalue()))
    assert back.equals(read_table(base, kind))
    assert count == back.num_rows


def test_corrections_are_in_the_tables(tmp_path: Path) -> None:
    base = open_base(make_ledger(tmp_path / "news.whence", articles=1))
    before = read_table(base, "statements")
    correct(base, 1, Correction("statements/0", Verdict.CHANGE, "kim", "act", "deny"))
    correct(base, 1, Correction("statements/1", Verdict.REJECT, "kim"))
    after = read_table(base, "statements")
    base.close()
    assert before["act"][0].as_py() != "deny"
    assert after["act"][0].as_py() == "deny"
    assert after.num_rows == before.num_rows - 1


def test_without_pyarrow_the_extra_is_named(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LedgerError, match=r"pip install whence\[tables\]"):
        read_table(base, "events")
