"""One article's findings as a file has them after somebody worked on it in another tool."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import CorrectionError
from ..records import Span

MAIN = {"statements": "content", "events": "anchor"}  # the spans that a finding stands on
ROLES = {
    "statements": ("cue", "source", "content", "relay"),
    "events": ("anchor", "actor", "recipient", "place"),
}
PART_OF = {role: part for part, roles in ROLES.items() for role in roles}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words in a file: what they are to which finding, with the fields that are on them.

    `name` is what the file calls them; `target` is `None` where the file names no finding.
    """

    name: str
    role: str
    spans: tuple[Span, ...]
    target: str | None = None
    values: Json = field(default_factory=dict)
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of a file; `values` are the fields that the file has on it."""

    part: str
    target: str | None
    spans: Mapping[str, tuple[Span, ...]]
    values: Json
    checked: bool


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says it was made of: which reading of which text, and its findings then.

    `name` is the article's number in the ledger or the report's id.
    """

    name: str
    sha256: str
    reading: str
    findings: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Document:
    """One article's findings in a file, on the text that they were made on.

    `fields` are those that the format carries beside spans.
    """

    file: str
    source: Source
    text: str
    found: tuple[Found, ...]
    fields: Mapping[str, tuple[str, ...]]


def read_source(file: str, value: object, text: str) -> Source:
    """What an export of ours wrote of itself; `CorrectionError` where it is not on this text."""
    known = value if isinstance(value, dict) else {}
    findings = known.get("findings")
    texts = [known.get(name) for name in ("name", "sha256", "reading")]
    if not (
        all(isinstance(each, str) for each in texts)
        and isinstance(findings, dict)
        and all(is_finding(each) for each in findings.values())
    ):
        raise CorrectionError(
            f"{file}: it does not say what it was exported from; only files that "
            "`whence export` wrote can be read back"
        )
    name, sha256, reading = map(str, texts)
    source = Source(name, sha256, reading, findings)
    if hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() != source.sha256:
        raise CorrectionError(
            f"{file}: its text is not the one that was exported; corrections stay on the text "
            "that they were made on"
        )
    return source


def is_finding(value: object) -> bool:
    """Whether a value has the spans of a statement or an event."""
    return isinstance(value, dict) and any(
        all(is_spans(value.get(role)) for role in roles) for roles in ROLES.values()
    )


def is_spans(value: object) -> bool:
    """Whether a value is a span or a list of them."""
    if not isinstance(value, list):
        return False
    spans = [value] if value and isinstance(value[0], int) else value
    return all(
        isinstance(s, list)
        and len(s) == len(("start", "end"))
        and all(isinstance(edge, int) for edge in s)
        and 0 <= s[0] < s[1]
        for s in spans
    )


def spans_in(value: Any) -> tuple[Span, ...]:  # noqa: ANN401 - a field of a finding
    """The spans of a field of a finding."""
    spans = [value] if value and isinstance(value[0], int) else value
    return tuple(Span(start, end) for start, end in spans)
