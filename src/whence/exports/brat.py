"""brat's standoff: for every report a `.txt` and an `.ann` in one zip, and their configuration.

A finding's spans of one kind are one text-bound line, discontinuous where they are several;
relations lead from it to the finding's head, which has the attributes: the cue or the anchor, of
statements without a cue the source or the content. Offsets are code points of the `.txt`, which
is the page's text unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import count
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..records import Act, Certainty, EventType, Span, Status
from .part import Part, Roles, event_roles, statement_roles

# brat wants every fragment on one line of the text, and its files are read line by line: a span
# is cut wherever some reader sees a line end, and at tabs, which part the columns.
FRAGMENT = re.compile("[^\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")  # what a file's name in the zip does not have
LONGEST = 100  # characters of a file's name, of the 255 bytes that file systems allow
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same reports give the same bytes
HEADS = "Cue|Source|Content"
CONFIGURATION = f"""[entities]
Cue
Source
Content
Relay
Anchor
Actor
Recipient
Place

[relations]
SourceOf\tArg1:Source, Arg2:{HEADS}
ContentOf\tArg1:Content, Arg2:{HEADS}
RelayOf\tArg1:Relay, Arg2:{HEADS}
ActorOf\tArg1:Actor, Arg2:Anchor
RecipientOf\tArg1:Recipient, Arg2:Anchor
PlaceOf\tArg1:Place, Arg2:Anchor
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Act\tArg:{HEADS}, Value:{"|".join(Act)}
Certainty\tArg:{HEADS}, Value:{"|".join(Certainty)}
Type\tArg:Anchor, Value:{"|".join(EventType)}
Status\tArg:Anchor, Value:{"|".join(Status)}
"""


def write(parts: Iterable[Part], out: IO[bytes]) -> int:
    """Write the reports' files into one zip; give how many reports."""
    taken: set[str] = set()
    with ZipFile(out, "w") as files:
        _add(files, "annotation.conf", CONFIGURATION)
        for part in parts:
            name = _file(part.name, taken)
            _add(files, f"{name}.txt", part.report.page.text)
            _add(files, f"{name}.ann", "".join(f"{line}\n" for line in lines(part)))
    return len(taken)


def lines(part: Part) -> Iterator[str]:
    """The lines of one report's `.ann`."""
    text = part.report.page.text
    numbers = {kind: count(1) for kind in "TRA"}
    for _, one in part.told():
        values = {"Act": one.act, "Certainty": one.certainty}
        yield from _finding(text, statement_roles(one), values, numbers)
    for _, fact in part.facts():
        kinds = {"Type": fact.event.type, "Status": fact.event.status}
        yield from _finding(text, event_roles(fact.event), kinds, numbers)


def fragments(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order, cut at line ends and without what is only white space."""
    return [
        Span(found.start(), found.end())
        for span in sorted(spans)
        for found in FRAGMENT.finditer(text, span.start, span.end)
        if found.group().strip()
    ]


def _finding(
    text: str,
    roles: Roles,
    values: Mapping[str, StrEnum | None],
    numbers: dict[str, count[int]],
) -> Iterator[str]:
    head = ""
    for role, spans in roles:
        cut = fragments(text, spans)
        if not cut:
            continue
        name, kind = f"T{next(numbers['T'])}", role.capitalize()
        places = ";".join(f"{span.start} {span.end}" for span in cut)
        yield f"{name}\t{kind} {places}\t{' '.join(span.of(text) for span in cut)}"
        if head:
            yield f"R{next(numbers['R'])}\t{kind}Of Arg1:{name} Arg2:{head}"
            continue
        head = name
        for label, value in values.items():
            if value is not None:
                yield f"A{next(numbers['A'])}\t{label} {head} {value}"


def _file(name: str, taken: set[str]) -> str:
    """A name for the files of one report that no other report of the zip has."""
    safe = UNSAFE.sub("_", name)[:LONGEST].lstrip(".") or "report"
    found = safe
    for number in count(2):
        if found.lower() not in taken:
            break
        found = f"{safe}-{number}"
    taken.add(found.lower())
    return found


def _add(files: ZipFile, name: str, text: str) -> None:
    files.writestr(ZipInfo(name, EPOCH), text.encode("utf-8", "replace"), ZIP_DEFLATED)
