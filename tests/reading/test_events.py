from __future__ import annotations

import numpy as np

from tests.reading.outputs import Told, tell_events
from whence.encoder.labels import EVENT_TAGS
from whence.encoder.session import WEIGHTS
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import cut_windows
from whence.reading.events import FoundEvent, find_events, join_events
from whence.records import EventType, Span, Status

TOKENIZER = Tokenizer.load(WEIGHTS / "vocabulary.txt")
TEXT = "Rebels shelled Orlu on Friday and killed four people ; the attack ended ."
NO_STEPS = np.zeros((len(EVENT_TAGS), len(EVENT_TAGS)), np.float32)
SHELLED: Told = (
    1,
    "ASSAULT",
    0.9,
    {0: "B-actor", 1: "B-anchor", 6: "B-mention", 7: "B-recipient", 8: "I-recipient"},
    {2: "place", 3: "date", 4: "date", 7: "deaths"},
    "occurred",
    "ASSAULT/heavy-weapons",
)
ATTACK: Told = (11, "ASSAULT", 0.6, {11: "B-anchor", 6: "B-mention"}, {}, "occurred", "none")


def find(*told: Told) -> list[FoundEvent]:
    (window,) = cut_windows(TOKENIZER, TEXT, [Span(0, len(TEXT))])
    return find_events([tell_events(window, told)], NO_STEPS, 0.5)


def words(spans: tuple[Span, ...]) -> list[str]:
    return [s.of(TEXT) for s in spans]


def test_an_event_has_its_parts_places_dates_and_counts() -> None:
    (one,) = find(SHELLED)
    assert (one.type, one.mode, one.status) == (
        EventType.ASSAULT,
        "heavy-weapons",
        Status.OCCURRED,
    )
    assert one.anchor.of(TEXT) == "shelled"
    assert (words(one.actor), words(one.recipient)) == (["Rebels"], ["four people"])
    assert (words(one.place), words(one.date)) == (["Orlu"], ["on Friday"])
    assert (words(one.deaths), words(one.injured)) == (["four"], [])
    assert words(one.mentions) == ["killed"]


def test_an_anchor_under_the_threshold_is_no_event() -> None:
    at, kind, _, tags, marks, status, mode = SHELLED
    assert find((at, kind, 0.4, tags, marks, status, mode)) == []


def test_a_second_anchor_of_the_same_act_is_a_mention() -> None:
    at, kind, share, tags, marks, status, mode = SHELLED
    both = find((at, kind, share, {**tags, 11: "B-mention"}, marks, status, mode), ATTACK)
    (one,) = join_events(TEXT, both)
    assert one.anchor.of(TEXT) == "shelled"
    assert words(one.mentions) == ["killed", "attack"]


def test_other_types_and_acts_stay_apart() -> None:
    ended: Told = (12, "RETREAT", 0.7, {12: "B-anchor"}, {}, "occurred", "RETREAT/ceasefire")
    joined = join_events(TEXT, find(SHELLED, ended))
    assert [e.anchor.of(TEXT) for e in joined] == ["shelled", "ended"]


def test_what_only_a_later_mention_tells_is_the_event_s() -> None:
    later: Told = (11, "ASSAULT", 0.6, {1: "B-mention"}, {2: "place"}, "occurred", "none")
    first: Told = (1, "ASSAULT", 0.9, {11: "B-mention"}, {4: "date"}, "occurred", "none")
    (one,) = join_events(TEXT, find(first, later))
    assert (words(one.place), words(one.date)) == (["Orlu"], ["Friday"])


SPREAD = (
    "Jets bombed the depot at Sarn on Friday. The raid killed four people.\n\n"
    "A year ago rebels attacked the port of Lome with rockets."
)


def found(word: str, place: str, actor: str = "") -> FoundEvent:
    """An attack anchored at a word of `SPREAD`, at a place of it."""
    return FoundEvent(
        anchor=span_of(word),
        mentions=(),
        actor=(span_of(actor),) if actor else (),
        recipient=(),
        place=(span_of(place),) if place else (),
        date=(),
        deaths=(),
        injured=(),
        type=EventType.ASSAULT,
        mode=None,
        status=Status.OCCURRED,
        score=0.8,
        type_score=0.9,
        mode_score=0.9,
        status_score=0.9,
    )


def span_of(word: str) -> Span:
    return Span(SPREAD.index(word), SPREAD.index(word) + len(word))


def test_an_act_far_off_elsewhere_and_by_others_is_another_event() -> None:
    here = found("bombed", "Sarn", actor="Jets")
    there = found("attacked", "Lome", actor="rebels")
    assert join_events(SPREAD, [here, there]) == [here, there]


def test_joining_loses_no_anchor_and_does_not_depend_on_the_order_found() -> None:
    events = [found("bombed", "Sarn"), found("raid", ""), found("attacked", "Lome")]
    joined = join_events(SPREAD, events)
    assert joined == join_events(SPREAD, events[::-1])
    anchors = {s for e in joined for s in (e.anchor, *e.mentions)}
    assert anchors == {e.anchor for e in events}


def test_a_mode_of_another_type_is_not_told() -> None:
    (one,) = find((12, "RETREAT", 0.7, {}, {}, "planned", "ASSAULT/aerial"))
    assert (one.mode, one.status) == (None, Status.PLANNED)
    assert one.anchor.of(TEXT) == "ended"


def test_both_counts_may_stand_on_the_same_words() -> None:
    (one,) = find((1, "ASSAULT", 0.9, {}, {7: "both"}, "occurred", "none"))
    assert words(one.deaths) == words(one.injured) == ["four"]
