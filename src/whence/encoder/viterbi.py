"""The best tag path of a linear chain (Viterbi 1967), for many sequences at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whence.encoder.output import Floats, Ints

FORBIDDEN = np.float32(-1e4)


def find_paths(scores: Floats, steps: Floats, opening: Floats) -> Ints:
    """The best path for each of A sequences of W words over T tags.

    `scores` [A, W, T], `steps` [T, T] added from tag to tag, `opening` [T] added at the first
    word. Gives tags [A, W]. Ties go to the lower tag, so the result is deterministic.
    """
    count, length, tags = scores.shape
    if count == 0 or length == 0:
        return np.zeros((count, length), np.int64)
    best = scores[:, 0] + opening
    back = np.zeros((length, count, tags), np.int64)
    for i in range(1, length):
        options = best[:, :, None] + steps[None]
        back[i] = options.argmax(1)
        best = options.max(1) + scores[:, i]
    path = np.zeros((count, length), np.int64)
    path[:, -1] = best.argmax(1)
    rows = np.arange(count)
    for i in range(length - 1, 0, -1):
        path[:, i - 1] = back[i][rows, path[:, i]]
    return path


def forbid_orphans(steps: Floats, tags: Sequence[str]) -> tuple[Floats, Floats]:
    """Steps and opening scores under which an `I-x` can only follow `B-x` or `I-x`."""
    allowed = steps.copy()
    opening = np.zeros(len(tags), np.float32)
    for j, tag in enumerate(tags):
        if not tag.startswith("I-"):
            continue
        opening[j] = FORBIDDEN
        for i, before in enumerate(tags):
            if before[2:] != tag[2:] or before == "O":
                allowed[i, j] = FORBIDDEN
    return allowed, opening


def spans_of(path: Ints, tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """The labelled stretches of one path, as `(label, first word, word behind the last)`."""
    found: list[tuple[str, int, int]] = []
    label, first = "", 0
    for i, number in enumerate([*path.tolist(), 0]):
        tag = tags[number]
        if label and not tag.startswith("I-"):
            found.append((label, first, i))
            label = ""
        if tag.startswith("B-"):
            label, first = tag[2:], i
    return found
