"""Where the command writes: standard output as UTF-8, or a file that appears whole or not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import click

STDOUT = "-"
SQLITE = b"SQLite format 3\0"


def write_out(data: bytes) -> None:
    """Write bytes to standard output, whatever the terminal's own encoding is."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """One line to standard error, with nothing in it that could steer the terminal."""
    from ..report.clean import visible

    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    shown = visible(message).encode(encoding, "replace").decode(encoding, "replace")
    click.echo(shown, err=True)


def is_ledger(path: Path) -> bool:
    """Whether a file begins as every ledger does."""
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


@contextmanager
def writing(target: str) -> Iterator[IO[bytes]]:
    """A stream of bytes to `target`; `-` is standard output.

    A file is written beside its place under another name and moved there when all is well; if
    anything goes wrong, the old file stays and no half one is left. What is not a plain file (a
    device, a pipe) is written to directly. A ledger is never written over: `click.UsageError`.
    """
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    place = Path(os.path.realpath(target))
    if place.exists() and not place.is_file():
        with place.open("wb") as direct:
            yield direct
        return
    if place.is_file() and is_ledger(place):
        raise click.UsageError(f"{target} is a ledger, and nothing is written over one")
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
