"""Rows as they are shown: in the asked order, marked where the words stand, never torn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.ledgers import make_ledger
from whence.ledger.base import Base
from whence.ledger.opening import open_to_read
from whence.ledger.rows import (
    SHOWN,
    mark_words,
    read_articles,
    read_events,
    read_statements,
    snippet,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    base = open_to_read(make_ledger(tmp_path_factory.mktemp("rows") / "news.whence"))
    yield base
    base.close()


def test_rows_come_in_the_asked_order_and_without_those_that_are_gone(base: Base) -> None:
    assert [r.id for r in read_statements(base, [3, 999, 1, 2])] == [3, 1, 2]
    assert [r.id for r in read_events(base, [2, 1, 999])] == [2, 1]


def test_a_statement_has_its_words_and_its_article(base: Base) -> None:
    row = read_statements(base, [2], "FERRIES")[0]
    assert (row.speaker, row.article, row.number) == ("Oren Dask", 1, 1)
    assert row.outlet == "Courier"
    assert [p.text for p in row.snippet if p.hit] == ["ferries"]


def test_an_event_has_the_line_around_its_anchor(base: Base) -> None:
    row = read_events(base, [2])[0]
    assert row.anchor == "hit before dawn"
    assert row.lead.endswith("Two ferries were ")
    assert row.recipient == "Two ferries"
    assert row.speaker == "Oren Dask"


def test_an_article_is_shown_where_the_words_stand(base: Base) -> None:
    row = read_articles(base, [1], "batteries")[0]
    assert [p.text for p in row.snippet if p.hit] == ["batteries"]
    assert row.statements == 10
    assert read_articles(base, [1])[0].snippet == ()


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("قُتِلَ أربعة في الإسكندرية", "الاسكندرية قتل", ["قُتِلَ", "الإسكندرية"]),
        ("قتل ١٢ جنديا", "12", ["١٢"]),
        ("Взорвалась ещё одна шахта", "еще", ["ещё"]),
        ("北方与北京", "北京", ["北京"]),
        ("café, cafe\u0301 and cafes", "cafe", ["café", "cafe\u0301"]),
        ("bombs and a bomb", "bomb*", ["bombs", "bomb"]),
        ("the market, a market", '"the market"', ["the market"]),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, words: str, hits: list[str]) -> None:
    assert [p.text for p in mark_words(text, words) if p.hit] == hits


@given(st.text(max_size=80), st.text(max_size=20))
def test_marks_lose_nothing_of_the_text(text: str, words: str) -> None:
    assert "".join(p.text for p in mark_words(text, words)) == text


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_snippet_shows_the_first_hit_and_whole_words(before: int, after: int) -> None:
    text = "plain words " * before + "shelling " + "plain words " * after
    shown = snippet(text, "shelling")
    assert any(p.hit for p in shown)
    words = "".join(p.text for p in shown).replace("…", "").split()
    assert set(words) <= {"plain", "words", "shelling"}
    assert sum(len(p.text) for p in shown) <= SHOWN + 4


def test_a_source_that_is_not_named_is_given_as_it_is_written(base: Base) -> None:
    row = read_statements(base, [4])[0]
    assert (row.speaker, row.source) == (None, "a dock worker who asked not to be named")
    assert row.relay == "Radio Lagune"
