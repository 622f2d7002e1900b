"""An article's statements and events in short for its margin, with what a person decided."""

# ruff: noqa: ANN401 - a corrected value is JSON of any type
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..ledger.overlay import PARTS, POINTER, Corrected, Correction, Verdict, several
from ..records import Report
from ..report.cast import Cast, voice_label
from ..report.clean import one_line
from ..report.events import EventRow, event_rows
from ..report.json import to_json
from ..report.view import Row, show_row
from ..report.weave import Mark, Role

TOLLS = ("deaths", "injured")
SHORT = 60  # characters of a statement that another finding names


@dataclass(frozen=True, slots=True)
class Change:
    """One decision of a person. `field`, `before` and `after` are empty where none is changed.

    `carried` tells that it was made on an earlier reading.
    """

    verdict: str
    field: str
    before: str
    after: str
    who: str
    at: str
    why: str
    carried: bool


@dataclass(frozen=True, slots=True)
class StatementNote:
    """A statement's note; `verdict` is what a person's decisions come to, empty without any."""

    number: int
    row: Row
    speaker: str | None
    target: str
    verdict: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class EventNote:
    """An event's note; `number` counts from 0 as in addresses, `row.number` from 1."""

    number: int
    row: EventRow
    target: str
    verdict: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A finding that a person took out: what it was, and the decision."""

    what: str
    words: str
    change: Change


def statement_notes(plain: Report, given: Corrected, roles: Cast) -> list[StatementNote]:
    """A note for each statement of a corrected report; `plain` is it without corrections."""
    report = given.report
    raw = to_json(plain)
    notes = []
    for number, (statement, target) in enumerate(
        zip(report.statements, given.statements, strict=True)
    ):
        decided = decided_on(given, target)
        notes.append(
            StatementNote(
                number,
                show_row(report, roles, number, set()),
                statement.speaker,
                target,
                verdict_of(decided),
                tuple(changes_of(raw, target, decided)),
            )
        )
    return notes


def event_notes(plain: Report, given: Corrected, roles: Cast) -> list[EventNote]:
    """A note for each event of a corrected report; `plain` is it without corrections."""
    raw = to_json(plain)
    return [
        EventNote(
            number,
            row,
            target,
            verdict_of(decided := decided_on(given, target)),
            tuple(changes_of(raw, target, decided)),
        )
        for number, (row, target) in enumerate(
            zip(event_rows(given.report, roles), given.events, strict=True)
        )
    ]


def decided_on(given: Corrected, target: str) -> tuple[Correction, ...]:
    """All decisions on one finding, the one that added it among them."""
    added = [c for part in PARTS for c in given.decided.get(part, ()) if target == f"added/{c.id}"]
    return (*added, *given.decided.get(target, ()))


def verdict_of(decided: Sequence[Correction]) -> str:
    """What decisions on one finding come to: `added`, `changed` or `accepted`."""
    verdicts = {each.verdict for each in decided}
    for verdict, word in (
        (Verdict.ADD, "added"), (Verdict.CHANGE, "changed"), (Verdict.ACCEPT, "accepted"),
    ):  # fmt: skip
        if verdict in verdicts:
            return word
    return ""


def changes_of(raw: Mapping[str, Any], target: str, decided: Sequence[Correction]) -> list[Change]:
    """Decisions on one finding in words, each with the value that it took the place of."""
    part, _, number = target.partition("/")
    values: dict[str, Any] = dict(raw[part][int(number)]) if part in raw else {}
    changes = []
    for each in decided:
        before = after = ""
        if each.verdict is Verdict.CHANGE and each.field is not None:
            before = value_words(each.field, values.get(each.field), raw)
            after = value_words(each.field, each.value, raw)
            values[each.field] = each.value
        elif each.verdict is Verdict.ADD:
            values |= each.value
        changes.append(
            Change(
                each.verdict.value,
                (each.field or "").replace("_", " "),
                before,
                after,
                one_line(each.who),
                each.at,
                one_line(each.why or ""),
                each.carries is not None,
            )
        )
    return changes


def value_words(name: str, value: Any, raw: Mapping[str, Any]) -> str:
    """A field's value in words; spans are the words that they stand on."""
    if value is None or value == []:
        return "nothing"
    if name in TOLLS:
        low, high = value
        return (
            f"at least {low}" if high is None else f"{low}" if low == high else f"{low} to {high}"
        )
    if name in POINTER.values():
        return pointer_words(value, raw)
    if name == "mentions" or isinstance(value, list):
        text = raw["page"]["text"]
        return " … ".join(one_line(text[start:end]) for start, end in several(value))
    return one_line(str(value)).replace("_", " ")


def pointer_words(value: int | str, raw: Mapping[str, Any]) -> str:
    """A statement that a finding names, by its first words: a number, or a target."""
    part, _, number = str(value).rpartition("/")
    if part == "added":
        return "a statement that was added"
    text = raw["page"]["text"]
    content = raw["statements"][int(number)]["content"]
    words = one_line(" … ".join(text[start:end] for start, end in content))
    return f"“{words if len(words) <= SHORT else words[: SHORT - 1] + '…'}”"


def rejected_of(plain: Report, given: Corrected) -> list[Rejected]:
    """What a person took out of a report, in the order of its targets."""
    raw = to_json(plain)
    found = []
    for target, decided in given.decided.items():
        part, _, number = target.partition("/")
        last = next((c for c in decided if c.verdict is Verdict.REJECT), None)
        if last is None or part not in PARTS:
            continue
        what, words = describe(plain, part, int(number))
        change = changes_of(raw, target, (last,))[0]
        found.append(Rejected(what, words, change))
    return found


def describe(plain: Report, part: str, number: int) -> tuple[str, str]:
    """What a finding is and the words that it stands on."""
    text = plain.page.text
    if part == "statements":
        statement = plain.statements[number]
        words = " … ".join(one_line(span.of(text)) for span in statement.content)
        return f"Statement by {one_line(voice_label(statement, text))}", words
    event = plain.events[number]
    return f"{event.type.value}, {event.status.value}", one_line(event.anchor.of(text))


Place = tuple[str, int]  # `s` or `e` with the number of a statement or an event
KINDS = {Role.CONTENT: "s", Role.ANCHOR: "e"}


def beside(
    marks: Sequence[Sequence[Mark]], statements: int, events: int
) -> tuple[list[list[Place]], list[Place]]:
    """What begins in each block, in the order of the text, and what stands in none."""
    seen: set[Place] = set()
    of_blocks = []
    for of_block in marks:
        here: list[Place] = []
        for mark in sorted(of_block, key=lambda m: (m.span.start, -m.span.end, m.role)):
            kind = KINDS.get(mark.role)
            if kind is not None and (kind, mark.number) not in seen:
                seen.add((kind, mark.number))
                here.append((kind, mark.number))
        of_blocks.append(here)
    everything = [("s", n) for n in range(statements)] + [("e", n) for n in range(events)]
    return of_blocks, [place for place in everything if place not in seen]
