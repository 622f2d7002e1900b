"""Page → Report: the whole order of reading on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.encoder.session import Encoder, load_encoder
from whence.page.language import language_name
from whence.reading.acts import SURE, act_of_cue
from whence.reading.antecedents import find_antecedent
from whence.reading.counts import find_casualties, find_counts
from whence.reading.dates import find_dates
from whence.reading.edges import names_nothing, take_whole_names
from whence.reading.events import FoundEvent, find_events, join_events, tell_events, tie_tolls
from whence.reading.manner import manner_of
from whence.reading.mentions import find_mentions
from whence.reading.names import join_names
from whence.reading.nesting import find_outer
from whence.reading.places import find_places
from whence.reading.scores import calibrate_events, calibrate_names, calibrate_scores
from whence.reading.speakers import (
    Attribution,
    Resolved,
    name_organisation,
    part_carriers,
    refine_source_kind,
    resolve_speakers,
)
from whence.reading.speakers.organisations import SCORE as ORGANISATION_SCORE
from whence.reading.statements import Found, find_statements
from whence.reading.topics import names_topic
from whence.reading.voices import read_voices
from whence.records import Act, Mention, Name, Page, Report, Scores, SourceKind, Span, Statement

READ_LANGUAGE = "en"
FIRST_PERSON = frozenset(("i", "we", "me", "us", "my", "our"))


class Reader:
    """Reads pages with one encoder; the weights are loaded at the first page."""

    def __init__(self, encoder: Encoder | None = None, threads: int | None = None) -> None:
        """`encoder` is by default the shipped one, with `threads` threads (all cores)."""
        self._encoder = encoder
        self._threads = threads

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded."""
        if self._encoder is None:
            self._encoder = load_encoder(self._threads)
        return self._encoder

    def read(self, page: Page) -> Report:
        """Everything that the page's article says, by whom.

        A page in another language than English gives a report without findings and voices, and a
        warning that says so. Raises `WeightsError` where the model cannot be loaded.
        """
        encoder = self.encoder
        if page.language is not None and page.language.code != READ_LANGUAGE:
            name = language_name(page.language.code)
            warning = f"the page is in {name}; statements are read in English only"
            return Report(page, (), (), (), (), (), (), (), encoder.manifest.model, (warning,))
        spans = [b.span for b in page.blocks if b.kind.is_read]
        outputs = encoder.read(page.text, spans)
        names = join_names(page.text, find_mentions(outputs))
        least = encoder.manifest.thresholds["statement"]
        found = find_statements(page.text, outputs, encoder.manifest.steps, least)
        found = [f for f in found if not names_topic(page.text, f.cue, f.content)]
        found = [with_carriers(page.text, f) for f in leave_out_own(page.text, found)]
        mentions = [m for n in names for m in n.mentions]
        found = [with_whole_source(page.text, f, mentions) for f in found]
        lines = encoder.manifest.calibration
        statements = tuple(
            replace(s, scores=calibrate_scores(s.scores, lines))
            for s in tell_statements(page.text, names, found)
        )
        body = [b.span for b in page.blocks if b.kind.is_body]
        voices = read_voices(body, page.text, statements)
        names = calibrate_names(names, lines)
        published = page.frame.published.value if page.frame.published else None
        dates = find_dates(page.text, spans, published)
        counts = find_counts(page.text, spans, [d.span for d in dates])
        happened = find_events(
            outputs, encoder.manifest.event_steps, encoder.manifest.thresholds["event"]
        )
        happened = [with_whole_parts(page.text, h, mentions) for h in happened]
        happened = join_events(page.text, happened)
        happened = tie_tolls(page.text, happened, find_casualties(page.text, spans, counts))
        events = calibrate_events(tell_events(page.text, happened, statements, dates), lines)
        places = find_places(page.text, names, events, spans)
        return Report(
            page, names, statements, events, places, dates, counts, voices, encoder.manifest.model
        )


