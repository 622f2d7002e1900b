from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.pages import GROUP, PERSON, PLACE, at, mention, said
from whence.reading.names import join_names
from whence.reading.speakers import Attribution, Resolved, refine_source_kind, resolve_speakers
from whence.records import Mention, NameKind, SourceKind, Span

SOMEONE, BODY = SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION
UNNAMED, MEDIA = SourceKind.UNNAMED_PERSON, SourceKind.MEDIA
DOCUMENT, NONE = SourceKind.DOCUMENT, SourceKind.NONE


def resolve(
    text: str, mentions: list[Mention], statements: list[Attribution]
) -> list[tuple[str | None, SourceKind | None]]:
    found = resolve_speakers(text, join_names(text, mentions), statements)
    assert all(0 <= one.score <= 1 for one in found)
    return [
        (one.speaker, refine_source_kind(s.kind, one))
        for one, s in zip(found, statements, strict=True)
    ]


TALK = (
    "Meanwhile, Freedonian Foreign Minister Sergei Malov said the border is shut. "
    "“We watch this,” he added.\n\n"
    "The Freedonian Minister stressed it was hard. Malov explained why.\n\n"
    "The Minister also noted the losses."
)


def pronoun(text: str, words: str) -> Span:
    """The first word of the one place where `words` stand."""
    return Span(text.index(words), text.index(words) + len(words.split(maxsplit=1)[0]))


def test_names_titles_and_pronouns_lead_to_one_person() -> None:
    mentions = [mention(TALK, "Sergei Malov", PERSON), mention(TALK, "Malov", PERSON, 1)]
    statements = [
        said(TALK, "Freedonian Foreign Minister Sergei Malov", "the border is shut"),
        said(TALK, pronoun(TALK, "he added"), "“We watch this,”"),
        said(TALK, "The Freedonian Minister", "it was hard"),
        said(TALK, at(TALK, "Malov", 1), "why"),
        said(TALK, "The Minister", "the losses"),
    ]
    assert resolve(TALK, mentions, statements) == [("Sergei Malov", SOMEONE)] * 5


def test_pronouns_follow_sex_and_the_last_speaker() -> None:
    text = (
        "Orla Venn, a spokeswoman for the mayor, said it rained. Tomas Harun said it snowed.\n"
        "“It froze,” she said.\n“It thawed,” he noted."
    )
    mentions = [mention(text, "Orla Venn", PERSON), mention(text, "Tomas Harun", PERSON)]
    statements = [
        said(text, "Orla Venn, a spokeswoman for the mayor,", "it rained"),
        said(text, "Tomas Harun", "it snowed"),
        said(text, pronoun(text, "she said"), "“It froze,”"),
        said(text, pronoun(text, "he noted"), "“It thawed,”"),
    ]
    assert [speaker for speaker, _ in resolve(text, mentions, statements)] == [
        "Orla Venn",
        "Tomas Harun",
        "Orla Venn",
        "Tomas Harun",
    ]


def test_a_new_subject_takes_over_from_the_last_speaker() -> None:
    text = (
        "Boris Drell said no. Adam Wick sells water by the bridge. “Sales are good,” he said. "
        "Then he added that they are great."
    )
    mentions = [mention(text, "Boris Drell", PERSON), mention(text, "Adam Wick", PERSON)]
    statements = [
        said(text, "Boris Drell", "no"),
        said(text, pronoun(text, "he said"), "“Sales are good,”", cue="said"),
    ]
    assert [s for s, _ in resolve(text, mentions, statements)] == ["Boris Drell", "Adam Wick"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("officials", UNNAMED),
        ("a senior official who asked not to be named", UNNAMED),
        ("a representative of the Vale militias", UNNAMED),
        ("a spokesman for Boris Drell", UNNAMED),
        ("Drell supporters", UNNAMED),
        ("Some residents of Dunmar", UNNAMED),
        ("the rebels", UNNAMED),
        ("A TV host of the Al Bahr television channel", MEDIA),
        ("state television", MEDIA),
        ("video footage", DOCUMENT),
        ("a law", DOCUMENT),
    ],
)
def test_unnamed_sources_have_no_speaker(source: str, kind: SourceKind) -> None:
    text = f"Boris Drell left. Then {source} said it was over."
    mentions = [mention(text, "Boris Drell", PERSON)]
    for words, what in (("Vale", PLACE), ("Al Bahr", GROUP), ("Dunmar", PLACE)):
        if words in text:
            mentions.append(mention(text, words, what))
    if source == "Drell supporters":
        mentions.append(mention(text, "Drell", PERSON, 1))
    if source.endswith("Boris Drell"):
        mentions.append(mention(text, "Boris Drell", PERSON, 1))
    assert resolve(text, mentions, [said(text, source, "it was over")]) == [(None, kind)]


