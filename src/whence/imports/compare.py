"""What a file has otherwise than it was exported → corrections of what the ledger has now.

Only what somebody changed in the file is a correction, so what was decided in the ledger since
the export stays, and a file that is read again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import CorrectionError
from ..exports.brat import fragments
from ..ledger.overlay import POINTER, Corrected, Correction, Verdict
from ..reading.nesting import find_outer
from ..records import Span
from ..records.event import MODES
from ..report.json import to_json
from .document import MAIN, ROLES, Document, Found, Json, spans_in

NEEDED = frozenset(("manner", "type", "status"))  # fields that are never unknown


def compare(document: Document, there: Corrected, who: str) -> list[Correction]:
    """The corrections that make of the ledger's findings what a person made of the file's.

    Raises `CorrectionError` where the file changes what is not in the ledger any more.
    """
    given = document.source.findings
    found = name_all(document)
    now = findings_of(there)
    made = []
    for target, old in given.items():
        if target in found:
            changes = dict(changes_of(document, found[target], old))
            changes |= fit_mode(document, target, old | changes, changes)
            made += list(decide(document, target, found[target].checked, changes, there))
        elif target in now and can_be_marked(document, old):
            made.append(Correction(target, Verdict.REJECT, ""))
    for one in document.found:
        if one.target is None and one not in found.values() and not stands(document, one, now):
            made.append(add(document, one, there))
    return [Correction(c.target, c.verdict, who, c.field, c.value) for c in made]


def can_be_marked(document: Document, old: Json) -> bool:
    """Whether a finding could be in the file at all, so that somebody must have removed it."""
    return any(fragments(document.text, spans_in(old[m])) for m in MAIN.values() if m in old)


def name_all(document: Document) -> dict[str, Found]:
    """The findings by target; those without one that stand where a missing one stood are it."""
    given = document.source.findings
    found: dict[str, Found] = {}
    for one in document.found:
        if one.target is not None:
            if one.target not in given or MAIN[one.part] not in given[one.target]:
                raise CorrectionError(
                    f"{document.file}: {one.target}: the export has no such {one.part[:-1]}"
                )
            found[one.target] = one
    for one in document.found:
        if one.target is None:
            same = (t for t in given if t not in found and same_spans(document, one, given[t]))
            target = next(same, None)
            if target is not None:
                found[target] = one
    return found


def same_spans(document: Document, one: Found, finding: Mapping[str, Any]) -> bool:
    """Whether a finding of a file stands on the same words as one of a report."""
    return MAIN[one.part] in finding and all(
        same(document.text, one.spans[role], spans_in(finding[role])) for role in ROLES[one.part]
    )


def same(text: str, ours: tuple[Span, ...], theirs: tuple[Span, ...]) -> bool:
    """Whether spans are the same where lines are not crossed, as some formats cut them."""
    return fragments(text, ours) == fragments(text, theirs)


def findings_of(there: Corrected) -> dict[str, Json]:
    """The ledger's findings by target, as JSON."""
    raw = to_json(there.report)
    return {
        target: raw[part][at]
        for part in MAIN
        for at, target in enumerate(getattr(there, part))
    }  # fmt: skip


def stands(document: Document, one: Found, now: Mapping[str, Json]) -> bool:
    """Whether the ledger has a finding on the same words already."""
    return any(same_spans(document, one, finding) for finding in now.values())


def decide(
    document: Document, target: str, checked: bool, changes: Json, there: Corrected
) -> Iterator[Correction]:
    """The corrections of one finding that is in the file and was exported."""
    now = findings_of(there).get(target)
    if now is None:
        if changes:
            raise CorrectionError(
                f"{document.file}: {target} was changed in the file and is not in the ledger any "
                "more; export it again"
            )
        return
    changes = {name: value for name, value in changes.items() if now[name] != value}
    for name, value in changes.items():
        yield Correction(target, Verdict.CHANGE, "", name, value)
    accepted = any(c.verdict is Verdict.ACCEPT for c in there.decided.get(target, ()))
    if checked and (changes or not accepted):
        yield Correction(target, Verdict.ACCEPT, "")


def changes_of(document: Document, one: Found, old: Json) -> Iterator[tuple[str, Any]]:
    """The fields that a finding has otherwise in the file than when it was exported."""
    for role in ROLES[one.part]:
        if not same(document.text, one.spans[role], spans_in(old[role])):
            yield role, spans_value(document, one, role)
    # Fields go with the mark that they are on: where all are gone, nobody took them away.
    if one.values:
        for name in document.fields[one.part]:
            value = one.values.get(name)
            if value != old[name] and not (value is None and name in NEEDED):
                yield name, value


def fit_mode(document: Document, target: str, new: Json, changes: Json) -> Json:
    """What becomes of the mode of an event whose type was changed: one of another type goes."""
    mode = new.get("mode")
    if mode is None or mode in MODES.get(new["type"], ()):
        return {}
    if "mode" in changes:
        raise CorrectionError(f"{document.file}: {target}: {new['type']} has no mode {mode!r}")
    return {"mode": None} if "type" in changes else {}


def spans_value(document: Document, one: Found, role: str) -> Any:  # noqa: ANN401 - JSON
    """A field's spans as JSON."""
    spans = [[span.start, span.end] for span in one.spans[role]]
    if role != "anchor":
        return spans
    if len(spans) != 1:
        words = "; ".join(span.of(document.text) for span in one.spans[role])
        raise CorrectionError(f"{document.file}: one event has several anchors: {words}")
    return spans[0]


def add(document: Document, one: Found, there: Corrected) -> Correction:
    """A finding that the file has and the ledger has not."""
    value = {role: spans_value(document, one, role) for role in ROLES[one.part]}
    value |= {name: each for name, each in one.values.items() if each is not None}
    if one.part == "events" and "type" not in value:
        words = one.spans["anchor"][0].of(document.text)
        raise CorrectionError(f"{document.file}: the new event “{words}” has no type")
    value[POINTER[one.part]] = outer_of(one, there)
    return Correction(one.part, Verdict.ADD, "", value=value)


def outer_of(one: Found, there: Corrected) -> str | None:
    """The target of the innermost statement that a new finding stands in."""
    known = there.report.statements
    head = next(one.spans[role][0].start for role in ROLES[one.part] if one.spans[role])
    contents = [each.content for each in known]
    own = one.spans["content"] if one.part == "statements" else ()
    at = find_outer([*(-1 for _ in known), head], [*contents, own])[-1]
    return None if at is None else there.statements[at]
