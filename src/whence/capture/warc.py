"""WARC files (ISO 28500, 1.0 and 1.1), plain, gzip or zstd → captures, and what was lost.

Records are read one at a time in the order of the file, whatever its size. A record that is
damaged is told with its offset, and reading goes on at the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import zstandard

from whence.errors import CaptureError
from whence.records import Capture, Loss, Medium

from .http import parse_headers, read_answer, read_kind
from .limits import LIMITS
from .members import Piece, read_pieces
from .storable import lose
from .take import take

VERSION = re.compile(rb"WARC/\d\.\d+\r?\n")
# Where a record begins behind a damage: in the middle of a line too, for a writer that died there
# goes on there. The longest header's name in use has 29 letters; `AHEAD` bytes hold all of this.
NEXT = re.compile(rb"(?=WARC/\d\.\d{1,2}\r?\n[A-Za-z-]{1,32}:)")
AHEAD = 64
LENGTH = re.compile(r"[0-9]{1,18}")  # more digits than any file has bytes are no length
BLANK = re.compile(rb"[\r\n]*")
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
PAGES = {"text/html": Medium.HTML, "application/xhtml+xml": Medium.HTML, "text/plain": Medium.TEXT}
HOLDS_PAGE = ("response", "resource", "conversion")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its headers by names in lower case, its block, where it begins in the file."""

    headers: dict[str, str]
    block: bytes
    offset: int


def read_warc(path: Path) -> Iterator[Capture | Loss]:
    """The pages of a file, and what was lost of it."""
    try:
        with path.open("rb") as file:
            yield from read_warc_file(file, str(path))
    except OSError as error:
        yield lose(str(path), f"cannot be read: {error.strerror or error}")


def read_warc_file(file: BinaryIO, name: str) -> Iterator[Capture | Loss]:
    """The same of an open file that can seek; `name` is what captures and losses call it."""
    lost = 0
    try:
        for found in Records(read_pieces(file), name):
            if isinstance(found, Loss):
                yield found
                lost += 1
                if lost == LIMITS.losses:
                    why = f"{lost:,} losses up to here; nothing of the rest is read"
                    yield lose(name, why, found.offset)
                    return
            elif (page := read_record(found, f"{name}@{found.offset}")) is not None:
                yield page
    except zstandard.ZstdError as error:
        yield lose(name, f"its dictionary is damaged ({error})", 0)


def read_record(record: Record, name: str) -> Capture | Loss | None:
    """The page in a record; `None` where it holds none (a picture, a redirect, a request)."""
    headers = record.headers
    body, charset = record.block, None
    kind, _ = read_kind(headers.get("content-type", ""))
    try:
        if headers.get("warc-type") == "response" and kind == "application/http":
            answer = read_answer(body, name)
            if answer.status != 200:
                return None
            body, kind, charset = answer.body, answer.kind, answer.charset
        if kind not in PAGES:
            return None
        return take(
            body,
            name=name,
            medium=Medium.TEXT if kind == "text/plain" else None,
            charset=charset,
            url=headers.get("warc-target-uri", "").strip("<>") or None,
            captured=headers.get("warc-date"),
        )
    except CaptureError as error:
        return lose(name, str(error).removeprefix(f"{name}: "), record.offset)


