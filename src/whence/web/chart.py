"""How many rows there are over time, as bars in an SVG."""

from __future__ import annotations

from dataclasses import dataclass

from ..ledger.group import Bar, Group

WIDTH, HEIGHT, LEAST = 720.0, 96.0, 2.0  # LEAST is how high a bar with any row is
GAP = 0.2  # of a bar's room that is left free beside it
WIDEST = 48.0


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar; `label` says what it is."""

    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart to be drawn, with the words at its ends and the rows of its highest bar."""

    width: float
    height: float
    bars: tuple[ChartBar, ...]
    first: str
    last: str
    most: int
    unit: str


def draw_bars(group: Group) -> Chart | None:
    """The chart of a group's rows over time, `None` where fewer than two bars would stand in it."""
    if len(group.bars) < 2:
        return None
    most = max(bar.rows for bar in group.bars)
    room = min(WIDTH / len(group.bars), WIDEST)
    drawn = []
    for at, bar in enumerate(group.bars):
        if bar.rows:
            height = max(bar.rows / most * HEIGHT, LEAST)
            drawn.append(
                ChartBar(
                    round(at * room, 2),
                    round(HEIGHT - height, 2),
                    round(room * (1 - GAP), 2),
                    round(height, 2),
                    f"{name_of(group.unit, bar)}: {bar.rows:,}",
                )
            )
    ends = (name_of(group.unit, group.bars[0]), name_of(group.unit, group.bars[-1]))
    return Chart(round(room * len(group.bars), 2), HEIGHT, tuple(drawn), *ends, most, group.unit)


def name_of(unit: str, bar: Bar) -> str:
    """A bar's days in short."""
    first = bar.first.isoformat()
    if unit == "decade":
        return f"{first[:4]}s"
    return first[: {"day": 10, "month": 7, "year": 4}[unit]]