def leave_out_own(text: str, found: Sequence[Found]) -> list[Found]:
    """Without a speaker's own `I hope`, `we believe` inside what that speaker says.

    The codebook's fourth decision; the encoder has learned from corpora that differ on it.
    """
    outer = find_outer([head_of(f) for f in found], [f.content for f in found])
    return [
        f
        for f, within in zip(found, outer, strict=True)
        if within is None
        or not f.source
        or any(s.of(text).lower() not in FIRST_PERSON for s in f.source)
    ]


def with_carriers(text: str, found: Found) -> Found:
    """A finding with the carriers that its words name plainly, where the model found none."""
    if found.relay:
        return found
    source, relay = part_carriers(text, found.source, found.cue)
    return replace(found, source=source, relay=relay) if relay else found


def with_whole_source(text: str, found: Found, mentions: Sequence[Mention]) -> Found:
    """A finding whose source takes in whole names, or is what `who` or `which` stands for."""
    source = take_whole_names(text, found.source, mentions)
    antecedent = find_antecedent(text, source[0], mentions) if len(source) == 1 else None
    return replace(found, source=(antecedent,) if antecedent else source)


def with_whole_parts(text: str, found: FoundEvent, mentions: Sequence[Mention]) -> FoundEvent:
    """An event whose actor, recipient and place take in whole names, and name something."""
    actor, recipient, place = (
        tuple(s for s in take_whole_names(text, spans, mentions) if not names_nothing(text, s))
        for spans in (found.actor, found.recipient, found.place)
    )
    return replace(found, actor=actor, recipient=recipient, place=place)


def tell_statements(
    text: str, names: Sequence[Name], found: Sequence[Found]
) -> tuple[Statement, ...]:
    """Findings → statements with speakers, manner and nesting."""
    attributions = [
        Attribution(f.source, f.cue, f.content, f.relay, f.source_kind[0]) for f in found
    ]
    resolved = resolve_speakers(text, names, attributions)
    outer = find_outer([head_of(f) for f in found], [f.content for f in found])
    return tuple(
        tell(text, f, r, within) for f, r, within in zip(found, resolved, outer, strict=True)
    )


def head_of(found: Found) -> int:
    """The offset of the word that a statement hangs on."""
    spans: Sequence[Span] = found.cue or found.source or found.content
    return spans[0].start


def tell(text: str, found: Found, resolved: Resolved, within: int | None) -> Statement:
    """One finding with all that is known about it."""
    guess, sure = found.source_kind
    kind = refine_source_kind(guess, resolved)
    act, act_score = tell_act(text, found)
    speaker, speaker_score = resolved.speaker, resolved.score
    if speaker is None and (phrase := name_organisation(text, found.source, kind)):
        speaker, speaker_score = phrase, ORGANISATION_SCORE
    return Statement(
        source=found.source,
        cue=found.cue,
        content=found.content,
        relay=found.relay,
        speaker=speaker,
        source_kind=kind,
        manner=manner_of(text, found.content, found.source, found.cue),
        act=act,
        certainty=found.certainty[0],
        scores=Scores(
            statement=found.score,
            source=found.source_score,
            speaker=None if speaker is None else speaker_score,
            source_kind=sure if kind is guess else kind_score(kind, resolved),
            act=act_score,
            certainty=found.certainty[1],
        ),
        within=within,
    )


def tell_act(text: str, found: Found) -> tuple[Act, float]:
    """The act with its score: the cue's own where it gives one away, else the model's."""
    plain = act_of_cue(" ".join(" ".join(s.of(text).split()) for s in found.cue))
    if plain is None:
        return found.act
    return plain, max(SURE, found.act[1]) if plain is found.act[0] else SURE


def kind_score(kind: SourceKind | None, resolved: Resolved) -> float:
    """How sure the rules are of a kind that they decided against the model."""
    return resolved.score if kind is not None else 0.0
