"""brat's standoff: for every report a `.txt` and an `.ann` in one zip, and their configuration.

A finding's spans of one kind are one text-bound line, discontinuous where they are several;
relations lead from it to the finding's head, which has the attributes: the cue or the anchor, of
statements without a cue the source or the content. A note on every line names the finding
(`statements/3`); `Checked` is what a person marks a right one with. Offsets are code points of
the `.txt`, which is the page's text unchanged. The `.json` beside them says which text and
reading the findings are of, so that what was changed is read back; brat passes it over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..records import Event, Span, Statement
from .choices import CHECKED, CHOICES
from .origin import accepted, origin
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
{CHECKED.capitalize()}\tArg:{HEADS}|Anchor
"""
CONFIGURATION += "".join(
    f"{name.capitalize()}\tArg:{heads}, Value:{'|'.join(values)}\n"
    for kind, heads in (("statements", HEADS), ("events", "Anchor"))
    for name, values in CHOICES[kind].items()
)


def write(parts: Iterable[Part], out: IO[bytes]) -> int:
    """Write the reports' files into one zip; give how many reports."""
    taken: set[str] = set()
    with ZipFile(out, "w") as files:
        _add(files, "annotation.conf", CONFIGURATION)
        for part in parts:
            name = _file(part.name, taken)
            _add(files, f"{name}.txt", part.report.page.text)
            _add(files, f"{name}.ann", "".join(f"{line}\n" for line in lines(part)))
            _add(files, f"{name}.json", json.dumps(origin(part), ensure_ascii=False, indent=1))
    return len(taken)


def lines(part: Part) -> Iterator[str]:
    """The lines of one report's `.ann`."""
    writer, marked = Writer(part.report.page.text), accepted(part)
    for at, one in part.told():
        target = part.target("statements", at)
        yield from writer.finding(target, one, statement_roles(one), target in marked)
    for at, fact in part.facts():
        target = part.target("events", at)
        yield from writer.finding(target, fact.event, event_roles(fact.event), target in marked)


def is_drawn(text: str, roles: Roles) -> bool:
    """Whether a finding has words that it stands on; without them no tool can show it."""
    return any(fragments(text, spans) for role, spans in roles if role in ("content", "anchor"))


def fragments(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order, cut at line ends and without white space at the ends."""
    return [
        trim(Span(found.start(), found.end()), text)
        for span in sorted(spans)
        for found in FRAGMENT.finditer(text, span.start, span.end)
        if found.group().strip()
    ]


def trim(span: Span, text: str) -> Span:
    """A span of some words without white space at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


@dataclass(frozen=True, slots=True)
class Writer:
    """Findings on one text as lines, numbered through."""

    text: str
    numbers: dict[str, count[int]] = field(
        default_factory=lambda: {kind: count(1) for kind in "TRA#"}
    )

    def finding(
        self, target: str, one: Statement | Event, roles: Roles, checked: bool
    ) -> Iterator[str]:
        """The lines of one finding, none where nothing of it can be marked."""
        head = ""
        if not is_drawn(self.text, roles):
            return
        for role, spans in roles:
            cut = fragments(self.text, spans)
            if not cut:
                continue
            name, kind = self._next("T"), role.capitalize()
            places = ";".join(f"{span.start} {span.end}" for span in cut)
            yield f"{name}\t{kind} {places}\t{' '.join(span.of(self.text) for span in cut)}"
            yield f"{self._next('#')}\tAnnotatorNotes {name}\t{target}"
            if head:
                yield f"{self._next('R')}\t{kind}Of Arg1:{name} Arg2:{head}"
                continue
            head = name
            yield from self._attributes(head, one, checked)

    def _attributes(self, head: str, one: Statement | Event, checked: bool) -> Iterator[str]:
        for label in CHOICES["statements" if isinstance(one, Statement) else "events"]:
            value = getattr(one, label)
            if value is not None:
                yield f"{self._next('A')}\t{label.capitalize()} {head} {value}"
        if checked:
            yield f"{self._next('A')}\t{CHECKED.capitalize()} {head}"

    def _next(self, kind: str) -> str:
        return f"{kind}{next(self.numbers[kind])}"


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
