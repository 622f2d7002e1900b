"""The body vote: what trafilatura takes for the article, laid back onto our blocks.

trafilatura (Apache-2.0) is the best generic extractor on all five page sets of our comparison,
but it hands back lines, not places. Its lines are found again in the page's text by letters and
digits alone, so list marks, table bars, line breaks and quotation marks do not matter.
"""

from __future__ import annotations

import bisect
import logging
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.capture.limits import LIMITS

from .raw import RawBlock

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NOT_LETTERS = re.compile(r"[\W_]+")
# What makes single-file captures big: pictures and scripts inlined.
BULK = re.compile(
    r"<(script|style)\b[^>]*+>.*?</\1\s*>|data:[\w/+.-]++;base64,[\w+/=\s]++",
    re.DOTALL | re.IGNORECASE,
)
ANCHOR = 40  # letters from which a line that stands once on the page is a sure anchor
PIECE = 60  # letters by which the ends of a line are found that was changed in between


def squash(text: str) -> str:
    """Letters and digits only, small, composed: what two copies of a text have in common."""
    return NOT_LETTERS.sub("", unicodedata.normalize("NFC", text).lower())


def markup(source: str, tree: HtmlElement | None) -> HtmlElement | str | None:
    """Choose what the vote is asked about: the parsed page, or less where that is too much.

    `source` is the decoded HTML, `tree` the same parsed. `None` where it is over the caps.
    """
    if len(source) <= LIMITS.vote_size:
        return tree
    source = BULK.sub("", source)
    return source if len(source) <= LIMITS.vote_size else None


def vote(
    page: HtmlElement | str | None, blocks: Sequence[RawBlock], *, thorough: bool = False
) -> list[float]:
    """For each block, the share of its letters that trafilatura keeps as the article's body.

    All zero where it finds nothing. `thorough` lets it compare what it found with two other
    algorithms, which takes twice the time. The page is left as it is.
    """
    lines = [] if page is None else _lines(page, thorough=thorough)
    return lay(lines, blocks)


def _lines(page: HtmlElement | str, *, thorough: bool) -> list[str]:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            page, include_comments=False, with_metadata=False, fast=not thorough
        )
    except (ValueError, RecursionError, AssertionError, LookupError, TypeError):
        return []
    text = "" if found is None or isinstance(found, dict) else found.text
    return (text or "").split("\n")


def lay(lines: Sequence[str], blocks: Sequence[RawBlock]) -> list[float]:
    """Find each line in the blocks, in order; give the share of each block that is covered."""
    squashed = [squash(block.text) for block in blocks]
    starts = [0]
    for text in squashed:
        starts.append(starts[-1] + len(text))
    page = "".join(squashed)
    covered = [0] * len(blocks)
    for start, end in _places([squash(line) for line in lines], page):
        for at in range(bisect.bisect_right(starts, start) - 1, len(blocks)):
            if starts[at] >= end:
                break
            covered[at] += max(0, min(end, starts[at + 1]) - max(start, starts[at]))
    return [
        min(1.0, cover / len(text)) if text else 0.0
        for cover, text in zip(covered, squashed, strict=True)
    ]


def _places(lines: Sequence[str], page: str) -> list[tuple[int, int]]:
    """Where the lines stand: sure anchors first, the rest between their neighbours."""
    lines = [line for line in lines if line]
    anchors: dict[int, int] = {}
    floor = 0
    for number, line in enumerate(lines):
        if len(line) >= ANCHOR:
            at = page.find(line, floor)
            if at >= 0 and page.find(line, at + 1) < 0:
                anchors[number] = at
                floor = at + len(line)
    ceilings = _ceilings(lines, anchors, len(page))
    places: list[tuple[int, int]] = []
    floor = 0
    for number, line in enumerate(lines):
        if number in anchors:
            found = [(anchors[number], anchors[number] + len(line))]
        else:
            found = _between(line, page, floor, ceilings[number])
        places += found
        floor = max([floor, *(end for _, end in found)])
    return places


def _ceilings(lines: Sequence[str], anchors: dict[int, int], size: int) -> list[int]:
    ceilings, ceiling = [size] * len(lines), size
    for number in range(len(lines) - 1, -1, -1):
        ceiling = anchors.get(number, ceiling)
        ceilings[number] = ceiling
    return ceilings


def _between(line: str, page: str, floor: int, ceiling: int) -> list[tuple[int, int]]:
    """Places of a line that is no anchor: nearest before the next anchor, else anywhere."""
    # The first lines have no anchor before them: what stands nearest to the next one is meant.
    at = page.find(line, floor, ceiling) if floor else page.rfind(line, 0, ceiling)
    if at < 0:
        at = page.find(line)
    if at >= 0:
        return [(at, at + len(line))]
    if len(line) < 2 * PIECE:
        return []
    head, tail = page.find(line[:PIECE], floor), page.find(line[-PIECE:], floor)
    if 0 <= head < tail < head + 2 * len(line):
        return [(head, tail + PIECE)]
    return [(place, place + PIECE) for place in (head, tail) if place >= 0]
