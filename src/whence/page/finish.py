"""Labelled raw blocks to the records of a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from whence.records import Block, BlockKind, Furniture, Origin, Span

from .decode import Decoded
from .labels import Labels
from .markup import words
from .meter import find_meters, read_meter
from .raw import RawBlock

LEFT_OVER = (
    (BlockKind.COMMENTS, words("comment comments reactions")),
    (BlockKind.NEWSLETTER, words("newsletter signup subscribe subscription")),
    (BlockKind.NOTICE, words("cookie cookies consent gdpr privacy copyright disclaimer legal")),
    (BlockKind.RELATED, words("related recommended recirc promo teaser trending outbrain taboola")),
)
NEAR = 8  # of a block's hints, nearest first
STORY = 5  # words from which a link outside the frame looks like the headline of another story


def sha256(text: str) -> str:
    """Give the hash of a page's text, in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def make_blocks(labels: Labels, decoded: Decoded) -> tuple[Block, ...]:
    """Make the page's blocks with their origin in bytes; what is left over gets a kind too."""
    edges = (edge for block in labels.blocks for edge in (block.start, block.end))
    offsets = decoded.byte_offsets(edges)
    return tuple(
        Block(
            kind=kind or left_over(block),
            span=block.span,
            origin=Origin(block.path, offsets[block.start], offsets[block.end]),
            level=(block.level or 2) if kind is BlockKind.HEADING else None,
        )
        for block, kind in zip(labels.blocks, labels.kinds, strict=True)
    )


def left_over(block: RawBlock) -> BlockKind:
    """Give the kind of furniture that a block is most likely to be when nothing else is known."""
    for kind, names in LEFT_OVER:
        if not names.isdisjoint(block.hints[:NEAR]):
            return kind
    story = not block.in_frame and block.link_density > 0.5 and len(block.text.split()) >= STORY
    return BlockKind.RELATED if story else BlockKind.NAVIGATION


def make_furniture(blocks: Sequence[Block], text: str) -> tuple[Furniture, ...]:
    """Neighbouring blocks of one kind of furniture as one piece; each meter apart, in numbers."""
    raw = [RawBlock(at, block.span.of(text), block.span, "p") for at, block in enumerate(blocks)]
    found: list[Furniture] = []
    for kind, first, end in runs(blocks):
        if kind is BlockKind.METER:
            found += _meters(raw[first:end], text)
        else:
            found.append(Furniture(kind, Span(raw[first].span.start, raw[end - 1].span.end)))
    return tuple(found)


def _meters(run: Sequence[RawBlock], text: str) -> Iterator[Furniture]:
    """The bars among neighbouring blocks; all of them as one where they are only known together."""
    whole = Span(run[0].span.start, run[-1].span.end)
    bars = find_meters(run)
    if sum(end - first for first, end, _ in bars) < len(run) or len(bars) < 2:
        yield Furniture(BlockKind.METER, whole, read_meter(whole.of(text), sure=True))
        return
    for first, end, meter in bars:
        yield Furniture(BlockKind.METER, Span(run[first].span.start, run[end - 1].span.end), meter)


def runs(blocks: Sequence[Block]) -> Iterator[tuple[BlockKind, int, int]]:
    """Find runs of neighbouring blocks of one kind of furniture: the kind, first and end."""
    first = 0
    for at in range(1, len(blocks) + 1):
        if at < len(blocks) and blocks[at].kind is blocks[first].kind:
            continue
        if blocks[first].kind.is_furniture:
            yield blocks[first].kind, first, at
        first = at
