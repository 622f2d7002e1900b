import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.pages import GROUP, at, mention
from whence.reading.antecedents import find_antecedent
from whence.records import Span


@pytest.mark.parametrize(
    ("text", "taken_up"),
    [
        ("They met the river council, which condemned the raid.", "the river council"),
        ("A doctor at the clinic who said so was gone.", "A doctor at the clinic"),
        ("They passed Resolution 2249, which condemned it.", "Resolution 2249"),
        ("Ada Ibe of the Teme Front, who said so", "Teme Front"),
    ],
)
def test_a_relative_pronoun_leads_to_what_stands_before_it(text: str, taken_up: str) -> None:
    pronoun = at(text, "which" if "which" in text else "who")
    names = [mention(text, "Teme Front", GROUP)] if "Teme" in text else []
    found = find_antecedent(text, pronoun, names)
    assert found is not None
    assert found.of(text) == taken_up


@pytest.mark.parametrize("text", ["who said so", "It was said, which", "Then: who said so?"])
def test_where_nothing_plain_stands_before_it_there_is_none(text: str) -> None:
    pronoun = at(text, "which" if "which" in text else "who")
    assert find_antecedent(text, pronoun, []) is None


def test_other_sources_are_left_alone() -> None:
    assert find_antecedent("The council, it said", Span(13, 15), []) is None


@given(st.text("who that,AB the 9\n", max_size=60), st.integers(0, 60))
def test_what_is_found_ends_before_the_pronoun(text: str, start: int) -> None:
    if start + 3 <= len(text):
        found = find_antecedent(text, Span(start, start + 3), [])
        assert found is None or 0 <= found.start < found.end <= start
