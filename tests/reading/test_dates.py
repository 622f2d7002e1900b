from __future__ import annotations

import time
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
        # days
        ("on 17 October 2016 it", "17 October 2016", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on Oct. 17, 2016, it", "Oct. 17, 2016", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on Monday, Oct. 17 it", "Monday, Oct. 17", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("the 3rd of May, 2014", "the 3rd of May, 2014", "2014-05-03", "2014-05-03", "2014-05-03"),
        ("on March eighth it", "March eighth", "2016-03-08", "2016-03-08", "2016-03-08"),
        ("killed last Oct. 23 in", "last Oct. 23", "2015-10-23", "2015-10-23", "2015-10-23"),
        ("on 2016-10-17 it", "2016-10-17", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on 17.10.2016 it", "17.10.2016", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on 10/17/2016 it", "10/17/2016", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on 17/10/16 it", "17/10/16", "2016-10-17", "2016-10-17", "2016-10-17"),
        ("on 5-Sep-2016 it", "5-Sep-2016", "2016-09-05", "2016-09-05", "2016-09-05"),
        ("since the Sept. 11 attacks", "Sept. 11", "2001-09-11", "2001-09-11", "2001-09-11"),
        # weekdays and days without a year, by tense
        ("it fell on Friday.", "Friday", "2016-10-14", "2016-10-14", "2016-10-14"),
        ("it fell on Wednesday.", "Wednesday", "2016-10-19", "2016-10-19", "2016-10-19"),
        ("they will meet on Friday.", "Friday", "2016-10-21", "2016-10-21", "2016-10-21"),
        ("A plan the two on Friday signed", "Friday", "2016-10-14", "2016-10-14", "2016-10-14"),
        ("it fell last Friday.", "last Friday", "2016-10-14", "2016-10-14", "2016-10-14"),
        ("to leave by Dec. 1", "Dec. 1", "2016-12-01", "2016-12-01", "2016-12-01"),
        ("a term that ended March 31", "March 31", "2016-03-31", "2016-03-31", "2016-03-31"),
        # counted from the publication
        ("it fell yesterday.", "yesterday", "2016-10-18", "2016-10-18", "2016-10-18"),
        ("it fell two weeks ago.", "two weeks ago", "2016-W40", "2016-10-03", "2016-10-09"),
        ("late last week it", "late last week", "2016-W41", "2016-10-10", "2016-10-16"),
        ("it fell last month.", "last month", "2016-09", "2016-09-01", "2016-09-30"),
        ("in the past 24 hours", "the past 24 hours", "PT24H", "2016-10-18", "2016-10-19"),
        ("over the last two weeks", "the last two weeks", "P2W", "2016-10-05", "2016-10-19"),
        ("in the past week it", "the past week", "P1W", "2016-10-12", "2016-10-19"),
        ("this Oct. 11 2016 photo", "this Oct. 11 2016", "2016-10-11", "2016-10-11", "2016-10-11"),
        ("over the weekend it", "the weekend", "2016-W41-WE", "2016-10-15", "2016-10-16"),
        # months, seasons, years and what is larger
        ("in October 2015 it", "October 2015", "2015-10", "2015-10-01", "2015-10-31"),
        ("in December it", "December", "2015-12", "2015-12-01", "2015-12-31"),
        ("will open in December", "December", "2016-12", "2016-12-01", "2016-12-31"),
        ("next October it", "next October", "2017-10", "2017-10-01", "2017-10-31"),
        ("in the summer of 2014", "the summer of 2014", "2014-SU", "2014-06-01", "2014-08-31"),
        ("the first half of 2015", "the first half of 2015", "2015-H1", "2015-01-01", "2015-06-30"),
        ("in Q3 2015", "Q3 2015", "2015-Q3", "2015-07-01", "2015-09-30"),
        ("in early 2015 it", "early 2015", "2015", "2015-01-01", "2015-12-31"),
        ("since 2011 it", "2011", "2011", "2011-01-01", "2011-12-31"),
        ("in the 1990s it", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("in the mid-1980s it", "the mid-1980s", "198", "1980-01-01", "1989-12-31"),
        ("in the 20th century", "the 20th century", "19", "1901-01-01", "2000-12-31"),
    ],
)  # fmt: skip
def test_dates_cover_days(text: str, words: str, value: str, start: str, end: str) -> None:
    (one,) = dates(text)
    assert (one.span.of(text), one.value, one.start, one.end) == (words, value, start, end)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("on 12-14 October", "12-14 October", "2016-10-12/2016-10-14"),
        ("on October 17 and 18", "October 17 and 18", "2016-10-17/2016-10-18"),
        ("between 12 and 14 October", "12 and 14 October", "2016-10-12/2016-10-14"),
        ("from Monday to Wednesday", "Monday to Wednesday", "2016-10-17/2016-10-19"),
        ("from Thursday to Wednesday", "Thursday to Wednesday", "2016-10-13/2016-10-19"),
        ("between March and May 2016", "March and May 2016", "2016-03/2016-05"),
        ("from March 2015 to May 2016", "March 2015 to May 2016", "2015-03/2016-05"),
        ("Oct. 28 - Nov. 3, 2013", "Oct. 28 - Nov. 3, 2013", "2013-10-28/2013-11-03"),
        ("Dec. 28 - Jan. 3, 2013", "Dec. 28 - Jan. 3, 2013", "2012-12-28/2013-01-03"),
        ("between 2014 and 2016", "2014 and 2016", "2014/2016"),
        ("in 2003-2011", "2003-2011", "2003/2011"),
    ],
)
def test_ranges_go_from_one_to_the_other(text: str, words: str, value: str) -> None:
    (one,) = dates(text)
    first, last = value.split("/")
    assert (one.span.of(text), one.value) == (words, value)
    assert (one.start or "").startswith(first)
    assert (one.end or "").startswith(last)


