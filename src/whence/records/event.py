"""An event: something that happened, may happen or is denied, of one of the 16 PLOVER types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class EventType(StrEnum):
    """The types of PLOVER (Open Event Data Alliance, PLOVER manual 0.8)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"

    @property
    def is_material(self) -> bool:
        """Whether something is done, not only said."""
        return self in MATERIAL


MATERIAL = frozenset(
    EventType(name)
    for name in ("COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE",
                 "ASSAULT")
)  # fmt: skip

# What a type's events are told apart by, where one mode plainly fits.
MODES: dict[EventType, tuple[str, ...]] = {
    EventType.AGREE: (),
    EventType.CONSULT: ("visit", "third-party", "multilateral", "phone"),
    EventType.SUPPORT: (),
    EventType.CONCEDE: (),
    EventType.COOPERATE: (),
    EventType.AID: (),
    EventType.RETREAT: ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    EventType.REQUEST: ("assist", "change", "yield", "meet"),
    EventType.ACCUSE: ("disapprove", "investigate", "allege"),
    EventType.REJECT: ("assist", "change", "yield", "meet"),
    EventType.THREATEN: ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    EventType.PROTEST: ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    EventType.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
    EventType.MOBILIZE: ("troops", "weapons", "police", "militia"),
    EventType.COERCE: (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    ),
    EventType.ASSAULT: (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
        "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
        "unconventional",
    ),
}  # fmt: skip


class Status(StrEnum):
    """Whether it happened, by the words at its anchor."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    DENIED = "denied"


HAPPENED = frozenset((Status.OCCURRED, Status.ONGOING))


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people, from `low` to `high`; `high` is `None` where only a least is told."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class EventScores:
    """The reader's own confidence, each in [0, 1]: in the event as found, and in its fields."""

    event: float
    type: float
    status: float
    mode: float | None


@dataclass(frozen=True, slots=True)
class Telling:
    """How one voice tells an event: the same act may be told by the outlet and by two sources.

    `statement` is the index of the statement that tells it, `None` in the outlet's own voice;
    `span` the first words there that name the event or count its victims. `status`, `deaths` and
    `injured` are what this voice gives, `None` where it gives nothing of its own.
    """

    span: Span
    statement: int | None
    status: Status | None
    deaths: Toll | None
    injured: Toll | None


@dataclass(frozen=True, slots=True)
class Event:
    """All fields of the codebook's event.

    `anchor` is its clearest mention, `mentions` are the further ones in this article. `statement`
    is the index, in the report's `statements`, of the innermost statement in whose content the
    anchor stands; `None` in the outlet's own voice. `date` is an ISO day, month, year or interval
    `a/b`, never the publication date by default. `None` is what the article does not tell.
    `tellings` are all voices that tell the event, in reading order, the anchor's own among them.
    """

    anchor: Span
    mentions: tuple[Span, ...]
    type: EventType
    mode: str | None
    status: Status
    actor: tuple[Span, ...]
    recipient: tuple[Span, ...]
    place: tuple[Span, ...]
    date: str | None
    deaths: Toll | None
    injured: Toll | None
    statement: int | None
    tellings: tuple[Telling, ...]
    scores: EventScores

    @property
    def disputed(self) -> tuple[str, ...]:
        """The fields in which its tellings differ, of `status`, `deaths` and `injured`."""
        given = {
            name: {getattr(t, name) for t in self.tellings} - {None}
            for name in ("status", "deaths", "injured")
        }
        return tuple(name for name, values in given.items() if len(values) > 1)

    @property
    def deaths_by(self) -> tuple[int | None, ...]:
        """The statements that give just its deaths, `None` for the outlet, in reading order."""
        if self.deaths is None:
            return ()
        return tuple(t.statement for t in self.tellings if t.deaths == self.deaths)

    @property
    def happened(self) -> bool:
        """Whether it happened or goes on, by any of its tellings, whatever others say."""
        told = {self.status, *(telling.status for telling in self.tellings)}
        return not told.isdisjoint(HAPPENED)
