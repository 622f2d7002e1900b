"""A ledger of any earlier form is brought forward whole, and nothing in it is lost."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zstandard

import whence
from tests.report.sample import sample_report
from whence.errors import LedgerError
from whence.ledger import Store, check_ledger
from whence.ledger.corrections import list_corrections, read_corrected
from whence.ledger.opening import migrations, open_base, open_to_read
from whence.ledger.people import read_people
from whence.records import Capture, Medium
from whence.report.json import dump

# Each made by the version that had this form: two readings of the sample, one of them with a
# statement rejected and one added, an event accepted, one denied and told by the added statement.
LINE = dump(sample_report()).encode()
OLD = Path(__file__).parent / "old"
FORMS = range(1, migrations()[-1][0])


def old_ledger(form: int, path: Path) -> Path:
    packed = (OLD / f"form-{form}.whence.zst").read_bytes()
    path.write_bytes(zstandard.ZstdDecompressor().decompress(packed))
    return path


@pytest.mark.parametrize("form", FORMS)
def test_an_old_ledger_is_brought_forward(form: int, tmp_path: Path) -> None:
    path = old_ledger(form, tmp_path / "old.whence")
    with sqlite3.connect(path) as plain:
        before = [tuple(row) for row in plain.execute("SELECT sha256, report FROM reading")]
    plain.close()
    with pytest.raises(LedgerError, match="form"):
        open_to_read(path)
    base = open_base(path)
    assert [tuple(row) for row in base.execute("SELECT sha256, report FROM reading")] == before
    assert len(list_corrections(base, 1)) == 5
    assert read_people(base).find("Oren Dask") is not None
    corrected = read_corrected(base, 1)
    assert len(corrected.report.statements) == len(sample_report().statements)
    assert corrected.statements[corrected.report.events[1].statement or 0] == "added/2"
    decided = base.execute("SELECT decided FROM event WHERE article = 1 ORDER BY number").fetchall()
    assert [row[0] for row in decided[:2]] == ["accepted", "changed"]
    disputed = base.execute("SELECT count(*) FROM event WHERE disputed IS NULL").fetchone()
    assert disputed[0] == 0
    base.close()
    assert check_ledger(path) == []
    open_to_read(path).close()


def test_there_is_an_old_ledger_of_every_earlier_form() -> None:
    assert len(FORMS) >= 2
    assert {f"form-{form}.whence.zst" for form in FORMS} == {p.name for p in OLD.iterdir()}


def test_several_that_open_an_old_ledger_at_once_bring_it_forward_once(tmp_path: Path) -> None:
    path = old_ledger(1, tmp_path / "old.whence")
    with ThreadPoolExecutor(4) as threads:
        for opened in [threads.submit(lambda: open_base(path).close()) for _ in range(8)]:
            opened.result()
    assert check_ledger(path) == []


def test_what_fails_on_the_way_leaves_the_old_ledger_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_ledger(1, tmp_path / "old.whence")
    broken = [*migrations()[:-1], (migrations()[-1][0], "CREATE TABLE capture (id);\n")]
    with monkeypatch.context() as then:
        then.setattr("whence.ledger.opening.migrations", lambda: broken)
        with pytest.raises(LedgerError, match="already exists"):
            open_base(path)
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (1,)
        assert not plain.execute("SELECT 1 FROM sqlite_schema WHERE name = 'joining'").fetchall()
    plain.close()
    open_base(path).close()
    assert check_ledger(path) == []


def test_several_that_make_a_ledger_at_once_make_one(tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.whence"
        with ThreadPoolExecutor(6) as threads:
            opened = [threads.submit(lambda p: open_base(p, create=True).close(), path)
                      for _ in range(6)]  # fmt: skip
            for each in opened:
                each.result()
        assert check_ledger(path) == []


def test_a_full_disk_is_told_and_leaves_the_ledger_whole(tmp_path: Path) -> None:
    path = tmp_path / "news.whence"
    with Store(path, "test 1") as store:
        store.base.execute(
            f"PRAGMA max_page_count = {store.base.execute('PRAGMA page_count').fetchone()[0] + 20}"
        )
        captures = [Capture(f"{n}", f"<p>{n}</p>".encode(), Medium.HTML) for n in range(100)]
        with pytest.raises(LedgerError, match=r"news\.whence: cannot be written to.*full"):
            [store.add(capture, LINE) for capture in captures]
    assert check_ledger(path) == []
    with Store(path, "test 1") as store:
        store.add(Capture("more.html", b"<p>more</p>", Medium.HTML), LINE)
    assert check_ledger(path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into any folder")
def test_a_ledger_in_a_folder_that_only_reads_is_read(tmp_path: Path) -> None:
    path = old_ledger(1, tmp_path / "old.whence")
    open_base(path).close()
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        base = open_to_read(path)
        assert base.execute("SELECT count(*) FROM article").fetchone()[0] == 2
        base.close()
        assert check_ledger(path) == []
    finally:
        tmp_path.chmod(0o755)


def test_a_ledger_that_was_read_is_one_file_again(tmp_path: Path) -> None:
    path = tmp_path / "news.whence"
    with Store(path, "test 1") as store:
        store.add(Capture("a.html", b"<p>a</p>", Medium.HTML), LINE)
    with whence.Ledger.open(path) as ledger:
        assert len(ledger.articles) == 1
    assert check_ledger(path) == []
    assert [file.name for file in tmp_path.iterdir()] == ["news.whence"]
