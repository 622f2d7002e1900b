"""Our own annotated text as training examples."""

from pathlib import Path

from training.data import Text, make_examples
from training.markup import read_document
from whence.encoder.labels import EVENT_MARKS, EVENT_MODES, EVENT_TAGS, EVENT_TYPES, STATUSES
from whence.encoder.session import WEIGHTS
from whence.encoder.tokenizer import Tokenizer
from whence.records import Status

TOKENIZER = Tokenizer.load(Path(WEIGHTS) / "vocabulary.txt")
DOCUMENT = """=== made-001 | agency | 2019-03-08
{A1 Rebels} {E1 shelled} {P1 Orlu} {D1 on Friday}, {M1 killing} {V1 {K1 four people}}.
---
---
1 | ASSAULT/heavy-weapons | occurred | 2019-03-08 | 4 | -
"""


def test_an_event_becomes_its_anchor_tags_and_marks() -> None:
    document = read_document(DOCUMENT)
    assert document.events is not None
    text = Text("made", document.text, events=list(document.events.values()))
    (example,) = make_examples(TOKENIZER, text, 320)
    (link,) = example.events
    words = [document.text[a:b] for a, b in zip(
        example.window.words.starts, example.window.words.ends, strict=True
    )]  # fmt: skip
    tags = {w: EVENT_TAGS[t] for w, t in zip(words, link.tags, strict=True)}
    marks = {w: EVENT_MARKS[m] for w, m in zip(words, link.marks, strict=True)}
    assert words[link.anchor] == "shelled"
    assert (tags["Rebels"], tags["killing"]) == ("B-actor", "B-mention")
    assert (tags["four"], tags["people"]) == ("B-recipient", "I-recipient")
    assert (marks["Orlu"], marks["Friday"], marks["four"]) == ("place", "date", "deaths")
    assert EVENT_MODES[link.mode] == "ASSAULT/heavy-weapons"
    assert STATUSES[link.status] is Status.OCCURRED


def test_a_further_mention_may_be_an_anchor_and_any_other_word_is_none() -> None:
    document = read_document(DOCUMENT)
    text = Text("made", document.text, events=list((document.events or {}).values()))
    (example,) = make_examples(TOKENIZER, text, 320)
    assault = 1 << EVENT_TYPES.index("ASSAULT")
    assert example.types is not None
    assert sorted(set(example.types)) == [1, assault, 1 | assault]
    assert example.types.count(assault) == example.types.count(1 | assault) == 1


def test_a_text_nobody_has_read_for_events_says_nothing_of_them() -> None:
    (example,) = make_examples(TOKENIZER, Text("made", "Rebels shelled Orlu."), 320)
    assert example.types is None
    assert example.events == []
