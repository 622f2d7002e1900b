"""Which blocks are the page's furniture, decided on their words and numbers first.

Extractors prune by tag, class name and link density, and so keep what stands under a neutral
name (research, furniture table). Here the words decide; class names and links are evidence that
lets fewer words suffice. Where the words do not say, there is no opinion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from whence.records import BlockKind

from .asks import is_ask, is_told
from .meter import Bar, find_meters
from .phrases import LINES, NETWORKS, SECTIONS, SHARING
from .raw import RawBlock

LONGEST_LINE = 420  # characters of a notice, the longest of the known lines
LONGEST_SECTION = 80  # characters of the name of a section, all marks around it included
LONGEST_BESIDE = 240  # characters of an appeal that is known by its neighbours
ENDS = " \t\n.!?:;…»«>→›|•*·-–—▸►#"
PARTS = re.compile(r"\s*[|>›»/•·]\s*|\n")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Lines that head a list: what follows belongs to them while it looks like an item.
HEADS = (BlockKind.RELATED, BlockKind.COMMENTS)
HINTS: dict[BlockKind, frozenset[str]] = {
    BlockKind.SHARE: frozenset(("share", "sharing", "social", "sharebar", "addthis", "sharedaddy")),
    BlockKind.RELATED: frozenset(
        ("related", "recommended", "recommendations", "trending", "popular", "mostread", "readmore")
    ),
    BlockKind.NEWSLETTER: frozenset(("newsletter", "signup", "subscribe", "mailchimp")),
    BlockKind.COMMENTS: frozenset(("comments", "disqus", "comment", "commentlist", "respond")),
    BlockKind.NAVIGATION: frozenset(
        ("nav", "navigation", "menu", "breadcrumb", "breadcrumbs", "navbar", "pagination", "tags")
    ),
    BlockKind.NOTICE: frozenset(("cookie", "cookies", "consent", "gdpr", "copyright", "legal")),
}
NEAR = 8  # words of class names, nearest first, that still speak of the block itself
APPEAL_HINTS = frozenset(
    [
        "donate",
        "donation",
        "donations",
        "appeal",
        "fundraiser",
        "fundraising",
        "crowdfunding",
        "membership",
        "spenden",
    ]
)


def label_furniture(
    blocks: Sequence[RawBlock], bars: Sequence[Bar] | None = None
) -> list[BlockKind | None]:
    """For each block the kind of furniture it is, or `None`: no opinion, it may be the article.

    `bars` are those that `find_meters` finds, if it has been asked before.
    """
    kinds = [_label(block) for block in blocks]
    for first, end, _ in find_meters(blocks) if bars is None else bars:
        kinds[first:end] = [BlockKind.METER] * (end - first)
    _follow_asks(blocks, kinds)
    _follow_heads(blocks, kinds)
    _follow_sections(blocks, kinds)
    return kinds


def _label(block: RawBlock) -> BlockKind | None:
    text = block.text
    if len(text) <= LONGEST_LINE:
        line = plain_line(text)
        kind = _known_line(line, block) or _word_list(line, block)
        if kind is not None:
            return kind
    if is_ask(text, hinted=not APPEAL_HINTS.isdisjoint(block.hints)):
        return BlockKind.APPEAL
    return _hinted(block)


def plain_line(text: str) -> str:
    """One line without end marks, small letters, single spaces."""
    return " ".join(text.split()).strip(ENDS).lower()


@lru_cache(maxsize=1)
def _lines() -> tuple[tuple[BlockKind, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))
        for kind, patterns in LINES.items()
    )


def _known_line(line: str, block: RawBlock) -> BlockKind | None:
    if not line:
        return None
    for kind, pattern in _lines():
        if pattern.fullmatch(line) and not _reads_on(kind, line, block):
            return kind
    return None


def _reads_on(kind: BlockKind, line: str, block: RawBlock) -> bool:
    """Whether a line that begins like furniture is a sentence of the article."""
    words = len(line.split())
    if words <= 4 or kind is BlockKind.NOTICE or ":" in line[:40]:
        return words > 4 and is_told(block.text) and block.link_density < 0.5 and ":" not in line
    ends = block.text.rstrip()[-1:]
    return block.link_density < 0.5 and (is_told(block.text) or (ends == "." and words > 12))


def _word_list(line: str, block: RawBlock) -> BlockKind | None:
    """Rows of networks to share on, and of the site's sections."""
    words = WORD.findall(line)
    if not 2 <= len(words) <= 40 or line[-1:] in ".,":
        return None
    if any(word in NETWORKS for word in words) and all(
        word in NETWORKS or word in SHARING for word in words
    ):
        return BlockKind.SHARE
    if len(words) >= 4 and sum(word in SECTIONS for word in words) >= 0.8 * len(words):
        shown = WORD.findall(block.text)
        if sum(word[0].isupper() or not word[0].islower() for word in shown) >= 0.7 * len(words):
            return BlockKind.NAVIGATION
    parts = [part for part in PARTS.split(block.text.strip()) if part]
    if len(parts) >= 3 and sum(plain_line(part) in SECTIONS for part in parts) >= 2:
        return BlockKind.NAVIGATION
    return None


