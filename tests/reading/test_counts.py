from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.reading.counts import find_counts, read_toll
from whence.records import Count, Span, Toll


def counts(text: str) -> list[Count]:
    return list(find_counts(text, [Span(0, len(text))] if text else []))


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("1,200 people", 1200, 1200, False),
        ("twenty-one people", 21, 21, False),
        ("two hundred and five people", 205, 205, False),
        ("2.5 million people", 2_500_000, 2_500_000, False),
        ("at least 20 people", 20, None, False),
        ("more than 20 people", 21, None, False),
        ("fewer than 20 people", None, 19, False),
        ("up to 300 people", None, 300, False),
        ("as many as 300 people", None, 300, False),
        ("20 or more people", 20, None, False),
        ("20 or so people", 20, 20, True),
        ("about 40 people", 40, 40, True),
        ("nearly half a million people", 500_000, 500_000, True),
        ("between 20 and 30 people", 20, 30, False),
        ("12-15 people", 12, 15, False),
        ("two or three people", 2, 3, False),
        ("dozens of people", 24, 99, False),
        ("tens of thousands of people", 20_000, 99_999, False),
        ("no people", 0, 0, False),
    ],
)
def test_how_many(text: str, low: float | None, high: float | None, approximate: bool) -> None:
    (one,) = counts(f"He saw {text}.")
    assert (one.low, one.high, one.approximate) == (low, high, approximate)
    assert one.counted is not None
    assert one.counted.of(f"He saw {text}.") == "people"


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("15 percent", 15, "%"),
        ("$2.5 million", 2_500_000, "USD"),
        ("40 km", 40, "km"),
        ("30 tonnes", 30, "t"),
        ("a 25-year-old", 25, "year"),
    ],
)
def test_how_much(text: str, low: float, unit: str) -> None:
    (one,) = counts(f"It was {text}.")
    assert (one.low, one.unit, one.counted) == (low, unit, None)


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2249 was passed.",
        "It began in 2016.",
        "They met at 10:30.",
        "They met at 9 a.m.",
        "The 3rd brigade left.",
        "A T-55 burned.",
        "No, he said.",
        "It came to nothing.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert counts(text) == []


def test_what_is_a_date_is_no_count() -> None:
    text = "On October 17, 12 people left."
    (one,) = find_counts(text, [Span(0, len(text))], [Span(3, 13)])
    assert one.low == 12


def test_neighbours_stay_apart() -> None:
    text = "Two soldiers and three civilians of 200 died."
    assert [(c.low, c.counted and c.counted.of(text)) for c in counts(text)] == [
        (2, "soldiers"),
        (3, "civilians"),
        (200, None),
    ]


@pytest.mark.parametrize(
    ("text", "words", "toll"),
    [
        ("killed at least twenty civilians", "twenty civilians", Toll(20, None)),
        ("killed more than 20 militants", "20 militants", Toll(21, None)),
        ("two soldiers and a child died", "two soldiers and a child", Toll(3, 3)),
        ("a policeman was shot", "a policeman", Toll(1, 1)),
        ("Ada Ibe was shot", "Ada Ibe", Toll(1, 1)),
        ("there were no casualties", "no casualties", Toll(0, 0)),
        ("dozens of their members", "dozens of their members", Toll(24, 99)),
        ("many were hurt", "many", None),
    ],
)
def test_tolls(text: str, words: str, toll: Toll | None) -> None:
    at = text.index(words)
    assert read_toll(text, [Span(at, at + len(words))]) == toll


PIECES = """at least 20 - 30 1,200 two hundred and half a dozen dozens of no 2.5 million km % $
people more than between or so 10:30 2016 ½ ١٢ 一 third"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_sound_counts(text: str) -> None:
    found = counts(text)
    assert all(0 <= c.span.start < c.span.end <= len(text) for c in found)
    assert all(c.low is None or c.high is None or c.low <= c.high for c in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(c.low is not None or c.high is not None for c in found)
