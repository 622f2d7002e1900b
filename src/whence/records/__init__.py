"""The nouns of the field, frozen and typed. Imports nothing of ours."""

from .attack import AttackRole, Filler, Relation
from .capture import Capture, Kept, Loss, Medium, Taken
from .count import Count
from .date import TimeExpression, TimeKind
from .event import MATERIAL, MODES, Event, EventScores, EventType, Status, Telling, Toll
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
from .place import Candidate, Place, Precision
from .report import Model, Report, Voice
from .span import Span
from .statement import Act, Certainty, Manner, Scores, SourceKind, Statement

__all__ = [
    "FURNITURE",
    "MATERIAL",
    "MODES",
    "Act",
    "AttackRole",
    "Block",
    "BlockKind",
    "Candidate",
    "Capture",
    "Certainty",
    "Count",
    "Entry",
    "Event",
    "EventScores",
    "EventType",
    "Filler",
    "Frame",
    "Furniture",
    "Kept",
    "Language",
    "Loss",
    "Manner",
    "Medium",
    "Mention",
    "Meter",
    "Model",
    "Name",
    "NameKind",
    "Origin",
    "Page",
    "Place",
    "Precision",
    "Relation",
    "Report",
    "Scores",
    "SourceKind",
    "Span",
    "Stated",
    "Statement",
    "Status",
    "Taken",
    "Telling",
    "TimeExpression",
    "TimeKind",
    "Toll",
    "Voice",
]
