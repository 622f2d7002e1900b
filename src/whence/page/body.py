"""Which blocks are the article's body: several opinions, weighed.

Measured on all 421 + 257 gold pages (body F1 on aed / fundus_parsers, captions and repeated
headline already out): trafilatura's vote laid on our blocks .923 / .945; without what the markup
says is astray .925 / .948; with the page's own `articleBody` .929 / .949; with the container's
opinion where the vote went astray .931 / .949; without a second article on the page .932 / .949;
with siblings taken in .932 / .950.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.capture.limits import LIMITS
from whence.records import BlockKind

from .container import ASTRAY, WRAPPING, container_vote, is_astray
from .html import VisibleText, arrange
from .labels import Labels
from .raw import RawBlock
from .structured import structured_vote
from .vote import markup, vote

if TYPE_CHECKING:
    from lxml.html import HtmlElement

COVERED = 0.5  # share of a block's letters from which an opinion holds for the block
ENOUGH = 300  # characters from which an opinion counts against another one
# The vote went astray if less than this share of it is left without astray blocks.
LEFT = 0.3
# A second `h1` in another `article` element after this many characters is another article.
FIRST_ARTICLE = 200
# A block is a sibling if its tag and classes are those of at least this share of the body.
FAMILY = 0.2
SIBLING_LINKS = 0.8
STORIES = 6  # texts under linked headings from which a page is a list of stories
TEASER = 400  # characters of the longest of them

Votes = list[float]


def uncover(
    visible: VisibleText, source: str, tree: HtmlElement | None
) -> tuple[VisibleText, Votes]:
    """Weigh the opinions, and drop hidden blocks unless they are the article behind a curtain.

    `source` is the decoded HTML that `visible` was read from, `tree` the same parsed. The votes
    are in [0, 1], one for each block that is left.
    """
    votes = weigh(visible, source, tree)
    kept = [
        index
        for index, block in enumerate(visible.blocks)
        if not block.hidden or votes[index] >= COVERED
    ]
    if len(kept) == len(visible.blocks):
        return visible, votes
    shown = arrange([visible.blocks[index] for index in kept], too_deep=visible.too_deep)
    return shown, [votes[index] for index in kept]


def weigh(visible: VisibleText, source: str, tree: HtmlElement | None) -> Votes:
    """One vote for each block from all opinions."""
    blocks = visible.blocks
    page = None if _is_deep(visible) else markup(source, tree)
    container = container_vote(blocks)
    first = vote(page, blocks)
    votes = _without_astray(blocks, first)
    if page is not None and not _agree(blocks, votes, container):
        first = vote(page, blocks, thorough=True)
        votes = _without_astray(blocks, first)
    if max(_size(blocks, votes), _size(blocks, container)) < ENOUGH:
        # No prose but what is called astray: the word stands on what holds the article.
        votes = _without_astray(blocks, first, ASTRAY - WRAPPING)
    votes = _with_structured(blocks, votes, structured_vote(source, blocks))
    lost = _size(blocks, votes) < max(LEFT * _size(blocks, first), ENOUGH / 3)
    if lost and _size(blocks, container) >= ENOUGH:
        votes = container
    return _with_siblings(blocks, _first_article(blocks, votes))


def _without_astray(
    blocks: Sequence[RawBlock], votes: Votes, astray: frozenset[str] = ASTRAY
) -> Votes:
    return [
        0.0 if is_astray(block, astray) else share
        for block, share in zip(blocks, votes, strict=True)
    ]


def _agree(blocks: Sequence[RawBlock], votes: Votes, container: Votes) -> bool:
    """Whether the vote found something, and with it the better part of the page's prose."""
    common = _size(blocks, [min(pair) for pair in zip(votes, container, strict=True)])
    return _size(blocks, votes) >= ENOUGH and common >= COVERED * _size(blocks, container)


def label_body(labels: Labels, votes: Sequence[float]) -> None:
    """Label what the votes keep as paragraph or heading."""
    for index, (block, share) in enumerate(zip(labels.blocks, votes, strict=True)):
        if share >= COVERED:
            heading = block.level is not None
            labels.kinds[index] = BlockKind.HEADING if heading else BlockKind.PARAGRAPH


def is_list(labels: Labels) -> bool:
    """Whether the page is a list of stories: short texts, each under a linked heading."""
    stories, row, linked = 0, 0, False
    for block, kind in zip(labels.blocks, labels.kinds, strict=True):
        if kind is BlockKind.PARAGRAPH:
            row += 1
            if row > 1 or len(block.text) > TEASER:
                return False
            stories += linked
            linked = False
        elif block.level and block.link_density > SIBLING_LINKS:
            linked, row = True, 0
    return stories >= STORIES


def _is_deep(visible: VisibleText) -> bool:
    return visible.too_deep or any(
        block.path is not None and block.path.count("/") > LIMITS.vote_depth
        for block in visible.blocks
    )


def _size(blocks: Sequence[RawBlock], votes: Sequence[float]) -> int:
    return sum(
        len(block.text) for block, share in zip(blocks, votes, strict=True) if share >= COVERED
    )


def _with_structured(blocks: Sequence[RawBlock], votes: Votes, said: Votes) -> Votes:
    """Take the page's own word where the vote misses it, or misses a part of it."""
    told = _size(blocks, said)
    if told < ENOUGH:
        return votes
    common = _size(blocks, [min(pair) for pair in zip(votes, said, strict=True)])
    if common < 0.5 * told:
        return said
    if common < 0.95 * told and common > 0.5 * _size(blocks, votes):
        return [max(pair) for pair in zip(votes, said, strict=True)]
    return votes


def _first_article(blocks: Sequence[RawBlock], votes: Votes) -> Votes:
    """Cut where a page that goes on for ever starts its next article."""
    seen, home = 0, None
    for index, (block, share) in enumerate(zip(blocks, votes, strict=True)):
        if share < COVERED:
            continue
        here = _article(block)
        if block.tag == "h1" and seen > FIRST_ARTICLE and here != home:
            return votes[:index] + [0.0] * (len(votes) - index)
        seen += len(block.text) if block.tag == "p" else 0
        home = here
    return votes


def _article(block: RawBlock) -> str:
    """Give the path of the innermost `article` element around the block."""
    before, found, after = (block.path or "").rpartition("/article[")
    return before + found + after.partition("/")[0] if found else ""


def _with_siblings(blocks: Sequence[RawBlock], votes: Votes) -> Votes:
    """Take in blocks between the first and last of the body that look just like most of it."""
    body = [index for index, share in enumerate(votes) if share >= COVERED]
    long = [index for index in body if len(blocks[index].text) > 60]
    if not long:
        return votes
    families: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for index in body:
        families[blocks[index].tag, blocks[index].hints] += len(blocks[index].text)
    needed = FAMILY * families.total()
    for index in range(long[0], long[-1]):
        block = blocks[index]
        if votes[index] < COVERED and families[block.tag, block.hints] > needed:
            odd = block.in_frame or block.hidden or is_astray(block)
            votes[index] = float(not odd and block.link_density <= SIBLING_LINKS)
    return votes
