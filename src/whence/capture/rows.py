"""The rows of a batch: one line of JSON in, a capture or an error out."""

from __future__ import annotations

import dataclasses
import json
import os
import stat
from collections.abc import Iterator
from typing import Any, BinaryIO

from whence.errors import CaptureError, RowError
from whence.records import Capture, Medium

from .limits import LIMITS
from .storable import storable

BODIES = ("html", "text", "path")
ABOUT = ("url", "published", "captured", "outlet")

LONG = f"a line of more than {LIMITS.row:,} bytes; a row holds one page"

RowId = str | int | None


def read_lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its offset; `None` for one that is over the cap and was passed by."""
    offset = 0
    while line := file.readline(LIMITS.row):
        size = len(line)
        whole = line.endswith(b"\n") or size < LIMITS.row
        while not whole and (more := file.readline(LIMITS.row)):
            size += len(more)
            whole = more.endswith(b"\n")
            line = b""
        yield offset, line or None
        offset += size


def parse_row(line: bytes) -> dict[str, Any]:
    """The row on one line; `RowError` if it is not a JSON object."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RowError(f"not a line of JSON in UTF-8: {error}") from error
    if not isinstance(row, dict):
        raise RowError('not a JSON object; a row is {"id": …, "html" or "text" or "path": …}')
    return row


def id_of(line: bytes) -> RowId:
    """The row's `id`, or `None` where the line is too broken to have one."""
    try:
        return checked_id(parse_row(line))
    except RowError:
        return None


def checked_id(row: dict[str, Any]) -> str | int:
    """The row's `id`: a string or a whole number."""
    given = row.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise RowError("a row needs an id, a string or a whole number")
    return given


def capture_of(row: dict[str, Any]) -> Capture:
    """The capture that a row holds or points to.

    A path is relative to the current directory. Raises `RowError` if the row is not what a row
    must be, `CaptureError` if its page cannot be taken in.
    """
    name = str(checked_id(row))
    given = [key for key in BODIES if row.get(key) is not None]
    if len(given) != 1:
        raise RowError(f"{name}: a row needs one of html, text, path; it has {_listed(given)}")
    for key in (*given, *ABOUT):
        if row.get(key) is not None and not isinstance(row[key], str):
            raise RowError(f"{name}: {key} must be a string")
    for key in ("id", *ABOUT):
        if isinstance(row.get(key), str):
            encoded(row[key], f"{name}: {key}")
    about = {key: row.get(key) for key in ABOUT}
    if given == ["path"]:
        return _from_path(row["path"], name, about)
    from .take import take

    medium = Medium(given[0])
    return take(encoded(row[medium], name), name=name, medium=medium, charset="utf-8", **about)


def _from_path(path: str, name: str, about: dict[str, Any]) -> Capture:
    from .file import read_file

    if path == "-" or _is_no_file(path):
        raise RowError(f"{name}: path must name a file")
    capture = read_file(path, published=about["published"], url=about["url"])
    captured, outlet = about["captured"], about["outlet"]
    return storable(dataclasses.replace(capture, name=name, captured=captured, outlet=outlet))


def _is_no_file(path: str) -> bool:
    """Whether something else stands there: a folder, a device, a pipe that may never end."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - no `Path` needed
    except OSError:
        return False
    except ValueError:  # no file can have that name here
        return True


def encoded(body: str, name: str) -> bytes:
    """A text as bytes; `CaptureError` where it has half a character."""
    try:
        return body.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CaptureError(f"{name}: holds half a character at {error.start}") from error


def _listed(keys: list[str]) -> str:
    return " and ".join(keys) or "none"
