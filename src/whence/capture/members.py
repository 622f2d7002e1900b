"""A file that may be compressed in members → its bytes in pieces, each with where it came from.

A WARC is plain, or holds one gzip member or zstd frame for each record. A member that is damaged
is told as such and the next one is found, so that one bad sector costs one record.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import zstandard

from .limits import LIMITS

CHUNK = 64 * 1024
SIP = 1024  # compressed bytes given to zstd at once: they unpack to 32 MiB at most
GZIP, ZSTD, DICTIONARY = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
FIRST = b"WARC/"  # how the text of a member begins, by which one is known again behind a damage


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of the unpacked text.

    `offset` is where they stand in the file; of `packed` ones, where their member begins. `fresh`
    says that a member begins here. Where bytes were lost, `damage` says why.
    """

    offset: int
    data: bytes
    packed: bool = True
    fresh: bool = False
    damage: str | None = None


def read_pieces(file: BinaryIO) -> Iterator[Piece]:
    """The text of a file that can seek, plain, gzip or zstd, in pieces of moderate size."""
    head = file.read(4)
    file.seek(0)
    if head.startswith(GZIP[:2]):
        yield from _read_members(file, GZIP, _Gzip, 0)
    elif head in (ZSTD, DICTIONARY):
        start, words = _read_dictionary(file) if head == DICTIONARY else (0, None)
        opener = zstandard.ZstdDecompressor(dict_data=words, max_window_size=2**27)
        yield from _read_members(file, ZSTD, lambda: _Zstd(opener), start)
    else:
        offset = 0
        while data := file.read(CHUNK):
            yield Piece(offset, data, packed=False)
            offset += len(data)


def _read_dictionary(file: BinaryIO) -> tuple[int, zstandard.ZstdCompressionDict]:
    """Where the first frame begins, and the dictionary in the frame before it.

    As the Internet Archive writes `.warc.zst`: the dictionary may itself be compressed.
    """
    size = int.from_bytes(file.read(8)[4:], "little")
    words = file.read(min(size, LIMITS.dictionary))
    if not words or len(words) < min(size, LIMITS.dictionary):
        raise zstandard.ZstdError("the file ends in it")
    if words.startswith(ZSTD):
        plain = zstandard.ZstdDecompressor(max_window_size=2**27)
        words = plain.decompress(words, max_output_size=LIMITS.dictionary)
    return 8 + size, zstandard.ZstdCompressionDict(words)


class _Gzip:
    """One gzip member, unpacked in pieces no larger than `CHUNK`."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """The text under compressed bytes; raises `zlib.error`."""
        while data:
            yield self._inner.decompress(data, CHUNK)
            data = self._inner.unconsumed_tail


class _Zstd:
    """One zstd frame, unpacked a sip at a time."""

    def __init__(self, opener: zstandard.ZstdDecompressor) -> None:
        self._inner = opener.decompressobj()
        self._rest = b""

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data + self._rest

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """The text under compressed bytes; raises `ZstdError`."""
        for at in range(0, len(data), SIP):
            yield self._inner.decompress(data[at : at + SIP])
            if self._inner.eof:
                self._rest = data[at + SIP :]
                return


def _read_members(
    file: BinaryIO, magic: bytes, opener: Callable[[], _Gzip | _Zstd], start: int
) -> Iterator[Piece]:
    """The members from `start` on; behind a damaged one, the next that holds a record."""
    search = _Search(file, magic, opener)
    at: int | None = start
    while at is not None:
        start = at
        file.seek(start)
        if not (head := file.read(len(magic))):
            return
        behind = start + 1
        if head == magic:
            file.seek(start)
            member = _Member(file, start, opener())
            try:
                yield from member.read()
                damage = "the compressed data ends too early"
            except (zlib.error, zstandard.ZstdError) as error:
                damage = f"the compressed data is damaged ({error})"
            except _Bomb as bomb:  # it is not read again, so it is not counted
                damage = str(bomb)
                behind = max(behind, file.tell() - CHUNK)
                search.left += member.told
            if member.end is not None:
                at = member.end
                continue
            search.left -= max(member.told, file.tell() - start)
        else:
            damage = "no compressed member begins here"
        yield Piece(start, b"", damage=damage)
        at = search.find(behind)
    if search.left < 0:
        yield Piece(start, b"", damage="so much is damaged here that nothing of the rest is read")


class _Bomb(Exception):
    """A member that unpacks to far too much."""


class _Member:
    """One member being read; `end` is where the next one begins, `None` while it goes on."""

    def __init__(self, file: BinaryIO, start: int, unpacker: _Gzip | _Zstd) -> None:
        self.file, self.start, self.unpacker = file, start, unpacker
        self.end: int | None = None
        self.told = 0  # bytes of text that it gave

    def read(self) -> Iterator[Piece]:
        eaten = 0
        while data := self.file.read(CHUNK):
            eaten += len(data)
            for text in self.unpacker.pieces(data):
                if text:
                    yield Piece(self.start, text, fresh=self.told == 0)
                    self.told += len(text)
                if self.told > LIMITS.member and self.told > LIMITS.ratio * eaten:
                    raise _Bomb(
                        f"a member of {eaten:,} bytes unpacks to more than {self.told:,}; it is a "
                        "bomb or broken"
                    )
            if self.unpacker.eof:
                self.end = self.start + eaten - len(self.unpacker.unused_data)
                return


class _Search:
    """Looks for members behind damages; `left` is how many bytes may still be read for that."""

    def __init__(self, file: BinaryIO, magic: bytes, opener: Callable[[], _Gzip | _Zstd]) -> None:
        self.file, self.magic, self.opener = file, magic, opener
        self.left = LIMITS.member + LIMITS.again * file.seek(0, io.SEEK_END)

    def find(self, start: int) -> int | None:
        """Where, from `start` on, the next member begins that holds a record; `None` at the end."""
        self.file.seek(start)
        base, window = start, b""
        while data := self.file.read(CHUNK):
            window += data
            at = window.find(self.magic)
            while at >= 0 and self.left >= 0:
                if self._holds_record(base + at):
                    return base + at
                at = window.find(self.magic, at + 1)
            if self.left < 0:
                return None
            keep = len(self.magic) - 1
            base += len(window) - keep
            window = window[-keep:]
            self.file.seek(base + keep)
        return None

    def _holds_record(self, start: int) -> bool:
        self.file.seek(start)
        try:
            text = b"".join(self.opener().pieces(self.file.read(SIP)))
        except (zlib.error, zstandard.ZstdError):
            text = b""
        self.left -= max(SIP, len(text))
        return text.startswith(FIRST)
