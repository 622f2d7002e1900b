"""WACZ files (Webrecorder, 1.1): WARC files in a ZIP with a list of their hashes → captures.

Nothing is unpacked under its name, so no path inside can lead anywhere. A part whose hash is not
the one that the list gives has been changed since it was captured and is not read.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO

from whence.records import Capture, Loss

from .limits import LIMITS
from .members import CHUNK
from .part import open_part
from .storable import lose
from .warc import read_warc_file

LIST, DIGEST = "datapackage.json", "datapackage-digest.json"
PARTS = (".warc", ".warc.gz", ".warc.zst")
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(ValueError, RuntimeError, NotImplementedError),
)


def read_wacz(path: Path) -> Iterator[Capture | Loss]:
    """The pages of all WARC files inside, and what was lost."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            size = file.seek(0, io.SEEK_END)
            if sum(entry.compress_size for entry in archive.infolist()) > size:
                yield lose(str(path), "its files lie over one another; it is a bomb or broken")
            else:
                yield from _read_parts(archive, file, str(path))
    except BROKEN as error:
        yield lose(str(path), f"not a readable WACZ ({error}); capture the site again")


def _read_parts(archive: zipfile.ZipFile, file: BinaryIO, name: str) -> Iterator[Capture | Loss]:
    entries = archive.infolist()
    if len(entries) > LIMITS.entries:
        yield lose(name, f"{len(entries):,} files inside, over the cap of {LIMITS.entries:,}")
        return
    try:
        hashes = _read_hashes(archive, file)
    except (*BROKEN, KeyError, TypeError, AttributeError) as error:
        yield lose(f"{name}!{LIST}", f"its list of hashes is missing or broken ({error})")
        return
    parts = [each for each in entries if each.filename.endswith(PARTS) and not each.is_dir()]
    if not parts:
        yield lose(name, "no WARC file is in it; archives inside an archive are not opened")
    for entry in parts:
        part = f"{name}!{entry.filename}"
        reason = _refusal(entry, hashes)
        if reason is None:
            yield from _read_part(open_part(archive, file, entry), part, hashes[entry.filename])
        else:
            yield lose(part, reason)


def _refusal(entry: zipfile.ZipInfo, hashes: dict[str, str]) -> str | None:
    """Why a part is not even opened, `None` where it is."""
    if entry.file_size > LIMITS.member and entry.file_size > LIMITS.ratio * entry.compress_size:
        return (
            f"{entry.compress_size:,} bytes say that they unpack to {entry.file_size:,}; it is a "
            "bomb or broken"
        )
    if entry.filename not in hashes:
        return f"{LIST} gives no hash for it, so nobody can say that it is unchanged"
    return None


def _read_part(
    opened: AbstractContextManager[BinaryIO], name: str, wanted: str
) -> Iterator[Capture | Loss]:
    try:
        with opened as part:
            unchanged = _hash(part) == wanted
            part.seek(0)
            if unchanged:
                yield from read_warc_file(part, name)
            else:
                yield lose(name, f"it has been changed: its hash is not the one in {LIST}")
    except BROKEN as error:
        yield lose(name, f"cannot be unpacked ({error})")


def _read_hashes(archive: zipfile.ZipFile, file: BinaryIO) -> dict[str, str]:
    """The SHA-256 of each part by its path inside; the list itself is checked where it can be."""
    raw = _read_small(archive, file, LIST)
    if DIGEST in archive.namelist():
        digest = json.loads(_read_small(archive, file, DIGEST))
        if digest.get("hash", "") != f"sha256:{hashlib.sha256(raw).hexdigest()}":
            raise ValueError(f"it has been changed: its hash is not the one in {DIGEST}")
    parts: list[dict[str, Any]] = json.loads(raw)["resources"]
    return {
        str(part["path"]): str(part["hash"]).removeprefix("sha256:").removeprefix("sha-256:")
        for part in parts
    }


def _read_small(archive: zipfile.ZipFile, file: BinaryIO, name: str) -> bytes:
    entry = archive.getinfo(name)
    if entry.file_size > LIMITS.feed:
        raise ValueError(f"{name} has more than {LIMITS.feed:,} bytes")
    with open_part(archive, file, entry) as part:
        return part.read()


def _hash(part: BinaryIO) -> str:
    digest = hashlib.sha256()
    while data := part.read(CHUNK):
        digest.update(data)
    return digest.hexdigest()
