"""What is written of one report: its statements and events, or those of them that are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..ledger.overlay import Corrected
from ..records import Event, Report, Span, Statement
from .facts import Fact

Roles = tuple[tuple[str, tuple[Span, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A report under a name, with the indices of the statements and events to write.

    `given` is what a ledger has it from, `None` where it is of no ledger.
    """

    report: Report
    name: str
    statements: tuple[int, ...]
    events: tuple[int, ...]
    given: Corrected | None = None

    def statement_key(self, index: int) -> str:
        """A statement's name, numbered as in the report: `page-7/statement/3`."""
        return f"{self.name}/statement/{index}"

    def event_key(self, index: int) -> str:
        """An event's name, numbered as in the report: `page-7/event/3`."""
        return f"{self.name}/event/{index}"

    def target(self, kind: str, index: int) -> str:
        """What corrections call one of the `statements` or `events`: `statements/3`."""
        if self.given is None:
            return f"{kind}/{index}"
        target: str = getattr(self.given, kind)[index]
        return target

    def decided(self, kind: str, index: int) -> str | None:
        """What a person decided on one of the `statements` or `events`."""
        return None if self.given is None else self.given.state(self.target(kind, index))

    def told(self) -> Iterator[tuple[int, Statement]]:
        """The statements to write, each with its index."""
        return ((at, self.report.statements[at]) for at in self.statements)

    def facts(self) -> Iterator[tuple[int, Fact]]:
        """The events to write, each with its index."""
        for at in self.events:
            event, decided = self.report.events[at], self.decided("events", at)
            yield at, Fact(self.report, event, f"{self.name}/{at}", at, decided)


def statement_roles(one: Statement) -> Roles:
    """A statement's spans by what they are, the cue first."""
    return (
        ("cue", one.cue),
        ("source", one.source),
        ("content", one.content),
        ("relay", one.relay),
    )


def event_roles(event: Event) -> Roles:
    """An event's spans by what they are, the anchor first."""
    return (
        ("anchor", (event.anchor,)),
        ("actor", event.actor),
        ("recipient", event.recipient),
        ("place", event.place),
    )
