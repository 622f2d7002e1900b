"""Capture to Page, the whole order on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.errors import NoArticle
from whence.records import (
    Block,
    BlockKind,
    Capture,
    Entry,
    Frame,
    Furniture,
    Medium,
    Page,
    Stated,
)

from .attributes import cap_attributes
from .body import is_list, label_body, uncover
from .decode import Decoded, decode
from .finish import make_blocks, make_furniture, sha256
from .furniture import label_furniture
from .html import read_html
from .labels import (
    Labels,
    label_authors,
    label_captions,
    label_date,
    label_deck,
    label_lines,
    label_title,
)
from .language import read_language
from .liveblog import read_entries
from .stripped import read_stripped

SHORTEST = 60  # letters and digits of running text below which a page has no article


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was found on the page, on its one text; `url` and `outlet` as the page itself says."""

    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    frame: Frame
    entries: tuple[Entry, ...] = ()
    url: str | None = None
    outlet: str | None = None


def read_page(capture: Capture) -> Page:
    """Read one capture into a page.

    Raises `NoArticle`, naming the capture, where it shows no text or no part of it is running
    text of an article.
    """
    decoded = decode(capture)
    is_text = capture.medium is Medium.TEXT
    parts = _read_text(decoded) if is_text else _read_html(capture, decoded)
    body = _body(parts)
    if sum(map(str.isalnum, body)) < SHORTEST:
        raise NoArticle(f"{capture.name}: no article on this page; give the page of one article")
    return Page(
        name=capture.name,
        text=parts.text,
        sha256=sha256(parts.text),
        blocks=parts.blocks,
        furniture=parts.furniture,
        frame=_vouched(parts.frame, capture.published),
        language=read_language(body),
        entries=parts.entries,
        url=capture.url or parts.url,
        captured=capture.captured,
        outlet=capture.outlet or parts.outlet,
        encoding=decoded.encoding,
    )


def _read_text(decoded: Decoded) -> _Parts:
    return _Parts(decoded.text, *read_stripped(decoded))


def _read_html(capture: Capture, decoded: Decoded) -> _Parts:
    from .evidence import read_evidence
    from .frame import weigh_frame
    from .site import read_address, read_outlet

    source = cap_attributes(decoded.text)
    evidence = read_evidence(source, capture.url)
    tree = evidence.root if evidence else None
    visible, votes = uncover(read_html(decoded.text), source, tree)
    if not visible.blocks:
        raise NoArticle(f"{capture.name}: the page shows no text; capture it again")
    guess = weigh_frame(evidence)
    labels = Labels(visible.blocks, [None] * len(visible.blocks))
    label_body(labels, votes)
    label_captions(labels)
    _overrule(labels, label_furniture(visible.blocks))
    title, others = label_title(labels, guess)
    entries = read_entries(labels)
    label_lines(labels)
    if is_list(labels):
        raise NoArticle(f"{capture.name}: a list of stories; give the page of one article")
    frame = Frame(
        title=title,
        deck=label_deck(labels, guess.deck),
        authors=label_authors(labels, guess.authors),
        published=label_date(labels, guess.published),
        modified=label_date(labels, guess.modified),
        other_titles=others,
    )
    blocks = make_blocks(labels, decoded)
    return _Parts(
        text=visible.text,
        blocks=blocks,
        furniture=make_furniture(blocks, visible.text),
        frame=frame,
        entries=entries,
        url=read_address(evidence) if evidence else None,
        outlet=read_outlet(evidence) if evidence else None,
    )


def _overrule(labels: Labels, verdicts: Sequence[BlockKind | None]) -> None:
    """Where the words say that a block is furniture, they win over its place on the page."""
    for index, verdict in enumerate(verdicts):
        if verdict is not None and (verdict.is_furniture or labels.kinds[index] is None):
            labels.kinds[index] = verdict


def _body(parts: _Parts) -> str:
    """Give the running text and the deck, which may be all that a pay wall leaves."""
    running = (b for b in parts.blocks if b.kind.is_body or b.kind is BlockKind.DECK)
    return "\n".join(block.span.of(parts.text) for block in running)


def _vouched(frame: Frame, published: str | None) -> Frame:
    """Put the date that the capture's owner vouches for before what the page says."""
    if published is None:
        return frame
    said = frame.published
    span = said.span if said and said.value[:10] == published[:10] else None
    return replace(frame, published=Stated(published, span, "given"))