@pytest.mark.parametrize(
    "source",
    ["former Dairy Makers of Ruvia president Boris Drell", "Bar of Ruvia president Boris Drell"],
)
def test_an_office_in_a_body_leads_to_who_holds_it(source: str) -> None:
    text = f"{source} said it rained."
    assert resolve(
        text, [mention(text, "Boris Drell", PERSON)], [said(text, source, "it rained")]
    ) == [("Boris Drell", SOMEONE)]


def test_a_hard_space_parts_nothing() -> None:
    source = "the director of\u00a0Castle International, an exporter of cheese"
    text = f"“It rained,” said {source}."
    body = mention(text, "Castle International", GROUP)
    assert resolve(text, [body], [said(text, source, "“It rained,”")]) == [(None, UNNAMED)]


def test_organisations_lose_their_article_and_are_found_again() -> None:
    text = (
        "The Freedonian Foreign Ministry warned of war. The ministry denied it. "
        "The Vale army claims a win. The army says more. The Reuters news agency agreed."
    )
    mentions = [
        mention(text, "Freedonian Foreign Ministry", GROUP),
        mention(text, "Reuters", GROUP),
    ]
    statements = [
        said(text, "The Freedonian Foreign Ministry", "war"),
        said(text, "The ministry", "it"),
        said(text, "The Vale army", "a win"),
        said(text, "The army", "more"),
        said(text, "The Reuters news agency", "agreed"),
    ]
    assert resolve(text, mentions, statements) == [
        ("Freedonian Foreign Ministry", BODY),
        ("Freedonian Foreign Ministry", BODY),
        ("Vale army", BODY),
        ("Vale army", BODY),
        ("Reuters", MEDIA),
    ]


def test_a_release_speaks_for_its_issuer_and_a_resolution_for_itself() -> None:
    text = (
        "Talks went on, according to a Harbour Office news release. The release said more. "
        "Council Resolution 99 came. The Resolution demanded peace."
    )
    statements = [
        said(text, "a Harbour Office news release", "Talks went on"),
        said(text, "The release", "more"),
        said(text, "The Resolution", "peace"),
    ]
    assert resolve(text, [mention(text, "Harbour Office", GROUP)], statements) == [
        ("Harbour Office", BODY),
        ("Harbour Office", BODY),
        ("Council Resolution 99", DOCUMENT),
    ]


def test_several_sources_are_joined() -> None:
    text = "Secretary Ann Pell met Omar al-Sadi. The secretary and Sadi agreed on peace."
    mentions = [
        mention(text, "Ann Pell", PERSON),
        mention(text, "Omar al-Sadi", PERSON),
        mention(text, "Sadi", PERSON, 1),
    ]
    statement = Attribution(
        (at(text, "The secretary"), at(text, "Sadi", 1)), (), (at(text, "peace"),)
    )
    assert resolve(text, mentions, [statement]) == [("Ann Pell; Omar al-Sadi", SOMEONE)]


def test_a_bare_quoted_paragraph_is_the_running_speakers() -> None:
    text = "Ann Pell said it was late.\n\n“We go home now.”\n\nReportedly it rained."
    statements = [
        said(text, "Ann Pell", "it was late"),
        said(text, "", "“We go home now.”"),
        said(text, "", "it rained", cue="Reportedly"),
    ]
    assert resolve(text, [mention(text, "Ann Pell", PERSON)], statements) == [
        ("Ann Pell", SOMEONE),
        ("Ann Pell", SOMEONE),
        (None, NONE),
    ]


def test_he_can_be_a_witness_nobody_names() -> None:
    text = "Boris Drell left. One delegate said no. “I found none,” he said."
    statements = [
        said(text, "One delegate", "no"),
        said(text, pronoun(text, "he said"), "“I found none,”"),
    ]
    mentions = [mention(text, "Boris Drell", PERSON)]
    assert resolve(text, mentions, statements) == [(None, UNNAMED), (None, UNNAMED)]


def test_a_title_introduced_for_nobody_is_nobodys() -> None:
    text = "Boris Drell said no. A nurse came back. The nurse later claimed a wrong."
    statements = [said(text, "Boris Drell", "no"), said(text, "The nurse", "a wrong")]
    mentions = [mention(text, "Boris Drell", PERSON)]
    assert resolve(text, mentions, statements) == [("Boris Drell", SOMEONE), (None, UNNAMED)]


