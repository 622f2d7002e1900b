from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.pages import GROUP, PEOPLE, PERSON, PLACE, mention
from whence.reading.names import join_names
from whence.records import Mention, Name, NameKind, Span


def by_name(names: tuple[Name, ...]) -> dict[str, Name]:
    return {name.name: name for name in names}


def test_surnames_and_titles_join_the_full_name() -> None:
    text = (
        "Defence Minister Orla Venn spoke. Venn left. Ms. Venn’s aide stayed. "
        "General Tomas al-Harun met Harun and al-Harun."
    )
    mentions = [
        mention(text, "Defence Minister Orla Venn", PERSON),
        mention(text, "Venn", PERSON, 1),
        mention(text, "Venn’s", PERSON),
        mention(text, "Tomas al-Harun", PERSON),
        mention(text, "Harun", PERSON, 1),
        mention(text, "al-Harun", PERSON, 1),
    ]
    names = by_name(join_names(text, mentions))
    assert set(names) == {"Orla Venn", "Tomas al-Harun"}
    assert names["Orla Venn"].aliases == ("Venn",)
    assert [m.span for m in names["Orla Venn"].mentions] == [m.span for m in mentions[:3]]
    assert names["Tomas al-Harun"].aliases == ("Harun", "al-Harun")


def test_a_plural_that_begins_a_sentence_is_nobody() -> None:
    text = "Reports said so. Officials agreed. Reports was Rufa Reports then."
    names = join_names(text, [mention(text, w, PERSON) for w in ("Reports", "Officials")])
    assert names == ()
    whole = [mention(text, "Rufa Reports", PERSON), mention(text, "Reports", PERSON, 1)]
    assert by_name(join_names(text, whole))["Rufa Reports"].aliases == ("Reports",)


def test_an_article_or_a_suffix_alone_is_nobody() -> None:
    text = "The Front denied it. Martin Oru Sarr Jr. spoke."
    told = {"The": GROUP, "Front": GROUP, "Martin Oru Sarr": PERSON, "Jr": PERSON}
    names = join_names(text, [mention(text, words, kind) for words, kind in told.items()])
    assert [name.name for name in names] == ["Front", "Martin Oru Sarr"]


def test_an_office_with_a_nationality_is_nobodys_surname() -> None:
    text = "The Narvan Minister spoke. The Minister added that."
    mentions = [mention(text, w, PERSON) for w in ("Narvan Minister", "The Minister")]
    assert join_names(text, mentions) == ()


def test_two_people_of_one_surname_stay_apart() -> None:
    text = "Anna Drell and Boris Drell spoke. Mr. Drell agreed. Drell left."
    mentions = [
        mention(text, "Anna Drell", PERSON),
        mention(text, "Boris Drell", PERSON),
        mention(text, "Drell", PERSON, 2),
        mention(text, "Drell", PERSON, 3),
    ]
    names = by_name(join_names(text, mentions))
    assert len(names["Anna Drell"].mentions) == 1
    assert len(names["Boris Drell"].mentions) == 2
    assert len(names["Drell"].mentions) == 1


def test_a_lone_surname_belongs_to_who_was_named_before() -> None:
    text = "Anna Drell spoke. Drell left. Boris Drell came."
    mentions = [
        mention(text, "Anna Drell", PERSON),
        mention(text, "Drell", PERSON, 1),
        mention(text, "Boris Drell", PERSON),
    ]
    names = by_name(join_names(text, mentions))
    assert names["Anna Drell"].aliases == ("Drell",)


def test_a_title_of_the_other_sex_keeps_a_surname_apart() -> None:
    text = "Anna Drell spoke. Mr. Drell left."
    names = join_names(
        text, [mention(text, "Anna Drell", PERSON), mention(text, "Drell", PERSON, 1)]
    )
    assert [n.name for n in names] == ["Anna Drell", "Drell"]


def test_initials_and_transliterations_meet_and_middle_names_part() -> None:
    text = "Sergei Malov, Sergey Malov, S. Malov; John A. Wick and John B. Wick."
    mentions = [
        mention(text, name, PERSON)
        for name in ("Sergei Malov", "Sergey Malov", "S. Malov", "John A. Wick", "John B. Wick")
    ]
    assert [n.name for n in join_names(text, mentions)] == [
        "Sergei Malov",
        "John A. Wick",
        "John B. Wick",
    ]


