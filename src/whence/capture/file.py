"""A file, or standard input, as one capture."""

from __future__ import annotations

import sys
from pathlib import Path

from whence.errors import CaptureError, OversizedCapture
from whence.records import Capture

from .limits import LIMITS
from .take import take

STDIN = "<stdin>"


def read_file(path: str | Path, *, published: str | None = None, url: str | None = None) -> Capture:
    """Read one page from a file; `-` is standard input.

    `published` is an ISO date that the caller vouches for, `url` where the page was captured.
    Raises `CaptureError` (or one of its kinds) naming the file where it cannot be taken in.
    """
    if str(path) == "-":
        return read_stdin(published=published, url=url)
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > LIMITS.body:
            raise OversizedCapture(
                f"{path}: {size:,} bytes, over the cap of {LIMITS.body:,}; "
                "if it is an archive, open it as one"
            )
        with path.open("rb") as file:
            body = file.read(LIMITS.body + 1)  # a device has no size and may have no end
    except OSError as error:
        raise CaptureError(f"{path}: cannot be read: {error.strerror or error}") from error
    return take(body, name=str(path), published=published, url=url)


def read_stdin(*, published: str | None = None, url: str | None = None) -> Capture:
    """Read one page from standard input, to its end or to just over the cap."""
    body = sys.stdin.buffer.read(LIMITS.body + 1)
    return take(body, name=STDIN, published=published, url=url)
