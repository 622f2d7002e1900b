"""WACZ files (Webrecorder, 1.1): WARC files in a ZIP with a list of their hashes → captures.

Nothing is unpacked to disk, so no path inside can lead anywhere. A part whose hash is not the one
that the list gives has been changed since it was captured and is not read.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whence.records import Capture, Loss

from .limits import LIMITS
from .members import CHUNK
from .warc import read_warc_file

LIST, DIGEST = "datapackage.json", "datapackage-digest.json"
PARTS = (".warc", ".warc.gz", ".warc.zst")
BROKEN = (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError)


def read_wacz(path: Path) -> Iterator[Capture | Loss]:
    """The pages of all WARC files inside, and what was lost."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _read_parts(archive, str(path))
    except BROKEN as error:
        yield Loss(str(path), f"not a readable WACZ ({error}); capture the site again")


def _read_parts(archive: zipfile.ZipFile, name: str) -> Iterator[Capture | Loss]:
    entries = archive.infolist()
    if len(entries) > LIMITS.entries:
        yield Loss(name, f"{len(entries):,} files inside, over the cap of {LIMITS.entries:,}")
        return
    try:
        hashes = _read_hashes(archive)
    except (*BROKEN, KeyError, TypeError, AttributeError) as error:
        yield Loss(f"{name}!{LIST}", f"its list of hashes is missing or broken ({error})")
        return
    for entry in entries:
        if entry.filename.endswith(PARTS) and not entry.is_dir():
            yield from _read_part(archive, entry, f"{name}!{entry.filename}", hashes)


def _read_part(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, hashes: dict[str, str]
) -> Iterator[Capture | Loss]:
    if entry.file_size > LIMITS.member and entry.file_size > LIMITS.ratio * entry.compress_size:
        yield Loss(name, f"{entry.compress_size:,} bytes say that they unpack to "
                   f"{entry.file_size:,}; it is a bomb or broken")  # fmt: skip
        return
    wanted = hashes.get(entry.filename)
    if wanted is None:
        yield Loss(name, f"{LIST} gives no hash for it, so nobody can say that it is unchanged")
        return
    try:
        if _hash(archive, entry) != wanted:
            yield Loss(name, f"it has been changed: its hash is not the one in {LIST}")
            return
        with archive.open(entry) as part:
            yield from read_warc_file(part, name)  # type: ignore[arg-type]
    except BROKEN as error:
        yield Loss(name, f"cannot be unpacked ({error})")


def _read_hashes(archive: zipfile.ZipFile) -> dict[str, str]:
    """The SHA-256 of each part by its path inside; the list itself is checked where it can be."""
    raw = _read_small(archive, LIST)
    if DIGEST in archive.namelist():
        digest = json.loads(_read_small(archive, DIGEST))
        if digest.get("hash", "") != f"sha256:{hashlib.sha256(raw).hexdigest()}":
            raise ValueError(f"it has been changed: its hash is not the one in {DIGEST}")
    parts: list[dict[str, Any]] = json.loads(raw)["resources"]
    return {
        str(part["path"]): str(part["hash"]).removeprefix("sha256:").removeprefix("sha-256:")
        for part in parts
    }


def _read_small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        raw = file.read(LIMITS.feed + 1)
    if len(raw) > LIMITS.feed:
        raise ValueError(f"{name} has more than {LIMITS.feed:,} bytes")
    return raw


def _hash(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    digest = hashlib.sha256()
    with archive.open(entry) as part:
        while data := part.read(CHUNK):
            digest.update(data)
    return digest.hexdigest()
