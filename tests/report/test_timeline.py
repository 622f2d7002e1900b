from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.sample import sample_report
from whence.records import Report
from whence.report.cast import cast
from whence.report.days import read_days
from whence.report.html import to_html
from whence.report.timeline import TimeLine, make_line


def dated(*dates: str | None) -> Report:
    report = sample_report()
    event = report.events[0]
    events = tuple(dataclasses.replace(event, date=written) for written in dates)
    return dataclasses.replace(report, events=events)


def line(report: Report) -> TimeLine:
    made = make_line(report, cast(report))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("written", "days"),
    [("2031-03-02", (date(2031, 3, 2), date(2031, 3, 2))),
     ("2032-02", (date(2032, 2, 1), date(2032, 2, 29))),
     ("2031", (date(2031, 1, 1), date(2031, 12, 31))),
     ("2031-03-02/2031-04", (date(2031, 3, 2), date(2031, 4, 30))),
     ("XXXX-03-02", None), ("", None), (None, None), ("2031-02-30", None)],
)  # fmt: skip
def test_days_of_what_is_written(written: str | None, days: tuple[date, date] | None) -> None:
    assert read_days(written) == days


def test_events_stand_by_their_first_day_and_undated_ones_apart() -> None:
    made = line(dated("2031-03-05", None, "2031-03", "2031-02-01"))
    assert [m.row.number for m in made.moments] == [4, 3, 1]
    assert [row.number for row in made.undated] == [2]
    assert made.first == "2031-02-01"
    day, month = made.moments[0], made.moments[1]
    assert day.width < month.width


def test_without_dates_there_is_no_line() -> None:
    report = dated(None, None)
    assert make_line(report, cast(report)) is None
    assert 'class="moments"' not in to_html(report)


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1, max_size=8))
def test_any_days_lie_on_the_line(days: list[date]) -> None:
    made = line(dated(*(d.isoformat() for d in days)))
    assert all(0 <= m.x < 100 and 0 < m.width <= 100 for m in made.moments)