def test_i_is_whose_quotation_it_stands_in_and_nobody_elsewhere() -> None:
    text = "“I hope we win,” Ann Pell said.\nI welcome the news."
    statements = [
        said(text, "Ann Pell", "“I hope we win,”"),
        said(text, "I", "we win"),
        said(text, at(text, "I", 1), "the news"),
    ]
    assert resolve(text, [mention(text, "Ann Pell", PERSON)], statements) == [
        ("Ann Pell", SOMEONE),
        ("Ann Pell", SOMEONE),
        (None, UNNAMED),
    ]


def test_who_belongs_to_the_name_before_it() -> None:
    text = "Ann Pell, who said no, left voters who said yes."
    statements = [
        said(text, "who", "no"),
        said(text, at(text, "who", 1), "yes"),
    ]
    assert resolve(text, [mention(text, "Ann Pell", PERSON)], statements) == [
        ("Ann Pell", SOMEONE),
        (None, UNNAMED),
    ]


def test_a_missed_mention_is_read_from_the_source() -> None:
    text = "Colonel Rufa Quill said no. The firm's director, Ida Marn, said yes."
    statements = [
        said(text, "Colonel Rufa Quill", "no", kind=SOMEONE),
        said(text, "The firm's director, Ida Marn,", "yes"),
    ]
    assert [s for s, _ in resolve(text, [], statements)] == ["Rufa Quill", "Ida Marn"]


def test_the_models_guess_stands_where_the_rules_do_not_know() -> None:
    assert refine_source_kind(MEDIA, Resolved(None, 0.4, UNNAMED, "unknown")) is MEDIA
    assert refine_source_kind(MEDIA, Resolved("A B", 0.9, SOMEONE, "pronoun")) is SOMEONE
    assert refine_source_kind(None, Resolved(None, 0.4, UNNAMED, "unknown")) is UNNAMED
    assert refine_source_kind(DOCUMENT, Resolved(None, 0.4, None, "unnamed")) is DOCUMENT


SIGNS = st.sampled_from(
    [
        "Ann ",
        "Pell ",
        "he ",
        "she ",
        "it ",
        "they ",
        "who ",
        "the ",
        "The ",
        "minister ",
        "army ",
        "release ",
        "said ",
        "“",
        "”",
        ". ",
        ", ",
        "\n",
        "of ",
        "I ",
        "12 ",
        "officials ",
        "’s ",
        "é",
    ]
)
TEXTS = st.lists(SIGNS, max_size=40).map("".join)
SPANS = st.tuples(st.integers(0, 120), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1]))
SOME = st.lists(SPANS, max_size=3).map(tuple)
GUESSES = st.sampled_from([None, *SourceKind])
FOUND = st.lists(st.builds(Attribution, SOME, SOME, SOME, SOME, GUESSES), max_size=6)
MENTIONS = st.lists(
    st.builds(Mention, SPANS, st.sampled_from(NameKind), st.floats(0, 1)), max_size=8
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, MENTIONS, FOUND)
def test_any_page_is_resolved_and_always_the_same(
    text: str, mentions: list[Mention], found: list[Attribution]
) -> None:
    names = join_names(text, mentions)
    first = resolve_speakers(text, names, found)
    assert first == resolve_speakers(text, names, found)
    assert len(first) == len(found)
    assert all(one.speaker is None or one.speaker.strip() for one in first)


def test_a_role_at_the_top_is_the_person_whom_the_text_soon_names_so() -> None:
    text = (
        "The bridge is shut, the governor said on Friday.\n"
        "The governor of the northern province, Ada Ibe, spoke in Orlu."
    )
    told = [said(text, "the governor", "The bridge is shut", kind=UNNAMED)]
    assert resolve(text, [mention(text, "Ada Ibe", PERSON)], told) == [("Ada Ibe", SOMEONE)]


def test_a_role_at_the_top_stays_unnamed_where_two_have_it() -> None:
    text = (
        "The bridge is shut, the governor said on Friday.\n"
        "The governor of the north, Ada Ibe, met Governor Oto Rell in Orlu."
    )
    people = [mention(text, name, PERSON) for name in ("Ada Ibe", "Oto Rell")]
    told = [said(text, "the governor", "The bridge is shut", kind=UNNAMED)]
    assert resolve(text, people, told) == [(None, UNNAMED)]
