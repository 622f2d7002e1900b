"""Rows as strangers write them: a report or an error, never an exception."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.readers import read_echo
from whence.capture import rows
from whence.capture.limits import LIMITS, Limits
from whence.capture.rows import capture_of, parse_row, read_lines
from whence.cli.batch import read_row
from whence.errors import CaptureError, RowError
from whence.records import Medium

SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(("id", "html", "text", "url", "published", "captured", "outlet", "other"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_give_one_line(line: bytes) -> None:
    answer = read_row(line, read_echo)
    assert b"\n" not in answer.line
    assert set(json.loads(answer.line)) == {"id", "error"}


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, SIMPLE | st.lists(SIMPLE, max_size=2), max_size=6))
def test_any_row_gives_one_line_with_its_id(row: dict[str, object]) -> None:
    answer = read_row(json.dumps(row).encode(), read_echo)
    given_back = json.loads(answer.line)
    given_id = row.get("id")
    if isinstance(given_id, str | int) and not isinstance(given_id, bool):
        assert given_back["id"] == given_id
    else:
        assert given_back["id"] is None
    assert ("error" in given_back) is not answer.ok


def test_deep_brackets_are_only_a_bad_row() -> None:
    assert not read_row(b"[" * 200_000, read_echo).ok


def test_html_and_text_are_taken_as_they_are(tmp_path: Path) -> None:
    html = capture_of({"id": 1, "html": "<p>Où?</p>"})
    assert (html.medium, html.charset, html.body.decode()) == (Medium.HTML, "utf-8", "<p>Où?</p>")
    text = capture_of({"id": 1, "text": "a <b> of\r\nlines"})
    assert (text.medium, text.body) == (Medium.TEXT, b"a <b> of\r\nlines")
    kept = tmp_path / "x.html"
    kept.write_bytes("<html><p>Où?".encode("latin-1"))
    file = capture_of({"id": "f", "path": str(kept), "outlet": "The Ledger"})
    assert (file.name, file.outlet, file.charset) == ("f", "The Ledger", None)


@pytest.mark.parametrize(
    "row",
    [
        {"text": "no id"},
        {"id": True, "text": "a"},
        {"id": 1.5, "text": "a"},
        {"id": 1},
        {"id": 1, "text": None},
        {"id": 1, "text": "a", "path": "b"},
        {"id": 1, "text": 5},
        {"id": 1, "text": "a", "url": 5},
        {"id": 1, "path": "-"},
        {"id": 1, "path": "a\x00b"},
        {"id": 1, "path": "a\ud800b"},
    ],
)
def test_what_a_row_must_not_be(row: dict[str, object]) -> None:
    with pytest.raises(RowError):
        capture_of(row)


@pytest.mark.parametrize("key", ["id", "html", "url", "published", "captured", "outlet"])
def test_half_a_character_is_refused_wherever_it_stands(key: str) -> None:
    row = {"id": "1", "html": "<p>It rained.", "published": "2024-05-06"}
    with pytest.raises(CaptureError, match=r"half a character"):
        capture_of({**row, key: f"{row.get(key, '')}\ud800"})
    told = json.loads(read_row(json.dumps({**row, key: "\ud800"}).encode(), read_echo).line)
    assert "half a character" in told["error"]


def test_what_is_told_of_a_page_is_cut_to_what_is_worth_keeping(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<p>It rained.")
    about = dict.fromkeys(("url", "captured", "outlet"), "x" * 1_000_000)
    for body in ({"html": "<p>It rained."}, {"path": str(tmp_path / "x.html")}):
        capture = capture_of({"id": "n" * 1_000_000, **body, **about})
        assert capture.url is None, "a piece of an address leads somewhere else"
        told = (capture.name, capture.captured or "", capture.outlet or "")
        assert [len(each) for each in told] == [LIMITS.name, LIMITS.told, LIMITS.told]
    assert capture_of({"id": 1, "text": "a", "url": "x" * LIMITS.name}).url == "x" * LIMITS.name


def test_what_is_no_row_at_all() -> None:
    for line in (b"", b"5", b"[]", b"null", b"{", b'{"id": 1', b"\x80"):
        with pytest.raises(RowError):
            parse_row(line)


def test_a_line_without_end_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LIMITS", Limits(row=10))
    lines = [b"short\n", b"a" * 9 + b"\n", b"b" * 35 + b"\n", b"\n", b"c" * 10, b"d"]
    for last in (5, 6):
        found = list(read_lines(io.BytesIO(b"".join(lines[:last]))))
        assert [offset for offset, _ in found] == [0, 6, 16, 52, 53]
        end = lines[4] if last == 5 else None
        assert [line for _, line in found] == [lines[0], lines[1], None, lines[3], end]


@pytest.mark.parametrize("path", ["/", "/dev/zero", "/dev/null"])
def test_a_path_to_what_is_no_file_is_refused(path: str) -> None:
    with pytest.raises(RowError, match="must name a file"):
        capture_of({"id": 1, "path": path})
