"""The words that count people killed and injured, and the events that they belong to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.reading.counts import find_casualties, find_counts, read_toll
from whence.reading.events import FoundEvent, tie_tolls
from whence.records import EventType, Span, Status, Toll

Told = list[tuple[str, str]]


def casualties(text: str) -> tuple[Told, Told]:
    """The words that count the dead, and the injured, each with its cue."""
    whole = [Span(0, len(text))]
    found = find_casualties(text, whole, find_counts(text, whole))
    words = [(c.is_dead, (c.words.of(text), c.cue.of(text))) for c in found]
    return [w for dead, w in words if dead], [w for dead, w in words if not dead]


@pytest.mark.parametrize(
    ("text", "dead", "injured"),
    [
        ("The blast killed at least twelve people and wounded 30 others.",
         [("at least twelve", "killed")], [("30", "wounded")]),
        ("Five people, two of them children, were killed.", [("Five", "killed")], []),
        ("Soldiers shot dead sixty men along the fence.", [("sixty", "shot dead")], []),
        ("A toll of 29 dead was given.", [("29", "dead")], []),
        ("The death toll in Karda rose to 40.", [("40", "death toll in Karda rose to")], []),
        ("The number of wounded stands at 22.", [], [("22", "number of wounded stands at")]),
        ("At least 27 insurgents and four soldiers were killed.",
         [("At least 27 insurgents and four", "killed")], []),
        ("It killed 917 militants, 162 soldiers and 47 civilians.",
         [("917 militants, 162 soldiers and 47", "killed")], []),
        ("The ministry confirmed the death of 37 people.", [("37", "death of")], []),
        ("There were no casualties.", [("no casualties", "no casualties")],
         [("no casualties", "no casualties")]),
        ("Nobody was hurt.", [], [("Nobody was hurt", "Nobody was hurt")]),
    ],
)  # fmt: skip
def test_victims_are_counted(text: str, dead: Told, injured: Told) -> None:
    assert casualties(text) == (dead, injured)


@pytest.mark.parametrize(
    "text",
    [
        "There were no reports of casualties.",
        "Eleven of the dead were students.",
        "He described a toll gate of two canoes.",
        "Police arrested 12 men.",
        "Twelve trucks crossed the border.",
    ],
)
def test_what_counts_no_victims_is_left_alone(text: str) -> None:
    assert casualties(text) == ([], [])


def event(text: str, words: str, kind: EventType, status: Status = Status.OCCURRED) -> FoundEvent:
    at = text.index(words)
    anchor = Span(at, at + len(words))
    return FoundEvent(
        anchor, (), kind, None, status, (), (), (), (), (), (), 0.9, 0.9, 0.9, 0.9
    )  # fmt: skip


def tolls(text: str, *events: FoundEvent) -> list[Toll | None]:
    whole = [Span(0, len(text))]
    tied = tie_tolls(text, events, find_casualties(text, whole, find_counts(text, whole)))
    return [read_toll(text, one.deaths) for one in tied]


def test_a_count_goes_to_the_act_that_its_own_verb_names() -> None:
    text = "Rebels shelled Karda on Monday. In Lumo, gunmen killed three men."
    shelled = event(text, "shelled", EventType.ASSAULT)
    killed = event(text, "killed", EventType.ASSAULT)
    assert tolls(text, shelled, killed) == [None, Toll(3, 3)]


def test_a_count_in_the_next_sentence_goes_to_the_assault_before_it() -> None:
    text = "Rebels shelled Karda on Monday. Police arrested a man. Nine people died."
    shelled = event(text, "shelled", EventType.ASSAULT)
    arrested = event(text, "arrested", EventType.COERCE)
    assert tolls(text, shelled, arrested) == [Toll(9, 9), None]


def test_what_is_only_planned_has_no_victims() -> None:
    text = "They plan to attack Karda, where nine people died."
    planned = event(text, "attack", EventType.ASSAULT, Status.PLANNED)
    assert tolls(text, planned) == [None]


@given(st.text(alphabet="12 killed.wounded,peopland\n —nobody", min_size=1, max_size=120))
def test_no_text_breaks_the_grammar(text: str) -> None:
    whole = [Span(0, len(text))]
    for one in find_casualties(text, whole, find_counts(text, whole)):
        assert 0 <= one.words.start < one.words.end <= len(text)
        assert 0 <= one.cue.start < one.cue.end <= len(text)
