"""Fund-raising bars in numbers, and news about money that is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.page.meter import find_meters, read_meter
from whence.page.money import read_amounts, read_number, read_percents
from whence.page.raw import RawBlock
from whence.records import Meter, Span


def blocks(*texts: str, hints: tuple[str, ...] = (), tag: str = "div") -> list[RawBlock]:
    at, made = 0, []
    for index, text in enumerate(texts):
        made.append(RawBlock(index, text, Span(at, at + len(text)), tag, "html/body", hints))
        at += len(text) + 2
    return made


@pytest.mark.parametrize(
    ("written", "raised", "goal", "currency"),
    [
        ("$2,911 raised of $5,000", 2911, 5000, "USD"),
        ("€ 12.500 von 20.000 €", 12500, 20000, "EUR"),
        ("£1.2k raised of £5k target\n123 donors\n12 days left", 1200, 5000, "GBP"),
        ("Zebrano 1 234,50 zł z 3 000 zł", 1234.5, 3000, "PLN"),
        ("Зібрано 12 500 ₴ із 20 000 ₴", 12500, 20000, "UAH"),
        ("Собрано: 148 000 ₽\nЦель: 200 000 ₽", 148000, 200000, "RUB"),
        ("₹ 45,000 raised of ₹ 1,00,000", 45000, 100000, "INR"),
        ("USD 5k of USD 10k", 5000, 10000, "USD"),
        ("Raised: €350 Goal: €500", 350, 500, "EUR"),
        ("Goal: $5,000 — $2,911 raised so far", 2911, 5000, "USD"),
        ("Raised\n$2,911\nGoal\n$5,000", 2911, 5000, "USD"),
        ("تم جمع ٢٬٩٠٠ دولار من ٥٬٠٠٠ دولار", 2900, 5000, "USD"),
        ("2.911 kr of 5.000 kr", 2911, 5000, None),
    ],
)
def test_a_bar_gives_what_it_says(
    written: str, raised: float, goal: float, currency: str | None
) -> None:
    meter = read_meter(written)
    assert meter is not None
    assert (meter.raised, meter.goal, meter.currency) == (raised, goal, currency)
    assert meter.share_of_goal == pytest.approx(raised / goal)


def test_marks_with_the_amount_raised_after_them() -> None:
    assert read_meter("0 $\n2,500 $\n5,000 $\n2,911 $") == Meter(
        marks=(0, 2500, 5000), goal=5000, raised=2911, currency="USD", share_of_goal=0.5822
    )


def test_what_is_not_said_is_none() -> None:
    assert read_meter("58% of our goal") == Meter((), None, None, None, 0.58)
    remaining = read_meter("Noch 1.200 € bis zum Ziel von 4.000 €")
    assert remaining is not None
    assert (remaining.raised, remaining.goal) == (None, 4000)


@pytest.mark.parametrize(
    "news",
    [
        "The group raised $2,911 of its $5,000 goal",
        "“We have raised $2,911 of our $5,000 goal,” she said",
        "NVK $41.20 +3.4%",
        "58% of voters",
        "58%",
        "$5,000",
        "$299 / $399",
        "€2.50 / month\n€5.00 / month",
        "00:00 / 03:15",
        "0 $ 9,875 $ 40,125 $ 85,525 $",
        "Killed: 2,911\nWounded: 5,000",
        "12,400 of 20,000",
        "",
    ],
)
def test_news_and_prices_are_no_bar(news: str) -> None:
    assert read_meter(news) is None


def test_blocks_that_make_up_one_bar_together() -> None:
    page = blocks("A convoy was hit.", "Raised", "$640", "Goal", "$1,000", "Nobody was hurt.")
    assert [(first, end, m.raised, m.goal) for first, end, m in find_meters(page)] == [
        (1, 5, 640, 1000)
    ]


def test_columns_of_figures_are_left_alone() -> None:
    assert find_meters(blocks("0 €", "9,875 €", "40,125 €", "85,525 €", tag="td")) == []
    assert find_meters(blocks("0 €", "9,875 €", "40,125 €", "85,525 €")) == []


def test_markup_that_names_a_bar_lets_fewer_words_suffice() -> None:
    assert find_meters(blocks("$640 / $1,000")) == []
    assert find_meters(blocks("$640 / $1,000", hints=("donation", "progress")))


@pytest.mark.parametrize(
    ("written", "value"),
    [("2,911", 2911), ("12.500", 12500), ("1 234,50", 1234.5), ("1,00,000", 100000), ("2.5", 2.5)],
)
def test_numbers_as_people_write_them(written: str, value: float) -> None:
    assert read_number(written) == value


def test_a_percentage_is_no_amount() -> None:
    assert read_amounts("58 %") == []
    assert [share for _, share in read_percents("58 % und %72")] == [0.58, 0.72]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789.,' $€£%₽kof/:\n raisedgoalЦель", max_size=120))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    meter = read_meter(text, sure=True)
    if meter is not None and meter.goal is not None:
        assert meter.goal > 0
    for amount in read_amounts(text):
        assert text[amount.span.start : amount.span.end].strip()
