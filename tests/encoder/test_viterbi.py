from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.encoder.viterbi import find_paths, forbid_orphans, spans_of

TAGS = ("O", "B-a", "I-a", "B-b", "I-b")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_the_path_is_the_best_of_all_paths(seed: int, length: int) -> None:
    dice = np.random.default_rng(seed)
    scores = dice.normal(size=(2, length, 5)).astype(np.float32)
    steps, opening = forbid_orphans(dice.normal(size=(5, 5)).astype(np.float32), TAGS)
    paths = find_paths(scores, steps, opening)

    def total(row: int, path: tuple[int, ...]) -> float:
        moved = sum(steps[a, b] for a, b in pairwise(path))
        said = sum(scores[row, i, t] for i, t in enumerate(path))
        return float(opening[path[0]] + moved + said)

    for row in range(2):
        best = max(product(range(5), repeat=length), key=lambda p: total(row, p))
        assert np.isclose(total(row, tuple(paths[row])), total(row, best), atol=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_inside_tag_stands_without_its_beginning(seed: int) -> None:
    dice = np.random.default_rng(seed)
    scores = dice.normal(size=(3, 12, 5)).astype(np.float32)
    steps, opening = forbid_orphans(np.zeros((5, 5), np.float32), TAGS)
    for path in find_paths(scores, steps, opening):
        names = [TAGS[t] for t in path]
        for before, tag in zip(["O", *names], names, strict=False):
            if tag.startswith("I-"):
                assert before[2:] == tag[2:]


def test_stretches_are_read_off_a_path() -> None:
    path = np.array([0, 1, 2, 1, 0, 3])
    assert spans_of(path, TAGS) == [("a", 1, 3), ("a", 3, 4), ("b", 5, 6)]


def test_no_sequences_give_no_paths() -> None:
    empty = np.zeros((0, 4, 5), np.float32)
    assert find_paths(empty, np.zeros((5, 5), np.float32), np.zeros(5, np.float32)).shape == (0, 4)
