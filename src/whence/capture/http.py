"""An HTTP answer as an archive keeps it → its status, headers and body, unpacked."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from email.message import Message

import zstandard

from whence.errors import CaptureError, OversizedCapture

from .limits import LIMITS

STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
CHUNK_HEAD = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """`kind` is the media type in lower case, empty where none is told; `body` is unpacked."""

    status: int
    kind: str
    charset: str | None
    body: bytes


def read_answer(block: bytes, name: str) -> Answer:
    """The answer in a block of bytes; `CaptureError` where it is none, or packed beyond a cap."""
    status = STATUS.match(block)
    end = END_OF_HEAD.search(block, 0, LIMITS.head)
    if status is None or end is None:
        raise CaptureError(f"{name}: the record holds no HTTP answer; capture the page again")
    headers = parse_headers(block[: end.start()])
    body = block[end.end() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = join_chunks(body)
    kind, charset = read_kind(headers.get("content-type", ""))
    return Answer(int(status[1]), kind, charset, unpack(body, headers, name))


def parse_headers(head: bytes) -> dict[str, str]:
    """Names in lower case with their values; the last of a name wins, folded lines are joined."""
    lines = re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines()[1:]
    pairs = (line.decode("latin-1").partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, mark, value in pairs if mark}


def read_kind(value: str) -> tuple[str, str | None]:
    """Media type and charset of a `Content-Type`.

    Of a long one only the beginning is read: Python takes no number of thousands of digits, as
    may stand in it for the parts of a value.
    """
    message = Message()
    message["content-type"] = value[: LIMITS.told]
    charset = message.get_content_charset() or None
    return (message.get_content_type() if value else ""), charset


def join_chunks(body: bytes) -> bytes:
    """A chunked body in one; as it is where it is not chunked, as archives often keep it.

    Where the chunks break off, what came before is kept.
    """
    parts: list[bytes] = []
    at = 0
    while head := CHUNK_HEAD.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        if head.end() + size > len(body):
            break
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(parts) if parts else body


def unpack(body: bytes, headers: dict[str, str], name: str) -> bytes:
    """A body without its content encoding, if it really has it, and not past the cap."""
    encoding = headers.get("content-encoding", "").lower().strip()
    try:
        if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
            return _inflate(body, 31, name)
        if encoding == "deflate":
            return _inflate(body, 15 if body[:1] == b"\x78" else -15, name)
        if encoding == "zstd" and body.startswith(b"\x28\xb5\x2f\xfd"):
            return _unpack_zstd(body, name)
    except (zlib.error, zstandard.ZstdError) as error:
        raise CaptureError(f"{name}: its {encoding} body is damaged ({error})") from error
    if encoding == "br":
        raise CaptureError(f"{name}: its body is packed with brotli; capture it without")
    return body


def _inflate(body: bytes, window: int, name: str) -> bytes:
    unpacker = zlib.decompressobj(window)
    text = unpacker.decompress(body, LIMITS.body + 1)
    if len(text) > LIMITS.body:
        raise _too_much(name)
    return text


def _unpack_zstd(body: bytes, name: str) -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()
    parts, size = [], 0
    for at in range(0, len(body), 1024):
        parts.append(unpacker.decompress(body[at : at + 1024]))
        size += len(parts[-1])
        if size > LIMITS.body:
            raise _too_much(name)
        if unpacker.eof:
            break
    return b"".join(parts)


def _too_much(name: str) -> OversizedCapture:
    return OversizedCapture(f"{name}: its body unpacks to more than {LIMITS.body:,} bytes")
