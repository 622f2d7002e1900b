"""brat's files that we wrote: a `.txt`, its `.ann` as somebody left it, and our `.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..errors import CorrectionError
from ..exports.choices import CHECKED, CHOICES
from ..records import Span
from .document import PART_OF, Document, Json, Mark, read_source
from .group import group

MARK = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?")
LINK = re.compile(r"R\d+\t\w+ Arg1:(T\d+) Arg2:(T\d+)\s*")
VALUE = re.compile(r"[AM]\d+\t(\w+) (T\d+)(?: (\S+))?\s*")
NOTE = re.compile(r"#\d+\t\w+ (T\d+)\t((?:statements|events|added)/\d+)\b.*")
FIELDS = {part: tuple(fields) for part, fields in CHOICES.items()}
READ = "TRAM"  # the first letters of lines that must be understood


@dataclass(slots=True)
class Lines:
    """What the lines of an `.ann` say."""

    marks: dict[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, Json] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


def read_files(file: str, files: Mapping[str, bytes]) -> Iterator[Document]:
    """The documents of a folder or zip, by the names of its files.

    Raises `CorrectionError` naming the file where one is missing, was changed, or is not brat's.
    """
    stems = sorted(name.removesuffix(".ann") for name in files if name.endswith(".ann"))
    if not stems:
        raise CorrectionError(f"{file}: there is no .ann in it")
    for stem in stems:
        where = f"{file}: {stem}.ann"
        for suffix in (".txt", ".json"):
            if f"{stem}{suffix}" not in files:
                raise CorrectionError(
                    f"{where}: {stem}{suffix} is not beside it; take along all files of the export"
                )
        text = decode(f"{file}: {stem}.txt", files[f"{stem}.txt"])
        try:
            about = json.loads(files[f"{stem}.json"])
        except (ValueError, RecursionError) as error:
            raise CorrectionError(f"{file}: {stem}.json: not JSON: {error}") from error
        source = read_source(f"{file}: {stem}.txt", about, text)
        lines = read_lines(where, decode(where, files[f"{stem}.ann"]), text)
        marks = [
            Mark(name, role, spans, lines.targets.get(name), *fields_of(role, lines, name))
            for name, (role, spans) in lines.marks.items()
        ]
        yield Document(where, source, text, group(where, marks, lines.links), FIELDS)


def fields_of(role: str, lines: Lines, name: str) -> tuple[Json, bool]:
    """The fields on a mark, and whether it is marked as checked."""
    values = lines.values.get(name, {})
    fields = FIELDS[PART_OF[role]]
    return {key: v for key, v in values.items() if key in fields}, CHECKED in values


def decode(where: str, body: bytes) -> str:
    """A file's text, with its line ends as they are."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{where}: not UTF-8") from error


def read_lines(where: str, words: str, text: str) -> Lines:
    """An `.ann`, line by line; lines of kinds that we do not write are passed over."""
    lines = Lines()
    for number, line in enumerate(words.replace("\r\n", "\n").split("\n"), start=1):
        if found := MARK.fullmatch(line):
            role = found[2].lower()
            if role not in PART_OF:
                raise CorrectionError(f"{where}: line {number}: {found[2]!r} is no label of ours")
            spans = read_spans(f"{where}: line {number}", found[3], found[4], text)
            lines.marks[found[1]] = (role, spans)
        elif found := LINK.fullmatch(line):
            lines.links.append((found[1], found[2]))
        elif found := VALUE.fullmatch(line):
            lines.values.setdefault(found[2], {})[found[1].lower()] = found[3]
        elif found := NOTE.fullmatch(line):
            lines.targets[found[1]] = found[2]
        elif line.startswith(tuple(READ)):
            raise CorrectionError(f"{where}: line {number}: this is not brat's form: {line[:60]!r}")
    return lines


def read_spans(where: str, places: str, words: str | None, text: str) -> tuple[Span, ...]:
    """The spans of a text-bound line, whose words must stand there."""
    edges = [tuple(map(int, place.split(" "))) for place in places.split(";")]
    there = " ".join(text[start:end] for start, end in edges)
    if not all(start < end <= len(text) for start, end in edges) or (
        words is not None and words.split() != there.split()
    ):
        raise CorrectionError(
            f"{where}: its words do not stand where it says; corrections stay on the text that "
            "they were made on"
        )
    return tuple(Span(start, end) for start, end in edges)
