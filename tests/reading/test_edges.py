from hypothesis import given
from hypothesis import strategies as st

from tests.reading.pages import GROUP, at, mention
from whence.reading.edges import take_whole_names
from whence.records import Mention, NameKind, Span

TEXT = "The Teme River Front, Ada Ibe of the Teme River Front said."


def test_a_source_cut_in_a_name_or_before_it_takes_it_in() -> None:
    front = mention(TEXT, "Teme River Front", GROUP)
    for cut in ("The", "The Teme", "The Teme River Front"):
        (whole,) = take_whole_names(TEXT, [at(TEXT, cut)], [front])
        assert whole.of(TEXT) == "The Teme River Front"


def test_other_words_before_a_name_are_left_alone() -> None:
    ada, front = mention(TEXT, "Ada Ibe", GROUP), mention(TEXT, "Teme River Front", GROUP)
    (whole,) = take_whole_names(TEXT, [at(TEXT, "Ada Ibe")], [ada, front])
    assert whole.of(TEXT) == "Ada Ibe"


def test_how_a_source_is_known_belongs_to_it() -> None:
    text = "A doctor, who asked not to be named, and a nurse, who"
    pieces = [at(text, "A doctor"), at(text, "who asked not to be named"), at(text, "a nurse")]
    whole = take_whole_names(text, pieces, [])
    assert [s.of(text) for s in whole] == ["A doctor, who asked not to be named", "a nurse"]


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 8)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS, max_size=3, unique_by=lambda s: s.start // 10), st.lists(SPANS, max_size=4))
def test_pieces_only_grow_and_never_into_the_next(source: list[Span], names: list[Span]) -> None:
    source.sort(key=lambda s: s.start)
    source = [
        s for s, t in zip(source, [*source[1:], Span(99, 100)], strict=False) if s.end <= t.start
    ]
    mentions = [Mention(s, NameKind.PERSON, 0.9) for s in names]
    grown = take_whole_names(TEXT, source, mentions)
    assert len(grown) == len(source)
    assert all(g.start == s.start and g.end >= s.end for g, s in zip(grown, source, strict=True))
    assert all(g.end <= t.start for g, t in zip(grown, source[1:], strict=False))
