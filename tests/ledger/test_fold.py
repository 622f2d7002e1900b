"""Words are found however they are written."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ledger.fold import find_words, fold, fold_query


@pytest.fixture
def table() -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (x, content='', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    return base


def found(table: sqlite3.Connection, text: str, query: str) -> bool:
    table.execute("INSERT INTO t (rowid, x) VALUES (1, ?)", (fold(text),))
    return bool(table.execute("SELECT 1 FROM t WHERE t MATCH ?", (fold_query(query),)).fetchone())


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("قُتِلَ أربعة أشخاص في الإسكندرية", "الاسكندرية"),
        ("قتل ١٢ جنديا", "12"),
        ("مستشفى المدينة", "مستشفي"),
        ("Взорвалась ещё одна шахта", "еще"),
        ("Президент Зеленський заявив", "зеленський"),
        ("习近平在北京会见总统", "北京"),
        ("习近平在北京会见总统", "会见总统"),
        ("東京で地震", "地震"),
        ("São Paulo und Zürich", "sao zurich"),
        ("The army’s guns", "army"),
        ("на об’єкті", "об'єкті"),
        ("At least 43 people", "43"),
        ("bombardment of Orlu", "bomb*"),
        ("shelled the market", '"the market"'),
        ("１２ dead in Łódź", "12 lodz"),
    ],
)
def test_found(table: sqlite3.Connection, text: str, query: str) -> None:
    assert found(table, text, query)
    marked = [text[a:b] for a, b in find_words(text, query)]
    assert marked, "what is found can be shown"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("习近平在北京会见总统", "京北"),
        ("shelled the market", '"market the"'),
        ("bomb", "bombs"),
    ],
)
def test_not_found(table: sqlite3.Connection, text: str, query: str) -> None:
    assert not found(table, text, query)


@given(st.text(max_size=60))
def test_no_query_is_an_error(words: str) -> None:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
    query = fold_query(words)
    if query:
        base.execute("SELECT 1 FROM t WHERE t MATCH ?", (query,)).fetchall()
    base.close()


@given(st.text(max_size=60), st.text(max_size=20))
def test_what_is_marked_stands_in_the_text(text: str, words: str) -> None:
    for start, end in find_words(text, words):
        assert 0 <= start < end <= len(text)