def _hinted(block: RawBlock) -> BlockKind | None:
    """What class names and links say of a block that is no running text."""
    words = len(block.text.split())
    if words > 40 and block.link_density < 0.5:
        return None
    near = block.hints[:NEAR]
    for kind, names in HINTS.items():
        if names.isdisjoint(near):
            continue
        if block.link_density > 0.5 or words <= 8:
            return kind
    if block.level is None and block.in_frame and block.link_density > 0.8 and words <= 8:
        return BlockKind.NAVIGATION
    return None


def _follow_asks(blocks: Sequence[RawBlock], kinds: list[BlockKind | None]) -> None:
    """Beside a bar or an appeal, fewer words make an appeal."""
    asking = (BlockKind.METER, BlockKind.APPEAL)
    for place, kind in enumerate(kinds):
        text = blocks[place].text
        if kind is not None or len(text) > LONGEST_BESIDE:
            continue
        beside = any(other in asking for other in kinds[max(0, place - 1) : place + 2])
        if beside and is_ask(text, hinted=True):
            kinds[place] = BlockKind.APPEAL


def _follow_heads(blocks: Sequence[RawBlock], kinds: list[BlockKind | None]) -> None:
    """Give the items under `Related articles` and the like the kind of their head."""
    for place, kind in enumerate(kinds):
        if kind is not BlockKind.RELATED or not _is_head(blocks[place]):
            continue
        for after in range(place + 1, min(place + 9, len(blocks))):
            if kinds[after] not in (None, kind) or not _is_item(blocks[after]):
                break
            kinds[after] = kind


def _is_head(block: RawBlock) -> bool:
    words = block.text.split()
    return len(words) <= 6


def _is_item(block: RawBlock) -> bool:
    """Whether the block looks like the headline of another story rather than running text."""
    words = block.text.split()
    if len(words) > 25 or block.level == 1:
        return False
    if block.path is not None:  # in markup other stories are links
        return block.link_density > 0.6
    return len(words) >= 3 and block.text.rstrip()[-1:] not in '.,;:"”»'


def _follow_sections(blocks: Sequence[RawBlock], kinds: list[BlockKind | None]) -> None:
    """A menu with one entry a line: three or more neighbours that all name sections."""
    run: list[int] = []
    for place in range(len(blocks) + 1):
        if place < len(blocks) and _is_section(blocks[place], kinds[place]):
            run.append(place)
            continue
        if len(run) >= 3:
            for member in run:
                kinds[member] = BlockKind.NAVIGATION
        run = []


def _is_section(block: RawBlock, kind: BlockKind | None) -> bool:
    if kind is BlockKind.NAVIGATION:
        return True
    if kind is not None or len(block.text) > LONGEST_SECTION:
        return False
    words = WORD.findall(block.text.lower())
    return 1 <= len(words) <= 3 and all(word in SECTIONS for word in words)
