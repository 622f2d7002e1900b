"""A reading with what persons decided laid over it.

A correction names what it is about by where that stands in the reading (`statements/3`,
`events/0`) or, of what a person added, by the correction that added it (`added/12`), so that
later ones never change what earlier ones mean. Fields that name a statement (`within` of a
statement, `statement` of an event) have such a name as their value.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ..errors import CorrectionError, ReportError
from ..reading.voices import read_voices
from ..records import Report
from ..records.event import MODES
from ..report.json import from_json

PARTS = ("statements", "events")
FIELDS = {
    "statements": ("source", "cue", "content", "relay", "speaker", "source_kind", "manner", "act",
                   "certainty", "within"),
    "events": ("anchor", "mentions", "type", "mode", "status", "actor", "recipient", "place",
               "date", "deaths", "injured", "statement"),
}  # fmt: skip
# The fields that stand on words; of these the anchor alone is one span.
SPANS = {
    "statements": ("source", "cue", "content", "relay"),
    "events": ("anchor", "mentions", "actor", "recipient", "place"),
}
POINTER = {"statements": "within", "events": "statement"}  # the field that names a statement
# Fields of an event that the voice at its anchor tells, by what they are called in that telling.
TOLD = {"anchor": "span", "statement": "statement", "status": "status", "deaths": "deaths",
        "injured": "injured"}  # fmt: skip
# What an added finding has in the fields that a person does not give.
BLANK: dict[str, dict[str, Any]] = {
    "statements": {
        "source": [], "cue": [], "content": [], "relay": [], "speaker": None, "source_kind": None,
        "manner": "indirect", "act": None, "certainty": None, "within": None,
        "scores": {"statement": 1.0, "source": 1.0, "speaker": None, "source_kind": 1.0,
                   "act": 1.0, "certainty": 1.0},
    },
    "events": {
        "mentions": [], "mode": None, "status": "occurred", "actor": [], "recipient": [],
        "place": [], "date": None, "deaths": None, "injured": None, "statement": None,
        "scores": {"event": 1.0, "type": 1.0, "status": 1.0, "mode": None}, "tellings": [],
    },
}  # fmt: skip


Finding = dict[str, Any]  # a statement or an event as JSON
Found = dict[str, dict[str, Finding]]  # the `statements` and the `events`, each by its target


class Verdict(StrEnum):
    """What is decided about a finding."""

    ACCEPT = "accept"
    CHANGE = "change"
    REJECT = "reject"
    ADD = "add"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. `value` is JSON: a field's new value, or the fields of what is added.

    `target` is `statements` or `events` where something is added. `id` and `at` are given by the
    ledger; `undoes` names the correction that an `UNDO` takes back, `carries` the one on an
    earlier reading that this one was made of, `made_with` the first that the same action made.
    """

    target: str
    verdict: Verdict
    who: str
    field: str | None = None
    value: Any = None
    why: str | None = None
    undoes: int | None = None
    carries: int | None = None
    made_with: int | None = None
    id: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A report with all corrections laid over it.

    `statements` and `events` are the targets of its findings, in their order; `decided` the
    verdicts that hold on each target; `sha256` the hash of the reading's line of JSON, empty
    where it was not asked for.
    """

    reading: int
    report: Report
    statements: tuple[str, ...]
    events: tuple[str, ...]
    decided: dict[str, tuple[Correction, ...]] = field(default_factory=dict)
    sha256: str = ""

    def state(self, target: str) -> str | None:
        """What a person decided on a finding: it was `added`, `accepted`, or only `changed`."""
        if target.startswith("added/"):
            return "added"
        verdicts = {each.verdict for each in self.decided.get(target, ())}
        if Verdict.ACCEPT in verdicts:
            return "accepted"
        return "changed" if Verdict.CHANGE in verdicts else None


def lay_over(reading: int, raw: Mapping[str, Any], corrections: Sequence[Correction]) -> Corrected:
    """A report's JSON with corrections laid over it; `CorrectionError` where they do not fit."""
    holding = without_undone(corrections)
    decided = decisions(holding)
    found = find_all(raw, holding)
    gone = {each.target for each in holding if each.verdict is Verdict.REJECT}
    kept = {part: [t for t in found[part] if t not in gone] for part in PARTS}
    number_pointers(found, kept)
    value = {**raw, **{part: [found[part][target] for target in kept[part]] for part in PARTS}}
    try:
        report = from_json(value)
    except ReportError as error:
        raise CorrectionError(f"this does not fit: {error}") from error
    if holding and report.voices:
        body = [block.span for block in report.page.blocks if block.kind.is_body]
        voices = read_voices(body, report.page.text, report.statements)
        report = replace(report, voices=voices)
    return Corrected(reading, report, tuple(kept["statements"]), tuple(kept["events"]), decided)


def as_read(reading: int, report: Report) -> Corrected:
    """A reading as the reader made it."""
    statements = tuple(f"statements/{n}" for n in range(len(report.statements)))
    events = tuple(f"events/{n}" for n in range(len(report.events)))
    return Corrected(reading, report, statements, events)


def without_undone(corrections: Sequence[Correction]) -> list[Correction]:
    """Those that hold: no undone ones, and no undoing ones."""
    undone = {c.undoes for c in corrections}
    return [c for c in corrections if c.verdict is not Verdict.UNDO and c.id not in undone]


