"""Every row is on the map or counted apart, and in time or counted apart; none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ledger.columns import CHOSEN, EPOCH, Choice, Columns, number_of, to_columns
from whence.ledger.days import MOST, Unit, over_time
from whence.ledger.filter import Filter, read_filter, write_filter
from whence.ledger.search import inside
from whence.ledger.spread import ACROSS, bounds_of, size_of, spread
from whence.report.outlines import Window

WORLD = Window(-180, -90, 180, 90)
# Longitude, latitude, place and country; none is where nothing is resolved.
Spot = tuple[float, float, str, str] | None
Told = tuple[date, date] | None
IRAQ = (44.0, 33.0, "Iraq", "IQ")


def made(spots: Sequence[Spot], days: Sequence[Told] | None = None) -> Columns:
    """Events at some places and days, of which nothing else is known."""
    days = days or [None] * len(spots)
    numbers = np.full((10, len(spots)), np.nan)
    numbers[0] = np.arange(1, len(spots) + 1)
    numbers[1:4] = 0
    for n, (spot, span) in enumerate(zip(spots, days, strict=True)):
        if span is not None:
            numbers[4:6, n] = [day.toordinal() - EPOCH for day in span]
        if spot is not None:
            numbers[7:9, n] = spot[1], spot[0]
    lists = {name: Choice(np.zeros(len(spots), np.int32)) for name in CHOSEN["events"]}
    values = {"meaning": [spot and spot[2] for spot in spots],
              "country": [spot and spot[3] for spot in spots]}  # fmt: skip
    for name, given_values in values.items():
        lists[name].codes = np.array(number_of(lists[name], given_values), np.int32)
    return to_columns("events", numbers, lists)


def every(columns: Columns) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(len(columns.ids), np.bool_)


longitudes = st.floats(-180, 180, width=32)
latitudes = st.floats(-90, 90, width=32)
spots = st.none() | st.just(IRAQ) | st.tuples(
    longitudes, latitudes, st.sampled_from(["Mosul", "Kesh"]), st.sampled_from(["IQ", "SY"])
)  # fmt: skip
windows = st.tuples(longitudes, latitudes, st.floats(0.01, 360), st.floats(0.01, 180)).map(
    lambda w: Window(w[0], w[1], w[0] + w[2], w[1] + w[3])
)


@given(st.lists(spots, max_size=30), windows | st.just(WORLD), st.randoms())
def test_every_row_is_counted_once(found: list[Spot], window: Window, dice: object) -> None:
    columns = made(found)
    mask = np.array([dice.random() < 0.8 for _ in found], np.bool_)  # type: ignore[attr-defined]
    over = spread(columns, mask, window)
    on_map = sum(c.rows for c in over.cells)
    vague = sum(c.vague for c in over.countries)
    assert on_map + vague + over.unplaced + over.outside == np.count_nonzero(mask)
    kept = [spot for spot, there in zip(found, mask, strict=True) if there]
    assert over.unplaced == kept.count(None)
    assert vague == kept.count(IRAQ)
    countries = Counter(spot[3] for spot in kept if spot)
    assert {c.code: c.rows for c in over.countries} == dict(countries)
    if window == WORLD:
        assert over.outside == 0


@given(st.lists(spots, min_size=1, max_size=30), windows | st.just(WORLD))
def test_a_cells_box_finds_its_rows_again(found: list[Spot], window: Window) -> None:
    columns = made(found)
    for cell in spread(columns, every(columns), window).cells:
        pairs: dict[str, list[str]] = {}
        for name, words in write_filter(Filter(box=cell.box)):
            pairs.setdefault(name, []).append(words)
        box = read_filter(pairs).box
        assert box is not None
        assert np.count_nonzero(inside(columns, box)) >= cell.rows
        west, south, east, north = box
        assert west - 1e-3 <= cell.longitude <= east + 1e-3
        assert south - 1e-3 <= cell.latitude <= north + 1e-3


def test_places_near_one_another_are_one_circle_until_one_looks_closer() -> None:
    near = [(43.1, 36.3, "Mosul", "IQ")] * 3 + [(43.4, 36.2, "Bartella", "IQ")]
    columns = made([*near, (12.5, 41.9, "Rome", "IT")])
    first, second = spread(columns, every(columns), WORLD).cells
    assert (first.rows, first.name, first.places) == (4, "Mosul", 2)
    assert (second.rows, second.name, second.places) == (1, "Rome", 1)
    assert first.box == pytest.approx((43.1, 36.2, 43.4, 36.3), abs=0.001)
    closer = spread(columns, every(columns), Window(43, 36, 43.6, 36.4))
    assert [(c.rows, c.name) for c in closer.cells] == [(3, "Mosul"), (1, "Bartella")]
    assert closer.outside == 1


def test_a_country_as_a_whole_is_no_circle() -> None:
    columns = made([IRAQ, IRAQ, (43.1, 36.3, "Mosul", "IQ")])
    over = spread(columns, every(columns), WORLD)
    assert [c.name for c in over.cells] == ["Mosul"]
    (iraq,) = over.countries
    assert (iraq.code, iraq.name, iraq.rows, iraq.vague) == ("IQ", "Iraq", 3, 2)
    assert (iraq.longitude, iraq.latitude) == pytest.approx((44, 33))


@pytest.mark.parametrize("wide", [0.1, 1, 7, 60, 359, 360])
def test_circles_have_room(wide: float) -> None:
    window = Window(0, 0, wide, wide / 2)
    assert wide / size_of(window) <= ACROSS or size_of(window) == 30


@given(st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=12))
def test_bounds_hold_every_point(points: list[tuple[float, float]]) -> None:
    columns = made([(x, y, "Kesh", "IQ") for x, y in points])
    box = bounds_of(columns, every(columns))
    assert box is not None
    west, south, east, north = box
    assert -180 <= west <= 180
    assert -180 <= east <= 180
    wide = (east - west) % 360
    for x, y in points:
        assert south - 1e-6 <= y <= north + 1e-6
        assert (x - west + 1e-3) % 360 <= wide + 2e-3 or wide < 1e-3 or wide > 359.99


def test_bounds_go_the_short_way() -> None:
    columns = made([(179.5, -17, "Suva", "FJ"), (-179.0, -16, "Lau", "FJ"), None])
    box = bounds_of(columns, every(columns))
    assert box is not None
    assert box == pytest.approx((179.5, -17, -179.0, -16))
    assert bounds_of(made([None]), np.ones(1, np.bool_)) is None


days = st.dates(date(1900, 1, 1), date(2040, 1, 1)).filter(lambda d: d != date(1969, 12, 31))
ranges = st.none() | st.tuples(days, st.integers(0, 500)).map(
    lambda d: (d[0], date.fromordinal(d[0].toordinal() + d[1]))
)


@given(st.lists(ranges, max_size=40), st.none() | days)
def test_every_row_is_in_time_once(
    told: list[tuple[date, date] | None], first: date | None
) -> None:
    columns = made([None] * len(told), told)
    line = over_time(columns, every(columns), first)
    counted = sum(b.rows for b in line.bars) + sum(s.rows for s in line.spans)
    assert counted + line.more + line.undated + line.earlier + line.later == len(told)
    assert line.undated == told.count(None)
    following = zip(line.bars, line.bars[1:], strict=False)
    assert all(b.first.toordinal() - a.last.toordinal() == 1 for a, b in following)
    for bar in line.bars:
        inner = [s for s in told if s and bar.first <= s[0] and s[1] <= bar.last]
        assert bar.rows == len(inner)
    for span in line.spans:
        assert span.rows == told.count((span.first, span.last))
    # What is not drawn is found by the days beyond the line.
    begun = [s[0] for s in told if s]
    assert line.earlier == (sum(b < line.bars[0].first for b in begun) if line.earlier else 0)
    assert line.later <= sum(s[1] > line.bars[-1].last for s in told if s)


@pytest.mark.parametrize("side", ["earlier", "later"])
def test_a_few_far_away_do_not_press_the_others_together(side: str) -> None:
    near = [(date(2016, 1 + n % 12, 1 + n), date(2016, 1 + n % 12, 1 + n)) for n in range(28)]
    far = date(1861, 4, 12) if side == "earlier" else date(2120, 1, 1)
    told: list[Told] = [*near, (far, far), None]
    line = over_time(made([None] * len(told), told), np.ones(len(told), np.bool_))
    assert line.unit is Unit.WEEK
    assert getattr(line, side) == 1
    assert sum(bar.rows for bar in line.bars) == len(near)
    assert all(bar.first.year in (2015, 2016, 2017) for bar in line.bars)
    # Where one asks for these days they are drawn.
    whole = over_time(made([None] * len(told), told), np.ones(len(told), np.bool_), far)
    assert (whole.earlier, whole.later) == (0, 0)


def test_what_is_far_away_and_not_rare_is_drawn() -> None:
    near = [(date(2016, 1, 1 + n), date(2016, 1, 1 + n)) for n in range(20)]
    told: list[Told] = [*near, *[(date(1861, 4, 12), date(1861, 4, 12))] * 2]
    line = over_time(made([None] * len(told), told), np.ones(len(told), np.bool_))
    assert (line.earlier, line.later) == (0, 0)
    assert line.bars[0].rows == 2


@pytest.mark.parametrize(
    ("first", "last", "unit", "bars"),
    [
        (date(2016, 10, 1), date(2016, 10, 31), Unit.DAY, 31),
        (date(2016, 1, 1), date(2016, 12, 31), Unit.WEEK, 53),
        (date(2015, 3, 9), date(2018, 4, 2), Unit.MONTH, 38),
        (date(1990, 3, 9), date(2018, 4, 2), Unit.YEAR, 29),
        (date(1550, 1, 1), date(2018, 4, 2), Unit.DECADE, 47),
        (date(2, 1, 1), date(2018, 4, 2), Unit.CENTURY, 21),
    ],
)
def test_bars_fit_what_is_told(first: date, last: date, unit: Unit, bars: int) -> None:
    columns = made([None, None], [(first, first), (last, last)])
    line = over_time(columns, every(columns))
    assert (line.unit, len(line.bars)) == (unit, bars)
    assert len(line.bars) <= MOST
    assert (line.bars[0].rows, line.bars[-1].rows) == (1, 1)


def test_what_is_told_less_exactly_is_a_span() -> None:
    october = (date(2016, 10, 1), date(2016, 10, 31))
    day = (date(2016, 10, 17), date(2016, 10, 17))
    line = over_time(made([None] * 4, [october, october, day, None]), np.ones(4, np.bool_))
    assert line.unit is Unit.DAY
    assert [(s.first, s.last, s.rows) for s in line.spans] == [(*october, 2)]
    assert [b.first for b in line.bars if b.rows] == [day[0]]
    assert line.undated == 1
