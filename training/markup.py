"""Reads our own annotated training text, a compact mark-up of the codebook's statements.

A file holds documents. Each opens with a head line, then the paragraphs, then `---` and one
line for each statement::

    === agency-007 | agency | 2019-03-04
    {C1 The bridge at Orlu was closed}, {S1 the governor, Ada Ibe,} {Q1 said}.

    {S2,3 She} {Q2 denied} that {C2 shots had been fired} and {Q3 urged} {C3 calm}.
    ---
    1 | named_person | Ada Ibe | assert | certain
    2 | named_person | Ada Ibe | deny | certain
    3 | named_person | Ada Ibe | urge | unknown

`S` source, `Q` cue, `C` content, `R` relay; the numbers say which statements a span belongs to;
the same tag twice with one number makes several spans; tags nest. `-` stands for no speaker.
A sixth field overrides the manner that follows from the quotation marks. Behind a second `---`
stand the events (`training/events.py`); a document without it has not been read for events.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training import events
from training.events import AnnotatedEvent, EventError, check_event, read_events

OPEN = re.compile(r"\{([SQCREMAVPDKI])(\d+(?:,\d+)*) ")
HEAD = re.compile(r"=== ([\w-]+) \| ([\w-]+) \| (\d{4}-\d\d-\d\d|-)$")
ROLES = {"S": "source", "Q": "cue", "C": "content", "R": "relay"}
KINDS = ("named_person", "named_organisation", "unnamed_person", "media", "document", "none")
ACTS = ("assert", "deny", "warn", "urge", "commit", "ask", "feel")
CERTAINTIES = ("certain", "probable", "possible", "conditional", "unknown")
MANNERS = ("direct", "indirect", "mixed")


@dataclass(slots=True)
class Annotated:
    """One statement of the training text. Spans are `(start, end)` on `Document.text`."""

    source: list[tuple[int, int]] = field(default_factory=list)
    cue: list[tuple[int, int]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    relay: list[tuple[int, int]] = field(default_factory=list)
    speaker: str | None = None
    source_kind: str = "none"
    act: str = "assert"
    certainty: str = "certain"
    manner: str | None = None
    traits_known: bool = False
    weak_act: str | None = None


@dataclass(slots=True)
class Document:
    """One annotated text; paragraphs are parted by a blank line.

    `events` is `None` where nobody has read it for events.
    """

    id: str
    style: str
    published: str | None
    text: str
    statements: dict[int, Annotated]
    events: dict[int, AnnotatedEvent] | None = None


class MarkupError(ValueError):
    """A document breaks the mark-up; the message names the document and the place."""


def is_apart(document: str) -> bool:
    """Whether a document of ours is kept apart for development: a tenth, those numbered …0."""
    return document.endswith("0")


def read_documents(path: Path) -> Iterator[Document]:
    """All documents of a file, checked; raises `MarkupError` at the first that is wrong."""
    for chunk in re.split(r"(?m)^(?==== )", path.read_text(encoding="utf-8")):
        if chunk.strip():
            yield read_document(chunk)


def read_document(chunk: str) -> Document:
    """One document from its head line on."""
    head, _, rest = chunk.partition("\n")
    m = HEAD.match(head.strip())
    if not m:
        raise MarkupError(f"bad head line: {head!r}")
    body, mark, table = rest.partition("\n---")
    if not mark:
        raise MarkupError(f"{m[1]}: no --- line after the text")
    text, spans = strip_tags(m[1], body.strip())
    table, second, event_table = table.partition("\n---")
    statements = read_table(m[1], table)
    published = None if m[3] == "-" else m[3]
    document = Document(m[1], m[2], published, text, statements)
    try:
        if second:
            document.events = read_events(m[1], event_table)
        place_spans(document, spans)
        for number, event in (document.events or {}).items():
            check_event(f"{m[1]}: event {number}", text, event)
    except EventError as error:
        raise MarkupError(str(error)) from error
    check(document)
    return document


def place_spans(document: Document, spans: Iterable[tuple[int, str, int, int]]) -> None:
    """Gives every tagged span to its statement or event."""
    for number, tag, start, end in spans:
        if tag in ROLES:
            owner: Annotated | AnnotatedEvent | None = document.statements.get(number)
        else:
            owner = (document.events or {}).get(number)
        if owner is None:
            raise MarkupError(f"{document.id}: tag {tag}{number} has no line in its table")
        getattr(owner, ROLES.get(tag) or events.ROLES[tag]).append((start, end))


def strip_tags(name: str, body: str) -> tuple[str, list[tuple[int, str, int, int]]]:
    """The plain text, and `(number, tag, start, end)` for every tagged span."""
    out: list[str] = []
    length = 0
    stack: list[tuple[str, list[int], int]] = []
    spans: list[tuple[int, str, int, int]] = []
    i = 0
    while i < len(body):
        m = OPEN.match(body, i)
        if m:
            stack.append((m[1], [int(n) for n in m[2].split(",")], length))
            i = m.end()
        elif body[i] == "}":
            if not stack:
                raise MarkupError(f"{name}: stray }} near {body[max(0, i - 40) : i + 10]!r}")
            tag, numbers, start = stack.pop()
            spans += [(n, tag, start, length) for n in numbers]
            i += 1
        elif body[i] == "{":
            raise MarkupError(f"{name}: bad tag near {body[i : i + 30]!r}")
        else:
            out.append(body[i])
            length += 1
            i += 1
    if stack:
        raise MarkupError(f"{name}: tag {stack[-1][0]}{stack[-1][1]} is never closed")
    return "".join(out), sorted(spans, key=lambda s: (s[0], s[2]))


def read_table(name: str, table: str) -> dict[int, Annotated]:
    """The lines under `---`, by statement number."""
    statements: dict[int, Annotated] = {}
    for line in filter(str.strip, table.splitlines()):
        cells = [c.strip() for c in line.split("|")]
        if len(cells) not in (5, 6) or not cells[0].isdigit():
            raise MarkupError(f"{name}: bad table line {line!r}")
        number, kind, speaker, act, certainty = cells[:5]
        manner = cells[5] if len(cells) == 6 else None
        for value, allowed in ((kind, KINDS), (act, ACTS), (certainty, CERTAINTIES)):
            if value not in allowed:
                raise MarkupError(f"{name}: statement {number}: {value!r} is none of {allowed}")
        if manner is not None and manner not in MANNERS:
            raise MarkupError(f"{name}: statement {number}: {manner!r} is none of {MANNERS}")
        if int(number) in statements:
            raise MarkupError(f"{name}: statement {number} has two lines")
        statements[int(number)] = Annotated(
            speaker=None if speaker == "-" else speaker,
            source_kind=kind,
            act=act,
            certainty=certainty,
            manner=manner,
            traits_known=True,
        )
    return statements


def check(document: Document) -> None:
    """What the codebook asks of every statement."""
    plain = " ".join(document.text.lower().split())
    for number, s in document.statements.items():
        where = f"{document.id}: statement {number}"
        check_spans(where, document.text, s)
        check_source(where, s)
        for name in (s.speaker or "").split("; "):
            if name.lower() not in plain:
                raise MarkupError(f"{where}: speaker {name!r} is nowhere in the text")


def check_spans(where: str, text: str, s: Annotated) -> None:
    """A content, no white space at the edges, no leading `that`."""
    if not s.content:
        raise MarkupError(f"{where} has no content")
    for role in ROLES.values():
        for start, end in getattr(s, role):
            words = text[start:end]
            if not words or words != words.strip():
                raise MarkupError(f"{where}: {role} {words!r} starts or ends on white space")
    start, end = s.content[0]
    if text[start:end].lower().startswith("that "):
        raise MarkupError(f"{where}: the content starts with 'that'")


def check_source(where: str, s: Annotated) -> None:
    """The kind of source fits the spans and the speaker."""
    if s.source_kind == "none" and s.source:
        raise MarkupError(f"{where}: kind none goes with an empty source")
    if s.source_kind != "none" and not s.source and s.cue and s.speaker is None:
        raise MarkupError(f"{where}: an empty source with a cue has kind none")
    if s.source_kind.startswith("named_") and s.speaker is None:
        raise MarkupError(f"{where}: a named source needs a speaker")


def main() -> int:
    """`python -m training.markup FILE…`: checks files and counts what is in them."""
    failed = 0
    for path in map(Path, sys.argv[1:]):
        documents = statements = paragraphs = found = 0
        for chunk in re.split(r"(?m)^(?==== )", path.read_text(encoding="utf-8")):
            if not chunk.strip():
                continue
            try:
                document = read_document(chunk)
            except MarkupError as error:
                failed += 1
                print(f"{path}: {error}")
                continue
            documents += 1
            statements += len(document.statements)
            found += len(document.events or ())
            paragraphs += len(re.findall(r"\S\n\s*\n", document.text)) + 1
        print(
            f"{path}: {documents} documents, {paragraphs} paragraphs, "
            f"{statements} statements, {found} events"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
