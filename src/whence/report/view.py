"""What a report shows, in words and numbers, for every page of HTML that shows one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..records import Block, BlockKind, Furniture, Report, Scores, Span, Statement, Voice
from .cast import NOT_READ, Cast, Part, kind_label, route, share_words
from .clean import one_line, visible
from .money import meter_words

HUES = 8  # as many as the style sheets have
RULES = 4
# What is shown small beside the article's running text, and what it is called.
ASIDES = {
    BlockKind.BYLINE: "byline",
    BlockKind.DATE: "date line",
    BlockKind.CAPTION: "caption",
    BlockKind.REPEATED_TITLE: "headline, repeated",
}


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """One piece of furniture; `share` is what a meter has raised, in per cent of its goal."""

    kind: str
    words: str
    meter: str | None
    share: float | None


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """One line of the legend."""

    letter: str
    style: str
    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Slice:
    """One piece of the bar of voices; `x` and `width` in per cent."""

    style: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in the table."""

    number: int
    tag: str
    style: str
    depth: int
    anchor: str
    who: str
    source: str
    kind: str
    route: str
    act: str
    certainty: str
    manner: str
    words: str
    scores: Scores
    kind_known: bool
    act_known: bool
    certainty_known: bool


def facts_of(report: Report) -> list[tuple[str, str]]:
    """Who wrote it, where, and when it was published and changed, each with what it is called."""
    page, frame = report.page, report.page.frame
    facts = []
    if frame.authors:
        facts.append(("by", ", ".join(one_line(author.value) for author in frame.authors)))
    if page.outlet:
        facts.append(("in", one_line(page.outlet)))
    published = one_line(frame.published.value) if frame.published else "not known"
    facts.append(("published", published))
    if frame.modified:
        facts.append(("changed", one_line(frame.modified.value)))
    return facts


def headline_of(report: Report, roles: Cast) -> str:
    """How many statements by how many voices, in words."""
    statements, voices = len(report.statements), len(roles.parts)
    if not statements and roles.own is None:
        return NOT_READ
    counted = f"{statements} {'statement' if statements == 1 else 'statements'}"
    if not statements:
        return "Told in the outlet's own voice"
    by = f"{counted} by {voices} {'voice' if voices == 1 else 'voices'}"
    if roles.own is None:
        return by
    return f"{by}; {share_words(roles.own.share)} of the text is the outlet's own voice"


def style_of(part: Part) -> str:
    """The classes of a voice's colour and of its line."""
    return f"h{(part.hue - 1) % HUES + 1} k{(part.hue - 1) // HUES % RULES}"


def voices_of(roles: Cast) -> list[ShownVoice]:
    """The lines of the legend, those that tell most first; the outlet's if its share is known."""
    return [_line(part, roles.voice(part)) for part in roles.loudest]


def _line(part: Part | None, voice: Voice | None) -> ShownVoice:
    share = share_words(voice.share) if voice else ""
    if part is None:
        return ShownVoice("–", "own", "the outlet itself", share)
    count = len(part.statements)
    told = f"{count} {'statement' if count == 1 else 'statements'}"
    if voice and voice.characters:
        told += f" · {share}"
    return ShownVoice(part.letter, style_of(part), one_line(part.label), told)


def shares_of(roles: Cast) -> list[Slice]:
    """The slices of the bar, in the legend's order; empty if nobody's share is known."""
    slices, x = [], 0.0
    for part in roles.loudest:
        if voice := roles.voice(part):
            style = style_of(part) if part else "own"
            slices.append(Slice(style, round(x * 100, 3), round(voice.share * 100, 3)))
            x += voice.share
    return slices


def times_of(report: Report, shown: Sequence[Block]) -> list[str | None]:
    """The time of the entry that begins at each of some blocks; `None` where none does."""
    times = {
        entry.span.start: entry.time.value if entry.time else "without a time"
        for entry in report.page.entries
    }
    entries = sorted(times)
    found: list[str | None] = []
    for block in shown:
        time = None
        while entries and entries[0] < block.span.end:
            time = one_line(times[entries.pop(0)])
        found.append(time)
    return found


def show_piece(piece: Furniture, text: str) -> ShownPiece:
    """A piece of furniture with the words that it stands on in `text`."""
    meter = piece.meter
    share = None
    if meter is not None and meter.share_of_goal is not None:
        share = round(min(max(meter.share_of_goal, 0.0), 1.0) * 100, 2)
    words = meter_words(meter) if meter else None
    shown = one_line(piece.span.of(text)) if meter else visible(piece.span.of(text))
    return ShownPiece(piece.kind.value.capitalize(), shown, words, share)


def show_row(report: Report, roles: Cast, index: int, anchored: set[int]) -> Row:
    """One statement in words; `anchored` are those that are marked in the article."""
    statement, text = report.statements[index], report.page.text
    part = roles.of[index]
    return Row(
        number=index,
        tag=roles.tag(index),
        style=style_of(part),
        depth=min(depth_of(report.statements, index), 3),
        anchor=f"t{index}" if index in anchored else "article",
        who=one_line(part.label),
        source=words_of(statement.source, text),
        kind=kind_label(statement.source_kind),
        route=one_line(route(report, index)) or "none told",
        act=statement.act.value if statement.act else "unknown",
        certainty=statement.certainty.value if statement.certainty else "not known",
        manner=statement.manner.value,
        words=words_of(statement.content, text),
        scores=statement.scores,
        kind_known=statement.source_kind is not None,
        act_known=statement.act is not None,
        certainty_known=statement.certainty is not None,
    )


def words_of(spans: Iterable[Span], text: str) -> str:
    """The words under some spans, each on one line."""
    return " … ".join(one_line(span.of(text)) for span in spans)


def depth_of(statements: Sequence[Statement], index: int) -> int:
    """In how many other statements a statement stands."""
    depth, outer = 0, statements[index].within
    while outer is not None and depth < len(statements):
        depth, outer = depth + 1, statements[outer].within
    return depth


def safe_link(url: str | None) -> str | None:
    """The address, if following it can only fetch a page."""
    try:
        return url if url and urlsplit(url).scheme.lower() in ("http", "https") else None
    except ValueError:
        return None
