"""Files inside a ZIP, opened as if they lay outside."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.capture import part
from whence.capture.limits import Limits
from whence.capture.part import Window, open_part

DATA = bytes(range(256)) * 40


def zipped(method: int, before: bytes = b"") -> io.BytesIO:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        archive.writestr("first", b"something else")
        archive.writestr("data", DATA)
    return io.BytesIO(before + raw.getvalue())


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n"])
def test_it_is_read_whole_and_from_any_place(method: int, before: bytes) -> None:
    raw = zipped(method, before)
    with (
        zipfile.ZipFile(raw) as archive,
        open_part(archive, raw, archive.getinfo("data")) as opened,
    ):
        assert opened.read() == DATA
        for at in (9000, 3, 5000):
            opened.seek(at)
            assert opened.read(7) == DATA[at : at + 7]
        assert opened.seek(0, io.SEEK_END) == len(DATA)
        assert opened.read(1) == b""


@pytest.mark.parametrize(
    ("method", "flags", "reason"),
    [(zipfile.ZIP_BZIP2, 0, "deflate"), (zipfile.ZIP_STORED, 1, "encrypted")],
)
def test_what_is_packed_otherwise_is_refused(method: int, flags: int, reason: str) -> None:
    raw = zipped(method)
    with zipfile.ZipFile(raw) as archive:
        entry = archive.getinfo("data")
        entry.flag_bits |= flags
        with pytest.raises(zipfile.BadZipFile, match=reason), open_part(archive, raw, entry):
            raise AssertionError("opened")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "LIMITS", Limits(repacked=100))
    raw = zipped(zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(raw) as archive:
        entry = archive.getinfo("data")
        with (
            pytest.raises(zipfile.BadZipFile, match="over the cap"),
            open_part(archive, raw, entry),
        ):
            raise AssertionError("opened")


def test_a_directory_that_points_elsewhere_is_refused() -> None:
    raw = zipped(zipfile.ZIP_STORED)
    with zipfile.ZipFile(raw) as archive:
        entry = archive.getinfo("data")
        for offset in (5, len(raw.getvalue()) - 3):
            entry.header_offset = offset
            with (
                pytest.raises((zipfile.BadZipFile, struct.error)),
                open_part(archive, raw, entry),
            ):
                raise AssertionError("opened")


@given(st.binary(max_size=50), st.integers(0, 60), st.integers(0, 60), st.data())
def test_a_window_is_those_bytes_of_the_file(
    data: bytes, start: int, size: int, drawn: st.DataObject
) -> None:
    window = io.BufferedReader(Window(io.BytesIO(data), start, size), buffer_size=8)
    wanted = io.BytesIO(data[start : start + size])
    for _ in range(5):
        at, count = drawn.draw(st.integers(0, 60)), drawn.draw(st.integers(0, 20))
        window.seek(at)
        wanted.seek(at)
        assert window.read(count) == wanted.read(count)
