"""Counts over time as bars to be drawn, with spans under them and days along the edge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..ledger.days import Days, Timeline, Unit

WIDTH, HEIGHT = 960.0, 84.0
LINE = 9.0  # of each span under the bars
TICKS = 8  # days written along the edge at most


@dataclass(frozen=True, slots=True)
class Bar:
    """Rows between two days: a bar that hangs from `y` by `height`, or a line of that height."""

    x: float
    width: float
    y: float
    height: float
    first: date
    last: date
    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A day along the edge; `minor` ones are left out where there is little room."""

    x: float
    words: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A time line to be drawn, in units; `chosen` is where the filter's days lie: x and width.

    `most` is how many rows the highest bar has, `beyond` how many lie too far away to be drawn.
    """

    width: float
    height: float
    base: float
    bars: tuple[Bar, ...]
    spans: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    chosen: tuple[float, float] | None
    most: int
    beyond: int


def draw(line: Timeline, first: date | None = None, last: date | None = None) -> Chart | None:
    """A time line with the days from `first` to `last` marked; `None` where nothing is dated."""
    if not line.bars:
        return None
    scale = Scale(line.bars[0].first, line.bars[-1].last)
    most = max(bar.rows for bar in line.bars)
    bars = []
    for bar in line.bars:
        x, width = scale.place(bar)
        height = round(max(2.0, bar.rows / most * HEIGHT), 1) if bar.rows else 0.0
        words = label_of(bar, line.unit)
        bars.append(Bar(x, width, HEIGHT - height, height, bar.first, bar.last, words, bar.rows))
    spans = []
    for number, span in enumerate(line.spans):
        x, width = scale.place(span)
        top = HEIGHT + 5 + number * LINE
        words = f"{span.first} to {span.last}"
        spans.append(Bar(x, width, top, LINE - 4, span.first, span.last, words, span.rows))
    chosen = None
    if first or last:
        chosen = scale.place(Days(first or scale.first, last or scale.last, 0))
    height = HEIGHT + (len(spans) * LINE + 5 if spans else 0)
    return Chart(
        WIDTH, height, HEIGHT, tuple(bars), tuple(spans), tuple(ticks_of(line, bars)), chosen, most,
        line.earlier + line.later,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places on the line."""

    first: date
    last: date

    def place(self, days: Days) -> tuple[float, float]:
        """Where some days begin and how wide they are; what lies beyond the edge is cut off."""
        length = (self.last - self.first).days + 1
        start = min(length - 1, max(0, (days.first - self.first).days))
        end = min(length, (days.last - self.first).days + 1)
        x = start / length * WIDTH
        return round(x, 2), round(max(1.0, end / length * WIDTH - x), 2)


def ticks_of(line: Timeline, bars: list[Bar]) -> list[Tick]:
    """Evenly spread days, each at the beginning of its bar."""
    step = -(-len(bars) // TICKS)
    return [
        Tick(bar.x, tick_words(bar.first, line.unit), minor=bool(number % 2))
        for number, bar in enumerate(bars[::step])
        if bar.x < WIDTH * 0.94
    ]


def tick_words(day: date, unit: Unit) -> str:
    """A day along the edge, as exact as its bar."""
    if unit in (Unit.DAY, Unit.WEEK):
        return f"{day.day} {day:%b} {day.year}"
    return f"{day:%b} {day.year}" if unit is Unit.MONTH else str(day.year)


def label_of(bar: Days, unit: Unit) -> str:
    """What a bar covers, in words."""
    if unit is Unit.DAY:
        return bar.first.isoformat()
    if unit is Unit.MONTH:
        return bar.first.isoformat()[:7]
    if unit is Unit.YEAR:
        return bar.first.isoformat()[:4]
    return f"{bar.first} to {bar.last}"


def is_closer(inner: Timeline, outer: Timeline) -> bool:
    """Whether a time line tells more than another: shorter bars, and more than one."""
    units = list(Unit)
    return len(inner.bars) > 1 and units.index(inner.unit) < units.index(outer.unit)
