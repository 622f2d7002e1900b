"""Stripped texts of every layout: exact spans on the unchanged text, and the right labels."""

import json
import textwrap
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.capture.take import take
from whence.page.lines import cut
from whence.page.plain import PlainPage, read_plain
from whence.page.reader import read_page
from whence.records import BlockKind, Span

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
TITLE = "Army Takes Bridge at Ordu After Three Days of Fighting"
FIRST = (
    "Government troops took the road bridge at Ordu on Friday after three days of fighting in "
    "which at least twenty people died, the defence ministry said."
)
SECOND = "“They meant to blow it up with people on it,” General Piet Harlan told reporters."
THIRD = "The rebels denied that they had laid any mines."
BODY = (FIRST, SECOND, THIRD)


def told(page: PlainPage, text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, " ".join(block.span.of(text).split())) for block in page.blocks]


def of_kind(page: PlainPage, text: str, kind: BlockKind) -> list[str]:
    return [" ".join(b.span.of(text).split()) for b in page.blocks if b.kind is kind]


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed page is not beside this checkout")
def test_the_seed_page_is_read_exactly() -> None:
    text = (SEED / "page.txt").read_bytes().decode("utf-8")
    gold = json.loads((SEED / "page.gold.json").read_text(encoding="utf-8"))
    page = read_plain(text)
    bar, appeal = gold["furniture"]
    (span, meter), *others = page.meters
    assert not others
    assert [span.start, span.end] == bar["span"]
    assert list(meter.marks) == bar["marks"]
    for part in ("goal", "raised", "currency", "share_of_goal"):
        assert getattr(meter, part) == bar[part]
    assert page.title == Span(*gold["title"])
    assert page.deck is not None
    assert page.deck.start == gold["deck_start"]
    assert page.byline is None
    assert page.date is None
    kinds = {block.kind: block.span for block in page.blocks}
    assert kinds[BlockKind.REPEATED_TITLE] == Span(*gold["repeated_title"])
    assert kinds[BlockKind.APPEAL] == Span(*appeal["span"])
    body = [block for block in page.blocks if block.kind.is_body]
    assert body[0].span.start == gold["body_start"]
    assert all(block.kind is BlockKind.PARAGRAPH for block in body)
    assert len(page.blocks) == len(body) + 5


@pytest.mark.parametrize("join", ["\n\n", "\n", "\r\n", "\r\n\r\n", "\n \n\n"])
def test_paragraphs_however_they_are_parted(join: str) -> None:
    text = join.join((TITLE, *BODY))
    page = read_plain(text)
    assert told(page, text) == [("title", TITLE), *(("paragraph", part) for part in BODY)]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_lines_of_one_paragraph_belong_together(width: int) -> None:
    text = "\n\n".join(textwrap.fill(part, width) for part in (TITLE, *BODY, *BODY)) + "\n"
    page = read_plain(text)
    assert page.title is not None
    assert " ".join(page.title.of(text).split()) == TITLE
    assert of_kind(page, text, BlockKind.PARAGRAPH) == [*BODY, *BODY]


def test_wrapped_and_indented_without_blank_lines() -> None:
    text = "\n".join(textwrap.fill(part, 64, initial_indent="    ") for part in (*BODY, *BODY))
    assert of_kind(read_plain(text), text, BlockKind.PARAGRAPH) == [*BODY, *BODY]


def test_no_title_is_no_title() -> None:
    page = read_plain("\n\n".join(BODY))
    assert page.title is None
    assert page.deck is None
    assert [block.kind for block in page.blocks] == [BlockKind.PARAGRAPH] * 3


def test_a_title_that_the_first_line_repeats() -> None:
    text = "\n\n".join((TITLE, TITLE, *BODY))
    page = read_plain(text)
    assert page.title == Span(0, len(TITLE))
    assert page.blocks[1].kind is BlockKind.REPEATED_TITLE


def test_a_headline_with_a_full_stop_is_known_by_its_repetition() -> None:
    text = "\n\n".join((f"{TITLE}.", FIRST, f"{TITLE}.", SECOND, THIRD))
    page = read_plain(text)
    assert [block.kind.value for block in page.blocks[:3]] == ["title", "deck", "repeated_title"]


