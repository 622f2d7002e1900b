from hypothesis import given, settings
from hypothesis import strategies as st

from whence.encoder.session import WEIGHTS
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import cut_windows, to_rows
from whence.records import Span

TOKENIZER = Tokenizer.load(WEIGHTS / "vocabulary.txt")
SENTENCE = "The council of Orlu met on Friday and closed the northern bridge. "


def spans_of(paragraphs: list[str]) -> tuple[str, list[Span]]:
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return text, spans


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(24, 320))
def test_windows_hold_every_word_once_in_order_within_the_budget(
    sizes: list[int], budget: int
) -> None:
    text, spans = spans_of([(SENTENCE * n).strip() for n in sizes])
    windows = cut_windows(TOKENIZER, text, spans, budget)
    starts = [s for w in windows for s in w.words.starts]
    expected = [s for span in spans for s in TOKENIZER.words(text, span.start, span.end).starts]
    assert starts == expected
    assert all(w.length <= budget for w in windows)
    assert all(len(to_rows(TOKENIZER, w).pieces) == w.length for w in windows)


def test_a_long_paragraph_is_cut_behind_a_sentence() -> None:
    text, spans = spans_of([(SENTENCE * 20).strip()])
    for window in cut_windows(TOKENIZER, text, spans, 100):
        assert text[window.words.ends[-1] - 1] == "."


def test_short_paragraphs_share_a_window_and_are_parted() -> None:
    text, spans = spans_of(["One thing.", "Another thing."])
    (window,) = cut_windows(TOKENIZER, text, spans)
    rows = to_rows(TOKENIZER, window)
    assert window.breaks == {0, 3}
    assert rows.pieces.count(TOKENIZER.sep) == 2


def test_word_places_point_at_their_own_pieces() -> None:
    text, spans = spans_of(["Paramilitaries regrouped.", "Shelling resumed."])
    (window,) = cut_windows(TOKENIZER, text, spans)
    rows = to_rows(TOKENIZER, window)
    for pieces, first, last in zip(window.words.pieces, rows.first, rows.last, strict=True):
        assert tuple(rows.pieces[first : last + 1]) == pieces


def test_nothing_gives_no_window() -> None:
    assert cut_windows(TOKENIZER, "", []) == []
    assert cut_windows(TOKENIZER, "\u200b\u200b", [Span(0, 2)]) == []
