"""Names: who and what the article speaks of, with every mention."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class NameKind(StrEnum):
    """What a name names. Armed groups are organisations."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NATIONALITY = "nationality"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a name stands, as written, with the reader's score for it."""

    span: Span
    kind: NameKind
    score: float


@dataclass(frozen=True, slots=True)
class Name:
    """One person, organisation, place or people of the article.

    `name` is the fullest form the article gives; `aliases` are the other forms, in order of
    appearance; `mentions` are in reading order.
    """

    name: str
    kind: NameKind
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
