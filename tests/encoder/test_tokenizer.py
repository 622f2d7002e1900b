import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.encoder.session import WEIGHTS
from whence.encoder.tokenizer import CLOSING, INSIDE, OPENING, OUTSIDE, Tokenizer, fold

VOCABULARY = WEIGHTS / "vocabulary.txt"


TOKENIZER = Tokenizer.load(VOCABULARY)


@pytest.fixture
def tokenizer() -> Tokenizer:
    return TOKENIZER


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_every_word_lies_on_the_text_and_together_they_cover_its_letters(text: str) -> None:
    words = TOKENIZER.words(text, 0, len(text))
    before = 0
    covered: set[int] = set()
    for start, end in zip(words.starts, words.ends, strict=True):
        assert before <= start < end <= len(text)
        assert not any(c.isspace() for c in text[start:end])
        covered.update(range(start, end))
        before = end
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


def test_offsets_count_from_the_whole_text(tokenizer: Tokenizer) -> None:
    text = "Skip this. Ada Ibe spoke."
    words = tokenizer.words(text, 11, len(text))
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == [
        "Ada", "Ibe", "spoke", ".",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The governor's spokesman denied it, saying: “Nobody was hurt!”",
        "Überfälle in Kyrgyzstan; naïve façade, São Tomé",
        "airstrikes hit Deir ez-Zor's outskirts on 17.10.2016 (UTC+3)",
        "antidisestablishmentarianism and ATGM-armed paramilitaries",
    ],
)
def test_pieces_are_those_of_the_reference_word_piece(tokenizer: Tokenizer, text: str) -> None:
    from tokenizers import BertWordPieceTokenizer

    reference = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    expected = reference.encode(text, add_special_tokens=False).ids
    words = tokenizer.words(text, 0, len(text))
    assert [p for pieces in words.pieces for p in pieces] == expected


def test_quotation_state_starts_anew_with_each_paragraph(tokenizer: Tokenizer) -> None:
    text = '“Open here\n"Straight" and “curly” end'
    words = tokenizer.words(text, 0, len(text))
    state = {text[a:b]: q for a, b, q in zip(words.starts, words.ends, words.quotes, strict=True)}
    assert state["“"] == OPENING
    assert state["here"] == INSIDE
    assert state["Straight"] == INSIDE
    assert state["and"] == OUTSIDE
    assert state["curly"] == INSIDE
    assert state["”"] == CLOSING
    assert state["end"] == OUTSIDE


def test_a_very_long_word_is_one_unknown(tokenizer: Tokenizer) -> None:
    assert len(tokenizer.pieces("x" * 5000)) == 1


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=20))
def test_folding_leaves_no_accents(word: str) -> None:
    assert not any(unicodedata.category(c) == "Mn" for c in fold(word))


def test_the_vocabulary_is_the_file_beside_the_weights() -> None:
    assert len(Path(VOCABULARY).read_text(encoding="utf-8").splitlines()) == 30522
