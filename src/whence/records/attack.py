"""Who plays which part in the attacks that a text tells of, and who does what to whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .event import EventType
from .span import Span


class AttackRole(StrEnum):
    """The parts that MUC-4 names (Chinchor 1992); a `VICTIM` has a name, others are described."""

    PERPETRATOR = "perpetrator"
    PERPETRATOR_ORGANISATION = "perpetrator_organisation"
    TARGET = "target"
    VICTIM = "victim"
    WEAPON = "weapon"
    DESCRIBED_VICTIM = "described_victim"


@dataclass(frozen=True, slots=True)
class Filler:
    """One person, group or thing that plays a part in an attack.

    `mentions` are its spans in reading order, `clearest` the one that names it best.
    """

    role: AttackRole
    clearest: Span
    mentions: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Relation:
    """What one party does to another in a text, with the score of the type."""

    type: EventType
    score: float
