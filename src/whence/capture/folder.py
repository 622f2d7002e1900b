"""Any path → the captures behind it: a folder with all that lies in it, or one file of any kind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from whence.errors import CaptureError, RowError
from whence.records import Taken

from .feed import NAMES as FEEDS
from .feed import is_feed, read_feed
from .file import read_file
from .kept import is_kept, kept_of
from .limits import LIMITS
from .rows import LONG, capture_of, parse_row, read_lines
from .storable import lose, whole
from .wacz import read_wacz
from .warc import read_warc

ARCHIVES = (".warc", ".warc.gz", ".warc.zst")
ROWS = (".jsonl", ".ndjson")
# Files that lie beside captured pages and are none; any other is tried.
BESIDE = (
    ".css", ".js", ".mjs", ".json", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif",
    ".svg", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm", ".m4a",
    ".ogg", ".pdf", ".cdx", ".cdxj", ".zip", ".gz", ".md", ".csv", ".py", ".yaml", ".yml",
)  # fmt: skip


Begun = Callable[[Path], None]


def ignore(_: Path) -> None:
    """Nobody wants to know."""


def read_path(path: Path, begun: Begun = ignore) -> Iterator[Taken]:
    """Everything under a path, in the order of names; a page that a feed names comes once.

    A file that is named is read whatever it is called; in a folder, what cannot be a page is
    passed by, and so are hidden files and links. `begun` is told of every file before it is read
    or passed by, but for feeds, which are looked at first.
    """
    if not path.is_dir():
        begun(path)
        yield from read_one(path)
        return
    named: set[str] = set()  # as captures are named, in whole characters
    files = list(list_files(path))
    feeds = [f for f in files if is_named(f, FEEDS) and is_feed(head_of(f))]
    for feed in feeds:
        for found in caught(str(feed), read_feed(feed)):
            named.add(str(Path(found.name).resolve()))
            yield found
    for file in files:
        begun(file)
        beside = is_named(file, BESIDE) and not is_named(file, ARCHIVES)
        if file not in feeds and whole(str(file.resolve())) not in named and not beside:
            yield from read_one(file)


def read_one(path: Path) -> Iterator[Taken]:
    """The captures in one file, by its name and then by how it begins."""
    return caught(str(path), _read_one(path))


def caught(name: str, found: Iterator[Taken]) -> Iterator[Taken]:
    """What is found in one file; a fault that no door has foreseen costs the rest of it alone."""
    try:
        yield from found
    except Exception as error:  # noqa: BLE001 - one bad file never stops the rest
        yield lose(name, f"cannot be read ({type(error).__name__}: {error})")


def _read_one(path: Path) -> Iterator[Taken]:
    head = head_of(path)
    if is_named(path, ARCHIVES) or head.startswith(b"WARC/"):
        yield from read_warc(path)
    elif is_named(path, (".wacz",)):
        yield from read_wacz(path)
    elif is_named(path, ROWS):
        yield from read_rows(path)
    elif is_named(path, FEEDS) and is_feed(head):
        yield from read_feed(path)
    else:
        try:
            yield read_file(path)
        except CaptureError as error:
            yield lose(str(path), str(error).removeprefix(f"{path}: "))


def read_rows(path: Path) -> Iterator[Taken]:
    """The captures in a file of JSON lines; a bad line costs itself alone."""
    try:
        with path.open("rb") as file:
            for number, (offset, line) in enumerate(read_lines(file), start=1):
                name = f"{path}:{number}"
                if line is None:
                    yield lose(name, LONG, offset)
                elif line.strip():
                    try:
                        row = parse_row(line)
                        yield kept_of(row, name) if is_kept(row) else capture_of(row)
                    except (RowError, CaptureError) as error:
                        yield lose(name, str(error), offset)
    except OSError as error:
        yield lose(str(path), f"cannot be read: {error.strerror or error}")


def size_of(path: Path) -> int:
    """How many bytes lie in a file, or in all files under a folder that are not hidden."""
    try:
        return sum(map(size_of, list_files(path))) if path.is_dir() else path.stat().st_size
    except OSError:
        return 0


def list_files(folder: Path) -> Iterator[Path]:
    """All files under a folder by name, without hidden ones and without following links."""
    for here, folders, files in os.walk(folder):
        at = Path(here)
        deep = len(at.relative_to(folder).parts) >= LIMITS.folders
        folders[:] = [] if deep else sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            file = at / name
            if not name.startswith(".") and not file.is_symlink() and file.is_file():
                yield file


def is_named(path: Path, endings: tuple[str, ...]) -> bool:
    """Whether a file's name has one of the endings, in any case."""
    return path.name.lower().endswith(endings)


def head_of(path: Path) -> bytes:
    """The first bytes of a file, nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""
