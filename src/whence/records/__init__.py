"""The nouns of the field, frozen and typed. Imports nothing of ours."""

from .capture import Capture, Medium
from .name import Mention, Name, NameKind
from .page import (
    FURNITURE,
    Block,
    BlockKind,
    Entry,
    Frame,
    Furniture,
    Language,
    Meter,
    Origin,
    Page,
    Stated,
)
from .report import Model, Report, Voice
from .span import Span
from .statement import Act, Certainty, Manner, Scores, SourceKind, Statement

__all__ = [
    "FURNITURE",
    "Act",
    "Block",
    "BlockKind",
    "Capture",
    "Certainty",
    "Entry",
    "Frame",
    "Furniture",
    "Language",
    "Manner",
    "Medium",
    "Mention",
    "Meter",
    "Model",
    "Name",
    "NameKind",
    "Origin",
    "Page",
    "Report",
    "Scores",
    "SourceKind",
    "Span",
    "Stated",
    "Statement",
    "Voice",
]
