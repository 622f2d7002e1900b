"""The label sets of the encoder's heads, in the order of their outputs."""

from __future__ import annotations

from whence.records import (
    MODES,
    Act,
    Certainty,
    EventType,
    NameKind,
    SourceKind,
    Status,
)

ROLES = ("source", "cue", "content", "relay")
TAGS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
ANCHORS = ("none", "outer", "nested")
NAME_KINDS = tuple(NameKind)
NAME_TAGS = ("O", *(f"{mark}-{kind}" for kind in NAME_KINDS for mark in "BI"))
SOURCE_KINDS = tuple(SourceKind)
ACTS = tuple(Act)
CERTAINTIES = tuple(Certainty)

# Events: the type that a word anchors; the words' parts for one anchor, which follow one another
# in a chain; what else words may be to it beside their part; its mode and status.
EVENT_TYPES = ("none", *EventType)
EVENT_ROLES = ("anchor", "mention", "actor", "recipient")
EVENT_TAGS = ("O", *(f"{mark}-{role}" for role in EVENT_ROLES for mark in "BI"))
EVENT_MARKS = ("none", "place", "date", "deaths", "injured", "both")
EVENT_MODES = ("none", *(f"{kind}/{mode}" for kind, modes in MODES.items() for mode in modes))
STATUSES = tuple(Status)

# The roles of MUC-4 (Chinchor 1992), which a word plays in whatever attack the text tells of;
# victims by name and by description apart, as its templates have them.
ATTACK_ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon", "VictimDesc")
ROLE_TAGS = ("O", *(f"{mark}-{role}" for role in ATTACK_ROLES for mark in "BI"))
