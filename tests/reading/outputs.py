"""What the encoder might say of a window, made up plainly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from whence.encoder.labels import (
    ACTS,
    ANCHORS,
    CERTAINTIES,
    EVENT_MARKS,
    EVENT_MODES,
    EVENT_TAGS,
    EVENT_TYPES,
    NAME_TAGS,
    SOURCE_KINDS,
    STATUSES,
    TAGS,
)
from whence.encoder.output import Floats, Ints, Output
from whence.encoder.windows import Window

# One event: the anchor's word index, its type and probability, the words' parts and marks, the
# status and the mode.
Told = tuple[int, str, float, Mapping[int, str], Mapping[int, str], str, str]


def no_events(count: int) -> tuple[Floats, Ints, Floats, Floats, Floats]:
    """The events' outputs of a window of `count` words in which nothing happens."""
    types = np.zeros((count, len(EVENT_TYPES)), np.float32)
    types[:, 0] = 1
    return (
        types,
        np.zeros(0, np.int64),
        np.zeros((0, count, len(EVENT_TAGS)), np.float32),
        np.zeros((0, count, len(EVENT_MARKS)), np.float32),
        np.zeros((0, len(STATUSES) + len(EVENT_MODES)), np.float32),
    )


def tell_events(window: Window, told: Sequence[Told]) -> Output:
    """A window with the given events and no statements and names."""
    count = len(window.words)
    types = no_events(count)[0]
    parts = np.zeros((len(told), count, len(EVENT_TAGS)), np.float32)
    marks = np.zeros((len(told), count, len(EVENT_MARKS)), np.float32)
    natures = np.zeros((len(told), len(STATUSES) + len(EVENT_MODES)), np.float32)
    parts[:, :, 0] = marks[:, :, 0] = 4
    for row, (at, kind, share, tags, marked, status, mode) in enumerate(told):
        types[at] = 0
        types[at, [0, EVENT_TYPES.index(kind)]] = 1 - share, share
        for word, tag in tags.items():
            parts[row, word, EVENT_TAGS.index(tag)] = 9
        for word, mark in marked.items():
            marks[row, word, EVENT_MARKS.index(mark)] = 9
        natures[row, [str(s) for s in STATUSES].index(status)] = 5
        natures[row, len(STATUSES) + EVENT_MODES.index(mode)] = 5
    anchors = np.tile(np.array([1, *[0] * (len(ANCHORS) - 1)], np.float32), (count, 1))
    return Output(
        window,
        anchors,
        np.zeros(0, np.int64),
        np.zeros((0, count, len(TAGS)), np.float32),
        np.zeros((0, len(SOURCE_KINDS) + len(ACTS) + len(CERTAINTIES)), np.float32),
        np.zeros((count, len(NAME_TAGS)), np.float32),
        types,
        np.array([t[0] for t in told], np.int64),
        parts,
        marks,
        natures,
    )
