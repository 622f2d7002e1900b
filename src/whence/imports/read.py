"""Files and folders → documents, whichever tool they come from."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..errors import CorrectionError
from .brat import read_files
from .document import Document
from .labelstudio import read_tasks

SUFFIXES = (".ann", ".txt", ".json")  # of brat's files
# Bytes that one import may unpack to, as much as one drop on the upload page may be.
LARGEST = 1024**3

# What reading a zip raises: torn, packed in a way that is not known, or behind a password.
TORN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a JSON export of Label Studio, or of a folder or zip of brat's files.

    Raises `CorrectionError` naming the file where it is neither, or not an export of ours.
    """
    try:
        if path.is_dir():
            yield from read_files(str(path), read_folder(path))
        elif zipfile.is_zipfile(path):
            yield from read_files(str(path), read_zip(path))
        elif path.suffix == ".ann":
            beside = {f.name: f.read_bytes() for f in siblings(path)}
            yield from read_files(str(path.parent), beside)
        else:
            yield from read_tasks(str(path), path.read_bytes())
    except TORN as error:
        raise CorrectionError(f"{path}: cannot be read ({error})") from error


def read_folder(path: Path) -> dict[str, bytes]:
    """Brat's files of a folder and those in it, by their paths inside it."""
    found = sorted(f for f in path.rglob("*") if f.suffix in SUFFIXES and f.is_file())
    return {f.relative_to(path).as_posix(): f.read_bytes() for f in found}


def siblings(path: Path) -> list[Path]:
    """An `.ann` with the files of the same name beside it."""
    return [f for s in SUFFIXES if (f := path.with_suffix(s)).is_file()]


def read_zip(path: Path) -> dict[str, bytes]:
    """Brat's files of a zip, by their names in it; nothing is written anywhere."""
    with zipfile.ZipFile(path) as held:
        members = [m for m in held.infolist() if m.filename.endswith(SUFFIXES)]
        if sum(m.file_size for m in members) > LARGEST:
            raise CorrectionError(f"{path}: unpacks to more than {LARGEST} bytes; split it")
        return {m.filename: held.read(m) for m in members}
