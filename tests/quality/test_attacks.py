"""The scorer of roles against its definition."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from quality.attacks import align, is_within, macro_f1

ENTITY = st.lists(st.sampled_from("abcde"), min_size=1, max_size=3, unique=True)
ENTITIES = st.lists(ENTITY, max_size=4)


@given(ENTITIES, ENTITIES)
def test_the_alignment_is_the_best_of_all(gold: list[list[str]], said: list[list[str]]) -> None:
    # CEAF's definition: of all one-to-one maps between the two sides, the one that counts most.
    short, long = sorted((gold, said), key=len)
    best = max(
        sum(
            is_within(b, a) if short is gold else is_within(a, b)
            for a, b in zip(short, order, strict=True)
        )
        for order in permutations(long, len(short))
    )
    assert align(gold, said) == best


def test_a_said_entity_counts_only_where_all_its_mentions_are_right() -> None:
    gold = ["The guerrillas", "FMLN"]
    assert is_within(["guerrillas"], gold)
    assert is_within(["fmln", "guerrillas"], gold)
    assert not is_within(["guerrillas", "army"], gold)


def test_punctuation_and_articles_do_not_count() -> None:
    assert is_within(["car-bomb"], ["a carbomb"])


def test_macro_f1_is_over_gold_labels() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b")]
    assert macro_f1(pairs) == (2 / 3 + 2 / 3) / 2
