"""The door for files: what is taken in, as what, and what is refused."""

import io
from pathlib import Path

import pytest

from tests.in_time import in_time
from whence.capture import limits, take
from whence.capture.file import read_file, read_stdin
from whence.capture.take import sniff_medium
from whence.errors import BinaryCapture, CaptureError, EmptyCapture, OversizedCapture
from whence.records import Medium

PAGE = b"<!doctype html><html><body><p>The bridge at Orlu is closed.</p></body></html>"
TEXT = b"The bridge at Orlu is closed.\n\nThe governor said: 2 < 3 and <b>that</b> is all.\n"


@pytest.mark.parametrize(
    ("name", "body", "medium"),
    [
        ("page.html", PAGE, Medium.HTML),
        ("page.txt", PAGE, Medium.HTML),
        ("page", PAGE, Medium.HTML),
        ("page.html", TEXT, Medium.TEXT),
        ("page.html", b"<p>The bridge is closed.", Medium.HTML),
        ("page.txt", TEXT, Medium.TEXT),
        ("page", TEXT, Medium.TEXT),
        ("fragment", b"<div><p>One</p><p>Two</p></div>", Medium.HTML),
        ("page", b"\xff\xfe" + PAGE.decode().encode("utf-16-le"), Medium.HTML),
    ],
)
def test_html_or_text_is_decided_by_looking(
    tmp_path: Path, name: str, body: bytes, medium: Medium
) -> None:
    (tmp_path / name).write_bytes(body)
    capture = read_file(tmp_path / name, published="2023-05-08", url="https://courier.example/1")
    assert capture.medium is medium
    assert capture.body == body
    assert capture.name == str(tmp_path / name)
    assert (capture.published, capture.url) == ("2023-05-08", "https://courier.example/1")


@pytest.mark.parametrize(
    ("head", "rest", "medium"),
    [
        (b"<!--a-->\n" * 1_000, b"<html><p>It rained.", Medium.HTML),
        (b"<!--a-->\n" * 1_000, b"It rained.", Medium.TEXT),
        (b"<?xml version='1.0'?>" * 1_000, b"It rained.", Medium.TEXT),
        (b"<!--a>" * 1_000, b"It rained.", Medium.TEXT),
        (b"\n" * 64_000, b"x", Medium.TEXT),
        (b"<!doctype" + b" " * 64_000, b"x", Medium.TEXT),
        (b"<p " * 21_000, b"x", Medium.TEXT),
    ],
)
def test_looking_takes_no_longer_than_the_page_is_long(
    head: bytes, rest: bytes, medium: Medium
) -> None:
    with in_time(5):
        assert sniff_medium(head + rest) is medium


@pytest.mark.parametrize("body", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n"])
def test_nothing_is_refused(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "empty.html").write_bytes(body)
    with pytest.raises(EmptyCapture, match=r"empty\.html"):
        read_file(tmp_path / "empty.html")


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04abc", bytes(range(256)) * 20],
)
def test_what_is_not_text_is_refused(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "scan.html").write_bytes(body)
    with pytest.raises(BinaryCapture, match=r"scan\.html"):
        read_file(tmp_path / "scan.html")


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = limits.Limits(body=10)
    monkeypatch.setattr(take, "LIMITS", small)
    monkeypatch.setattr("whence.capture.file.LIMITS", small)
    (tmp_path / "big.html").write_bytes(PAGE)
    with pytest.raises(OversizedCapture, match=r"big\.html.*over the cap of 10"):
        read_file(tmp_path / "big.html")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match=r"none\.html"):
        read_file(tmp_path / "none.html")


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(CaptureError):
        read_file(tmp_path)


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    with pytest.raises(CaptureError, match="ISO date"):
        read_file(tmp_path / "page.html", published="last Tuesday")


def test_standard_input_is_a_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    capture = read_stdin()
    assert capture.name == "<stdin>"
    assert capture.body == PAGE
