"""Stripped text cut into blocks, whatever the layout, with exact offsets on the unchanged text.

Three layouts are met: paragraphs parted by blank lines, one paragraph a line, and lines that
somebody wrapped at a column, where the lines of one paragraph belong together.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from whence.records import Span

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
WIDEST = 132  # columns that anything is wrapped at; longer lines are whole paragraphs
NARROWEST = 30
ENDS = '.!?…:;"”»’)。؟'


def cut(text: str) -> list[Span]:
    """The blocks of `text` in order; none starts or ends on white space, none is empty."""
    groups = _groups(text)
    width = _width(text, groups)
    spans: list[Span] = []
    for group in groups:
        start = group[0].start
        for line, after in itertools.pairwise(group):
            if not (width and _runs_on(text, line, after, width)):
                spans.append(Span(start, line.end))
                start = after.start
        spans.append(Span(start, group[-1].end))
    return spans


def _groups(text: str) -> list[list[Span]]:
    """Lines without the white space around them, in groups that blank lines part."""
    groups: list[list[Span]] = []
    end = -1
    for found in LINE.finditer(text):
        line = found[0]
        if not line.strip():
            continue
        start = found.start() + len(line) - len(line.lstrip())
        span = Span(start, found.start() + len(line.rstrip()))
        gap = text[end:start] if end >= 0 else ""
        if end < 0 or len(re.findall(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", gap)) > 1:
            groups.append([span])
        else:
            groups[-1].append(span)
        end = span.end
    return groups


def _width(text: str, groups: Sequence[Sequence[Span]]) -> int:
    """The column the text is wrapped at, 0 where it is not wrapped.

    A wrapper breaks a line only where the next word does not fit, so nearly all breaks inside
    paragraphs must be of that kind, and many of them must fall in the middle of a sentence.
    """
    lines = [line for group in groups for line in group]
    width = max((_column(text, line) for line in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return 0
    pairs = [pair for group in groups for pair in itertools.pairwise(group)]
    long = [pair for pair in pairs if len(pair[0]) > width // 2]
    if len(long) < 2:
        return 0
    full = [pair for pair in long if _is_full(text, *pair, width)]
    middle = [pair for pair in full if text[pair[0].end - 1] not in ENDS]
    return width if 2 * len(full) >= len(long) and 2 * len(middle) >= len(full) else 0


def _is_full(text: str, line: Span, after: Span, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    word = text[after.start : after.end].split(maxsplit=1)[0]
    return _column(text, line) + 1 + len(word) > width


def _column(text: str, line: Span) -> int:
    """The column a line ends at, its indent counted."""
    start = line.start
    while start and text[start - 1] in " \t":
        start -= 1
    return line.end - start


def _runs_on(text: str, line: Span, after: Span, width: int) -> bool:
    """Whether the paragraph goes on in the next line."""
    if text[max(0, after.start - 3) : after.start].endswith(("\t", "   ")):
        return False
    return _is_full(text, line, after, width)
