"""Visible text: what is seen, in which blocks, and where each stands in the source."""

import time

import pytest

from whence.page.html import read_html


def texts(source: str) -> list[str]:
    return [block.text for block in read_html(source).blocks if not block.hidden]


def test_blocks_are_parted_and_white_space_is_collapsed() -> None:
    visible = read_html("<p>One \n  two</p><p>Three<br>four<div>five</div>")
    assert visible.text == "One two\n\nThree\nfour\n\nfive"
    assert [block.tag for block in visible.blocks] == ["p", "p", "div"]
    for block in visible.blocks:
        assert block.span.of(visible.text) == block.text


def test_a_block_points_into_the_source() -> None:
    source = "<div>\r\n <p>A &amp; <b>B</b>\r\n</p>\r\n</div>"
    (block,) = read_html(source).blocks
    assert block.text == "A & B"
    assert source[block.start : block.end] == "A &amp; <b>B"
    assert block.path == "html/div[1]/p[1]"


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>if (a < b) document.write('<p>no</p>')</script>",
        "<style>p::before { content: 'no' }</style>",
        "<!-- <p>no</p> -->",
        "<svg><title>no</title><path d='M0'/><text>no</text></svg>",
        "<noscript><p>no</p></noscript>",
        "<template><p>no</p></template>",
        "<select><option>no</option></select>",
        "<span class='sr-only'>no</span>",
        "<span hidden>no</span>",
        "<div style='display: none'>no</div>",
        "<div aria-hidden=true>no</div>",
        "<textarea>no</textarea>",
    ],
)
def test_what_a_reader_does_not_see_is_not_text(unseen: str) -> None:
    assert texts(f"<p>yes</p>{unseen}<p>also</p>") == ["yes", "also"]


def test_end_tags_may_be_left_out() -> None:
    assert texts("<ul><li>a<li>b</ul><table><tr><td>c<td>d<tr><td>e</table><p>f<p>g") == list(
        "abcdefg"
    )


def test_two_line_breaks_part_paragraphs() -> None:
    assert texts("<div>one<br>\n<br>two<br>three</div>") == ["one", "two\nthree"]


def test_a_quotation_mark_out_of_place_swallows_no_text() -> None:
    source = (
        '<div class="side " "=""><div class="in"><p>One</p></div></div><p title="a > b">Two</p>'
    )
    assert [block.text for block in read_html(source).blocks] == ["One", "Two"]


def test_links_and_surroundings_are_told() -> None:
    source = (
        "<nav><a href='#'>Home</a></nav><article class='storyBody'><h2 class='sub-head'>Why</h2>"
        "<p>half <a href='#'>half</a></p></article>"
    )
    home, heading, half = read_html(source).blocks
    assert home.in_frame
    assert home.link_density == 1.0
    assert heading.level == 2
    assert heading.in_main
    assert heading.hints == ("sub", "head", "story", "body")
    assert half.link_density == pytest.approx(0.5)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 10_000 + "deep" + "</div>" * 10_000,
        "<b>" * 50_000 + "deep" + "</i>" * 50_000,
        "<p>deep" + "<a href='" * 20_000,
        "<p>deep" + '<a "' * 50_000,
        "<p>deep</p>" + '<a b="' * 50_000,
        "<p>deep</p>" + "<a =' b=\"" * 50_000,
        "<p>deep" + "<!--" * 50_000,
        "<p>deep</p>" + "<" * 200_000,
        "<p>deep" + "&" * 200_000,
        "<p>deep</p>" + "<svg>" * 50_000,
    ],
    ids=[
        "nested",
        "crossed",
        "unclosed",
        "quotes",
        "values",
        "mixed",
        "comments",
        "less-than",
        "entities",
        "svg",
    ],
)
def test_hostile_markup_is_read_in_bounded_time(source: str) -> None:
    start = time.process_time()
    assert "deep" in read_html(source).text
    assert time.process_time() - start < 5
