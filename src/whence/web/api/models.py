"""What the interface gives and takes, field by field."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ...ledger.history import Failure
from ...ledger.overlay import Verdict
from ...ledger.rows import ArticleRow, EventRow, StatementRow
from ...ledger.search import Count
from ...ledger.tallies import PlaceTally, Speaker


class Found(BaseModel):
    """One page of a list. `after` asks for the next one; it is `null` on the last."""

    after: str | None


class Counted(Found):
    """One page of rows under a filter, with how many there are in all and of each value.

    A field is counted as if the filter did not ask for it, the commonest values first.
    """

    total: int
    counts: dict[str, list[Count]]
    steps: dict[str, list[Count]]


class Statements(Counted):
    """One page of statements."""

    rows: list[StatementRow]


class Events(Counted):
    """One page of events."""

    rows: list[EventRow]


class Articles(Counted):
    """One page of articles."""

    rows: list[ArticleRow]


class Speakers(Found):
    """One page of speakers, those with the most statements first."""

    rows: list[Speaker]


class Places(Found):
    """One page of places, those with the most events first."""

    rows: list[PlaceTally]


class Failures(Found):
    """One page of failures, the latest first."""

    rows: list[Failure]


class Health(BaseModel):
    """That the server answers, and what is in its ledger."""

    ledger: str
    version: str
    articles: int
    statements: int
    events: int
    read_only: bool


class CorrectionIn(BaseModel):
    """A decision on a finding.

    `target` is `statements/3`, `events/0` or `added/12`, or for what is added `statements` or
    `events`; `value` is a field's new value, or the fields of what is added. Spans are
    `[start, end)` in code points of the article's text.
    """

    model_config = ConfigDict(extra="forbid")

    target: str = Field(max_length=40)
    verdict: Verdict
    who: str = Field(min_length=1, max_length=200, description="Who decides.")
    field: str | None = Field(None, max_length=40)
    value: Any = None
    why: str | None = Field(None, max_length=2000)
    undoes: int | None = Field(None, description="The correction that `undo` takes back.")


class CorrectionOut(BaseModel):
    """A correction as it stands in the ledger; they are never changed, only undone."""

    id: int
    at: str
    target: str
    verdict: Verdict
    who: str
    field: str | None
    value: Any
    why: str | None
    undoes: int | None
    carries: int | None = Field(description="The one on an earlier reading that this is made of.")


class Corrections(BaseModel):
    """All corrections of an article's newest reading, in the order they were made."""

    reading: int
    rows: list[CorrectionOut]


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
