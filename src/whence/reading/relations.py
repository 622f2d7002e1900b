"""What one party does to another: the PLOVER type between a source and a target."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whence.encoder.labels import EVENT_TYPES
from whence.encoder.output import Floats
from whence.encoder.parties import Parties
from whence.encoder.windows import Window
from whence.records import EventType, Relation, Span

# The weights learned from sentences of an older scheme, in which the two are one (`YIELD`).
YIELDS = (EVENT_TYPES.index(EventType.CONCEDE), EVENT_TYPES.index(EventType.RETREAT))


def find_relation(parties: Parties, text: str, source: Span, target: Span) -> Relation | None:
    """The likeliest type of what the source does to the target, with its score.

    `source` and `target` are spans on `text`, which should be one sentence or a few; to concede
    and to retreat are both `RETREAT`. `None` where the two do not stand near enough to be read
    together.
    """
    encoder = parties.encoder
    for window in encoder.cut(text, [Span(0, len(text))]):
        words = [words_under(window, span) for span in (source, target)]
        if all(words):
            shares = share_out(parties.relate(window, *words))
            best = int(shares.argmax())
            return Relation(EventType(EVENT_TYPES[best]), float(shares[best]))
    return None


def words_under(window: Window, span: Span) -> Sequence[int]:
    """The indices of the window's words that a span touches."""
    words = window.words
    return [
        i for i in range(len(words)) if words.starts[i] < span.end and span.start < words.ends[i]
    ]


def share_out(scores: Floats) -> Floats:
    """Probabilities [types] without `none`, what yields under `RETREAT`."""
    powers = np.exp(scores - scores.max())
    powers[0] = 0
    concede, retreat = YIELDS
    powers[retreat] += powers[concede]
    powers[concede] = 0
    result: Floats = powers / powers.sum()
    return result
