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


EVENTS = """=== made-002 | agency | 2019-03-08
{P1 Orlu}: {C1 {A1 troops} {A1 of the garrison} {E1 shelled} {V1 the market} {D1 on Thursday}, \
{K1 killing at least four}}, {S1 Ada Ibe} {Q1 said}. {M1 The attack} went on. No {E2 strikes} fell.
---
1 | named_person | Ada Ibe | assert | certain
---
1 | ASSAULT/heavy-weapons | occurred | 2019-03-07 | 4+ | -
2 | ASSAULT/aerial | denied | - | - | -
"""


def test_events_have_numbers_and_a_table_of_their_own() -> None:
    document = read_document(EVENTS)
    assert document.events is not None
    one, two = document.events.values()
    words = {r: [document.text[a:b] for a, b in getattr(one, r)] for r in ("actor", "mentions")}
    assert words == {"actor": ["troops of the garrison"], "mentions": ["The attack"]}
    assert (one.mode, one.deaths, one.date) == ("heavy-weapons", (4, None), "2019-03-07")
    assert (two.status, two.deaths) == ("denied", None)
    assert read_document(GOOD).events is None


def test_an_event_without_its_anchor_is_named() -> None:
    with pytest.raises(MarkupError, match="event 3 has 0 anchors"):
        read_document(EVENTS + "3 | ASSAULT | occurred | 2019 | - | -\n")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("ASSAULT/aerial", "ASSAULT/arrest"),
        ("denied", "maybe"),
        ("2019-03-07", "Thursday"),
        ("| 4+ |", "| - |"),
        ("| 4+ |", "| four |"),
        ("{E2 strikes}", "{E9 strikes}"),
    ],
)
def test_what_breaks_an_event_is_named(wrong: str, right: str) -> None:
    with pytest.raises(MarkupError):
        read_document(EVENTS.replace(wrong, right, 1))


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda p: p.name)
def test_the_corpus_keeps_to_the_markup(path: Path) -> None:
    assert sum(1 for _ in read_documents(path)) >= 5


def test_ids_are_given_once() -> None:
    ids = [d.id for path in CORPUS.glob("*.txt") for d in read_documents(path)]
    assert len(ids) == len(set(ids))
