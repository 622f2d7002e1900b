from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.pages import at
from whence.reading.voices import read_voices
from whence.records import Manner, Scores, Span, Statement

SCORES = Scores(1.0, 1.0, None, 1.0, 1.0, 1.0)


def told(
    content: tuple[Span, ...],
    speaker: str | None = None,
    source: tuple[Span, ...] = (),
    within: int | None = None,
) -> Statement:
    return Statement(
        source, (), content, (), speaker, None, Manner.INDIRECT, None, None, SCORES, within
    )


def test_each_code_point_goes_to_the_innermost_voice() -> None:
    text = "Venn said the mayor denied it. A witness said no."
    outer, inner, other = at(text, "the mayor denied it"), at(text, "it"), at(text, "no.")
    voices = read_voices(
        [Span(0, len(text))],
        text,
        [
            told((outer,), "Orla Venn"),
            told((inner,), "the mayor", within=0),
            told((other,), None, (at(text, "A witness"),)),
        ],
    )
    assert [(v.label, v.speaker, v.statements, v.characters) for v in voices] == [
        ("own voice", None, 0, len(text) - len(outer) - len(other)),
        ("Orla Venn", "Orla Venn", 1, len(outer) - len(inner)),
        ("a witness", None, 1, len(other)),
        ("the mayor", "the mayor", 1, len(inner)),
    ]
    assert sum(v.share for v in voices) == pytest.approx(1.0)


def test_only_the_body_counts() -> None:
    text = "Title says no.\nBody."
    voices = read_voices([at(text, "Body.")], text, [told((at(text, "no"),), "Venn")])
    assert [(v.label, v.characters, v.share) for v in voices] == [
        ("own voice", 5, 1.0),
        ("Venn", 0, 0.0),
    ]


def test_a_page_without_body_has_no_shares() -> None:
    assert [v.share for v in read_voices([], "", [])] == [0.0]


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1]))
STATEMENTS = st.builds(
    told,
    st.lists(SPANS, max_size=3).map(tuple),
    st.sampled_from([None, "A", "B"]),
    st.lists(SPANS, max_size=2).map(tuple),
    st.sampled_from([None, 0, 1, 2]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SPANS, max_size=3), st.lists(STATEMENTS, max_size=6))
def test_the_voices_share_out_the_whole_body(body: list[Span], statements: list[Statement]) -> None:
    voices = read_voices(body, "x" * 90, statements)
    places = {i for span in body for i in range(span.start, span.end)}
    assert sum(v.characters for v in voices) == len(places)
    assert sum(v.statements for v in voices) == len(statements)
