"""A made-up article about made-up people and places, read by hand."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

from whence.reading.voices import read_voices
from whence.records import (
    Act,
    Block,
    BlockKind,
    Candidate,
    Certainty,
    Count,
    Event,
    EventScores,
    EventType,
    Frame,
    Furniture,
    Language,
    Manner,
    Mention,
    Meter,
    Model,
    Name,
    NameKind,
    Page,
    Place,
    Precision,
    Report,
    Scores,
    SourceKind,
    Span,
    Stated,
    Statement,
    Status,
    Telling,
    TimeExpression,
    TimeKind,
    Toll,
)

TITLE = "Ferries stay in port as shelling reaches Tormar harbour"
METER = "0 €\n3,000 €\n6,000 €\n2,100 €"
DECK = (
    "The harbour of Tormar was closed on Sunday. The Velian Coast Guard warned that no ship would "
    "be let through “until the guns are silent”."
)
BYLINE = "By Ilse Maravek"
FIRST = (
    "Two ferries were hit before dawn, Captain Oren Dask said. He added that nobody was hurt, "
    "but that the northern pier may not be used for weeks."
)
SECOND = (
    "“We told the council on Friday that the pier was watched, and the mayor promised us that the "
    "boats would be moved,” a dock worker who asked not to be named explained to Radio Lagune."
)
SUBHEAD = "An answer from across the strait"
THIRD = (
    "The government in Kesh denied that its batteries had fired. “If a single shell came from our "
    "side,” the Meridian agency quoted Defence Minister Saura Okonjo-Vell, “I will resign.”"
)
FOURTH = (
    "It was reported that talks could begin next week. According to a United Relief note seen by "
    "this newspaper, some 4,000 people have left the old town since Thursday."
)
APPEAL = "Do you value reporting from the strait? Help us stay there."
NOTICE = "© The Tormar Ledger"

KINDS = (
    (METER, BlockKind.METER),
    (TITLE, BlockKind.TITLE),
    (DECK, BlockKind.DECK),
    (BYLINE, BlockKind.BYLINE),
    (TITLE, BlockKind.REPEATED_TITLE),
    (FIRST, BlockKind.PARAGRAPH),
    (SECOND, BlockKind.PARAGRAPH),
    (SUBHEAD, BlockKind.HEADING),
    (THIRD, BlockKind.PARAGRAPH),
    (FOURTH, BlockKind.PARAGRAPH),
    (APPEAL, BlockKind.APPEAL),
    (NOTICE, BlockKind.NOTICE),
)
TEXT = "\n\n".join(words for words, _ in KINDS)
MODEL = Model("made-by-hand", "0", "0" * 64)


def at(words: str, within: str = TEXT) -> tuple[Span, ...]:
    """The only place of some words in the article, as spans; no words, no spans."""
    if not words:
        return ()
    assert within.count(words) == 1, words
    start = TEXT.index(within) + within.index(words)
    return (Span(start, start + len(words)),)


def said(
    source: str,
    cue: str,
    *content: str,
    block: str = TEXT,
    relay: str = "",
    speaker: str | None = None,
    kind: SourceKind | None = SourceKind.NAMED_PERSON,
    manner: Manner = Manner.INDIRECT,
    act: Act | None = Act.ASSERT,
    certainty: Certainty | None = Certainty.CERTAIN,
    score: float = 0.9,
    within: int | None = None,
) -> Statement:
    """One statement, by its words."""
    return Statement(
        source=at(source, block),
        cue=at(cue, block),
        content=tuple(span for words in content for span in at(words, block)),
        relay=at(relay, block),
        speaker=speaker,
        source_kind=kind,
        manner=manner,
        act=act,
        certainty=certainty,
        scores=Scores(score, 0.95, 0.9 if speaker else None, 0.88, 0.83, 0.71),
        within=within,
    )


STATEMENTS = (
    said(
        "The Velian Coast Guard",
        "warned",
        "no ship would be let through “until the guns are silent”",
        speaker="Velian Coast Guard",
        kind=SourceKind.NAMED_ORGANISATION,
        manner=Manner.MIXED,
        act=Act.WARN,
        certainty=Certainty.CONDITIONAL,
        score=0.97,
    ),
    said(
        "Captain Oren Dask",
        "said",
        "Two ferries were hit before dawn",
        block=FIRST,
        speaker="Oren Dask",
        score=0.99,
    ),
    said(
        "He",
        "added",
        "nobody was hurt, but that the northern pier may not be used for weeks",
        block=FIRST,
        speaker="Oren Dask",
        certainty=Certainty.POSSIBLE,
        score=0.94,
    ),
    said(
        "a dock worker who asked not to be named",
        "explained",
        "“We told the council on Friday that the pier was watched, and the mayor promised us that "
        "the boats would be moved,”",
        block=SECOND,
        relay="Radio Lagune",
        kind=SourceKind.UNNAMED_PERSON,
        manner=Manner.DIRECT,
        score=0.92,
    ),
    said(
        "We",
        "told the council",
        "the pier was watched",
        block=SECOND,
        within=3,
        act=Act.WARN,
        kind=SourceKind.UNNAMED_PERSON,
        score=0.55,
    ),
    said(
        "the mayor",
        "promised",
        "the boats would be moved",
        block=SECOND,
        within=3,
        act=Act.COMMIT,
        kind=SourceKind.UNNAMED_PERSON,
        score=0.81,
    ),
    said(
        "The government in Kesh",
        "denied",
        "its batteries had fired",
        block=THIRD,
        speaker="government in Kesh",
        kind=SourceKind.NAMED_ORGANISATION,
        act=Act.DENY,
    ),
    said(
        "Defence Minister Saura Okonjo-Vell",
        "quoted",
        "“If a single shell came from our side,”",
        "“I will resign.”",
        block=THIRD,
        relay="the Meridian agency",
        speaker="Saura Okonjo-Vell",
        manner=Manner.DIRECT,
        act=Act.COMMIT,
        certainty=Certainty.CONDITIONAL,
    ),
    said(
        "",
        "It was reported",
        "talks could begin next week",
        block=FOURTH,
        kind=SourceKind.NONE,
        certainty=Certainty.POSSIBLE,
        score=0.77,
    ),
    said(
        "a United Relief note seen by this newspaper",
        "According to",
        "some 4,000 people have left the old town since Thursday",
        block=FOURTH,
        kind=SourceKind.DOCUMENT,
        act=None,
        certainty=None,
        score=0.68,
    ),
)


EVENTS = (
    Event(
        anchor=at("closed")[0],
        mentions=(),
        type=EventType.COERCE,
        mode="restrict",
        status=Status.OCCURRED,
        actor=(),
        recipient=(),
        place=at("The harbour of Tormar"),
        date="2031-03-02",
        deaths=None,
        injured=None,
        statement=None,
        scores=EventScores(0.91, 0.8, 0.97, 0.6),
        tellings=(Telling(at("closed")[0], None, Status.OCCURRED, None, None),),
    ),
    Event(
        anchor=at("hit before dawn")[0],
        mentions=(),
        type=EventType.ASSAULT,
        mode=None,
        status=Status.OCCURRED,
        actor=(),
        recipient=at("Two ferries"),
        place=(),
        date=None,
        deaths=None,
        injured=Toll(0, 0),
        statement=1,
        scores=EventScores(0.95, 0.99, 0.98, None),
        tellings=(
            Telling(at("hit before dawn")[0], 1, Status.OCCURRED, None, Toll(0, 0)),
            Telling(at("fired", THIRD)[0], 6, Status.DENIED, Toll(2, None), None),
        ),
    ),
    Event(
        anchor=at("fired", THIRD)[0],
        mentions=(),
        type=EventType.ASSAULT,
        mode="heavy-weapons",
        status=Status.DENIED,
        actor=at("its batteries", THIRD),
        recipient=(),
        place=(),
        date=None,
        deaths=None,
        injured=None,
        statement=6,
        scores=EventScores(0.88, 0.97, 0.9, 0.7),
        tellings=(Telling(at("fired", THIRD)[0], 6, Status.DENIED, None, None),),
    ),
)
TORMAR = Candidate(4242424, "Tormar", 54.3, 10.1, "XA", "Coast", Precision.TOWN, population=31_000)
PLACES = (
    Place(
        Span(at("The harbour of Tormar")[0].end - 6, at("The harbour of Tormar")[0].end),
        TORMAR,
        others=(dataclasses.replace(TORMAR, geonames=4242425, latitude=-3.5, country="XB"),),
        score=0.85,
    ),
)
DATES = (
    TimeExpression(at("Sunday")[0], "2031-03-02", TimeKind.DATE, "day", "2031-03-02", "2031-03-02"),
    TimeExpression(
        at("next week")[0], "2031-W10", TimeKind.DATE, "week", "2031-03-03", "2031-03-09"
    ),
)
COUNTS = (
    Count(at("some 4,000")[0], 4000, 4000, approximate=True, counted=at("people", FOURTH)[0]),
)


def _blocks() -> tuple[Block, ...]:
    blocks, start = [], 0
    for words, kind in KINDS:
        level = 2 if kind is BlockKind.HEADING else None
        blocks.append(Block(kind, Span(start, start + len(words)), None, level))
        start += len(words) + 2
    return tuple(blocks)


BLOCKS = _blocks()


def sample_page(name: str = "ferries.html") -> Page:
    """The page of the article, with a meter, an appeal and its headline twice."""
    furniture = {block.kind: block.span for block in BLOCKS if block.kind.is_furniture}
    title = next(block.span for block in BLOCKS if block.kind is BlockKind.TITLE)
    return Page(
        name=name,
        text=TEXT,
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        blocks=BLOCKS,
        furniture=(
            Furniture(
                BlockKind.METER,
                furniture[BlockKind.METER],
                Meter((0.0, 3000.0, 6000.0), 6000.0, 2100.0, "EUR", 0.35),
            ),
            Furniture(BlockKind.APPEAL, furniture[BlockKind.APPEAL]),
            Furniture(BlockKind.NOTICE, furniture[BlockKind.NOTICE]),
        ),
        frame=Frame(
            title=Stated(TITLE, title, "text"),
            deck=Stated(DECK, at(DECK)[0], "text"),
            authors=(Stated("Ilse Maravek", at("Ilse Maravek")[0], "text"),),
            published=Stated("2031-03-02", None, "given"),
        ),
        language=Language("en", 0.999),
        url="https://ledger.example/ferries",
        outlet="The Tormar Ledger",
        encoding="utf-8",
    )


def sample_report(**changes: Any) -> Report:
    """The report on the article; `changes` replace its fields."""
    dask = at("Captain Oren Dask")[0]
    report = Report(
        page=sample_page(),
        names=(
            Name(
                "Oren Dask",
                NameKind.PERSON,
                (Mention(Span(dask.start + 8, dask.end), NameKind.PERSON, 0.98),),
                ("Dask",),
            ),
        ),
        statements=STATEMENTS,
        events=EVENTS,
        places=PLACES,
        dates=DATES,
        counts=COUNTS,
        voices=read_voices([b.span for b in BLOCKS if b.kind.is_body], TEXT, STATEMENTS),
        model=MODEL,
        warnings=("no publication date on the page; the given one is used",),
    )
    return dataclasses.replace(report, **changes)
