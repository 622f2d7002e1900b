"""Who tells an event, and what each voice gives."""

from __future__ import annotations

import dataclasses

from whence.reading.events import FoundEvent
from whence.reading.events.tell import tell_events
from whence.records import (
    Act,
    Certainty,
    Event,
    EventType,
    Manner,
    Scores,
    SourceKind,
    Span,
    Statement,
    Status,
    Toll,
)

TEXT = (
    "Shells hit the market of Orlu. Police said four people died in the attack. "
    "Doctors said nine had been killed. The army denied that it shelled the town."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def said(source: str, content: str) -> Statement:
    return Statement(
        source=(span(source),),
        cue=(),
        content=(span(content),),
        relay=(),
        speaker=None,
        source_kind=SourceKind.UNNAMED_PERSON,
        manner=Manner.INDIRECT,
        act=Act.ASSERT,
        certainty=Certainty.CERTAIN,
        scores=Scores(0.9, 0.9, None, 0.9, 0.9, 0.9),
        within=None,
    )


STATEMENTS = (
    said("Police", "four people died in the attack"),
    said("Doctors", "nine had been killed"),
    said("The army", "it shelled the town"),
)


def found(
    anchor: str, status: Status = Status.OCCURRED, deaths: tuple[str, ...] = ()
) -> FoundEvent:
    return FoundEvent(
        anchor=span(anchor),
        mentions=(),
        type=EventType.ASSAULT,
        mode=None,
        status=status,
        actor=(),
        recipient=(),
        place=(),
        date=(),
        deaths=tuple(map(span, deaths)),
        injured=(),
        score=0.9,
        type_score=0.9,
        mode_score=0.9,
        status_score=0.9,
    )


def tell(one: FoundEvent) -> Event:
    (event,) = tell_events(TEXT, [one], STATEMENTS, ())
    return event


def test_one_act_told_by_the_outlet_and_three_sources_has_four_tellings() -> None:
    hit = dataclasses.replace(
        found("hit"),
        mentions=(span("attack"), span("killed"), span("shelled")),
        deaths=(span("four people"), span("nine")),
        others=(found("killed", deaths=("nine",)), found("shelled", Status.DENIED)),
    )
    event = tell(hit)
    assert [t.statement for t in event.tellings] == [None, 0, 1, 2]
    assert [t.deaths for t in event.tellings] == [None, Toll(4, 4), Toll(9, 9), None]
    assert [t.status for t in event.tellings] == [
        Status.OCCURRED,
        None,
        Status.OCCURRED,
        Status.DENIED,
    ]
    assert event.tellings[3].span.of(TEXT) == "shelled"


def test_an_event_that_one_voice_tells_has_one_telling() -> None:
    event = tell(found("killed", deaths=("nine",)))
    (telling,) = event.tellings
    assert (telling.statement, telling.deaths) == (event.statement, event.deaths) == (1, Toll(9, 9))


def test_counts_in_the_outlets_words_make_no_telling_of_their_own() -> None:
    # The words that count stand a little outside what the police say: nobody else tells it.
    event = tell(found("killed", deaths=("Shells",)))
    assert [t.statement for t in event.tellings] == [1]
