"""Captures as an attacker or a bad disk would leave them, each under a name of its own."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import struct
import zipfile
from pathlib import Path

import zstandard

from tests.capture.test_warc import FORMS, PAGE, answer, record
from whence.capture.limits import LIMITS

TEXT = "The governor said on Monday that the bridge at Orlu is closed and will be repaired. " * 3
BIG = 10_000_000  # bytes above a cap
CUT = [record(answer(PAGE % n), number=n % 9) for n in range(40, 45)]
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def spaces(count: int) -> bytes:
    return b" " * count


def wacz(
    parts: dict[str, bytes], *, method: int = zipfile.ZIP_STORED, listed: bool = True
) -> bytes:
    """A WACZ with these parts and, if `listed`, their true hashes."""
    raw = io.BytesIO()
    hashes = [
        {"path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        for name, data in parts.items()
    ]
    with zipfile.ZipFile(raw, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.writestr("datapackage.json", json.dumps({"resources": hashes if listed else []}))
    return raw.getvalue()


def nested_zip() -> bytes:
    """As 42.zip is: archives in archives in archives, a gigabyte at the bottom."""
    inner = spaces(BIG)
    for _ in range(5):
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(4):
                archive.writestr(f"{number}.zip", inner)
        inner = raw.getvalue()
    return inner


def overlapping() -> bytes:
    """A thousand entries that are all the same bytes of the file."""
    raw = bytearray(wacz({"archive/a.warc": spaces(BIG)}, method=zipfile.ZIP_DEFLATED))
    end = raw.rindex(b"PK\x05\x06")
    first = raw.index(b"PK\x01\x02")
    size = 46 + len("archive/a.warc")
    entry = raw[first : first + size]
    directory = raw[first + size : end] + entry * 1000
    struct.pack_into("<HHII", raw, end + 8, 1002 - 1, 1002 - 1, len(directory), first)
    return bytes(raw[:first] + directory + raw[end:])


def lying_about_size() -> bytes:
    """A part whose head says that it is small."""
    raw = bytearray(wacz({"archive/a.warc": FORMS["plain"]}, method=zipfile.ZIP_DEFLATED))
    struct.pack_into("<I", raw, raw.index(b"PK\x01\x02") + 24, 100)
    return bytes(raw)


def members(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


def half_written() -> bytes:
    """Records whose writer died in the middle, twice, and went on."""
    return b"".join((CUT[0], CUT[1][:-70], CUT[2], b"\x00" * 500 + b"\r\n", CUT[3], CUT[4]))


def old(data: bytes) -> bytes:
    return data.replace(b"WARC/1.1", b"WARC/1.0")


def bomb_of_gzip() -> bytes:
    return gzip.compress(record(answer(spaces(LIMITS.member + BIG)), number=5))


def bomb_of_zstd() -> bytes:
    packer = zstandard.ZstdCompressor(level=3)
    return packer.compress(record(answer(spaces(LIMITS.member + 5 * BIG)), number=5))


def packed_body(coding: str, body: bytes) -> bytes:
    return record(answer(body, more=f"Content-Encoding: {coding}\r\n"), number=6)


def endless_chunks(number: int) -> bytes:
    more = "Transfer-Encoding: chunked\r\n"
    page = PAGE % number
    return record(
        answer(b"%x\r\n%b\r\n" % (len(page), page) + b"1\r\n \r\n" * 200_000, more=more), number=7
    )


def page(before: str, after: str = "") -> bytes:
    return f"<!doctype html><html><body>{before}<p>{TEXT}</p><p>{TEXT}</p>{after}".encode()


# Files that are refused, or lose something, with words of each reason that is recorded.
BAD: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "nested.wacz": (wacz({"archive/42.zip": nested_zip()}), ("no WARC file is in it",)),
    "promise.wacz": (
        wacz({"archive/a.warc": spaces(LIMITS.member + BIG)}, method=zipfile.ZIP_DEFLATED),
        ("it is a bomb",),
    ),
    "overlapping.wacz": (overlapping(), ("lie over one another",)),
    "lying.wacz": (lying_about_size(), ("cannot be unpacked",)),
    "lzma.wacz": (
        wacz({"archive/a.warc": FORMS["plain"]}, method=zipfile.ZIP_LZMA),
        ("neither plainly nor with deflate",),
    ),
    "unlisted.wacz": (
        wacz({"archive/a.warc": FORMS["plain"]}, listed=False), ("gives no hash",)
    ),
    "none.wacz": (b"PK\x03\x04 and nothing more", ("not a readable WACZ",)),
    "gzip-bomb.warc.gz": (bomb_of_gzip(), ("it is a bomb",)),
    "zstd-bomb.warc.zst": (bomb_of_zstd(), ("it is a bomb",)),
    "gzip-body.warc": (
        packed_body("gzip", gzip.compress(spaces(LIMITS.body + BIG))), ("unpacks to more",)
    ),
    "zstd-body.warc": (
        packed_body("zstd", zstandard.compress(spaces(LIMITS.body + BIG))), ("unpacks to more",)
    ),
    "record.warc": (
        record(answer(b"<p>" + spaces(LIMITS.body + BIG)), number=8), ("over the cap",)
    ),
    "half.warc": (half_written(), ("cut short", "no WARC record begins here")),
    "digits.warc": (
        CUT[0].replace(b"Length: ", b"Length: " + b"9" * 5_000), ("does not tell its length",)
    ),
    "four.warc.zst": (b"\x5d\x2a\x4d\x18", ("its dictionary is damaged",)),
    "magics.warc.gz": (b"\x1f\x8b\x08" * 30_000, ("ends too early",)),
    "laughs.xml": (
        f"<!DOCTYPE rss [<!ENTITY l0 'ha'>{LAUGHS}]><rss><title>&l9;</title></rss>".encode(),
        ("entities of its own",),
    ),
    "external.rss": (
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><title>&x;</title></rss>',
        ("entities of its own",),
    ),
    "large.html": (page("", "<p>It rained.</p>" * (40_000_000 // 17)), ("over the cap",)),
    "noise.html": (bytes(range(256)) * 400, ("not text",)),
    "page.pdf.html": (b"%PDF-1.7", ("a PDF",)),
    "rows.jsonl": (
        b'{"id": "device", "path": "/dev/zero"}\n{"id": 1, "text": ' + b"[" * 200_000 + b"\n"
        rb'{"id": 2, "text": "rain", "url": "http://a/\ud800"}' + b"\n"
        rb'{"id": 3, "path": "\ud800"}' + b"\n",
        (
            "path must name a file",
            "not a line of JSON",
            "url: holds half a character",
            "path must name a file",
        ),
    ),
}  # fmt: skip

# Files that only look terrible: how many pages are in each.
GOOD: dict[str, tuple[bytes, int]] = {
    "deep.html": (page("<div>" * 100_000), 1),
    "tables.html": (page("<table><tr><td>" * 30_000), 1),
    "chunks.warc": (endless_chunks(50), 1),
    "charset.warc": (record(answer(PAGE % 60, kind="text/html; charset*" + "9" * 5_000 + "=x")), 1),
    "climbing.wacz": (wacz({"../../../climbed.warc": CUT[0] + CUT[4]}), 2),
    "twice.wacz": (wacz({"a.warc": FORMS["plain"]}, method=zipfile.ZIP_DEFLATED), 4),
    "old.warc": (old(FORMS["plain"]), 4),
    "new.warc": (FORMS["plain"], 4),
    "records.warc.gz": (FORMS["gzip"], 4),
    "whole.warc.gz": (FORMS["one gzip member"], 4),
    "frames.warc.zst": (FORMS["zstd"], 4),
    "dictionary.warc.zst": (FORMS["zstd with a dictionary"], 4),
}


def lay_out(folder: Path) -> None:
    """All of them in a folder, with links that lead out of it and round."""
    folder.mkdir()
    for name, (data, _) in {**BAD, **GOOD}.items():
        (folder / name).write_bytes(data)
    (folder / os.fsdecode(b"half\xff.html")).write_bytes(page("", "half"))
    (folder / os.fsdecode(b"none\xff.html")).write_bytes(b"")
    feed = folder / "feeds"
    feed.mkdir()
    links = (
        "../../secret.html",
        "/../../secret.html",
        "file:///etc/passwd",
        "ring.html",
        "out.html",
    )
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    (feed / "climbing.xml").write_text(f"<rss><channel>{items}</channel></rss>")
    (feed / "ring.html").symlink_to(feed / "ring.html")
    (feed / "out.html").symlink_to(folder.parent / "secret.html")
    (folder / "round").symlink_to(folder)
    (folder / "up").symlink_to(folder.parent)
