"""The fields of findings that are one of a list of values, as tools for annotating take them."""

from __future__ import annotations

from ..records import Act, Certainty, EventType, Manner, SourceKind, Status
from ..records.event import MODES

ALL_MODES = tuple(dict.fromkeys(mode for modes in MODES.values() for mode in modes))
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "statements": {
        "act": tuple(Act), "certainty": tuple(Certainty), "source_kind": tuple(SourceKind),
        "manner": tuple(Manner),
    },
    "events": {"type": tuple(EventType), "status": tuple(Status), "mode": ALL_MODES},
}  # fmt: skip
CHECKED = "checked"  # what a person marks a right finding with
