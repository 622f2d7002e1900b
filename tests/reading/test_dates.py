from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.reading.dates import find_dates
from whence.records import Span, TimeExpression, TimeKind

PUBLISHED = "2016-10-19"  # a Wednesday


def dates(text: str, published: str | None = PUBLISHED) -> list[TimeExpression]:
    return list(find_dates(text, [Span(0, len(text))] if text else [], published))


@pytest.mark.parametrize(
    ("text", "words", "value", "start", "end"),
    [
        ("on 17 October 2016 it", "17 October 2016", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on Oct. 17, 2016, it", "Oct. 17, 2016", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on Monday, Oct. 17 it", "Monday, Oct. 17", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("the 3rd of May, 2014", "the 3rd of May, 2014", "2014-05-03", "2014-05-03", "2014-05-03"),
        ("on 2016-10-17 it", "2016-10-17", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on 17.10.2016 it", "17.10.2016", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on 10/17/2016 it", "10/17/2016", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("in October 2015 it", "October 2015", "2015-10", "2015-10-01", "2015-10-31"),
        ("in December it", "December", "2015-12", "2015-12-01", "2015-12-31"),
        ("it fell on Friday.", "Friday", "2016-10-14", "2016-10-14", "2016-10-14"),
        ("it fell on Wednesday.", "Wednesday", "2016-10-19", "2016-10-19", "2016-10-19"),
        ("they will meet on Friday.", "Friday", "2016-10-21", "2016-10-21", "2016-10-21"),
        ("it fell last Friday.", "last Friday", "2016-10-14", "2016-10-14", "2016-10-14"),
        ("it fell yesterday.", "yesterday", "2016-10-18", "2016-10-18", "2016-10-18"),
        ("it fell two weeks ago.", "two weeks ago", "2016-W40", "2016-10-03", "2016-10-09"),
        ("it fell last month.", "last month", "2016-09", "2016-09-01", "2016-09-30"),
        ("in early 2015 it", "early 2015", "2015", "2015-01-01", "2015-12-31"),
        ("in the 1990s it", "the 1990s", "199X", "1990-01-01", "1999-12-31"),
        ("since 2011 it", "2011", "2011", "2011-01-01", "2011-12-31"),
        ("on 12-14 October", "12-14 October", "2016-10-12/2016-10-14", "2016-10-12", "2016-10-14"),
        ("in the summer of 2014", "the summer of 2014", "2014-SU", "2014-06-01", "2014-08-31"),
        ("the first half of 2015", "the first half of 2015", "2015-H1", "2015-01-01", "2015-06-30"),
    ],
)  # fmt: skip
def test_dates_cover_days(text: str, words: str, value: str, start: str, end: str) -> None:
    (one,) = dates(text)
    assert (one.span.of(text), one.value, one.start, one.end) == (words, value, start, end)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("late on Friday night it", "2016-10-14TNI", TimeKind.TIME),
        ("it fell overnight.", "2016-10-18TNI", TimeKind.TIME),
        ("at 10:30 a.m. it", "2016-10-19T10:30", TimeKind.TIME),
        ("at 14:30 GMT it", "2016-10-19T14:30", TimeKind.TIME),
        ("for three days they", "P3D", TimeKind.DURATION),
        ("for 48 hours they", "PT48H", TimeKind.DURATION),
        ("a two-year siege", "P2Y", TimeKind.DURATION),
        ("for several weeks they", "PXW", TimeKind.DURATION),
        ("they met daily there", "P1D", TimeKind.SET),
        ("they met every Friday", "XXXX-WXX-5", TimeKind.SET),
        ("they now hold it", "PRESENT_REF", TimeKind.DATE),
    ],
)
def test_times_durations_and_sets(text: str, value: str, kind: TimeKind) -> None:
    (one,) = dates(text)
    assert (one.value, one.kind) == (value, kind)


def test_what_refers_back_is_counted_from_the_last_date() -> None:
    text = "It began on 17 October 2015. The following day they left. Two days later it ended."
    assert [d.value for d in dates(text)] == ["2015-10-17", "2015-10-18", "2015-10-20"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on Tuesday.", "XXXX-WXX-2"),
        ("It fell on October 17.", "XXXX-10-17"),
        ("It fell last week.", "XXXX-WXX"),
        ("It fell yesterday.", "XXXX-XX-XX"),
    ],
)
def test_without_a_publication_it_stays_open(text: str, value: str) -> None:
    (one,) = dates(text, None)
    assert (one.value, one.start, one.end) == (value, None, None)


def test_both_orders_of_a_numeric_date_leave_it_open() -> None:
    (one,) = dates("It fell on 03/04/2016.")
    assert (one.value, one.start) == ("2016-XX-XX", None)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the city.",
        "May said so.",
        "A 25-year-old man",
        "The Sun reported it.",
        "The second shell missed.",
        "The fall of Aleppo",
        "Some 2000 soldiers",
        "Resolution 2249",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert dates(text) == []


def test_a_weekday_decides_between_years() -> None:
    (one,) = dates("on Saturday, April 25 it", "1998-10-25")
    assert one.value == "1998-04-25"


PIECES = """on Monday , Oct. 17 2016 12-14 October last week two days ago the following day
10:30 a.m. May 1990s mid- early 9999 0 quarter third of the night every year - / half a hundred centuries"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "İ", "\u00a0"])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80),
    st.sampled_from([None, "2016-10-19", "0001-01-01", "9999-12-31", "2016-02-29T10:00", "soon"]),
)
def test_any_text_gives_sound_expressions(text: str, published: str | None) -> None:
    found = dates(text, published)
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in found)
    assert all((d.start is None) == (d.end is None) for d in found)
    assert all(d.start is None or d.end is None or d.start <= d.end for d in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