class Damage(Exception):
    """Text was lost at an offset of the file; what is held of the record goes with it."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset, self.reason = offset, reason


class Records:
    """The records of a stream of pieces, and losses between and within them."""

    def __init__(self, pieces: Iterator[Piece], name: str) -> None:
        self.pieces, self.name = pieces, name
        self.held = bytearray()
        self.gone = 0  # bytes of text taken out of `held` so far
        self.marks: list[tuple[int, Piece]] = []  # where in the text each piece begins
        self.begun: int | None = None  # the offset of the record that is being read
        self.next: Piece | None = None  # a piece that was looked at and put back

    def __iter__(self) -> Iterator[Record | Loss]:
        while True:
            try:
                if not self._skip_blank():
                    return
                found = self._read_one(self._offset())
            except Damage as damage:
                self._take(len(self.held))
                found = lose(self.name, damage.reason, damage.offset)
            self.begun = None
            if found is not None:
                yield found

    def _read_one(self, offset: int) -> Record | Loss | None:
        """The record that begins here, `None` where it is of a kind that holds no page."""
        self.begun = offset
        end = self._find_head()
        if end is None:
            return self._lost(offset, "no WARC record begins here")
        headers = parse_headers(bytes(self.held[: end.start()]))
        length = headers.get("content-length", "")
        if not LENGTH.fullmatch(length):
            return self._lost(offset, "the record does not tell its length")
        self._take(end.end())
        if headers.get("warc-type") not in HOLDS_PAGE:
            return self._pass(int(length), offset, None)
        if headers.get("warc-segment-number", "1") != "1":
            return self._pass(int(length), offset, "a piece of a record that was split")
        if int(length) > LIMITS.body + LIMITS.head:
            why = f"a record of {int(length):,} bytes, over the cap of {LIMITS.body:,}"
            return self._pass(int(length), offset, why)
        return self._read_block(headers, int(length), offset)

    def _read_block(self, headers: dict[str, str], length: int, offset: int) -> Record | Loss:
        """The record with its block, unless another record begins inside it."""
        while len(self.held) < length and self._more():
            pass
        self._peek(length + AHEAD)
        if not self._ends_at(length):
            cut = NEXT.search(self.held, 0, length + AHEAD)
            if cut is not None and cut.start() < length:
                self._take(cut.start())
                return lose(self.name, "the record is cut short", offset)
        if len(self.held) < length:
            self._take(len(self.held))
            return lose(self.name, "the record is cut short", offset)
        return Record(headers, self._take(length), offset)

    def _ends_at(self, length: int) -> bool:
        """Whether a record's end stands there, and behind it another's beginning or nothing."""
        end, behind = self.held[length : length + 4], self.held[length + 4 : length + AHEAD]
        return not end.strip(b"\r\n") and b"WARC/".startswith(behind.lstrip(b"\r\n")[:5])

    def _find_head(self) -> re.Match[bytes] | None:
        """The end of the head that begins here, if a head does."""
        while len(self.held) < 12 and self._more():
            pass
        while VERSION.match(self.held):
            if end := END_OF_HEAD.search(self.held, 0, LIMITS.head):
                return end
            if len(self.held) > LIMITS.head or not self._more():
                return None
        return None

    def _lost(self, offset: int, reason: str) -> Loss:
        """A loss, with the stream moved on to the next version line."""
        self.begun, at = None, 1
        while (found := NEXT.search(self.held, at)) is None:
            if len(self.held) > AHEAD:
                self._take(len(self.held) - AHEAD)
                at = 0
            if not self._more():
                self._take(len(self.held))
                return lose(self.name, reason, offset)
        self._take(found.end())
        return lose(self.name, reason, offset)

    def _skip_blank(self) -> bool:
        """Past line ends between records; whether anything is left."""
        while True:
            self._take(len(BLANK.match(self.held)[0]))  # type: ignore[index]  # it fits nothing too
            if self.held:
                return True
            if not self._more():
                return False

    def _pass(self, count: int, offset: int, reason: str | None) -> Loss | None:
        """Past a block without holding it; a loss where there is a reason."""
        while count > 0 and (self.held or self._more()):
            count -= len(self._take(min(count, len(self.held))))
        return None if reason is None else lose(self.name, reason, offset)

    def _more(self) -> bool:
        """Another piece is held. Raises `Damage` where the file is, once.

        A member that begins with a record while another is being read cuts that one short.
        """
        piece = self._pull()
        if piece is None:
            return False
        if piece.damage is not None:
            raise Damage(piece.offset, piece.damage)
        if piece.fresh and self.begun is not None and piece.data.startswith(b"WARC/"):
            self.next = piece
            raise Damage(self.begun, "the record is cut short")
        self._hold(piece)
        return True

    def _peek(self, count: int) -> None:
        """So many bytes are held, if the member at hand has them."""
        while len(self.held) < count and (piece := self._pull()) is not None:
            if piece.fresh or piece.damage is not None:
                self.next = piece
                return
            self._hold(piece)

    def _pull(self) -> Piece | None:
        piece = self.next or next(self.pieces, None)
        self.next = None
        return piece

    def _hold(self, piece: Piece) -> None:
        self.marks.append((self.gone + len(self.held), piece))
        self.held += piece.data

    def _take(self, count: int) -> bytes:
        taken = bytes(self.held[:count])
        del self.held[:count]
        self.gone += len(taken)
        while len(self.marks) > 1 and self.marks[1][0] <= self.gone:
            del self.marks[0]
        return taken

    def _offset(self) -> int:
        """Where in the file what is held begins; of packed text, its member."""
        at, piece = self.marks[0]
        return piece.offset if piece.packed else piece.offset + self.gone - at