@pytest.mark.parametrize(
    "text", ["in 2014 and 2016", "on Monday and Wednesday", "March and June 2016"]
)
def test_and_alone_makes_no_range(text: str) -> None:
    assert len(dates(text)) == 2


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("late on Friday night it", "late on Friday night", "2016-10-14TNI", TimeKind.TIME),
        ("it fell overnight.", "overnight", "2016-10-18TNI", TimeKind.TIME),
        ("at dawn on Monday", "dawn on Monday", "2016-10-17TMO", TimeKind.TIME),
        ("the early hours of Monday", "the early hours of Monday", "2016-10-17TMO", TimeKind.TIME),
        ("the morning of October 17", "the morning of October 17", "2016-10-17TMO", TimeKind.TIME),
        ("at 5 p.m. on Monday", "5 p.m. on Monday", "2016-10-17T17:00", TimeKind.TIME),
        ("at 2030 GMT on Sunday", "2030 GMT on Sunday", "2016-10-16T20:30", TimeKind.TIME),
        ("for three days they", "three days", "P3D", TimeKind.DURATION),
        ("for 48 hours they", "48 hours", "PT48H", TimeKind.DURATION),
        ("the two-year siege", "two-year", "P2Y", TimeKind.DURATION),
        ("for two and a half years", "two and a half years", "P2Y6M", TimeKind.DURATION),
        ("for several weeks they", "several weeks", "PXW", TimeKind.DURATION),
        ("in two to three weeks", "two to three weeks", "PXW", TimeKind.DURATION),
        ("they met daily there", "daily", "P1D", TimeKind.SET),
        ("they met every Friday", "every Friday", "XXXX-WXX-5", TimeKind.SET),
        ("they march each July", "each July", "XXXX-07", TimeKind.SET),
        ("they now hold it", "now", "PRESENT_REF", TimeKind.DATE),
        ("the recent clashes", "recent", "PAST_REF", TimeKind.DATE),
        ("it will end soon.", "soon", "FUTURE_REF", TimeKind.DATE),
    ],
)  # fmt: skip
def test_times_durations_and_sets(text: str, words: str, value: str, kind: TimeKind) -> None:
    (one,) = dates(text)
    assert (one.span.of(text), one.value, one.kind) == (words, value, kind)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("early 2015", "early"),
        ("the end of the month", "late"),
        ("about two weeks", "approximate"),
        ("more than two weeks", "more"),
        ("up to two weeks", "less"),
        ("two weeks", None),
    ],
)
def test_what_the_words_around_it_say(text: str, modifier: str | None) -> None:
    assert dates(text)[0].modifier == modifier


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "It began on 17 October 2015. The following day they left. Two days later it ended.",
            ["2015-10-17", "2015-10-18", "2015-10-20"],
        ),
        ("In March 2015 it fell. That month ten died.", ["2015-03", "2015-03"]),
        # which day follows a year is not plain
        ("It fell in 2015. The following day they left.", ["2015", "XXXX-XX-XX"]),
        # nor which follows a range
        (
            "It fell on 12-14 October. The next day they left.",
            ["2016-10-12/2016-10-14", "XXXX-XX-XX"],
        ),
        ("It fell on Monday at 10:30 a.m.", ["2016-10-17", "2016-10-17T10:30"]),
        ("two days before the attack", ["P2D"]),
    ],
)
def test_what_refers_back_is_counted_from_the_last_date(text: str, values: list[str]) -> None:
    assert [d.value for d in dates(text)] == values


