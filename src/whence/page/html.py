"""HTML to visible text: one text in reading order, and the block each piece of it stands in.

The source is read once from front to back by a tokenizer of our own, because no Python parser
says where a text node stands in the source (research: turbohtml places tags only, lxml lines
only). Time is linear in the source and nothing recurses, whatever the markup.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from whence.capture.limits import LIMITS
from whence.records import Span

from .markup import BLOCK, RAW, VOID
from .nodes import Node, Stack
from .raw import RawBlock

# A quotation mark quotes only after an equals sign; elsewhere it is a slip of the page's author.
TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>""",
)
LOOSE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
RAW_END = {tag: re.compile(rf"</{tag}(?=[\s/>])[^>]*>", re.IGNORECASE) for tag in RAW}
BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
# Never seen: soft hyphen, zero-width space, word joiner, byte-order mark, C0 and C1 controls.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
BREAK = "\x00"  # stands for <br> until the block is closed; no source text keeps a NUL
MOMENT = re.compile(r"""datetime\s*=\s*["']?\s*(\d{4}-\d\d-\d\d[\dT:.+Z -]*)""", re.IGNORECASE)
SEPARATOR = "\n\n"
GENERATIONS = 4  # how far above a picture the element may be that it shares with its caption
NOT_SHARED = frozenset(("html", "body", "main", "article"))


@dataclass(frozen=True, slots=True)
class VisibleText:
    """The page's text and its blocks; `start` and `end` of a block are offsets in the source.

    `too_deep` says that elements below the cap on nesting were read as if not there.
    """

    text: str
    blocks: tuple[RawBlock, ...]
    too_deep: bool = False


def read_html(source: str) -> VisibleText:
    """Read the visible text of a decoded HTML page.

    Offsets of the result's blocks are code points in `source`, and `RawBlock.span` is on the
    result's own text, where blocks are parted by a blank line. Blocks that the markup hides are
    among them, marked `hidden`: the caller drops those that are no article behind a curtain.
    """
    reader = _Reader(source)
    for place, kind, tag, attributes, end in tokens(source):
        if kind == "text":
            reader.words(place, end)
        elif kind == "start":
            reader.start(tag, attributes)
        else:
            reader.end(tag)
    reader.close_block()
    text = SEPARATOR.join(block.text for block in reader.blocks)
    return VisibleText(text, tuple(reader.blocks), reader.stack.was_too_deep)


def arrange(blocks: Sequence[RawBlock], *, too_deep: bool = False) -> VisibleText:
    """Join blocks into one text, a blank line between them, and number and place them on it."""
    placed: list[RawBlock] = []
    end = -len(SEPARATOR)
    for index, block in enumerate(blocks):
        start = end + len(SEPARATOR)
        end = start + len(block.text)
        placed.append(replace(block, index=index, span=Span(start, end)))
    return VisibleText(SEPARATOR.join(block.text for block in placed), tuple(placed), too_deep)


def tokens(source: str, raw: frozenset[str] = RAW) -> Iterator[tuple[int, str, str, str, int]]:
    """Each token as (start, "text" | "start" | "end", tag, attributes, end).

    What stands inside an element of `raw` is passed over.
    """
    place, size, pattern = 0, len(source), TAG
    unclosed: set[str] = set()  # raw elements with no end tag from here on
    while place < size:
        opening = source.find("<", place)
        if opening < 0:
            opening = size
        if opening > place:
            yield place, "text", "", "", opening
        if opening == size:
            return
        place = opening
        found = pattern.match(source, place)
        if found is None and pattern is TAG and source[place + 1 : place + 2].isalpha():
            # A quotation mark that never closes: from here on tags end at the first ">".
            pattern = LOOSE_TAG
            continue
        if found is None:
            place, start = _skip(source, place), place
            if place == start + 1:
                yield start, "text", "", "", place
            continue
        tag, end = found[2].lower(), found.end()
        yield place, "end" if found[1] else "start", tag, found[3], end
        place = end if found[1] or tag not in raw else _raw_end(source, tag, end, unclosed)


def _raw_end(source: str, tag: str, place: int, unclosed: set[str]) -> int:
    """Where the content of a raw element ends; without an end tag only a script goes on."""
    if tag not in unclosed:
        if closing := RAW_END[tag].search(source, place):
            return closing.end()
        unclosed.add(tag)
    return len(source) if tag in ("script", "style") else place


