"""An event as its voices tell it: a row for each telling, a column for each field.

What tellings give otherwise is marked, never settled: the reader does not say who is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records import Event, Report, Telling
from ..report.cast import Cast, route
from ..report.clean import one_line
from ..report.events import around, toll_words
from ..report.view import style_of

FIELDS = ("status", "deaths", "injured", "act", "certainty")


@dataclass(frozen=True, slots=True)
class Value:
    """One value, empty where the telling gives none, and whether another telling differs."""

    words: str
    differs: bool


@dataclass(frozen=True, slots=True)
class TellingRow:
    """One telling: whose, through whom, what it gives, and the words it stands in.

    `tag`, `style` and `speaker` are empty for the outlet itself. `statement` is the number of
    what tells it, `None` for the outlet.
    """

    tag: str
    style: str
    label: str
    speaker: str | None
    route: str
    statement: int | None
    values: dict[str, Value]
    before: str
    anchor: str
    after: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """All tellings of one event; `disputed` are the fields in which they differ."""

    rows: tuple[TellingRow, ...]
    disputed: tuple[str, ...]


def make_matrix(report: Report, roles: Cast, event: Event) -> Matrix:
    """The tellings of an event in the order of the text."""
    given = [values_of(report, telling) for telling in event.tellings]
    rows = [
        make_row(report, roles, telling, values, event.disputed)
        for telling, values in zip(event.tellings, given, strict=True)
    ]
    return Matrix(tuple(rows), event.disputed)


def values_of(report: Report, telling: Telling) -> dict[str, str]:
    """What one telling gives, in words."""
    said = None if telling.statement is None else report.statements[telling.statement]
    return {
        "status": telling.status.value if telling.status else "",
        "deaths": toll_words(telling.deaths, None),
        "injured": toll_words(None, telling.injured),
        "act": said.act.value if said and said.act else "",
        "certainty": said.certainty.value if said and said.certainty else "",
    }


def make_row(
    report: Report,
    roles: Cast,
    telling: Telling,
    values: dict[str, str],
    disputed: Sequence[str],
) -> TellingRow:
    """One telling as a row."""
    at = telling.statement
    before, anchor, after = around(report.page.text, telling.span)
    shown = {name: Value(words, bool(words) and name in disputed) for name, words in values.items()}
    if at is None:
        return TellingRow("", "", "the outlet itself", None, "", None, shown, before, anchor, after)
    part = roles.of[at]
    return TellingRow(
        roles.tag(at),
        style_of(part),
        one_line(part.label),
        report.statements[at].speaker,
        one_line(route(report, at)),
        at,
        shown,
        before,
        anchor,
        after,
    )
