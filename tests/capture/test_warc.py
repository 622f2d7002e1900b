"""WARC files: pages out of every form of them, and damage that costs no more than its record."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.capture import members, warc
from whence.capture.http import join_chunks, read_kind
from whence.capture.limits import Limits
from whence.capture.warc import read_warc, read_warc_file
from whence.records import Capture, Loss, Medium

PAGE = b"<!doctype html><html><body><p>Page %d: the bridge at Orlu is closed.</p></body></html>"


def answer(body: bytes, *, status: int = 200, kind: str = "text/html", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}; charset=utf-8\r\n{more}\r\n"
    return head.encode() + body


def record(
    block: bytes, *, number: int = 0, form: str = "response", kind: str = "application/http"
) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {form}\r\nWARC-Target-URI: https://courier.example/{number}\r\n"
        f"WARC-Date: 2024-05-0{number + 1}T10:00:00Z\r\nContent-Type: {kind}; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


RECORDS = [record(answer(PAGE % n), number=n) for n in range(4)]


def found_in(data: bytes) -> list[Capture | Loss]:
    return list(read_warc_file(io.BytesIO(data), "news.warc"))


def pages(found: list[Capture | Loss]) -> list[str | None]:
    return [f.url for f in found if isinstance(f, Capture)]


def losses(found: list[Capture | Loss]) -> list[Loss]:
    return [f for f in found if isinstance(f, Loss)]


ALL = [f"https://courier.example/{n}" for n in range(4)]


def pack_zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


def dictionary_file() -> bytes:
    samples: list[bytes | bytearray | memoryview] = [
        record(answer(PAGE % n), number=n % 9) for n in range(400)
    ]
    words = zstandard.train_dictionary(4096, samples)
    packer = zstandard.ZstdCompressor(dict_data=words)
    raw = words.as_bytes()
    head = b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(raw)) + raw
    return head + b"".join(map(packer.compress, RECORDS))


FORMS = {
    "plain": b"".join(RECORDS),
    "gzip": b"".join(map(gzip.compress, RECORDS)),
    "one gzip member": gzip.compress(b"".join(RECORDS)),
    "zstd": b"".join(map(pack_zstd, RECORDS)),
    "zstd with a dictionary": dictionary_file(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_all_pages(form: str, tmp_path: Path) -> None:
    (tmp_path / "news.warc.gz").write_bytes(FORMS[form])
    found = list(read_warc(tmp_path / "news.warc.gz"))
    assert pages(found) == ALL
    first = found[0]
    assert isinstance(first, Capture)
    assert first.body == PAGE % 0
    assert (first.medium, first.charset) == (Medium.HTML, "utf-8")
    assert first.captured == "2024-05-01T10:00:00Z"


def test_a_member_tells_where_it_stands() -> None:
    found = found_in(FORMS["gzip"])
    offsets = [len(b"".join(map(gzip.compress, RECORDS[:n]))) for n in range(4)]
    assert [f.name for f in found] == [f"news.warc@{at}" for at in offsets]


def test_only_pages_are_pages() -> None:
    data = b"".join(
        (
            record(b"software: made\r\n", form="warcinfo", kind="application/warc-fields"),
            record(b"GET / HTTP/1.1\r\n\r\n", form="request"),
            record(answer(b"gone", status=404)),
            record(answer(b"\x89PNG\r\n", kind="image/png")),
            record(b"Text of a page.", form="conversion", kind="text/plain"),
            record(answer(PAGE % 1, more="Transfer-Encoding: chunked\r\n")),
        )
    )
    found = found_in(data)
    assert losses(found) == []
    assert [f.medium for f in found if isinstance(f, Capture)] == [Medium.TEXT, Medium.HTML]


@pytest.mark.parametrize("packer", [gzip.compress, zlib.compress])
def test_packed_bodies_are_unpacked(packer: object) -> None:
    assert callable(packer)
    name = "gzip" if packer is gzip.compress else "deflate"
    body = packer(PAGE % 1)
    (page,) = found_in(record(answer(body, more=f"Content-Encoding: {name}\r\n")))
    assert isinstance(page, Capture)
    assert page.body == PAGE % 1


def test_chunks_are_joined_and_broken_ones_keep_what_came_before() -> None:
    assert join_chunks(b"4\r\nThe \r\n6;x=1\r\nbridge\r\n0\r\n\r\n") == b"The bridge"
    assert join_chunks(b"4\r\nThe \r\nfff\r\nbri") == b"The "
    assert join_chunks(b"<p>not chunked</p>") == b"<p>not chunked</p>"


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_a_damaged_member_costs_its_record_alone(form: str) -> None:
    packer = gzip.compress if form == "gzip" else pack_zstd
    parts = [bytearray(packer(r)) for r in RECORDS]
    middle = len(parts[1]) // 2
    parts[1][middle : middle + 20] = bytes(b ^ 0xA5 for b in parts[1][middle : middle + 20])
    found = found_in(b"".join(parts))
    assert pages(found) == [ALL[0], ALL[2], ALL[3]]
    (loss,) = losses(found)
    assert loss.offset == len(parts[0])
    assert "damaged" in loss.reason


def test_a_record_that_is_cut_short_costs_itself_alone() -> None:
    cut = RECORDS[1][:-60]
    for data in (
        b"".join((RECORDS[0], cut, b"\r\n\r\n", RECORDS[2])),
        b"".join(map(gzip.compress, (RECORDS[0], cut, RECORDS[2]))),
    ):
        found = found_in(data)
        assert pages(found) == [ALL[0], ALL[2]]
        (loss,) = losses(found)
        assert loss.reason == "the record is cut short"
        assert data[loss.offset :][:2] in (b"WA", b"\x1f\x8b")


def test_noise_between_records_is_told_once_with_its_offset() -> None:
    noise = b"\x00\x01 nothing of the kind \r\n" * 40
    found = found_in(RECORDS[0] + noise + RECORDS[1])
    assert pages(found) == ALL[:2]
    (loss,) = losses(found)
    assert loss.offset == len(RECORDS[0])


def test_a_file_that_ends_too_early_says_so() -> None:
    for form in ("plain", "gzip", "zstd"):
        found = found_in(FORMS[form][:-40])
        assert pages(found) == ALL[:3]
        assert len(losses(found)) == 1


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_a_bomb_is_left_and_what_follows_is_read(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "LIMITS", Limits(member=2**20, ratio=100))
    packer = gzip.compress if form == "gzip" else pack_zstd
    bomb = record(answer(b" " * 2**25), number=1)
    found = found_in(b"".join(map(packer, (RECORDS[0], bomb, RECORDS[2]))))
    assert pages(found) == [ALL[0], ALL[2]]
    (loss,) = losses(found)
    assert "bomb" in loss.reason


def test_a_file_that_is_not_there_is_a_loss(tmp_path: Path) -> None:
    (loss,) = read_warc(tmp_path / "none.warc")
    assert isinstance(loss, Loss)
    assert "none.warc" in loss.name


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_no_damage_raises_or_invents(form: str, data: st.DataObject) -> None:
    whole = FORMS[form]
    at = data.draw(st.integers(0, len(whole) - 1))
    size = data.draw(st.integers(1, 40))
    noise = data.draw(st.binary(max_size=40))
    found = found_in(whole[:at] + noise + whole[at + size :])
    bodies = {f.body for f in found if isinstance(f, Capture)}
    if form in ("gzip", "zstd"):
        assert len(bodies - {PAGE % n for n in range(4)}) == 0, "a checksum stands on each member"
    if "dictionary" not in form:  # which is made of records itself
        assert len(found) <= 12


def test_a_record_that_begins_where_another_broke_off_is_read() -> None:
    """A writer that died in the middle of a line and went on behind it."""
    for at in (40, 70, 90):
        found = found_in(RECORDS[0] + RECORDS[1][:-at] + RECORDS[2] + RECORDS[3])
        assert pages(found) == [ALL[0], ALL[2], ALL[3]]
        (loss,) = losses(found)
        assert (loss.reason, loss.offset) == ("the record is cut short", len(RECORDS[0]))


def test_an_archive_of_nothing_but_losses_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LIMITS", Limits(losses=5))
    found = found_in(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" * 100 + RECORDS[0])
    assert len(found) == 6
    assert "nothing of the rest" in losses(found)[-1].reason


def test_the_search_behind_damages_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "LIMITS", Limits(member=2**16, again=1))
    found = found_in(b"\x1f\x8b\x08" * 50_000 + FORMS["gzip"])
    assert "nothing of the rest" in losses(found)[-1].reason
    assert len(found) == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (RECORDS[0].replace(b"Length: ", b"Length: " + b"9" * 5_000), "does not tell its length"),
        (b"\x5d\x2a\x4d\x18", "its dictionary is damaged"),
        (b"\x5d\x2a\x4d\x18\x00\x00\x00\x00", "its dictionary is damaged"),
        (b"\x5d\x2a\x4d\x18\x09\x00\x00\x00words", "its dictionary is damaged"),
    ],
)
def test_numbers_and_heads_that_are_none_are_told(data: bytes, reason: str) -> None:
    (loss,) = losses(found_in(data))
    assert reason in loss.reason


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("text/html; charset*" + "9" * 5_000 + "=x", ("text/html", None)),
        ("text/html; charset*" + "9" * 5_000 + "*=x; charset=utf-8", ("text/html", None)),
        ("text/html; charset=Windows-1251", ("text/html", "windows-1251")),
        ("", ("", None)),
    ],
)
def test_any_kind_of_an_answer_can_be_read(kind: str, told: tuple[str, str | None]) -> None:
    assert read_kind(kind) == told
