from pathlib import Path

import pytest

from training.markup import MarkupError, read_document, read_documents

CORPUS = Path(__file__).resolve().parents[2] / "training" / "corpus"

GOOD = """=== made-001 | agency | 2019-03-04
{C1 The bridge at Orlu was closed}, {S1 the governor, Ada Ibe,} {Q1 said}.

{S2,3 She} {Q2 denied} that {C2 shots {C4 had been fired}} and {Q3 urged} {C3 calm}.
---
1 | named_person | Ada Ibe | assert | certain
2 | named_person | Ada Ibe | deny | certain
3 | named_person | Ada Ibe | urge | unknown
4 | none | - | assert | possible | indirect
"""


def test_tags_become_spans_on_the_plain_text() -> None:
    document = read_document(GOOD)
    words = {
        (n, role): [document.text[a:b] for a, b in getattr(s, role)]
        for n, s in document.statements.items()
        for role in ("source", "cue", "content")
    }
    assert "{" not in document.text
    assert words[1, "source"] == ["the governor, Ada Ibe,"]
    assert words[2, "source"] == words[3, "source"] == ["She"]
    assert words[2, "content"] == ["shots had been fired"]
    assert words[4, "content"] == ["had been fired"]
    assert document.statements[2].act == "deny"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("{C1 The bridge", "{C9 The bridge"),
        ("{S1 the governor, Ada Ibe,}", "{S1 the governor, Ada Ibe,"),
        ("| Ada Ibe | assert", "| Nobody Here | assert"),
        ("deny | certain", "deny | sure"),
        ("that {C2 shots", "{C2 that shots"),
        ("{Q1 said}", "{Q1  said}"),
        ("---", ""),
    ],
)
def test_what_breaks_the_markup_is_named(wrong: str, right: str) -> None:
    with pytest.raises(MarkupError):
        read_document(GOOD.replace(wrong, right, 1))


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda p: p.name)
def test_the_corpus_keeps_to_the_markup(path: Path) -> None:
    assert sum(1 for _ in read_documents(path)) >= 5


def test_ids_are_given_once() -> None:
    ids = [d.id for path in CORPUS.glob("*.txt") for d in read_documents(path)]
    assert len(ids) == len(set(ids))
