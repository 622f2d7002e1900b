"""What a person writes or selects on the review page → the values of corrections."""

# ruff: noqa: ANN401 - the value of a field is JSON of any type
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import CorrectionError
from ..ledger.overlay import Corrected
from ..records import EventType
from ..records.event import MODES
from ..report.clean import one_line
from ..report.days import read_days
from .fields import SPECS, Kind, Spec, find_raw, shown, spans_in

Form = Mapping[str, str]
MAIN = {"statements": "content", "events": "anchor"}  # the field that a finding stands on


@dataclass(frozen=True, slots=True)
class There:
    """A finding as it is: its JSON and its article with all corrections."""

    part: str
    raw: dict[str, Any]
    given: Corrected

    @property
    def text(self) -> str:
        """The article's text."""
        return self.given.report.page.text


def find(given: Corrected, target: str) -> There:
    """A finding by its target; `CorrectionError` where it is not there."""
    return There(*find_raw(given, target), given)


def changes_in(form: Form, there: There) -> list[tuple[str, Any]]:
    """The fields whose values a form changes, with the new ones.

    Raises `CorrectionError` naming the field where a value is not what it must be.
    """
    changes = []
    for spec in SPECS[there.part]:
        wanted = written(spec, form)
        if wanted is not None and wanted != shown(spec, there.raw[spec.name], there.given):
            changes.append((spec.name, read_value(spec, *wanted, there)))
    return keep_fitting(there.raw, changes) if there.part == "events" else changes


def written(spec: Spec, form: Form) -> tuple[str, str] | None:
    """What stands in a form for a field, put in one form; `None` where it is not there.

    The second is the most of a toll.
    """
    name = f"{spec.name}_low" if spec.kind is Kind.TOLL else spec.name
    if name not in form:
        return None
    lines = [" ".join(line.split()) for line in form[name].splitlines()]
    high = form.get(f"{spec.name}_high", "").strip() if spec.kind is Kind.TOLL else ""
    return "\n".join(line for line in lines if line), high


def read_value(spec: Spec, words: str, high: str, there: There) -> Any:
    """The value that words stand for in a field."""
    match spec.kind:
        case Kind.TEXT:
            return read_text(spec, words)
        case Kind.CHOICE:
            return read_choice(spec, words)
        case Kind.TOLL:
            return read_toll(spec, words, high)
        case Kind.POINTER:
            return read_pointer(spec, words, there)
    return read_spans(spec, words, there)


def read_text(spec: Spec, words: str) -> str | None:
    """A name or a date."""
    if spec.name == "date" and words and read_days(words) is None:
        raise CorrectionError(
            f"date: {words!r} is no day, month, year or interval such as 2016-10-17, 2016-10 "
            "or 2016-10-16/2016-10-18"
        )
    return words or None


def read_choice(spec: Spec, words: str) -> str | None:
    """A value out of a list; nothing where it may be unknown."""
    if words in spec.values:
        return words
    if words or spec.needed:
        raise CorrectionError(f"{spec.name}: {words!r} is none of {', '.join(spec.values)}")
    return None


def read_toll(spec: Spec, words: str, high: str) -> list[int | None] | None:
    """How many people, from a least to a most."""
    if not words and not high:
        return None
    numbers = [int(w) if re.fullmatch(r"[0-9]{1,9}", w) else None for w in (words, high)]
    least, most = numbers
    if least is None or (high and most is None) or (most is not None and most < least):
        raise CorrectionError(
            f"{spec.name}: from {words or 'nothing'} to {high or 'nothing'} is no range of whole "
            "numbers; only the most may be left open"
        )
    return [least, most]


def read_pointer(spec: Spec, words: str, there: There) -> str | None:
    """The target of a statement."""
    if words and words not in there.given.statements:
        raise CorrectionError(f"{spec.name}: there is no {words} in this article")
    return words or None