def test_the_frame_above_the_text() -> None:
    text = "\n".join(
        (
            *("Home", "World", "Politics"),
            TITLE,
            "Officials speak of a turning point, residents of hunger",
            "By Tomas Reyl",
            "Published: October 2, 2020, 10:15",
            "Photo: Mira Kole",
            *BODY,
        )
    )
    page = read_plain(text)
    assert [block.kind.value for block in page.blocks[:8]] == [
        *["navigation"] * 3,
        "title",
        "deck",
        "byline",
        "date",
        "caption",
    ]
    assert page.date is not None
    assert page.date.of(text) == "October 2, 2020"
    assert page.byline is not None
    assert page.byline.of(text) == "By Tomas Reyl"


def test_a_date_in_the_byline() -> None:
    text = "\n\n".join((TITLE, "By Ana Lind and Omar Sarr | 19 October 2016", *BODY))
    page = read_plain(text)
    assert page.date is not None
    assert page.date.of(text) == "19 October 2016"


def test_headings_stand_between_paragraphs() -> None:
    text = "\n\n".join((TITLE, FIRST, "Hunger on the east bank", SECOND, THIRD))
    page = read_plain(text)
    heading = page.blocks[2]
    assert (heading.kind, heading.level) == (BlockKind.HEADING, 2)


def test_furniture_below_the_text() -> None:
    text = "\n".join(
        (
            *(TITLE, *BODY),
            "Share on Facebook",
            "Related articles",
            "Mines Kill Two Shepherds Near Ordu",
            "Sarn Ferry Service Suspended",
            "Consider supporting our work.",
            "12 comments",
        )
    )
    kinds = [block.kind.value for block in read_plain(text).blocks]
    assert kinds[4:] == ["share", "related", "related", "related", "appeal", "comments"]


def test_a_bar_in_the_middle_is_one_block() -> None:
    text = "\n".join((TITLE, FIRST, "Raised: €3.120", "Needed: €6.000", SECOND, THIRD))
    page = read_plain(text)
    ((span, meter),) = page.meters
    assert span.of(text) == "Raised: €3.120\nNeeded: €6.000"
    assert (meter.raised, meter.goal) == (3120, 6000)
    assert of_kind(page, text, BlockKind.PARAGRAPH) == list(BODY)


@pytest.mark.parametrize(
    "bars",
    [
        ("Raised: €3.120 of €6.000 goal", "Raised: €480 of €9.000 goal"),
        ("Raised: €3.120\nNeeded: €6.000", "Raised: €480\nNeeded: €9.000"),
    ],
)
def test_two_bars_beside_one_another_stay_two(bars: tuple[str, str]) -> None:
    page = read_page(take("\n\n".join((TITLE, *BODY, *bars)).encode(), name="page.txt"))
    told = [one for one in page.furniture if one.kind is BlockKind.METER]
    assert [one.span.of(page.text) for one in told] == list(bars)
    sums = [(one.meter.raised, one.meter.goal) for one in told if one.meter]
    assert sums == [(3120, 6000), (480, 9000)]


def test_a_long_text_takes_time_in_proportion() -> None:
    lines = [f"{n} people left village number {n} by the river road." for n in range(4_000)]
    start = time.process_time()
    assert len(read_plain("\n".join(lines)).blocks) == len(lines)
    assert time.process_time() - start < 10


def test_figures_below_the_text_are_no_menu() -> None:
    text = "\n".join((TITLE, *BODY, "Killed: 20", "Wounded: 41", "Missing: 5"))
    assert not any(block.kind.is_furniture for block in read_plain(text).blocks)


WORDS = st.sampled_from(
    ["$", "5,000", "0", "raised", "of", "goal", "By", "Ana", "Photo:", "2016-10-19", "Donate", "us"]
)
LINES = st.lists(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=6).map(" ".join)))


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\r", " "]))
def test_any_text_is_covered_in_order(lines: list[str], join: str) -> None:
    text = join.join(lines)
    page = read_plain(text)
    spans = [block.span for block in page.blocks]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert [span for span, _ in page.meters] == [
        block.span for block in page.blocks if block.kind is BlockKind.METER
    ]


def test_an_empty_text_has_no_blocks() -> None:
    assert read_plain(" \n\t\n") == PlainPage(())
    assert cut("") == []
