"""One file inside a ZIP → an open file that can seek, as quick as if it lay outside.

Python's own opens unpack from the beginning for every step back, and readers of WARC step back
at each record. What is stored as it is, as WACZ asks for, is read where it lies; what was packed
a second time is laid into a nameless temporary file first.
"""

from __future__ import annotations

import io
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from .limits import LIMITS

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD, MAGIC = (
    struct.Struct("<4s22xHH"),
    b"PK\x03\x04",
)  # a local head: its name's length, its extra's
ENCRYPTED = 1
# bzip2 and LZMA unpack as much as they like at once; deflate stops where it is told to.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def open_part(
    archive: zipfile.ZipFile, file: BinaryIO, entry: zipfile.ZipInfo
) -> Iterator[BinaryIO]:
    """An entry of the archive in `file`, unpacked. Raises `BadZipFile`, `OSError`, `zlib.error`."""
    if entry.flag_bits & ENCRYPTED:
        raise zipfile.BadZipFile("it is encrypted")
    if entry.compress_type not in METHODS:
        raise zipfile.BadZipFile("it is packed neither plainly nor with deflate")
    if entry.compress_type == zipfile.ZIP_STORED:
        raw = Window(file, start_of(file, entry), entry.file_size)
        yield cast("BinaryIO", io.BufferedReader(raw))
        return
    if entry.file_size > LIMITS.repacked:
        raise zipfile.BadZipFile(
            f"it is packed a second time and unpacks to {entry.file_size:,} bytes, over the cap "
            f"of {LIMITS.repacked:,}; unpack the WACZ"
        )
    with tempfile.TemporaryFile() as whole:
        with archive.open(entry) as packed:
            shutil.copyfileobj(packed, whole)
        whole.seek(0)
        yield cast("BinaryIO", whole)


def start_of(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Where in the archive an entry's bytes begin; raises `BadZipFile` where its head is none."""
    file.seek(entry.header_offset)
    head = file.read(HEAD.size)
    if len(head) < HEAD.size or not head.startswith(MAGIC):
        raise zipfile.BadZipFile("no file begins where the archive says")
    _, name, extra = HEAD.unpack(head)
    return entry.header_offset + HEAD.size + int(name) + int(extra)


class Window(io.RawIOBase):
    """Some bytes of a file, as a file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size
        self._at = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Moves to an offset of the window; gives the new one."""
        self._at = max(0, offset + {io.SEEK_CUR: self._at, io.SEEK_END: self._size}.get(whence, 0))
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fills the buffer with what comes next; gives how much that is, 0 at the end."""
        view = memoryview(buffer)
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(view), self._size - self._at)))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