def test_a_time_of_day_alone_is_not_put_on_the_day_of_publication() -> None:
    (one,) = dates("They struck at 10:30 a.m. near the port.")
    assert (one.value, one.start, one.end) == ("XXXX-XX-XXT10:30", None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on Tuesday.", "XXXX-WXX-2"),
        ("It fell on October 17.", "XXXX-10-17"),
        ("It fell in October.", "XXXX-10"),
        ("It fell last week.", "XXXX-WXX"),
        ("It fell yesterday.", "XXXX-XX-XX"),
        ("It lasted from Monday to Friday.", "XXXX-WXX-1/XXXX-WXX-5"),
        ("It fell in the past two weeks.", "P2W"),
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
        "April Glaspie said so.",
        "Jan Egeland said so.",
        "the Great March of Return",
        "A 25-year-old man",
        "aged 10 years",
        "a man in his thirties",
        "The Sun reported it.",
        "He wrote for The Sun. He left.",
        "The second shell missed.",
        "The fall of Aleppo",
        "the spring offensive",
        "Some 2000 soldiers",
        "Resolution 2249",
        "Resolution 1973 was adopted",
        "resolutions 1701 and 1559",
        "a Boeing 1900",
        "version 1.2.16",
        "three quarters of the city",
        "100 miles an hour",
        "as soon as they left",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert dates(text) == []


def test_a_weekday_decides_between_years() -> None:
    (one,) = dates("on Saturday, April 25 it", "1998-10-25")
    assert one.value == "1998-04-25"


def test_wrapped_lines_hold_one_date() -> None:
    (one,) = dates("It fell on Monday, October\r\n    17, 2016.")
    assert one.value == "2016-10-17"


def test_only_the_given_stretches_are_read() -> None:
    text = "Monday. Tuesday. Wednesday."
    (one,) = find_dates(text, [Span(8, 16)], PUBLISHED)
    assert one.span.of(text) == "Tuesday"


PIECES = """on Monday , Oct. 17 2016 12-14 October last week two days ago the following day from to
between and 10:30 a.m. dawn May 1990s 80s mid- early late 9999 0 1/2 ½ quarter third second of the
night every year - / half a hundred centuries end 9/11 03/04/16 past next before later until by"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "İ", "\u00a0", "\r\n   "])
DAYS = st.sampled_from([None, "2016-10-19", "0001-01-01", "9999-12-31", "2016-02-29T10:00", "soon"])


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80), DAYS)
def test_any_text_gives_sound_expressions(text: str, published: str | None) -> None:
    found = dates(text, published)
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in found)
    assert all(d.span.of(text).strip() == d.span.of(text) for d in found)
    assert all((d.start is None) == (d.end is None) for d in found)
    assert all(d.start is None or d.end is None or d.start <= d.end for d in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.integers(0, 40))
def test_where_a_stretch_stands_changes_nothing(text: str, before: int) -> None:
    longer = "x" * before + text
    moved = find_dates(longer, [Span(before, len(longer))] if text else [], PUBLISHED)
    assert [(d.value, d.span.start - before) for d in moved] == [
        (d.value, d.span.start) for d in dates(text)
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
def test_time_grows_with_the_text_only(piece: str) -> None:
    def cost(length: int) -> float:
        text = ((piece + " ") * (length // len(piece) + 1))[:length]
        times = []
        for _ in range(2):
            begin = time.process_time()
            dates(text)
            times.append(time.process_time() - begin)
        return min(times)

    # eight times the text; were anything quadratic, it would take 64 times as long
    assert cost(16_000) < 24 * cost(2_000) + 0.05
