"""Text that somebody has already stripped: its blocks, labelled, on the unchanged text.

Offset i of the text is offset i of the page. With no markup to go by, the title, the deck and
the rest of the frame are known by where they stand and by how they are written; a text that
shows no title has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.records import Block, BlockKind, Meter, Span

from .frame_lines import find_date, is_byline, is_caption, is_date
from .furniture import label_furniture
from .lines import cut
from .meter import Bar, find_meters
from .raw import RawBlock

LONGEST_TITLE = 220  # characters
MOST_TITLE_WORDS = 28
MOST_HEADING_WORDS = 12
MOST_STOPPED_WORDS = 18  # of a headline that ends on a full stop
FIRST_LINES = 8  # blocks from the top among which the title must stand
DECK_WORDS = 70
SENTENCE_ENDS = (".", "。", ";", ",", ":")


@dataclass(frozen=True, slots=True)
class PlainPage:
    """The blocks of a stripped text, in reading order, and the frame's places among them.

    A part that the text does not show is `None`. `byline` is the whole line, `date` the date
    within its line. `meters` holds every fund-raising bar with the span of its block.
    """

    blocks: tuple[Block, ...]
    title: Span | None = None
    deck: Span | None = None
    byline: Span | None = None
    date: Span | None = None
    meters: tuple[tuple[Span, Meter], ...] = ()


def read_plain(text: str) -> PlainPage:
    """Cut `text` into blocks and label them; spans are code points of `text` as it is."""
    raw = [
        RawBlock(index=index, text=span.of(text), span=span, tag="p")
        for index, span in enumerate(cut(text))
    ]
    bars = find_meters(raw)
    kinds = label_furniture(raw, bars)
    raw, kinds, meters = _join_bars(text, raw, kinds, bars)
    labelled = _label_article(raw, kinds)
    blocks = tuple(
        Block(kind, block.span, level=2 if kind is BlockKind.HEADING else None)
        for block, kind in zip(raw, labelled, strict=True)
    )
    return PlainPage(
        blocks=blocks,
        title=_first(blocks, BlockKind.TITLE),
        deck=_first(blocks, BlockKind.DECK),
        byline=_first(blocks, BlockKind.BYLINE),
        date=_date(text, blocks),
        meters=meters,
    )


def _join_bars(
    text: str,
    raw: Sequence[RawBlock],
    kinds: Sequence[BlockKind | None],
    bars: Sequence[Bar],
) -> tuple[list[RawBlock], list[BlockKind | None], tuple[tuple[Span, Meter], ...]]:
    """Make the lines of one bar one block."""
    ends = {first: (end, meter) for first, end, meter in bars}
    joined: list[RawBlock] = []
    joined_kinds: list[BlockKind | None] = []
    meters: list[tuple[Span, Meter]] = []
    place = 0
    while place < len(raw):
        end, meter = ends.get(place, (place + 1, None))
        span = Span(raw[place].span.start, raw[end - 1].span.end)
        joined.append(RawBlock(index=len(joined), text=span.of(text), span=span, tag="p"))
        joined_kinds.append(kinds[place])
        if meter is not None:
            meters.append((span, meter))
        place = end
    return joined, joined_kinds, tuple(meters)


def _label_article(
    raw: Sequence[RawBlock], furniture: Sequence[BlockKind | None]
) -> list[BlockKind]:
    kinds = list(furniture)
    for place, block in enumerate(raw):
        if kinds[place] is None:
            kinds[place] = _line_kind(block.text)
    title = _find_title(raw, kinds)
    if title is not None:
        kinds[title] = BlockKind.TITLE
        _label_repeats(raw, kinds, title)
        _label_top(raw, kinds, title)
        _label_deck(raw, kinds, title)
    _label_headings(raw, kinds)
    return [kind or BlockKind.PARAGRAPH for kind in kinds]


def _line_kind(text: str) -> BlockKind | None:
    """Frame lines that are known by how they are written."""
    if is_caption(text):
        return BlockKind.CAPTION
    if is_byline(text):
        return BlockKind.BYLINE
    if is_date(text):
        return BlockKind.DATE
    return None


def _is_title_like(text: str) -> bool:
    words = text.split()
    if not words or len(words) > MOST_TITLE_WORDS or len(text) > LONGEST_TITLE:
        return False
    if not any(map(str.isalpha, text)) or text.rstrip("\"”»’'").endswith(SENTENCE_ENDS):
        return False
    return not text[0].islower()


def _find_title(raw: Sequence[RawBlock], kinds: Sequence[BlockKind | None]) -> int | None:
    """Find the line that repeats further down, else the fullest title-like line above the text."""
    squashed = [_squash(block.text) for block in raw]
    top: list[int] = []
    for place, block in enumerate(raw):
        if kinds[place] is not None:
            continue
        if len(top) == FIRST_LINES:
            break
        if not _is_title_like(block.text):
            # A headline may end on a full stop, but then only its repetition gives it away.
            repeats = (
                not top
                and 4 <= len(block.text.split()) <= MOST_STOPPED_WORDS
                and (squashed[place] in squashed[place + 1 :])
            )
            return place if repeats else _fullest(raw, squashed, top)
        top.append(place)
    return _fullest(raw, squashed, top)


def _fullest(raw: Sequence[RawBlock], squashed: Sequence[str], top: Sequence[int]) -> int | None:
    if not top or top[-1] == len(raw) - 1:
        return None
    for place in top:
        if len(raw[place].text.split()) >= 3 and squashed[place] in squashed[place + 1 :]:
            return place
    # The title comes before the deck: of the full lines it is the first one.
    full = [place for place in top if len(raw[place].text.split()) >= 4]
    return full[0] if full else max(top, key=lambda place: len(raw[place].text.split()))


def _squash(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _label_repeats(raw: Sequence[RawBlock], kinds: list[BlockKind | None], title: int) -> None:
    wanted = _squash(raw[title].text)
    for place in range(title + 1, len(raw)):
        if kinds[place] is None and _squash(raw[place].text) == wanted:
            kinds[place] = BlockKind.REPEATED_TITLE


def _label_top(raw: Sequence[RawBlock], kinds: list[BlockKind | None], title: int) -> None:
    """Short lines above the title are the site's: its name, the section."""
    for place in range(title):
        if kinds[place] is None and len(raw[place].text.split()) <= 5:
            kinds[place] = BlockKind.NAVIGATION


