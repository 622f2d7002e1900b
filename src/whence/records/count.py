"""Counts and amounts that an article tells."""

from __future__ import annotations

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Count:
    """How many or how much, between `low` and `high`, both included.

    `twenty` is 20 to 20, `at least 20` is 20 to `None`, `up to 20` is `None` to 20, `dozens` is
    24 to 99. `approximate` says that the words do (`about`, `nearly`, `an estimated`). `span`
    holds the number with those words, `counted` the noun phrase behind it, `unit` what it is
    measured in (`%`, `USD`, `km`, `day`), `None` for things that are simply counted.
    """

    span: Span
    low: float | None
    high: float | None
    approximate: bool = False
    unit: str | None = None
    counted: Span | None = None
