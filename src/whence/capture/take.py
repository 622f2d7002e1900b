"""The edge that every door shares: bytes are checked and become a `Capture`."""

from __future__ import annotations

import re
from datetime import date

from whence.errors import BinaryCapture, CaptureError, EmptyCapture, OversizedCapture
from whence.records import Capture, Medium

from .limits import LIMITS
from .storable import storable

MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"bplist00", "a Safari web archive"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"(\xb5/\xfd", "zstd data"),
    (b"SQLite format 3", "a database"),
)
WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
# Control characters that no encoding of text uses, but ISO-2022's escape.
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
CONTROL_SHARE = 0.02  # of the first 64 KiB; broken text stays far below, noise is at 0.1
SNIFF = 64 * 1024
# Possessive, so that a page that begins with many comments is gone through once.
HTML_START = re.compile(
    rb"(?:\s++|<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|link)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
HTML_TAG = re.compile(
    rb"</?(?:p|div|br|span|a|h[1-6]|table|td|body|html|head|article|section|ul|li|script|meta|main"
    rb"|figure|img|em|strong)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
HTML_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml")


def take(  # noqa: PLR0913 - the parts of a capture
    body: bytes,
    *,
    name: str,
    medium: Medium | None = None,
    charset: str | None = None,
    url: str | None = None,
    published: str | None = None,
    captured: str | None = None,
    outlet: str | None = None,
) -> Capture:
    """Check bytes from outside and make a capture of them.

    Without `medium`, HTML or text is decided by looking. Raises `EmptyCapture`, `BinaryCapture`,
    `OversizedCapture`, or `CaptureError` where `published` is no ISO date.
    """
    check(body, name)
    if published is not None:
        published = _checked_date(published, name)
    return storable(
        Capture(
            name=name,
            body=body,
            medium=medium or sniff_medium(body, name),
            charset=charset,
            url=url,
            published=published,
            captured=captured,
            outlet=outlet,
        )
    )


def check(body: bytes, name: str) -> None:
    """Raise if the bytes are too many, nothing, or not text."""
    if len(body) > LIMITS.body:
        raise OversizedCapture(
            f"{name}: {len(body):,} bytes, over the cap of {LIMITS.body:,}; "
            "if it is an archive, open it as one"
        )
    if not body or body.isspace() or not body.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise EmptyCapture(f"{name}: nothing in it; capture the page again")
    for magic, what in MAGIC:
        if body.startswith(magic):
            raise BinaryCapture(f"{name}: this is {what}, not a page; give its text or HTML")
    if not _is_wide(body) and _noise(body[:SNIFF]) > CONTROL_SHARE:
        raise BinaryCapture(f"{name}: not text in any encoding; give the page's text or HTML")


def sniff_medium(body: bytes, name: str = "") -> Medium:
    """HTML or text, by what the first 64 KiB look like; the name only tips the balance."""
    head = body[:SNIFF].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if HTML_START.match(head):
        return Medium.HTML
    tags = HTML_TAG.findall(head)
    needed = 1 if name.lower().endswith(HTML_NAMES) else 4
    return Medium.HTML if len(tags) >= needed else Medium.TEXT


def _is_wide(body: bytes) -> bool:
    """UTF-16 or UTF-32, by mark or by where zero bytes stand."""
    if body.startswith(WIDE_BOMS):
        return True
    head = body[:2048]
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > len(head) * 0.05 and min(even, odd) == 0


def _noise(head: bytes) -> float:
    return (len(head) - len(head.translate(None, CONTROLS))) / len(head)


def _checked_date(published: str, name: str) -> str:
    try:
        date.fromisoformat(published[:10])
    except ValueError:
        raise CaptureError(
            f"{name}: published is {published!r}, not an ISO date such as 2016-10-19"
        ) from None
    return published
