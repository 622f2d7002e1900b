"""Which block is what: the frame's guesses, captions, the body vote and the furniture's verdicts.

Each function labels some blocks and leaves the others as they are; `reader.py` shows the order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from whence.records import BlockKind, Span, Stated

from .frame_lines import is_byline, is_date
from .frame_lines import is_caption as is_credit
from .guess import FrameGuess, Guess
from .markup import words
from .raw import RawBlock
from .vote import squash

CAPTION_HINTS = words(
    """caption figcaption captions wp-caption-text legend bildunterschrift photocaption imagecaption
    piefoto didascalia bildtext legende fotocredit"""
)
# Words that by themselves say little, but in a short block near a picture mean its credit.
CREDIT_HINTS = words("credit credits photocredit copyright attribution photographer")
# A caption's class stands on the block itself or close around it: the hints are nearest first.
NEAR = 6
DECK_HINTS = words(
    """deck dek standfirst subtitle subheadline subhead subheading lead lede summary intro teaser
    excerpt abstract chapo sapo vorspann bajada sumario entradilla perex ingress sottotitolo
    description desc strapline kicker sub"""
)
BYLINE_HINTS = words(
    """byline author authors autor autore auteur contributor writer reporter journalist signature
    firma redaktion"""
)
DATE_HINTS = words(
    "date time timestamp datetime published publish updated dateline datum fecha datepublished"
)
ABOVE = 8  # blocks before the first paragraph in which the lead picture's caption is looked for
BESIDE = 3  # blocks that an element may hold besides its picture to be the picture's own
BESIDE_LENGTH = 600  # characters of them
NEARLY = 0.6  # share of a title that a heading must have in common with it
BYLINE_LENGTH = 200  # characters; a longer block that names the author is prose
DATE_LENGTH = 120
TRUNCATED = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Labels:
    """The labelling in the making: one kind for each block, `None` while nobody has said."""

    blocks: Sequence[RawBlock]
    kinds: list[BlockKind | None]
    squashed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.squashed = [squash(block.text) for block in self.blocks]

    def free(self, index: int) -> bool:
        """Whether the block is still running text or unlabelled."""
        kind = self.kinds[index]
        return kind is None or kind.is_body

    def first_body(self) -> int:
        """Index of the first paragraph of the body; the number of blocks if there is none."""
        for index, kind in enumerate(self.kinds):
            if kind is BlockKind.PARAGRAPH:
                return index
        return len(self.kinds)

    def last_body(self) -> int:
        """One past the index of the last paragraph of the body; 0 if there is none."""
        for index in range(len(self.kinds), 0, -1):
            if self.kinds[index - 1] is BlockKind.PARAGRAPH:
                return index
        return 0


def label_captions(labels: Labels) -> None:
    """Label captions: by markup, or as the little text that shares an element with a picture."""
    first, last = labels.first_body(), labels.last_body()
    for index, block in enumerate(labels.blocks):
        near_body = first - ABOVE <= index < last
        if labels.free(index) and (
            is_caption(block) or (near_body and _shares_picture(labels.blocks, index))
        ):
            labels.kinds[index] = BlockKind.CAPTION


def is_caption(block: RawBlock) -> bool:
    """Whether the markup says that this is the caption of a picture, a video or a table."""
    path = block.path or ""
    if "/figcaption" in path:
        return True
    near = block.hints[:NEAR]
    if not CAPTION_HINTS.isdisjoint(near):
        return not block.in_frame or block.in_main
    return (
        "/figure" in path
        and block.tag not in ("blockquote", "td", "th", "li")
        and len(block.text) < 400
    )


def _shares_picture(blocks: Sequence[RawBlock], index: int) -> bool:
    """Whether a picture stands right before, in an element that holds hardly anything else."""
    block = blocks[index]
    if block.picture is None or block.level or block.link_density > 0.5:
        return False
    if not BYLINE_HINTS.isdisjoint(block.hints[:NEAR]):
        return False
    within = block.picture + "/"
    around = [
        other.text
        for other in blocks[max(0, index - BESIDE) : index + BESIDE + 1]
        if other.path and (other.path + "/").startswith(within)
    ]
    return len(around) <= BESIDE and sum(map(len, around)) <= BESIDE_LENGTH


def label_lines(labels: Labels) -> None:
    """Label bylines, dates and credits that are known by how they are written.

    On the gold pages 39 blocks that the body vote keeps are such lines, and none is gold.
    """
    above = labels.first_body() + 1
    for index, block in enumerate(labels.blocks):
        if not labels.free(index) or (labels.kinds[index] is None and index > above):
            continue
        if is_byline(block.text):
            labels.kinds[index] = BlockKind.BYLINE
        elif is_date(block.text):
            labels.kinds[index] = BlockKind.DATE
        elif labels.kinds[index] is not None and is_credit(block.text):
            labels.kinds[index] = BlockKind.CAPTION


def label_title(labels: Labels, guess: FrameGuess) -> tuple[Stated | None, tuple[Stated, ...]]:
    """Label the headline, and its repetitions; give it and its other wordings with their spans."""
    main = _place(labels, guess.title, BlockKind.TITLE) if guess.title else None
    others = tuple(_stated(labels, other) for other in guess.other_titles)
    wordings = {squash(one.value) for one in (guess.title, *guess.other_titles) if one}
    for index in range(len(labels.blocks)):
        if labels.free(index) and labels.squashed[index] in wordings:
            known = labels.kinds[index] is not None or labels.blocks[index].in_main
            if known and labels.blocks[index].link_density < 0.5:
                labels.kinds[index] = BlockKind.REPEATED_TITLE
    return main, others


def label_deck(labels: Labels, guess: Guess | None) -> Stated | None:
    """Label the deck: the guess found before the body, or a block whose class says so."""
    if guess is not None:
        wanted = squash(TRUNCATED.sub("", guess.value))
        for index in _above_body(labels, slack=2):
            text = labels.squashed[index]
            whole = text == wanted
            cut = len(wanted) > 40 and text.startswith(wanted)
            if (whole or cut) and labels.free(index):
                block = labels.blocks[index]
                if labels.kinds[index] is BlockKind.PARAGRAPH and not _is_deck(block):
                    return Stated(guess.value, labels.blocks[index].span, guess.source)
                labels.kinds[index] = BlockKind.DECK
                return Stated(block.text, block.span, guess.source)
        if found := _deck_of_lines(labels, guess, wanted):
            return found
    found = _deck_by_class(labels)
    if found is not None:
        return found
    return Stated(guess.value, None, guess.source) if guess and _is_told(labels, guess) else None


def _is_told(labels: Labels, guess: Guess) -> bool:
    """Whether a deck is not in truth a caption or a piece of furniture."""
    wanted = squash(guess.value)
    return not any(
        text == wanted and kind is not None and (kind.is_furniture or kind is BlockKind.CAPTION)
        for text, kind in zip(labels.squashed, labels.kinds, strict=True)
    )


def _deck_of_lines(labels: Labels, guess: Guess, wanted: str) -> Stated | None:
    """Label a deck of several lines: blocks in a row that are together what is wanted."""
    for first in _above_body(labels, slack=2):
        end, text = first, labels.squashed[first]
        while text and len(text) < len(wanted) and wanted.startswith(text):
            end += 1
            if end >= len(labels.blocks) or not labels.squashed[end]:
                break
            text += labels.squashed[end]
        if end > first and text == wanted and all(map(labels.free, range(first, end + 1))):
            labels.kinds[first : end + 1] = [BlockKind.DECK] * (end + 1 - first)
            span = Span(labels.blocks[first].span.start, labels.blocks[end].span.end)
            return Stated(guess.value, span, guess.source)
    return None


def label_authors(labels: Labels, guesses: Sequence[Guess]) -> tuple[Stated, ...]:
    """Find each author's name in a short block and label that block as the byline."""
    return tuple(_author(labels, guess) for guess in guesses)


