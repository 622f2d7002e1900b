"""What every table says of an event, and cells that no spreadsheet runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..gazetteer import load_gazetteer
from ..records import Candidate, Event, Precision, Report, Span, Statement, Toll
from ..report.days import read_days

OUTLET = "the outlet itself"
# Signs that make a spreadsheet take a text for a formula, behind white space too, and in the full
# width of East Asian letters; and what parts cells (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS = ("\t", "\r", "\n")

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One event of one report. `key` is the report's id and the event's number: `page-7/3`.

    Numbers count from 0, as in the report. `decided` is what a person decided on it, if anything.
    """

    report: Report
    event: Event
    key: str
    number: int
    decided: str | None = None

    @property
    def statement(self) -> Statement | None:
        """The innermost statement that tells it."""
        index = self.event.statement
        return None if index is None else self.report.statements[index]

    def words(self, *spans: Span) -> str:
        """The words under some spans, each on one line, parted by semicolons."""
        return written(self.report.page.text, spans)

    @property
    def told_by(self) -> str:
        """Who says so: the speaker, the source as written, or nothing in the outlet's voice."""
        return self.voice(self.event.statement)

    def voice(self, index: int | None) -> str:
        """Who a statement is from; nothing for the outlet's voice, which has no statement."""
        if index is None:
            return ""
        one = self.report.statements[index]
        return one.speaker or self.words(*one.source)

    @property
    def deaths_told_by(self) -> str:
        """Who tells the dead that stand with the event: all voices that give that number."""
        voices = (self.voice(index) or OUTLET for index in self.event.deaths_by)
        return "; ".join(dict.fromkeys(voices))

    @property
    def meaning(self) -> Candidate | None:
        """The entry of the gazetteer at which it happened, if its place is resolved."""
        place = self.report.place_of(self.event)
        return None if place is None else place.meaning

    @property
    def country(self) -> str | None:
        """The name of the country in which it happened."""
        code = self.meaning.country if self.meaning else None
        return load_gazetteer().name_of(code) if code else None

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last day as written: days, months or years; `None` where not known."""
        if self.event.date is None or read_days(self.event.date) is None:
            return None
        first, _, last = self.event.date.partition("/")
        return first, last or first

    @property
    def published(self) -> str:
        """The day of publication, empty where it is not known."""
        stated = self.report.page.frame.published
        return stated.value[:10] if stated else ""

    @property
    def sentence(self) -> str:
        """The line of the article around the anchor, on one line."""
        text, anchor = self.report.page.text, self.event.anchor
        start = text.rfind("\n", 0, anchor.start) + 1
        end = text.find("\n", anchor.end)
        return " ".join(text[start : len(text) if end < 0 else end].split())


def facts_of(report: Report, identity: str) -> Iterator[Fact]:
    """The events of one report, in reading order; `identity` names it, its hash if it has none."""
    name = identity or report.page.sha256[:16]
    for number, event in enumerate(report.events):
        yield Fact(report, event, f"{name}/{number}", number)


def written(text: str, spans: Iterable[Span]) -> str:
    """The words under some spans, each on one line, parted by semicolons."""
    return "; ".join(dict.fromkeys(" ".join(span.of(text).split()) for span in spans))


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: those get an apostrophe before them."""
    risky = text.startswith(BREAKS) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if risky else text


def low(toll: Toll | None) -> int | None:
    """The least of a toll."""
    return None if toll is None else toll.low


def high(toll: Toll | None) -> int | None:
    """The most of a toll, `None` where only a least is told."""
    return None if toll is None else toll.high


def region(meaning: Candidate | None) -> str | None:
    """The first-level region of a place: its own name where it is one."""
    if meaning is None:
        return None
    return meaning.name if meaning.precision is Precision.REGION else meaning.region


# What we know beyond other tables; it stands behind their columns.
OURS = (
    "told_by",
    "told_by_kind",
    "route",
    "certainty",
    "status",
    "disputed",
    "deaths_told_by",
    "decided",
    "score",
    "span_start",
    "span_end",
)


def ours(fact: Fact) -> dict[str, Cell]:
    """The columns of `OURS`."""
    one, event = fact.statement, fact.event
    return {
        "told_by": fact.told_by,
        "told_by_kind": one.source_kind.value if one and one.source_kind else None,
        "route": fact.words(*one.relay) if one else None,
        "certainty": one.certainty.value if one and one.certainty else None,
        "status": event.status.value,
        "disputed": "; ".join(event.disputed),
        "deaths_told_by": fact.deaths_told_by,
        "decided": fact.decided,
        "score": event.scores.event,
        "span_start": event.anchor.start,
        "span_end": event.anchor.end,
    }
