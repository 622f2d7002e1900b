import numpy as np
import pytest

from tests.reading.outputs import no_events
from whence.encoder.labels import ACTS, CERTAINTIES, NAME_TAGS, SOURCE_KINDS, TAGS
from whence.encoder.output import Output
from whence.encoder.session import WEIGHTS
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import cut_windows
from whence.reading.statements import find_statements, tidy
from whence.records import Act, Span

TOKENIZER = Tokenizer.load(WEIGHTS / "vocabulary.txt")
TEXT = "Ibe said on Friday that shells fell and denied blame ."
NO_STEPS = np.zeros((len(TAGS), len(TAGS)), np.float32)


def output_of(paths: dict[int, dict[int, str]], likely: dict[int, float]) -> Output:
    """A window over TEXT in which each anchor's words have the given tags, plainly."""
    (window,) = cut_windows(TOKENIZER, TEXT, [Span(0, len(TEXT))])
    count = len(window.words)
    anchors = np.tile(np.array([1, 0, 0], np.float32), (count, 1))
    for at, p in likely.items():
        anchors[at] = [1 - p, p, 0]
    tags = np.zeros((len(paths), count, len(TAGS)), np.float32)
    tags[:, :, 0] = 4
    for row, path in enumerate(paths.values()):
        for word, tag in path.items():
            tags[row, word, TAGS.index(tag)] = 9
    traits = np.zeros((len(paths), len(SOURCE_KINDS) + len(ACTS) + len(CERTAINTIES)), np.float32)
    traits[:, len(SOURCE_KINDS) + ACTS.index(Act.DENY)] = 5
    names = np.zeros((count, len(NAME_TAGS)), np.float32)
    picks = np.array(list(paths), np.int64)
    return Output(window, anchors, picks, tags, traits, names, *no_events(count))


SAID = {0: "B-source", 1: "B-cue", 5: "B-content", 6: "I-content"}
DENIED = {0: "B-source", 8: "B-cue", 9: "B-content"}


def words(spans: tuple[Span, ...]) -> list[str]:
    return [s.of(TEXT) for s in spans]


def test_two_cues_share_a_source_and_keep_their_own_contents() -> None:
    output = output_of({1: SAID, 8: DENIED}, {1: 0.9, 8: 0.8})
    one, two = find_statements(TEXT, [output], NO_STEPS, 0.5)
    assert words(one.source) == words(two.source) == ["Ibe"]
    assert (words(one.cue), words(two.cue)) == (["said"], ["denied"])
    assert (words(one.content), words(two.content)) == (["shells fell"], ["blame"])
    assert two.act[0] is Act.DENY


def test_a_discontinuous_content_has_several_spans() -> None:
    path = {1: "B-cue", 5: "B-content", 6: "I-content", 9: "B-content"}
    (one,) = find_statements(TEXT, [output_of({1: path}, {1: 0.9})], NO_STEPS, 0.5)
    assert words(one.content) == ["shells fell", "blame"]


def test_a_content_cut_where_nothing_stands_between_is_one_span() -> None:
    path = {1: "B-cue", 5: "B-content", 6: "B-content", 9: "B-content"}
    (one,) = find_statements(TEXT, [output_of({1: path}, {1: 0.9})], NO_STEPS, 0.5)
    assert words(one.content) == ["shells fell", "blame"]


@pytest.mark.parametrize("blank", [" ", "\xa0", "\t", "\u2003"])
def test_no_span_begins_or_ends_on_white_space(blank: str) -> None:
    text = f"{blank}shells fell{blank},{blank}"
    for role in ("source", "content", "relay"):
        assert tidy(text, role, Span(0, len(text))) == Span(1, 12)
    dated = f"ORLU -- {blank}shells fell"
    assert tidy(dated, "content", Span(0, len(dated))) == Span(9, 20)


def test_anchors_under_the_threshold_are_no_statements() -> None:
    assert find_statements(TEXT, [output_of({1: SAID}, {1: 0.4})], NO_STEPS, 0.5) == []


def test_of_two_anchors_on_one_cue_the_surer_wins() -> None:
    longer = {0: "B-source", 1: "B-cue", 2: "I-cue", 5: "B-content", 6: "I-content"}
    shorter = {0: "B-source", 2: "B-cue", 5: "B-content", 6: "I-content"}
    (one,) = find_statements(
        TEXT, [output_of({1: longer, 2: shorter}, {1: 0.9, 2: 0.7})], NO_STEPS, 0.5
    )
    assert words(one.cue) == ["said on"]


def test_an_anchor_without_content_is_no_statement() -> None:
    output = output_of({1: {0: "B-source", 1: "B-cue"}}, {1: 0.9})
    assert find_statements(TEXT, [output], NO_STEPS, 0.5) == []


def test_spans_are_tidied_as_the_codebook_wants_them() -> None:
    path = {
        0: "B-source",
        1: "B-cue",
        4: "B-content",
        5: "I-content",
        6: "I-content",
        10: "B-content",
    }
    (one,) = find_statements(TEXT, [output_of({1: path}, {1: 0.9})], NO_STEPS, 0.5)
    assert words(one.content) == ["shells fell"]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("ORLU, Sarvane – Shells fell", "Shells fell"),
        ("PORT ANNE (Meridian) — Shells fell", "Shells fell"),
        ("ORLU, March 8, 2019 (SNA) -- Shells fell", "Shells fell"),
        ("UN aid - what is left of it - fell", "UN aid - what is left of it - fell"),
        ("Orlu – Shells fell", "Orlu – Shells fell"),
    ],
)
def test_a_dateline_is_no_part_of_what_is_said(line: str, rest: str) -> None:
    text = f"A headline\n{line}, he said."
    span = tidy(text, "content", Span(11, 11 + len(line)))
    assert span is not None
    assert span.of(text) == rest


def test_a_dateline_is_one_only_at_the_start_of_a_line() -> None:
    text = "He named it ORLU, Sarvane – Shells fell"
    assert tidy(text, "content", Span(12, len(text))) == Span(12, len(text))
