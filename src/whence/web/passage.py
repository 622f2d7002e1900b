"""The words of an article around one finding, cut at every span of it.

Each block tells where it begins in the article's text, in code points, and holds that text and
nothing else, so that what is selected in the browser can be found again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..records import Block, BlockKind, Event, Report, Span, Statement
from ..report.clean import visible

NEAR = 1  # blocks that are shown before and after those with a span of the finding


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words that lies in the same spans; `opens` names those that begin here."""

    words: str
    fields: tuple[str, ...]
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the article. `start` is its place in the text; `far` if no span touches it.

    `gap` is whether blocks before it are left out.
    """

    kind: str
    start: int
    segments: tuple[Segment, ...]
    far: bool
    gap: bool


def spans_of(finding: Statement | Event) -> dict[str, tuple[Span, ...]]:
    """The spans of a finding by their fields."""
    if isinstance(finding, Statement):
        return {
            "content": finding.content, "source": finding.source, "cue": finding.cue,
            "relay": finding.relay,
        }  # fmt: skip
    return {
        "anchor": (finding.anchor,), "mentions": finding.mentions, "actor": finding.actor,
        "recipient": finding.recipient, "place": finding.place,
    }  # fmt: skip


def passages(report: Report, finding: Statement | Event, *, whole: bool) -> list[Passage]:
    """The blocks that a finding touches with their neighbours, or all of the article."""
    spans = spans_of(finding)
    blocks = [b for b in report.page.blocks if not b.kind.is_furniture or touches(b, spans)]
    near = [at for at, block in enumerate(blocks) if touches(block, spans)]
    shown = {n for at in near for n in range(at - NEAR, at + NEAR + 1)}
    if whole or not near:
        shown = set(range(len(blocks)))
    found, last = [], -1
    for at, block in enumerate(blocks):
        if at in shown:
            pieces = tuple(segments(report.page.text, block.span, spans))
            gap = at != last + 1
            found.append(Passage(kind_of(block), block.span.start, pieces, at not in near, gap))
            last = at
    return found


def touches(block: Block, spans: Mapping[str, Sequence[Span]]) -> bool:
    """Whether a block has words of one of the spans."""
    return any(block.span.overlaps(span) for each in spans.values() for span in each)


def kind_of(block: Block) -> str:
    """How a block is set: as a heading, as running text, or small."""
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return "heading"
    return "text" if block.kind in (BlockKind.PARAGRAPH, BlockKind.DECK) else "aside"


def segments(text: str, block: Span, spans: Mapping[str, Sequence[Span]]) -> list[Segment]:
    """A block's words, cut wherever a span begins or ends."""
    inside = [
        (field, span) for field, each in spans.items() for span in each if span.overlaps(block)
    ]
    cuts = {block.start, block.end}
    for _, span in inside:
        cuts |= {max(span.start, block.start), min(span.end, block.end)}
    ordered = sorted(cuts)
    found = []
    for start, end in pairwise(ordered):
        fields = [field for field, span in inside if span.start <= start < span.end]
        opens = [f for f, span in inside if span.start == start]
        found.append(
            Segment(
                visible(text[start:end]), tuple(dict.fromkeys(fields)), tuple(dict.fromkeys(opens))
            )
        )
    return found
