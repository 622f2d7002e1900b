"""A statement: somebody, in this article, is said to say, think or want something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class SourceKind(StrEnum):
    """What sort of source it is."""

    NAMED_PERSON = "named_person"
    NAMED_ORGANISATION = "named_organisation"
    UNNAMED_PERSON = "unnamed_person"
    MEDIA = "media"
    DOCUMENT = "document"
    NONE = "none"


class Manner(StrEnum):
    """How much of the content stands inside quotation marks."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What the source does with the content."""

    ASSERT = "assert"
    DENY = "deny"
    WARN = "warn"
    URGE = "urge"
    COMMIT = "commit"
    ASK = "ask"
    FEEL = "feel"


class Certainty(StrEnum):
    """How sure the source sounds of the content."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scores:
    """The reader's own confidence, each in [0, 1]: in the statement as found, and in its fields."""

    statement: float
    source: float
    speaker: float | None
    source_kind: float
    act: float
    certainty: float


@dataclass(frozen=True, slots=True)
class Statement:
    """All fields of the codebook's statement.

    Spans are in reading order. `within` is the index, in the report's `statements`, of the
    statement whose content this one stands in; `None` at the outermost level. `speaker` is the
    fullest name that the article gives, `None` for an unnamed or unknown source. `act`,
    `certainty` and `source_kind` are `None` where the reader does not know.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    relay: tuple[Span, ...]
    speaker: str | None
    source_kind: SourceKind | None
    manner: Manner
    act: Act | None
    certainty: Certainty | None
    scores: Scores
    within: int | None = None