def read_spans(spec: Spec, words: str, there: There) -> Any:
    """The places of some words, one line for each span; those nearest to the finding."""
    kept = {one_line(there.text[a:b]): (a, b) for a, b in spans_in(there.raw[spec.name])}
    near = spans_in(there.raw[MAIN[there.part]]) or spans_in(there.raw.get("source"))
    at = near[0][0] if near else 0
    found = [
        kept.get(line) or find_words(spec, there.text, line, at) for line in words.splitlines()
    ]
    return fit_spans(spec, [list(span) for span in found])


def find_words(spec: Spec, text: str, line: str, near: int) -> tuple[int, int]:
    """The place of some words in the text, however they are parted; the nearest of several."""
    pattern = r"\s+".join(map(re.escape, line.split()))
    found = [match.span() for match in re.finditer(pattern, text)]
    if not found:
        raise CorrectionError(
            f"{spec.name}: “{line}” does not stand in the article; give its words as they stand"
        )
    return min(found, key=lambda span: abs(span[0] - near))


def fit_spans(spec: Spec, spans: list[list[int]]) -> Any:
    """Spans in the order of the text; the one span of an anchor."""
    if spec.name == "anchor":
        if len(spans) != 1:
            raise CorrectionError("anchor: an event has one anchor; further ones are mentions")
        return spans[0]
    return sorted(spans)


def keep_fitting(raw: Mapping[str, Any], changes: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The changes of an event with a mode that its type has; a mode of another type goes."""
    wanted = dict(changes)
    kind = EventType(wanted.get("type", raw["type"]))
    mode = wanted.get("mode", raw["mode"])
    if mode is None or mode in MODES[kind]:
        return changes
    if "mode" in wanted and "type" not in wanted:
        fitting = ", ".join(MODES[kind]) or "none"
        raise CorrectionError(f"mode: {kind} has no {mode!r}; its modes: {fitting}")
    return [*((name, value) for name, value in changes if name != "mode"), ("mode", None)]


def changes_with_span(form: Form, there: There) -> list[tuple[str, Any]]:
    """What a form changes: a field onto the words that were selected for it, and all the others.

    The words go in the place of the field's spans, or beside them as they stand in the form.
    """
    spec = next((s for s in SPECS[there.part] if s.name == form.get("field")), None)
    if spec is None or spec.kind is not Kind.SPANS:
        raise CorrectionError(f"{form.get('field')!r} is no field that stands on words")
    span = list(selection(form, there.text))
    beside = form.get("how") == "beside" and spec.name != "anchor"
    given = form if beside else {name: words for name, words in form.items() if name != spec.name}
    changes = dict(changes_in(given, there))
    now = spans_in(changes.get(spec.name, there.raw[spec.name])) if beside else []
    changes[spec.name] = fit_spans(spec, [*(s for s in now if not overlap(s, span)), span])
    return list(changes.items())


def overlap(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def selection(form: Form, text: str) -> tuple[int, int]:
    """The selected span, in code points, without white space at its ends."""
    try:
        start, end = int(form.get("start", "")), int(form.get("end", ""))
    except ValueError as error:
        raise CorrectionError("nothing is selected") from error
    if not 0 <= start < end <= len(text):
        raise CorrectionError(f"there is no text from {start} to {end} in this article")
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start == end:
        raise CorrectionError("nothing but white space is selected")
    return start, end


def new_finding(form: Form, text: str) -> tuple[str, dict[str, Any]]:
    """What a person adds: whether a statement or an event, and its first fields.

    Its words are those that were selected, else those that were written.
    """
    part = form.get("part", "")
    if part not in SPECS:
        raise CorrectionError("what is added is a statement or an event")
    main = next(s for s in SPECS[part] if s.name == MAIN[part])
    if form.get("start"):
        span = selection(form, text)
    elif words := form.get("words", "").strip():
        span = find_words(main, text, words, 0)
    else:
        raise CorrectionError("select the words of what you add, or write them as they stand")
    if part == "statements":
        return part, {"content": [list(span)]}
    kind = read_choice(SPECS["events"][0], form.get("type", ""))
    return part, {"anchor": list(span), "type": kind}