def _label_deck(raw: Sequence[RawBlock], kinds: list[BlockKind | None], title: int) -> None:
    """Label the deck: what stands between the title and what opens the article.

    The opening is the repeated title, or a byline or date; without them only a line that is written
    like a title is one.
    """
    between: list[int] = []
    for place in range(title + 1, min(title + 4, len(raw))):
        kind = kinds[place]
        if kind is None:
            between.append(place)
        elif kind in (BlockKind.REPEATED_TITLE, BlockKind.BYLINE, BlockKind.DATE):
            break
    else:
        between = [place for place in between[:1] if _is_title_like(raw[place].text)]
    if len(between) == 1 and len(raw[between[0]].text.split()) <= DECK_WORDS:
        after = [kind for kind in kinds[between[0] + 1 :] if kind is None]
        if after and len(raw[between[0]].text.split()) >= 4:
            kinds[between[0]] = BlockKind.DECK


def _label_headings(raw: Sequence[RawBlock], kinds: list[BlockKind | None]) -> None:
    """Short lines without an end mark, over a paragraph and under one."""
    running = [
        place
        for place, kind in enumerate(kinds)
        if kind is None and not _is_heading_like(raw[place].text)
    ]
    if not running:
        return
    paragraphs = set(running)
    for place, kind in enumerate(kinds):
        if kind is not None or not _is_heading_like(raw[place].text):
            continue
        following = next((k for k in range(place + 1, len(raw)) if kinds[k] is None), None)
        if running[0] < place < running[-1] and following in paragraphs:
            kinds[place] = BlockKind.HEADING
    _label_tail(raw, kinds, running[-1])


def _label_tail(raw: Sequence[RawBlock], kinds: list[BlockKind | None], last: int) -> None:
    """Label headline-like lines below the text: they are the site's, where furniture stands too."""
    tail = [place for place in range(last + 1, len(raw)) if kinds[place] is None]
    if sum(any(map(str.isdigit, raw[place].text)) for place in tail) >= 2:
        return  # a table of figures
    furnished = any(kind is not None and kind.is_furniture for kind in kinds[last + 1 :])
    if tail and furnished and (len(tail) >= 3 or kinds[tail[0] - 1] is not None):
        for place in tail:
            kinds[place] = BlockKind.NAVIGATION


def _is_heading_like(text: str) -> bool:
    return (
        _is_title_like(text)
        and len(text.split()) <= MOST_HEADING_WORDS
        and text[-1] not in '"”»!…)'
        and text[0] not in '"“„«-–—•*'
    )


def _first(blocks: Sequence[Block], kind: BlockKind) -> Span | None:
    return next((block.span for block in blocks if block.kind is kind), None)


def _date(text: str, blocks: Sequence[Block]) -> Span | None:
    for kind in (BlockKind.DATE, BlockKind.BYLINE):
        for block in blocks:
            if block.kind is kind:
                found = find_date(block.span.of(text))
                if found is not None:
                    start = block.span.start
                    return Span(start + found.start, start + found.end)
    return None
