"""A text that somebody has already stripped, as blocks and frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whence.records import Block, BlockKind, Frame, Furniture, Meter, Origin, Span, Stated

from .day import iso_day
from .decode import Decoded
from .finish import runs
from .plain import PlainPage, read_plain

BY = re.compile(
    r"\s*(?:(?:written |reported |words |report )?by|von|par|por|di|da|yazan|haber|autor(?:in)?|"
    r"auteur|autore|author|автор(?:ы|и)?|текст|بقلم)\b\s*:?\s*",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:[,;&|•·–—/\n]|\b(?:and|und|et|y|и|та|ve|e)\b)\s*")
NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,5}")


def read_stripped(decoded: Decoded) -> tuple[tuple[Block, ...], tuple[Furniture, ...], Frame]:
    """Blocks with their byte range, furniture and frame of a stripped text."""
    plain = read_plain(decoded.text)
    edges = [edge for block in plain.blocks for edge in (block.span.start, block.span.end)]
    offsets = decoded.byte_offsets(edges)
    blocks = tuple(
        replace(block, origin=Origin(None, offsets[block.span.start], offsets[block.span.end]))
        for block in plain.blocks
    )
    return blocks, tuple(_furniture(blocks, dict(plain.meters))), _frame(decoded.text, plain)


def _furniture(blocks: Sequence[Block], meters: dict[Span, Meter]) -> Iterator[Furniture]:
    """Neighbouring blocks of one kind as one piece, but each bar, one block already, by itself."""
    for kind, first, end in runs(blocks):
        if kind is BlockKind.METER:
            for block in blocks[first:end]:
                yield Furniture(kind, block.span, meters.get(block.span))
        else:
            yield Furniture(kind, Span(blocks[first].span.start, blocks[end - 1].span.end))


def _frame(text: str, plain: PlainPage) -> Frame:
    day = iso_day(plain.date.of(text)) if plain.date else None
    return Frame(
        title=_stated(text, plain.title),
        deck=_stated(text, plain.deck),
        authors=_authors(text, plain.byline) if plain.byline else (),
        published=Stated(day, plain.date, "text") if day else None,
    )


def _stated(text: str, span: Span | None) -> Stated | None:
    return Stated(" ".join(span.of(text).split()), span, "text") if span else None


def _authors(text: str, line: Span) -> tuple[Stated, ...]:
    """Find the names in a byline, each with its own span."""
    words = line.of(text)
    found = BY.match(words)
    start = found.end() if found else 0
    authors: list[Stated] = []
    for gap in [*BETWEEN.finditer(words, start), None]:
        end = gap.start() if gap else len(words)
        name = words[start:end]
        if NAME.fullmatch(name) and iso_day(name) is None:
            span = Span(line.start + start, line.start + end)
            authors.append(Stated(" ".join(name.split()), span, "text"))
        start = gap.end() if gap else end
    return tuple(authors)