def label_date(labels: Labels, guess: Guess | None) -> Stated | None:
    """Find the date as the page prints it, near the headline, and label that block."""
    if guess is None:
        return None
    for index in _above_body(labels, slack=3):
        block = labels.blocks[index]
        if len(block.text) <= DATE_LENGTH and _prints(block, guess.value):
            kind = labels.kinds[index]
            if kind is None or kind.is_body:
                labels.kinds[index] = BlockKind.DATE
            if labels.kinds[index] in (BlockKind.DATE, BlockKind.BYLINE):
                return Stated(guess.value, block.span, guess.source)
    return Stated(guess.value, None, guess.source)


def _prints(block: RawBlock, iso: str) -> bool:
    """Whether a block shows that day: by its markup, or its year and day of month as numbers."""
    if block.moment is not None and block.moment[:10] == iso[:10]:
        return True
    numbers = {number.lstrip("0") for number in DIGITS.findall(block.text)}
    return iso[:4] in numbers and iso[8:10].lstrip("0") in numbers


def _place(labels: Labels, guess: Guess, kind: BlockKind) -> Stated:
    """Label the best block that shows the guess: a heading first, in reading order."""
    wanted = squash(guess.value)
    same = [i for i, text in enumerate(labels.squashed) if text == wanted and labels.free(i)]
    same.sort(key=lambda i: (labels.blocks[i].tag != "h1", labels.blocks[i].in_frame, i))
    same = same or [i for i in _above_body(labels, slack=1) if _is_nearly(labels, i, wanted)]
    if not same:
        return _stated(labels, guess)
    labels.kinds[same[0]] = kind
    return Stated(guess.value, labels.blocks[same[0]].span, guess.source)


