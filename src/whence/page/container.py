"""Our own opinion of the body: the element that holds most prose.

After the idea of Arc90's Readability: a paragraph speaks for its parent, and by half as much for
each element above that. It is asked where the vote is silent or plainly went astray.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .markup import words
from .raw import RawBlock

PROSE = 80  # characters from which a block with few links is taken for prose
LINKED = 0.35
GENERATIONS = 3
# Words of classes that by wide convention stand on what is not the article. Each was seen on at
# least three sites of the gold sets, hardly ever on a gold paragraph (`tweet` 0 of 68, `comment`
# 1 of 61, `author` 0 of 15, `bio` 0 of 14, `modal` 0 of 22), or means the like by its word.
ASTRAY = words(
    """tweet comment comments modal privacy cookie cookies consent gdpr newsletter popover popup
    biography bio disclosure disclaimer promo promos recirc recirculation related recommended
    recommendations outbrain taboola disruptor signup subscribe subscription breadcrumb breadcrumbs
    trending sponsored advert advertisement adslot toolbar tooltip reactions
    login copyright sourcepoint"""
)


# Of these, the words that by mistake may stand on what holds the whole article, where a page has
# no other prose: a wrapper's name taken from a layout, an element never closed.
WRAPPING = words(
    """newsletter promo promos recirc recirculation related recommended recommendations trending
    sponsored subscribe subscription signup toolbar"""
)


def is_astray(block: RawBlock, astray: frozenset[str] = ASTRAY) -> bool:
    """Whether the markup near the block says that it is not the article."""
    return not astray.isdisjoint(block.hints[:10])


def is_prose(block: RawBlock) -> bool:
    """Long enough and with few enough links to be running text, outside the page's frame."""
    return (
        len(block.text) >= PROSE
        and block.link_density <= LINKED
        and not block.in_frame
        and not is_astray(block)
    )


def container_vote(blocks: Sequence[RawBlock]) -> list[float]:
    """1.0 for each block of the element that holds most prose, 0.0 for the others."""
    weights: dict[str, float] = defaultdict(float)
    for block in blocks:
        if is_prose(block) and not block.hidden:
            path, weight = block.path or "", float(len(block.text))
            for _ in range(GENERATIONS):
                path, weight = path.rpartition("/")[0], weight / 2
                weights[path] += weight
    weights.pop("", None)
    if not weights:
        return [0.0] * len(blocks)
    best = max(weights, key=lambda path: weights[path]) + "/"
    return [
        float(
            (block.path or "").startswith(best)
            and block.link_density <= LINKED
            and not (block.hidden or block.in_frame or is_astray(block))
        )
        for block in blocks
    ]
