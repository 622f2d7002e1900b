from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.pages import at
from whence.reading.manner import manner_of
from whence.records import Manner, Span

DIRECT, INDIRECT, MIXED = Manner.DIRECT, Manner.INDIRECT, Manner.MIXED


@pytest.mark.parametrize(
    ("text", "content", "manner"),
    [
        ("“We will go,” Venn said.", "“We will go,”", DIRECT),
        ("“We will go,” Venn said.", "We will go", DIRECT),
        ('"We will go," Venn said.', '"We will go,"', DIRECT),
        ("''We will go,'' Venn said.", "''We will go,''", DIRECT),
        ("«We will go», Venn said.", "«We will go»", DIRECT),
        ("„We will go“, Venn said.", "„We will go“", DIRECT),
        ("‘We won’t go,’ Venn said.", "‘We won’t go,’", DIRECT),
        ("'We won't go,' Venn said.", "'We won't go,'", DIRECT),
        ("“We will go and stay, Venn said.", "“We will go and stay", DIRECT),
        ("Venn said the camp was ‘a trap’ for all.", "the camp was ‘a trap’ for all", MIXED),
        ("Venn said it was “over”.", "it was “over”", MIXED),
        ("Venn said the rebels’ camp was gone.", "the rebels’ camp was gone", INDIRECT),
        ("Venn said it wasn't her camp.", "it wasn't her camp", INDIRECT),
    ],
)
def test_marks_of_every_kind(text: str, content: str, manner: Manner) -> None:
    assert manner_of(text, [at(text, content)], [at(text, "Venn")], [at(text, "said")]) is manner


def test_verbatim_speech_set_off_after_a_colon_is_direct() -> None:
    text = "Minister Orla Venn said:\n\nI am appalled.\n\nWe will act."
    content = [at(text, "I am appalled."), at(text, "We will act.")]
    assert manner_of(text, content, [at(text, "Orla Venn")], [at(text, "said")]) is DIRECT


def test_a_colon_after_other_words_sets_nothing_off() -> None:
    text = "Venn’s goal is plain: win the vote."
    content, cue = [at(text, "win the vote")], [at(text, "goal is")]
    assert manner_of(text, content, [at(text, "Venn’s")], cue) is INDIRECT


def test_a_quotation_over_paragraphs_is_direct_throughout() -> None:
    text = "Venn said:\n“We are here.\n“We stay.\n“We win.”"
    content = [at(text, "“We are here."), at(text, "“We stay."), at(text, "“We win.”")]
    assert manner_of(text, content, [at(text, "Venn")], [at(text, "said")]) is DIRECT


def test_a_nested_statement_needs_marks_of_its_own() -> None:
    text = "“The army claims it has won. The army says ‘we have won’ daily,” Venn said."
    plain = manner_of(text, [at(text, "it has won")], [at(text, "The army")], [at(text, "claims")])
    own = manner_of(
        text, [at(text, "‘we have won’")], [at(text, "The army", 1)], [at(text, "says")]
    )
    assert (plain, own) == (INDIRECT, DIRECT)


def test_no_content_is_indirect() -> None:
    assert manner_of("Venn said.", []) is INDIRECT


SIGNS = st.sampled_from(list("aB .,:\n“”‘’\"'«»„’s"))
SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1])),
    max_size=4,
)


@settings(max_examples=200, deadline=None)
@given(st.text(SIGNS, max_size=60), SPANS, SPANS)
def test_any_text_has_a_manner(text: str, content: list[Span], frame: list[Span]) -> None:
    assert manner_of(text, content, frame) is manner_of(text, content, frame)
