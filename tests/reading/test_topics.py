import pytest

from tests.reading.pages import at
from whence.reading.topics import names_topic


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The ministers discussed the border.", "discussed", "the border"),
        ("He later commented on the raid.", "commented on", "the raid"),
        ("The council adopted Resolution 9.", "adopted", "Resolution 9"),
        ("It held a detailed discussion of aims.", "a detailed discussion of", "aims"),
    ],
)
def test_a_topic_is_no_content(text: str, cue: str, content: str) -> None:
    assert names_topic(text, [at(text, cue)], [at(text, content)])


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("They discussed whether to leave.", "discussed", "whether to leave"),
        ("He commented on it: “We leave.”", "commented on", "“We leave.”"),
        ("She said the border is shut.", "said", "the border is shut"),
        ("He signed off by saying he was tired.", "signed off by saying", "he was tired"),
    ],
)
def test_a_clause_or_a_quotation_is_one(text: str, cue: str, content: str) -> None:
    assert not names_topic(text, [at(text, cue)], [at(text, content)])


def test_another_name_for_a_thing_is_no_statement() -> None:
    text = "He landed at the western airfield, also called “West Field”."
    assert names_topic(text, [at(text, "called")], [at(text, "“West Field”")])
