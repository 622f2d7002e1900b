"""Words for times: dates, times of day, durations, sets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class TimeKind(StrEnum):
    """What the words name (ISO-TimeML's types of TIMEX3)."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time.

    `value` is TIMEX3's: `2016-10-17`, `2016-10`, `2016-W42`, `2016-10-17TNI`, `199` (a decade),
    `P3D`, `PRESENT_REF`; what the article and its date of publication leave open is `X`
    (`XXXX-10-17`). A range is `2016-10-17/2016-10-19`. `start` and `end` are the first and last
    ISO day that it covers, `None` where that is open. `granularity` is the unit it is told in
    (`day`, `week`, `month`, `quarter`, `season`, `half`, `year`, `decade`, `century`, `time`),
    `modifier` is `early`, `mid`, `late`, `approximate`, `more` or `less`, where one is told.
    """

    span: Span
    value: str
    kind: TimeKind
    granularity: str | None = None
    start: str | None = None
    end: str | None = None
    modifier: str | None = None