def _is_nearly(labels: Labels, index: int, wanted: str) -> bool:
    """Whether a heading shows most of the wanted title, or the title with a little more."""
    text = labels.squashed[index]
    if labels.blocks[index].level is None or not labels.free(index) or not text:
        return False
    shorter, longer = sorted((text, wanted), key=len)
    return shorter in longer and len(shorter) >= NEARLY * len(longer)


def _stated(labels: Labels, guess: Guess) -> Stated:
    wanted = squash(guess.value)
    for block, text in zip(labels.blocks, labels.squashed, strict=True):
        if wanted and text == wanted:
            return Stated(guess.value, block.span, guess.source)
    return Stated(guess.value, None, guess.source)


def _above_body(labels: Labels, slack: int) -> range:
    """Indexes from the top of the page to the first paragraphs of the body."""
    first = labels.first_body()
    return range(min(len(labels.blocks), first + slack))


def _is_deck(block: RawBlock) -> bool:
    return not DECK_HINTS.isdisjoint(block.hints[:NEAR]) or block.tag in ("h2", "h3")


def _deck_by_class(labels: Labels) -> Stated | None:
    title = next((i for i, kind in enumerate(labels.kinds) if kind is BlockKind.TITLE), None)
    if title is None:
        return None
    for index in range(title + 1, min(title + 6, len(labels.blocks))):
        block = labels.blocks[index]
        if labels.free(index) and len(block.text) >= 40 and block.link_density < 0.3:
            if not _is_deck(block):
                return None
            labels.kinds[index] = BlockKind.DECK
            return Stated(block.text, block.span, "text")
    return None


def _author(labels: Labels, guess: Guess) -> Stated:
    name = re.compile(rf"(?<!\w){re.escape(guess.value)}(?!\w)", re.IGNORECASE)
    places = [
        (index, found)
        for index, block in enumerate(labels.blocks)
        if len(block.text) <= BYLINE_LENGTH
        and (labels.free(index) or labels.kinds[index] is BlockKind.BYLINE)
        and (found := name.search(block.text))
    ]
    if not places:
        return Stated(guess.value, None, guess.source)
    first = labels.first_body()
    places.sort(key=lambda place: (not _is_byline(labels, place[0]), abs(place[0] - first)))
    index, found = places[0]
    start = labels.blocks[index].span.start
    span = Span(start + found.start(), start + found.end())
    if labels.kinds[index] is None or _is_byline(labels, index):
        labels.kinds[index] = BlockKind.BYLINE
    return Stated(guess.value, span, guess.source)


def _is_byline(labels: Labels, index: int) -> bool:
    block = labels.blocks[index]
    return not BYLINE_HINTS.isdisjoint(block.hints[:NEAR]) or len(block.text) <= 60
