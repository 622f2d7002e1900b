"""The fields of a finding as they are shown for a person to change."""

# ruff: noqa: ANN401 - the value of a field is JSON of any type
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..errors import CorrectionError
from ..ledger.overlay import Corrected, several
from ..records import Act, Certainty, EventType, Manner, SourceKind, Status
from ..records.event import MODES
from ..report.cast import kind_label, voice_label
from ..report.clean import one_line
from ..report.json import to_json


class Kind(StrEnum):
    """How a field is written in a form."""

    SPANS = "spans"
    TEXT = "text"
    CHOICE = "choice"
    TOLL = "toll"
    POINTER = "pointer"


@dataclass(frozen=True, slots=True)
class Spec:
    """A field: its name in the report, what it is called, the key that leads to it."""

    name: str
    label: str
    key: str
    kind: Kind
    values: tuple[str, ...] = ()
    needed: bool = False


def names(kind: type[StrEnum]) -> tuple[str, ...]:
    """The values of an enumeration."""
    return tuple(member.value for member in kind)


ALL_MODES = tuple(dict.fromkeys(mode for modes in MODES.values() for mode in modes))
SPECS: Mapping[str, tuple[Spec, ...]] = {
    "statements": (
        Spec("speaker", "Speaker", "p", Kind.TEXT),
        Spec("source_kind", "Kind of source", "k", Kind.CHOICE, names(SourceKind)),
        Spec("act", "Act", "a", Kind.CHOICE, names(Act)),
        Spec("certainty", "Certainty", "y", Kind.CHOICE, names(Certainty)),
        Spec("manner", "Manner", "m", Kind.CHOICE, names(Manner), needed=True),
        Spec("source", "Source", "s", Kind.SPANS),
        Spec("cue", "Cue", "c", Kind.SPANS),
        Spec("content", "Content", "t", Kind.SPANS),
        Spec("relay", "Relay", "v", Kind.SPANS),
        Spec("within", "Inside", "i", Kind.POINTER),
    ),
    "events": (
        Spec("type", "Type", "t", Kind.CHOICE, names(EventType), needed=True),
        Spec("mode", "Mode", "o", Kind.CHOICE, ALL_MODES),
        Spec("status", "Status", "s", Kind.CHOICE, names(Status), needed=True),
        Spec("date", "Date", "d", Kind.TEXT),
        Spec("deaths", "Deaths", "x", Kind.TOLL),
        Spec("injured", "Injured", "j", Kind.TOLL),
        Spec("anchor", "Anchor", "w", Kind.SPANS, needed=True),
        Spec("actor", "Actor", "a", Kind.SPANS),
        Spec("recipient", "Recipient", "r", Kind.SPANS),
        Spec("place", "Place", "p", Kind.SPANS),
        Spec("mentions", "Mentions", "m", Kind.SPANS),
        Spec("statement", "Told by", "b", Kind.POINTER),
    ),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose from."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field with what it says now: words, for a toll two numbers, else a value to choose."""

    spec: Spec
    value: str
    high: str
    options: tuple[Option, ...]
    score: float | None
    rows: int


def fields_of(given: Corrected, target: str) -> list[Field]:
    """The fields of a finding of a corrected report."""
    part, raw = find_raw(given, target)
    scores = raw["scores"]
    made = []
    for spec in SPECS[part]:
        value, high = shown(spec, raw[spec.name], given)
        made.append(
            Field(
                spec, value, high, tuple(options_of(spec, raw, given, target)),
                scores.get(spec.name), max(1, value.count("\n") + 1),
            )
        )  # fmt: skip
    return made


def find_raw(given: Corrected, target: str) -> tuple[str, dict[str, Any]]:
    """Whether a target is a statement or an event, and its JSON."""
    for part in SPECS:
        targets: tuple[str, ...] = getattr(given, part)
        if target in targets:
            return part, to_json(given.report)[part][targets.index(target)]
    raise CorrectionError(f"there is no {target} in this article")


def shown(spec: Spec, value: Any, given: Corrected) -> tuple[str, str]:
    """What stands in a field's control, and in the second one of a toll."""
    if value is None:
        return "", ""
    text = given.report.page.text
    match spec.kind:
        case Kind.SPANS:
            return "\n".join(one_line(text[a:b]) for a, b in spans_in(value)), ""
        case Kind.TOLL:
            return str(value[0]), "" if value[1] is None else str(value[1])
        case Kind.POINTER:
            return given.statements[value], ""
    return str(value), ""


def spans_in(value: Any) -> list[list[int]]:
    """The spans of a field of one or of several."""
    return list(several(value))


def options_of(spec: Spec, raw: Mapping[str, Any], given: Corrected, target: str) -> list[Option]:
    """What a field's value may be."""
    if spec.kind is Kind.POINTER:
        return pointers(spec, given, target)
    if spec.kind is not Kind.CHOICE:
        return []
    values: Sequence[str] = spec.values
    if spec.name == "mode":
        fitting = MODES[EventType(raw["type"])]
        values = [*fitting, *(mode for mode in spec.values if mode not in fitting)]
    return [Option(value, choice_label(spec, value)) for value in values]


def choice_label(spec: Spec, value: str) -> str:
    """A value to choose, in words."""
    return kind_label(SourceKind(value)) if spec.name == "source_kind" else value


def pointers(spec: Spec, given: Corrected, target: str) -> list[Option]:
    """All statements that a finding may stand in or be told by."""
    text = given.report.page.text
    own = "the outlet itself" if spec.name == "statement" else "no other statement"
    found = [Option("", own)]
    for other, one in zip(given.statements, given.report.statements, strict=True):
        if other != target:
            words = one_line(" … ".join(span.of(text) for span in one.content))
            short = words if len(words) <= 60 else words[:59] + "…"
            found.append(Option(other, f"{one_line(voice_label(one, text))}: {short}"))
    return found
