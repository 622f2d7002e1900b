"""What a person may give a field: checked, and put in the one form that is kept."""

# ruff: noqa: ANN401 - the value of a field is JSON of any type
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import CorrectionError
from ..records import Event, Statement
from ..records.event import MODES
from ..report.days import read_days
from .overlay import FIELDS, POINTER, SPANS

SPANNED = {name for names in SPANS.values() for name in names}
TOLLS = ("deaths", "injured")
MOST = 10**9  # people; no toll is near it, and a slip of the finger soon is


def read_values(part: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of the `statements` or `events` as they are kept.

    Raises `CorrectionError` naming the field that is not what it must be.
    Spans are put in order, and those of one field that overlap are one. What only a whole report
    shows (a span behind the text, an unknown act) is told where it is laid over.
    """
    for name in given:
        if name not in FIELDS[part]:
            raise CorrectionError(f"{name!r} is no field of {part} that can be given")
    return {name: read_value(name, value) for name, value in given.items()}


def read_value(name: str, value: Any) -> Any:
    """One field's value as it is kept."""
    if isinstance(value, str):
        read_words(name, value)
    if name == "date" and value is not None and (value == "" or not is_days(value)):
        raise CorrectionError(
            f"date: {value!r} is no day, month, year or interval such as 2016-10-17, 2016-10 or "
            "2016-10-16/2016-10-18"
        )
    if name in TOLLS and value is not None:
        return read_toll(name, value)
    if name == "anchor":
        return read_span(name, value)
    if name in SPANNED:
        return read_spans(name, value)
    if not isinstance(value, str | None) and not (name in POINTER.values() and is_count(value)):
        raise CorrectionError(f"{name}: {value!r} is neither a text nor null")
    return value


def read_words(name: str, words: str) -> str:
    """Words that can be kept: some, and all of them whole characters."""
    if not words.strip():
        raise CorrectionError(f"{name}: nothing is written; leave it out, or give null")
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorrectionError(f"{name}: {words!r} has half a character") from error
    return words


def is_days(value: Any) -> bool:
    """Whether a value is a date as the codebook writes them."""
    return isinstance(value, str) and read_days(value) is not None


def read_toll(name: str, value: Any) -> list[int | None]:
    """The least and the most of a toll."""
    if isinstance(value, list) and len(value) == 2:
        low, high = value
        if is_count(low) and (high is None or (is_count(high) and low <= high)):
            return [low, high]
    raise CorrectionError(
        f"{name}: {value!r} is no least and most such as [12, 14], or [12, null] for 12 at least"
    )


def is_count(value: Any) -> bool:
    """Whether a value is a number of people."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def read_span(name: str, value: Any) -> list[int]:
    """One span."""
    if isinstance(value, list) and len(value) == 2 and all(map(is_count, value)):
        start, end = value
        if start < end:
            return [start, end]
    raise CorrectionError(f"{name}: {value!r} is no span [start, end] with a start before its end")


def read_spans(name: str, value: Any) -> list[list[int]]:
    """The spans of a field, in order, without overlaps."""
    if not isinstance(value, list):
        raise CorrectionError(f"{name}: {value!r} is no list of spans")
    merged: list[list[int]] = []
    for start, end in sorted(read_span(name, each) for each in value):
        if merged and start < merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return merged


def check_finding(finding: Statement | Event) -> None:
    """Raises `CorrectionError` where a finding is none any more, or at odds with itself."""
    if isinstance(finding, Statement):
        if not (finding.source or finding.cue or finding.content):
            raise CorrectionError(
                "a statement stands on some words; reject it where there are none"
            )
    elif finding.mode is not None and finding.mode not in MODES[finding.type]:
        fitting = ", ".join(MODES[finding.type]) or "none"
        raise CorrectionError(f"mode: {finding.type} has no {finding.mode!r}; its modes: {fitting}")
