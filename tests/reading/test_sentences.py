"""Where sentences begin, in no more time than the text is long."""

from __future__ import annotations

import pytest

from tests.in_time import in_time
from whence.reading.wording.sentence import sentence_starts


def test_sentences_begin_behind_ends_and_line_breaks() -> None:
    text = 'Gen. Ibe left...  "Why?" he asked. and so\xa0\n on.\n\nHe came!” It rained'
    begun = [text[start : start + 4] for start in sentence_starts(text)]
    assert begun == ["Gen.", '"Why', "on.\n", "He c", "It r"]


@pytest.mark.parametrize("run", ["\xa0" * 100_000, "." * 100_000, ". " * 50_000, '."' * 50_000])
def test_a_long_run_takes_no_longer_than_it_is_long(run: str) -> None:
    with in_time(5):
        assert sentence_starts(f"One{run}two.\nThree") == [0, len(run) + 8]
