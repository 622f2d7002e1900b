"""Live blogs: entries that each show a time of their own.

A page is one where at least three short blocks of one shape (the node path without its numbers)
show a time of day and each is followed by running text before the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from whence.records import BlockKind, Entry, Span, Stated

from .container import LINKED, is_astray
from .labels import Labels
from .raw import RawBlock

NUMBER = re.compile(r"\[\d+\]")
CLOCK = re.compile(
    r"(?<![\d:.,])((?:[01]?\d|2[0-3])[:.h][0-5]\d)(?![\d%])(?:\s*([ap])\.?m\b)?", re.IGNORECASE
)
LONGEST = 60  # characters of a block that shows a time and hardly anything else
FEWEST = 3
FILLED = 0.7  # share of the entries that have running text
SHORTEST = 40  # characters of running text


def read_entries(labels: Labels) -> tuple[Entry, ...]:
    """Read the entries of a live blog, in reading order; none for any other page.

    Marks the time blocks as dates, and running text of the entries that the body vote passed
    over as paragraphs.
    """
    times = _times(labels.blocks)
    if not times:
        return ()
    entries: list[Entry] = []
    for index, last in _stretches(labels, times):
        labels.kinds[index] = BlockKind.DATE
        block = labels.blocks[index]
        span = Span(block.span.start, labels.blocks[last].span.end)
        entries.append(Entry(span, Stated(_moment(block), block.span, "text")))
    return tuple(entries)


def _times(blocks: Sequence[RawBlock]) -> list[int]:
    """Indexes of the blocks that show the entries' times; empty if this is no live blog."""
    shapes: dict[str, list[int]] = defaultdict(list)
    for block in blocks:
        if len(block.text) <= LONGEST and not block.in_frame and CLOCK.search(block.text):
            shapes[NUMBER.sub("", block.path or "")].append(block.index)
    for places in sorted(shapes.values(), key=len, reverse=True):
        ends = [*places[1:], min(places[-1] + 20, len(blocks))]
        filled = [
            any(_is_running(block) for block in blocks[place + 1 : end])
            for place, end in zip(places, ends, strict=True)
        ]
        if len(places) >= FEWEST and sum(filled) >= FILLED * len(filled):
            return places
    return []


def _is_running(block: RawBlock) -> bool:
    return (
        len(block.text) >= SHORTEST
        and block.link_density <= LINKED
        and block.tag not in ("h1", "h2", "h3", "h4")
        and not (block.in_frame or is_astray(block))
    )


def _stretches(labels: Labels, times: Sequence[int]) -> Iterator[tuple[int, int]]:
    """For each entry its time block and the last block of its text."""
    for place, index in enumerate(times):
        closed = place + 1 < len(times)
        end = times[place + 1] if closed else len(labels.blocks)
        last = index
        for at in range(index + 1, end):
            block, kind = labels.blocks[at], labels.kinds[at]
            if kind is None and closed and _is_running(block):
                labels.kinds[at] = kind = BlockKind.PARAGRAPH
            if kind is not None and not kind.is_furniture:
                last = at
        if last > index:
            yield index, last


def _moment(block: RawBlock) -> str:
    """Give the entry's time in ISO: as precise as the markup, else the time of day as printed."""
    if block.moment is not None:
        return block.moment.strip().replace(" ", "T", 1)
    found = CLOCK.search(block.text)
    if found is None:
        return block.text
    hour, minute = re.split(r"[:.h]", found[1].lower())
    half = (found[2] or "").lower()
    number = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    return f"{number:02}:{minute}"
