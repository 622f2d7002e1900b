from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.gazetteer.key import consonants, fold, without_article


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Ḩomṣ", "homs"), ("Sana'a", "sanaa"), ("The Gambia", "gambia"), ("U.S.", "us"),
     ("Deir ez-Zor", "deir ez zor"), ("Łódź", "lodz"),
     ("Trinidad & Tobago", "trinidad and tobago")],
)  # fmt: skip
def test_names_are_folded_to_plain_letters(name: str, plain: str) -> None:
    assert fold(name) == plain


@pytest.mark.parametrize(
    ("one", "other"), [("Deir al-Zour", "Dayr az Zawr"), ("Khan Sheikhoun", "Khān Shaykhūn"),
                       ("al-Qusayr", "Qusair"), ("Saraqib", "Sarāqib")]
)  # fmt: skip
def test_spellings_of_one_name_share_their_consonants(one: str, other: str) -> None:
    assert consonants(fold(one)) == consonants(fold(other)) != ""


def test_a_name_of_too_few_consonants_is_not_compared_by_them() -> None:
    assert consonants(fold("Aue")) == ""


@given(st.text())
def test_any_text_has_keys_and_folding_twice_changes_nothing(text: str) -> None:
    plain = fold(text)
    assert fold(plain) == plain or plain.startswith("the ")
    assert " " not in without_article(plain)
    consonants(plain)
