"""Files that were handed over, in a folder of their own: like any, but they point nowhere else.

A row of JSON lines may name a file by its path. Whoever hands over rows from somewhere else must
not be able to have other files of this machine read, so such a row is a loss here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from whence.errors import CaptureError, RowError
from whence.records import Loss, Taken

from .feed import NAMES as FEEDS
from .folder import ROWS, caught, is_named, read_one
from .kept import is_kept, kept_of
from .rows import LONG, capture_of, parse_row, read_lines
from .storable import lose

LONGEST = 120  # characters of a name; file systems take 255 bytes
OF_PATHS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))
POINTS = "names a file of this machine; put the page itself under html or text"


def safe_name(given: str) -> str:
    """A file's name as it was given, made one that stays in its folder on every system."""
    last = given.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(c if c.isprintable() else "_" for c in last).translate(OF_PATHS)
    plain = plain.encode("utf-8", "replace").decode().strip(" .")
    if len(plain.encode()) > LONGEST:
        # The ending is kept: it says what sort of file it is.
        stem, dot, ending = plain.rpartition(".")
        tail = f"{dot}{ending}" if stem and len(ending) < 10 else ""
        plain = plain.encode()[: LONGEST - len(tail.encode())].decode("utf-8", "ignore") + tail
    return plain or "file"


def new_name(folder: Path, given: str) -> Path:
    """Where to put a file in a folder, so that none that is there is overwritten."""
    name = safe_name(given)
    file, number = folder / name, 1
    while file.exists():
        number += 1
        stem, dot, ending = name.partition(".")
        file = folder / f"{stem} ({number}){dot}{ending}"
    return file


def read_dropped(file: Path) -> Iterator[Taken]:
    """The captures in one file of the folder, named without it."""
    folder = f"{file.parent}/"
    rows = is_named(file, ROWS)
    for found in caught(str(file), read_dropped_rows(file)) if rows else read_one(file):
        name = found.name.removeprefix(folder)
        if isinstance(found, Loss):
            yield dataclasses.replace(found, name=name, reason=found.reason.replace(folder, ""))
        else:
            yield dataclasses.replace(found, name=name)


def read_dropped_rows(file: Path) -> Iterator[Taken]:
    """The captures in JSON lines that hold them; a bad line costs itself alone."""
    with file.open("rb") as lines:
        for number, (offset, line) in enumerate(read_lines(lines), start=1):
            name = f"{file}:{number}"
            if line is None:
                yield lose(name, LONG, offset)
            elif line.strip():
                try:
                    row = parse_row(line)
                    if is_kept(row):
                        yield kept_of(row, name)
                    elif row.get("path") is not None:
                        yield lose(name, POINTS, offset)
                    else:
                        yield capture_of(row)
                except (RowError, CaptureError) as error:
                    yield lose(name, str(error), offset)


def in_order(files: list[Path]) -> list[Path]:
    """Feeds first, so that their pages are known by what the feed tells of them."""
    return sorted(files, key=lambda file: (not is_named(file, FEEDS), file.name))
