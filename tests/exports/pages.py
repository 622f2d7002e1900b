"""Made pages of any characters, with statements and events anywhere in them."""

from __future__ import annotations

import dataclasses
import hashlib

from hypothesis import strategies as st

from tests.report.sample import EVENTS, STATEMENTS, sample_report
from whence.records import Block, BlockKind, Report, Span

LINES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1).filter(
        lambda line: line == line.strip()
    ),
    min_size=1,
    max_size=4,
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with one statement and one event whose spans stand anywhere in its text."""
    lines = draw(LINES)
    text = "\n\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line))))
        start += len(line) + 2

    def spans(least: int = 0) -> tuple[Span, ...]:
        cuts = draw(st.sets(st.integers(0, len(text)), max_size=6))
        edges = sorted(cuts)[: len(cuts) // 2 * 2]
        found = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        return tuple(found) if len(found) >= least else (Span(0, len(text)),)

    said = dataclasses.replace(
        STATEMENTS[3], source=spans(), cue=spans(), content=spans(1), relay=spans()
    )
    event = dataclasses.replace(
        EVENTS[0], anchor=spans(1)[0], actor=spans(), recipient=spans(), place=spans(), tellings=()
    )
    sample = sample_report()
    page = dataclasses.replace(
        sample.page,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=tuple(blocks),
        furniture=(),
    )
    return dataclasses.replace(
        sample, page=page, statements=(said,), events=(event,), names=(), places=(), voices=()
    )
