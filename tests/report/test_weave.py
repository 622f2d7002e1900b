"""Marks woven into text: proper nesting, every word once, whatever crosses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.report.sample import BLOCKS, TEXT, sample_report
from whence.records import Span
from whence.report.weave import Close, Mark, Open, Role, marks_of, weave

LENGTH = 30
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 10)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], LENGTH))
)
MARKS = st.lists(st.builds(Mark, SPANS, st.sampled_from(Role), st.integers(0, 5)), max_size=12)


@given(MARKS)
def test_every_word_comes_once_and_under_its_own_marks(marks: list[Mark]) -> None:
    stack: list[Mark] = []
    at = 0
    for token in weave(Span(0, LENGTH), marks):
        if isinstance(token, Open):
            stack.append(token.mark)
        elif isinstance(token, Close):
            assert stack.pop() == token.mark
        else:
            assert token.start == at
            at = token.end
            expected = [mark for mark in marks if mark.span.covers(token)]
            assert sorted(map(repr, stack)) == sorted(map(repr, expected))
    assert (at, stack) == (LENGTH, [])


@given(MARKS)
def test_each_mark_opens_once_and_ends_once(marks: list[Mark]) -> None:
    tokens = list(weave(Span(0, LENGTH), marks))
    opened = [each.mark for each in tokens if isinstance(each, Open) and not each.resumed]
    closed = [each.mark for each in tokens if isinstance(each, Close) and not each.cut]
    assert sorted(map(repr, opened)) == sorted(map(repr, marks))
    assert sorted(map(repr, closed)) == sorted(map(repr, marks))


def test_a_statement_within_another_opens_inside_it() -> None:
    report = sample_report()
    block = next(block for block in BLOCKS if "the council" in block.span.of(TEXT))
    (marks,) = marks_of(report, [block])
    inner = next(mark for mark in marks if mark.number == 4 and mark.role is Role.CONTENT)
    depth, seen = 0, []
    for token in weave(block.span, marks):
        if isinstance(token, Open):
            depth += 1
            seen.append((token.mark, depth))
        elif isinstance(token, Close):
            depth -= 1
    assert (inner, 2) in seen


def test_a_content_over_two_blocks_knows_its_ends() -> None:
    marks = marks_of(sample_report(), BLOCKS)
    parts = [m for each in marks for m in each if m.number == 7 and m.role is Role.CONTENT]
    assert [(part.first, part.last) for part in parts] == [(True, False), (False, True)]


def test_events_are_marked_where_they_are_asked_for() -> None:
    report = sample_report()
    with_events = marks_of(report, BLOCKS, events=True)
    anchors = [m for of_block in with_events for m in of_block if m.role is Role.ANCHOR]
    assert [m.span for m in anchors] == [e.anchor for e in report.events]
    assert [m.number for m in anchors] == [0, 1, 2]
    plain = [m for of_block in marks_of(report, BLOCKS) for m in of_block]
    assert not {m.role for m in plain} & {Role.ANCHOR, Role.MENTION}