def _skip(source: str, place: int) -> int:
    """Where a comment, a declaration or a lone "<" at `place` ends."""
    if source.startswith("<!--", place):
        if source.startswith((">", "->"), place + 4):
            return source.index(">", place) + 1
        end = source.find("-->", place + 4)
        if end >= 0:
            return end + 3
    if source[place + 1 : place + 2] in ("!", "?", "/"):
        end = source.find(">", place)
        return end + 1 if end >= 0 else len(source)
    if source[place + 1 : place + 2].isalpha():
        return len(source)  # a tag that the end of the source cut off
    return place + 1


class _Reader:
    """Gathers running text and closes a block wherever the markup breaks the flow."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.stack = Stack(LIMITS.depth)
        self.blocks: list[RawBlock] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._length = 0  # of the text so far, with a separator at its end
        self._start = self._end = -1
        self._after_break = False
        self._picture: Node | None = None
        self._moment: str | None = None

    def start(self, tag: str, attributes: str) -> None:
        """Take in a start tag."""
        if tag == "br":
            self._break_line()
        elif tag in VOID or tag in RAW:
            if tag == "hr":
                self.close_block()
            elif tag == "img":
                self._picture = self.stack.top
            self.stack.void(tag)
            return
        else:
            if tag in BLOCK:
                self.close_block()
            self.stack.start(tag, attributes)
            if tag == "time" and (found := MOMENT.search(attributes)):
                self._moment = found[1]

    def end(self, tag: str) -> None:
        """Take in an end tag."""
        if tag == "br":
            self._break_line()
            return
        if tag in BLOCK:
            self.close_block()
        self.stack.end(tag)

    def words(self, start: int, end: int) -> None:
        """Take in a run of text, `source[start:end]`."""
        top = self.stack.top
        if top.unseen:
            return
        if top.preformatted:
            self._preformatted(start, end)
        else:
            self._piece(start, end)

    def _preformatted(self, start: int, end: int) -> None:
        for gap in BLANK_LINES.finditer(self.source, start, end):
            self._piece(start, gap.start(), "\n")
            self.close_block()
            start = gap.end()
        self._piece(start, end, "\n")

    def _piece(self, start: int, end: int, line_break: str = "") -> None:
        raw = self.source[start:end]
        blank = not raw or raw.isspace()
        if blank:
            if self._pieces:
                self._pieces.append(" ")
            return
        if self._start < 0:
            self._start = start + len(raw) - len(raw.lstrip())
        self._end = start + len(raw.rstrip())
        text = entities.unescape(raw) if "&" in raw else raw
        text = INVISIBLE.sub("", text)
        if line_break:
            text = text.strip("\n").replace(line_break, BREAK)
        if self.stack.links:
            self._linked += sum(map(len, text.split()))
        self._pieces.append(text)
        self._after_break = False

    def _break_line(self) -> None:
        if not self._pieces:
            return
        if self._after_break:
            self.close_block()  # two in a row part paragraphs
        else:
            self._pieces.append(BREAK)
            self._after_break = True

    def close_block(self) -> None:
        """End the running block and keep it if there is anything in it."""
        if not self._pieces:
            return
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split(BREAK))
        text = "\n".join(line for line in lines if line)
        start, end, linked = self._start, self._end, self._linked
        self._pieces, self._linked, self._after_break = [], 0, False
        self._start = self._end = -1
        moment, self._moment = self._moment, None
        if text and len(self.blocks) < LIMITS.blocks:
            self._keep(text, (start, end), linked, moment)

    def _keep(self, text: str, place: tuple[int, int], linked: int, moment: str | None) -> None:
        node = self.stack.top.block()
        letters = sum(map(len, text.split()))
        picture, self._picture = self._picture, None
        at, self._length = self._length, self._length + len(text) + len(SEPARATOR)
        self.blocks.append(
            RawBlock(
                index=len(self.blocks),
                text=text,
                span=Span(at, at + len(text)),
                tag=node.tag,
                path=node.path,
                hints=self.stack.top.hints,
                link_density=min(1.0, linked / letters),
                in_main=node.in_main,
                in_frame=node.in_frame,
                hidden=node.hidden,
                picture=_shared(node, picture) if picture else None,
                moment=moment,
                start=place[0],
                end=place[1],
            )
        )


def _shared(block: Node, picture: Node) -> str | None:
    """Give the path of the near element that holds both, looked for `GENERATIONS` up from each."""
    above = set(_upwards(block))
    return next((node.path for node in _upwards(picture) if node in above), None)


def _upwards(node: Node) -> list[Node]:
    chain: list[Node] = []
    at: Node | None = node
    while at is not None and at.tag not in NOT_SHARED and len(chain) < GENERATIONS:
        chain.append(at)
        at = at.parent
    return chain
