"""A report: everything that was read from one page."""

from __future__ import annotations

from dataclasses import dataclass

from .count import Count
from .date import TimeExpression
from .event import Event
from .name import Name
from .page import Page
from .place import Place, Precision
from .statement import Statement


@dataclass(frozen=True, slots=True)
class Model:
    """Which weights read the page: a name, a version, and the hash of the ONNX file."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Who tells how much of the article.

    `speaker` is `None` for the outlet's own voice; statements of unnamed sources go under the
    source as written, in `label`. `characters` counts code points of body text that are told by
    that voice (innermost statement wins), `share` is that over all body text.
    """

    label: str
    speaker: str | None
    statements: int
    characters: int
    share: float


@dataclass(frozen=True, slots=True)
class Report:
    """The page, and what its article says by whom.

    `statements`, `events`, `places`, `dates` and `counts` are in reading order. `voices` are
    empty where the article was not read for statements, since its language is not English.
    """

    page: Page
    names: tuple[Name, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    places: tuple[Place, ...]
    dates: tuple[TimeExpression, ...]
    counts: tuple[Count, ...]
    voices: tuple[Voice, ...]
    model: Model
    warnings: tuple[str, ...] = ()

    def place_of(self, event: Event) -> Place | None:
        """Where an event happened: the most exact of the resolved places at its place's words.

        `None` where it has no place or none of its places is resolved.
        """
        told = [
            place
            for place in self.places
            if place.meaning is not None and any(place.span.overlaps(span) for span in event.place)
        ]
        exact = tuple(Precision)
        return min(
            told,
            key=lambda p: exact.index(p.meaning.precision) if p.meaning else len(exact),
            default=None,
        )
