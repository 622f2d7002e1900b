"""What may stand in the query of a list, the same as on the pages."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from ...ledger.filter import UNKNOWABLE, Filter, Order, read_filter
from ...records import Act, Certainty, EventType, SourceKind, Status


class Asked(BaseModel):
    """A filter with a page: all of what is given must hold, of a repeated field any value."""

    model_config = ConfigDict(extra="forbid")

    words: str = Field("", description="All of these words; a phrase in quotation marks; bomb*.")
    speaker: list[str] = Field([], description="The full name of who says it.")
    source_kind: list[SourceKind] = Field([], description="What sort of source it is.")
    act: list[Act] = Field([], description="What the source does with the content.")
    certainty: list[Certainty] = Field([], description="How sure the source sounds.")
    outlet: list[str] = Field([], description="Who published the article.")
    language: list[str] = Field([], description="The article's language, ISO 639-1.")
    type: list[EventType] = Field([], description="The event's type (events only).")
    status: list[Status] = Field([], description="Whether it happened (events only).")
    country: list[str] = Field([], description="Where it happened, ISO 3166 (events only).")
    meaning: list[str] = Field([], description="The name of the place (events only).")
    decided: list[str] = Field([], description="By a person: accepted, changed, added.")
    disputed: list[str] = Field(
        [], description="Where its tellings differ: status, deaths, injured (events only)."
    )
    unknown: list[str] = Field(
        [], description="Also those of which this is not known: " + ", ".join(UNKNOWABLE) + "."
    )
    box: str | None = Field(None, description="west,south,east,north in degrees (events only).")
    first: date | None = Field(None, description="From this day on.")
    last: date | None = Field(None, description="Up to this day.")
    deaths: int | None = Field(None, ge=0, description="At least so many dead (events only).")
    score: float = Field(0.0, ge=0, le=1, description="At least so sure a reader.")
    order: Order = Field(Order.NEWEST, description="In what order; tallies have their own.")
    after: str | None = Field(None, description="The `after` of the page before this one.")
    size: int = Field(50, ge=1, le=500, description="How many rows a page has at most.")

    def to_filter(self) -> Filter:
        """The filter; raises `FilterError` naming what is wrong."""
        pairs: dict[str, list[str]] = {}
        for name in Filter.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, list):
                pairs[name] = [str(each) for each in value]
            elif value is not None:
                pairs[name] = [str(value)]
        return read_filter(pairs)
