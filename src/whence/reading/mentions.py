"""Encoder outputs → mentions of names, before they are joined."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from whence.encoder.labels import NAME_TAGS
from whence.encoder.output import Output, to_shares
from whence.encoder.viterbi import find_paths, forbid_orphans, spans_of
from whence.records import Mention, NameKind, Span


def find_mentions(outputs: Iterable[Output]) -> list[Mention]:
    """All names in the windows, in reading order; the score is the mean share of their tags."""
    size = len(NAME_TAGS)
    steps, opening = forbid_orphans(np.zeros((size, size), np.float32), NAME_TAGS)
    found: list[Mention] = []
    for output in outputs:
        shares = to_shares(output.names)
        path = find_paths(output.names[None], steps, opening)[0]
        words = output.window.words
        for kind, first, last in spans_of(path, NAME_TAGS):
            score = shares[np.arange(first, last), path[first:last]].mean()
            span = Span(words.starts[first], words.ends[last - 1])
            found.append(Mention(span, NameKind(kind), float(score)))
    return found
