"""What the encoder says of one window, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.encoder.windows import Window

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Output:
    """The heads' outputs for one window of W words, of which A were picked as anchors.

    `anchors` [W, 3]: probabilities of none, outer, nested. `picks` [A]: word indices of the
    anchors. `tags` [A, W, tags]: scores (not probabilities) of each word's part for each
    anchor. `traits` [A, kinds + acts + certainties] and `names` [W, name tags]: scores.
    `types` [W, event types]: probabilities of what a word anchors; `events` [E]: word indices of
    the events' anchors; `parts` [E, W, event tags], `marks` [E, W, event marks] and `natures`
    [E, statuses + modes]: scores.
    """

    window: Window
    anchors: Floats
    picks: Ints
    tags: Floats
    traits: Floats
    names: Floats
    types: Floats
    events: Ints
    parts: Floats
    marks: Floats
    natures: Floats


def to_shares(scores: Floats) -> Floats:
    """Scores as probabilities over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = powers / powers.sum(-1, keepdims=True)
    return result
