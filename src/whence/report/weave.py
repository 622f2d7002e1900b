"""Weaving statements into running text: where each mark opens and closes.

Statements may stand in one another, cross, and run over paragraphs. The weave cuts them so that
what comes out nests properly, which terminal styles and HTML elements both need.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ..records import Block, Report, Span


class Role(IntEnum):
    """What a marked span is in its statement or event; in the order of nesting for equal spans."""

    CONTENT = 0
    SOURCE = 1
    CUE = 2
    RELAY = 3
    ANCHOR = 4
    MENTION = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of one statement, or of one event where it is an `ANCHOR` or a `MENTION`.

    `number` is the statement's or the event's index in the report; `first` and `last` tell the
    ends of a statement's whole content.
    """

    span: Span
    role: Role
    number: int
    first: bool = True
    last: bool = True


@dataclass(frozen=True, slots=True)
class Open:
    """A mark begins here; `resumed` if it was only cut by the weave."""

    mark: Mark
    resumed: bool


@dataclass(frozen=True, slots=True)
class Close:
    """The innermost open mark ends here; `cut` if it goes on after this."""

    mark: Mark
    cut: bool


Token = Open | Close | Span


def marks_of(
    report: Report, blocks: Sequence[Block], *, events: bool = False
) -> tuple[tuple[Mark, ...], ...]:
    """The marks of each of the blocks, clipped to them; the blocks are in reading order.

    Those of statements, with `events` those of events too.
    """
    found: list[list[Mark]] = [[] for _ in blocks]
    spans = [block.span for block in blocks]
    for mark, at in _placed(report, spans):
        found[at].append(mark)
    if events:
        for mark, at in _placed_events(report, spans):
            found[at].append(mark)
    return tuple(tuple(marks) for marks in found)


def weave(span: Span, marks: Iterable[Mark]) -> Iterator[Token]:
    """The text under `span` as tokens: bare spans, and marks that open and close properly.

    `marks` lie within `span`. Longer marks open first; marks that cross are cut in two.
    """
    waiting = sorted(
        marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.role, mark.number)
    )
    stack: list[Mark] = []
    at, following = span.start, 0
    while at < span.end or stack:
        yield from _close_ended(stack, at)
        while following < len(waiting) and waiting[following].span.start <= at:
            mark = waiting[following]
            following += 1
            stack.append(mark)
            yield Open(mark, resumed=False)
        ends = [mark.span.end for mark in stack]
        if following < len(waiting):
            ends.append(waiting[following].span.start)
        until = min([span.end, *ends])
        if at < until:
            yield Span(at, until)
        at = until
        if at == span.end:
            yield from _close_ended(stack, at)
            return


def _close_ended(stack: list[Mark], at: int) -> Iterator[Token]:
    """Close what ends here; what stands above it on the stack is cut and opened again."""
    lowest = next((depth for depth, mark in enumerate(stack) if mark.span.end <= at), len(stack))
    above = stack[lowest:]
    del stack[lowest:]
    for mark in reversed(above):
        yield Close(mark, cut=mark.span.end > at)
    for mark in above:
        if mark.span.end > at:
            stack.append(mark)
            yield Open(mark, resumed=True)


def _placed(report: Report, blocks: Sequence[Span]) -> Iterator[tuple[Mark, int]]:
    """Every mark of the report with the index of the block that it stands in."""
    for index, statement in enumerate(report.statements):
        pieces = list(_clipped(statement.content, blocks))
        for at, (span, block) in enumerate(pieces):
            first, last = at == 0, at == len(pieces) - 1
            yield Mark(span, Role.CONTENT, index, first, last), block
        parts = (
            (Role.SOURCE, statement.source),
            (Role.CUE, statement.cue),
            (Role.RELAY, statement.relay),
        )
        for role, spans in parts:
            for span, block in _clipped(spans, blocks):
                yield Mark(span, role, index), block


def _placed_events(report: Report, blocks: Sequence[Span]) -> Iterator[tuple[Mark, int]]:
    """The anchor and the mentions of every event with the index of the block of each."""
    for index, event in enumerate(report.events):
        for role, spans in ((Role.ANCHOR, (event.anchor,)), (Role.MENTION, event.mentions)):
            for span, block in _clipped(spans, blocks):
                yield Mark(span, role, index), block


def _clipped(spans: Iterable[Span], blocks: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """The pieces of the spans that lie in blocks, each with its block's index."""
    for span in spans:
        at = bisect_right(blocks, span.start, key=lambda block: block.end)
        while at < len(blocks) and blocks[at].start < span.end:
            block = blocks[at]
            yield Span(max(span.start, block.start), min(span.end, block.end)), at
            at += 1
