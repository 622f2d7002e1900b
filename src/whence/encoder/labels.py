"""The label sets of the encoder's heads, in the order of their outputs."""

from __future__ import annotations

from whence.records import Act, Certainty, NameKind, SourceKind

ROLES = ("source", "cue", "content", "relay")
TAGS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
ANCHORS = ("none", "outer", "nested")
NAME_KINDS = tuple(NameKind)
NAME_TAGS = ("O", *(f"{mark}-{kind}" for kind in NAME_KINDS for mark in "BI"))
SOURCE_KINDS = tuple(SourceKind)
ACTS = tuple(Act)
CERTAINTIES = tuple(Certainty)