def decisions(holding: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """Corrections by their targets; those that add something under `statements` or `events`."""
    decided: dict[str, tuple[Correction, ...]] = {}
    for each in holding:
        decided[each.target] = (*decided.get(each.target, ()), each)
    return decided


def find_all(raw: Mapping[str, Any], holding: Iterable[Correction]) -> Found:
    """All findings of a reading and all that were added, rejected ones too, as they were changed.

    They name statements by target. Raises `CorrectionError` where one is changed that is not
    there, since it was added and that was taken back.
    """
    found = read_findings(raw)
    for each in holding:
        if each.verdict is Verdict.ADD:
            value = with_target(found, each.value, POINTER[each.target])
            found[each.target][f"added/{each.id}"] = add_finding(each.target, value)
        elif each.verdict is Verdict.CHANGE:
            kind = next((p for p in PARTS if each.target in found[p]), None)
            if kind is None:
                raise CorrectionError(
                    f"{each.target} was changed after it was added; take back those changes first"
                )
            value = with_target(found, {str(each.field): each.value}, POINTER[kind])
            change_finding(found[kind][each.target], str(each.field), value[str(each.field)])
    return found


def read_findings(raw: Mapping[str, Any]) -> Found:
    """The reader's findings by target, with targets in place of the numbers of statements."""
    found: Found = {part: {} for part in PARTS}
    for part in PARTS:
        pointer = POINTER[part]
        for number, row in enumerate(copy.deepcopy(raw[part])):
            for each in (row, *row.get("tellings", ())):
                each[pointer] = None if each[pointer] is None else f"statements/{each[pointer]}"
            found[part][f"{part}/{number}"] = row
    return found


def with_target(found: Found, value: Mapping[str, Any], pointer: str) -> Mapping[str, Any]:
    """Fields with the statement that they name by its target; older ledgers have its number."""
    number = value.get(pointer)
    if not isinstance(number, int):
        return value
    names = list(found["statements"])
    return {**value, pointer: names[number] if 0 <= number < len(names) else None}


def several(spans: Sequence[Any]) -> Sequence[Any]:
    """The spans of a field of one or of several, as JSON has them."""
    return spans if not spans or isinstance(spans[0], list) else [spans]


def add_finding(part: str, value: Mapping[str, Any]) -> Finding:
    """What a person added, with all the fields of a finding; an event is told by its own voice."""
    finding = copy.deepcopy(BLANK[part]) | copy.deepcopy(dict(value))
    if part == "events":
        telling = {called: finding.get(name) for name, called in TOLD.items()}
        finding["tellings"] = [telling]
    return finding


def change_finding(finding: Finding, name: str, value: Any) -> None:  # noqa: ANN401 - JSON
    """Sets a field, and what the voice at an event's anchor tells with it."""
    tellings = finding.get("tellings", ())
    own = next((t for t in tellings if t["statement"] == finding["statement"]), None)
    finding[name] = value
    if name == "type" and finding["mode"] not in modes_of(value):
        finding["mode"] = None  # a mode is of its type
    if own is not None and name in TOLD:
        own[TOLD[name]] = value


def modes_of(kind: object) -> tuple[str, ...]:
    """The modes of a type as JSON has it; none of what is no type."""
    return next((modes for each, modes in MODES.items() if each == kind), ())


def number_pointers(found: Found, kept: Mapping[str, Sequence[str]]) -> None:
    """Makes of the names of statements the numbers under which they stand among the kept ones.

    What stood in or was told by a rejected one goes to the next outer one that is kept. Raises
    `CorrectionError` where a name is of nothing that is there.
    """
    numbers = {target: number for number, target in enumerate(kept["statements"])}
    outer = {target: row["within"] for target, row in found["statements"].items()}

    def number_of(name: str | None) -> int | None:
        for _ in outer:
            if name is None or name in numbers:
                break
            if name not in outer:
                raise CorrectionError(
                    f"{name} is named by another finding; take back what names it first"
                )
            name = outer[name]
        return None if name is None else numbers.get(name)

    for part in PARTS:
        for row in found[part].values():
            row[POINTER[part]] = number_of(row[POINTER[part]])
    for event in found["events"].values():
        for telling in event["tellings"]:
            telling["statement"] = number_of(telling["statement"])
        event["tellings"] = each_voice_once(event["tellings"])


def each_voice_once(tellings: Sequence[Finding]) -> list[Finding]:
    """Tellings in reading order; those of one statement are one, the earlier one first."""
    by_voice: dict[int | None, Finding] = {}
    for each in sorted(tellings, key=lambda t: t["span"]):
        known = by_voice.setdefault(each["statement"], each)
        by_voice[each["statement"]] = each | {k: v for k, v in known.items() if v is not None}
    return list(by_voice.values())


def all_statements(raw: Mapping[str, Any], holding: Iterable[Correction]) -> list[str]:
    """The targets of all statements, rejected ones too: the reader's, then the added ones."""
    added = (c for c in holding if c.verdict is Verdict.ADD and c.target == "statements")
    own = [f"statements/{number}" for number in range(len(raw["statements"]))]
    return [*own, *(f"added/{c.id}" for c in added)]
