"""Rows like those of the gold sets, so that corrected articles train and measure the reader.

One for each report: its id, its day of publication, its text, and every field of statements and
events that is the reader's to find, spans as `[start, end]`. Only what a person has decided on
is sure: `checked` names the findings, by their index, that one has accepted, changed or added.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..ledger.overlay import FIELDS, PARTS
from ..report.json import to_json
from .part import Part


def lines(part: Part) -> Iterator[dict[str, Any]]:
    """The one row of a report, with all of its findings: what a row leaves out counts as wrong."""
    raw = to_json(part.report)
    yield {
        "id": part.name,
        "published": raw["page"]["published"],
        "text": raw["page"]["text"],
        **{kind: [_row(kind, each) for each in raw[kind]] for kind in PARTS},
        "checked": {kind: _checked(part, kind, len(raw[kind])) for kind in PARTS},
    }


def _row(kind: str, finding: dict[str, Any]) -> dict[str, Any]:
    return {name: finding[name] for name in FIELDS[kind]}


def _checked(part: Part, kind: str, count: int) -> list[int]:
    decided = part.given.decided if part.given else {}
    targets = [part.target(kind, at) for at in range(count)]
    return [n for n, t in enumerate(targets) if t in decided or t.startswith("added/")]
