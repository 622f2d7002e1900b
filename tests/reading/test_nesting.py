from hypothesis import given
from hypothesis import strategies as st

from whence.reading.nesting import find_outer
from whence.records import Span


def test_the_innermost_content_holds_a_statement() -> None:
    contents = [[Span(0, 100)], [Span(20, 60)], [Span(30, 50)]]
    assert find_outer([110, 10, 25], contents) == [None, 0, 1]


def test_two_statements_of_one_content_do_not_hold_each_other() -> None:
    assert find_outer([5, 6], [[Span(0, 40)], [Span(0, 40)]]).count(None) == 1


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(1, 50)), max_size=12))
def test_nesting_never_goes_round_in_a_circle(rows: list[tuple[int, int, int]]) -> None:
    outer = find_outer([h for h, _, _ in rows], [[Span(a, a + n)] for _, a, n in rows])
    for i in range(len(rows)):
        seen, at = set(), i
        while (held := outer[at]) is not None:
            assert held not in seen
            seen.add(held)
            at = held
