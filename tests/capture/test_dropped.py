"""Files that strangers hand over keep to their folder and read nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.capture.dropped import LONGEST, in_order, new_name, read_dropped, safe_name
from whence.records import Capture, Loss

PAGE = "<!doctype html><html><body><p>The bridge at Orlu is closed.</p></body></html>"


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("page.html", "page.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\pages\\a.html", "a.html"),
        ("/", "file"),
        ("", "file"),
        ("...", "file"),
        (".hidden", "hidden"),
        ("a\x00b\n.html", "a_b_.html"),
        ("صفحة 🕊.html", "صفحة 🕊.html"),
    ],
)
def test_a_name_is_made_safe(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text())
def test_any_name_stays_in_its_folder(given_name: str) -> None:
    name = safe_name(given_name)
    assert name == Path(name).name
    assert name not in ("", ".", "..")
    assert len(name.encode()) <= LONGEST
    assert Path("/folder", name).resolve().parent == Path("/folder")


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("ж" * 300 + ".warc").endswith("ж.warc")


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    for expected in ("a.warc.gz", "a (2).warc.gz", "a (3).warc.gz"):
        file = new_name(tmp_path, "x/a.warc.gz")
        assert file.name == expected
        file.touch()


def test_captures_and_losses_are_named_without_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.html").write_bytes(b"%PDF-1.7")
    (good,) = read_dropped(tmp_path / "a.html")
    (bad,) = read_dropped(tmp_path / "b.html")
    assert isinstance(good, Capture)
    assert good.name == "a.html"
    assert isinstance(bad, Loss)
    assert bad.name == "b.html"
    assert str(tmp_path) not in bad.reason


def test_rows_hold_pages_and_name_no_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(PAGE)
    rows = [{"id": "1", "html": PAGE}, {"id": "2", "path": str(secret)}, {"id": "3"}]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join([*map(json.dumps, rows), "no json"]))
    first, *losses = read_dropped(file)
    assert isinstance(first, Capture)
    assert first.name == "1"
    assert [loss.name for loss in losses] == ["rows.jsonl:2", "rows.jsonl:3", "rows.jsonl:4"]
    assert isinstance(losses[0], Loss)
    assert "html or text" in losses[0].reason


def test_feeds_are_read_before_their_pages() -> None:
    files = [Path("a.html"), Path("b.xml"), Path("c.rss")]
    assert [f.name for f in in_order(files)] == ["b.xml", "c.rss", "a.html"]


@pytest.mark.parametrize("name", ["rows.jsonl", "page.html"])
def test_a_fault_that_nobody_foresaw_costs_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("whence.capture.dropped.read_lines", broken)
    monkeypatch.setattr("whence.capture.folder.read_file", broken)
    (tmp_path / name).write_text(PAGE)
    (loss,) = read_dropped(tmp_path / name)
    assert loss == Loss(name, "cannot be read (ZeroDivisionError: on purpose)")
