import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.pages import GROUP, PLACE, at, mention
from whence.reading.edges import names_nothing, take_whole_names
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


def test_what_stands_behind_a_determiner_belongs_to_it() -> None:
    text = "The Teme River Front said so."
    pieces = [at(text, "The"), at(text, "Teme River Front")]
    assert take_whole_names(text, pieces, []) == (at(text, "The Teme River Front"),)
    assert names_nothing(text, at(text, "The"))


def test_a_name_cut_in_two_is_one_piece() -> None:
    text = "in the Strait of Hormuz and Omar Sarr, Ada Ibe"
    strait = mention(text, "Strait of Hormuz", PLACE)
    for cut in (["Strait of", "Hormuz"], ["Strait", "Hormuz"], ["the Strait of", "Hormuz"]):
        (whole,) = take_whole_names(text, [at(text, words) for words in cut], [strait])
        assert whole.of(text).removeprefix("the ") == "Strait of Hormuz"
    people = [at(text, "Omar Sarr"), at(text, "Ada Ibe")]
    assert take_whole_names(text, people, []) == tuple(people)


@given(st.lists(SPANS, max_size=3, unique_by=lambda s: s.start // 10), st.lists(SPANS, max_size=4))
def test_pieces_only_grow_and_are_parted_by_more_than_blanks(
    source: list[Span], names: list[Span]
) -> None:
    source.sort(key=lambda s: s.start)
    source = [
        s for s, t in zip(source, [*source[1:], Span(99, 100)], strict=False) if s.end <= t.start
    ]
    mentions = [Mention(s, NameKind.PERSON, 0.9) for s in names]
    grown = take_whole_names(TEXT, source, mentions)
    assert all(any(g.covers(s) for g in grown) for s in source)
    assert {g.start for g in grown} <= {s.start for s in source}
    assert all(TEXT[g.end : t.start].strip() for g, t in itertools.pairwise(grown))
