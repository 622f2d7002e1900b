"""Modes that words give away."""

import pytest

from whence.reading.events.mode import PLAIN, mode_of_words
from whence.records import MODES, EventType, Span


def test_every_listed_mode_is_one_of_its_type() -> None:
    for kind, modes in PLAIN.items():
        assert {mode for mode, _ in modes} <= set(MODES[kind])


@pytest.mark.parametrize(
    ("kind", "words", "mode"),
    [
        (EventType.ASSAULT, "airstrikes", "aerial"),
        (EventType.ASSAULT, "suicide bombing", "suicide-attack"),
        (EventType.ASSAULT, "car bomb", "explosives"),
        (EventType.ASSAULT, "shot", "firearms"),
        (EventType.ASSAULT, "shot down", None),
        (EventType.ASSAULT, "beaten back", None),
        (EventType.ASSAULT, "attacked", None),
        (EventType.COERCE, "were arrested", "arrest"),
        (EventType.RETREAT, "the truce", "ceasefire"),
        (EventType.PROTEST, "hunger strike", "hunger"),
        (EventType.CONSULT, "arrested", None),
        (EventType.AGREE, "truce", None),
    ],
)
def test_plain_words(kind: EventType, words: str, mode: str | None) -> None:
    assert mode_of_words(words, kind, [Span(0, len(words))]) == mode


def test_the_first_words_decide() -> None:
    text = "shelling airstrike"
    assert mode_of_words(text, EventType.ASSAULT, [Span(9, 18), Span(0, 8)]) == "aerial"
