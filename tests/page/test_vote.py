"""Lines that another tool gives back are found again on our blocks."""

from hypothesis import given
from hypothesis import strategies as st

from tests.page.news import PARAGRAPHS, page
from whence.page.html import read_html
from whence.page.structured import structured_vote
from whence.page.vote import lay


def test_lines_are_found_whatever_their_marks() -> None:
    blocks = read_html("<p>One “two” three.</p><ul><li>Four</li></ul><p>Five</p>").blocks
    assert lay(['One "two" three', "- Four"], blocks) == [1.0, 1.0, 0.0]


def test_a_line_may_span_blocks_and_a_block_lines() -> None:
    blocks = read_html("<p>one two</p><p>three</p><p>four<br>five</p>").blocks
    assert lay(["one two three", "four", "five"], blocks) == [1.0, 1.0, 1.0]


def test_a_short_line_that_stands_twice_is_the_one_beside_its_neighbours() -> None:
    source = f"<li>Orlu</li><li>Nembe</li><h2>Orlu</h2><p>{PARAGRAPHS[0]}</p>"
    assert lay(["Orlu", PARAGRAPHS[0]], read_html(source).blocks) == [0.0, 0.0, 1.0, 1.0]


def test_the_longest_article_body_counts() -> None:
    long = " ".join(PARAGRAPHS).replace('"', '\\"')
    head = f'<script type="application/ld+json">{{"articleBody": "{long}"}}</script>'
    visible = read_html(page(head=head))
    votes = structured_vote(page(head=head), visible.blocks)
    told = [block.text for block, share in zip(visible.blocks, votes, strict=True) if share > 0.9]
    assert told == list(PARAGRAPHS)


@given(st.lists(st.text(max_size=40), max_size=8), st.lists(st.text(max_size=40), max_size=8))
def test_shares_are_shares(lines: list[str], texts: list[str]) -> None:
    blocks = read_html("".join(f"<p>{text}</p>" for text in texts)).blocks
    shares = lay(lines, blocks)
    assert len(shares) == len(blocks)
    assert all(0.0 <= share <= 1.0 for share in shares)