def test_well_known_aliases_and_defined_acronyms_are_one_name() -> None:
    text = (
        "The so-called Islamic State (IS) fled. ISIS, Isis and Daesh are one. "
        "The Vale Relief Council (VRC) said so. VRC left. It is over."
    )
    mentions = [
        mention(text, "The so-called Islamic State (IS)", GROUP),
        mention(text, "ISIS", GROUP),
        mention(text, "Isis", GROUP),
        mention(text, "Daesh", GROUP),
        mention(text, "The Vale Relief Council", GROUP),
        mention(text, "VRC", GROUP),
        mention(text, "VRC", GROUP, 1),
    ]
    names = by_name(join_names(text, mentions))
    assert names["Islamic State"].aliases == ("ISIS", "Isis", "Daesh")
    assert len(names["Vale Relief Council"].mentions) == 3


def test_a_dateline_defines_no_acronym() -> None:
    text = "PORTHAVEN (AP) — Rain fell."
    mentions = [mention(text, "PORTHAVEN", GROUP), mention(text, "AP", GROUP)]
    assert [n.name for n in join_names(text, mentions)] == ["PORTHAVEN", "AP"]


def test_shortened_organisations_join_only_where_one_fits() -> None:
    text = (
        "The Freedonian Foreign Ministry and the Foreign Ministry; the Northern Army, "
        "the Southern Army and the Army."
    )
    mentions = [
        mention(text, "The Freedonian Foreign Ministry", GROUP),
        mention(text, "Foreign Ministry", GROUP, 1),
        mention(text, "Northern Army", GROUP),
        mention(text, "Southern Army", GROUP),
        mention(text, "Army", GROUP, 2),
    ]
    assert [n.name for n in join_names(text, mentions)] == [
        "Freedonian Foreign Ministry",
        "Northern Army",
        "Southern Army",
        "Army",
    ]


def test_word_order_and_spelling_do_not_part_a_name() -> None:
    text = "The Defence Department; the Department of Defence; Raqqa, Raqqah; the city of Raqqa."
    mentions = [
        mention(text, "Defence Department", GROUP),
        mention(text, "Department of Defence", GROUP),
        mention(text, "Raqqa", PLACE),
        mention(text, "Raqqah", PLACE),
        mention(text, "city of Raqqa", PLACE),
    ]
    names = join_names(text, mentions)
    assert [n.name for n in names] == ["Defence Department", "Raqqa"]
    assert len(names[1].mentions) == 3


def test_what_is_no_name_is_left_out() -> None:
    text = "He met the Minister, this group and Freedonian refugees; IS fighters fled."
    mentions = [
        mention(text, "He", PERSON),
        mention(text, "the Minister", PERSON),
        mention(text, "this group", GROUP),
        mention(text, "Freedonian refugees", GROUP),
        mention(text, "IS fighters", GROUP),
    ]
    assert [n.name for n in join_names(text, mentions)] == ["IS"]


def test_peoples_stay_apart_from_places() -> None:
    text = "Freedonian troops, Freedonians and Freedonia."
    mentions = [
        mention(text, "Freedonian", PEOPLE),
        mention(text, "Freedonians", PEOPLE),
        mention(text, "Freedonia", PLACE, 2),
    ]
    names = join_names(text, mentions)
    assert [(n.name, n.kind, len(n.mentions)) for n in names] == [
        ("Freedonian", PEOPLE, 2),
        ("Freedonia", PLACE, 1),
    ]


SIGNS = st.sampled_from([*list("AaBb al-’'.(),\n“”éЖ1 "), "Mr. ", "the ", " of ", "Ann ", "IS "])
TEXTS = st.lists(SIGNS, max_size=60).map("".join)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text = draw(TEXTS)
    span = st.tuples(st.integers(0, 80), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))
    one = st.builds(Mention, span, st.sampled_from(NameKind), st.floats(0, 1))
    return text, draw(st.lists(one, max_size=12))


@settings(max_examples=200, deadline=None)
@given(pages())
def test_any_mentions_are_joined_once_inside_the_text_and_in_any_order(
    page: tuple[str, list[Mention]],
) -> None:
    text, mentions = page
    names = join_names(text, mentions)
    assert names == join_names(text, list(reversed(mentions)))
    spans = [(m.span, m.score) for n in names for m in n.mentions]
    assert all(span.end <= len(text) for span, _ in spans)
    assert set(spans) <= {(m.span, m.score) for m in mentions}
    assert len(spans) <= len(set(mentions))
    assert all(n.name.strip() and n.mentions for n in names)
