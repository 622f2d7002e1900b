"""What a file says of itself so that corrections made in it are read back onto the right text."""

from __future__ import annotations

import hashlib
from typing import Any

from ..ledger.overlay import FIELDS, Verdict
from ..report.json import dump, to_json
from .part import Part


def origin(part: Part) -> dict[str, Any]:
    """The report's name, the hashes of its text and reading, and its findings as they are written.

    `findings` are by target, every field that can be corrected as in a report's JSON; `accepted`
    are the targets that a person has accepted.
    """
    raw = to_json(part.report)
    indices = {"statements": part.statements, "events": part.events}
    return {
        "name": part.name,
        "sha256": part.report.page.sha256,
        "reading": _reading(part),
        "findings": {
            part.target(kind, at): {name: raw[kind][at][name] for name in FIELDS[kind]}
            for kind, numbers in indices.items()
            for at in numbers
        },
        "accepted": sorted(accepted(part)),
    }


def accepted(part: Part) -> set[str]:
    """The targets of a report that a person has accepted."""
    decided = part.given.decided if part.given else {}
    return {t for t, made in decided.items() if any(c.verdict is Verdict.ACCEPT for c in made)}


def _reading(part: Part) -> str:
    """The hash of the report's line of JSON as the reader wrote it."""
    if part.given is not None:
        return part.given.sha256
    return hashlib.sha256(dump(part.report).encode("utf-8")).hexdigest()
