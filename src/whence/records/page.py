"""A page: one text, its labelled blocks, its furniture and its frame."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class BlockKind(StrEnum):
    """What a block is. The first eight belong to the article, the rest is furniture."""

    TITLE = "title"
    DECK = "deck"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    REPEATED_TITLE = "repeated_title"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    METER = "meter"
    APPEAL = "appeal"
    SHARE = "share"
    RELATED = "related"
    NEWSLETTER = "newsletter"
    COMMENTS = "comments"
    NAVIGATION = "navigation"
    NOTICE = "notice"

    @property
    def is_furniture(self) -> bool:
        """Whether the block is kept apart from the article and never read as news."""
        return self in FURNITURE

    @property
    def is_body(self) -> bool:
        """Whether the block is running text of the article (paragraphs and headings)."""
        return self in (BlockKind.PARAGRAPH, BlockKind.HEADING)

    @property
    def is_read(self) -> bool:
        """Whether statements are looked for in the block: the title, the deck and the body."""
        return self.is_body or self in (BlockKind.TITLE, BlockKind.DECK)


FURNITURE = frozenset(
    (
        BlockKind.METER,
        BlockKind.APPEAL,
        BlockKind.SHARE,
        BlockKind.RELATED,
        BlockKind.NEWSLETTER,
        BlockKind.COMMENTS,
        BlockKind.NAVIGATION,
        BlockKind.NOTICE,
    )
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the captured source a block stands.

    `path` is the node path from the root (`html/body[1]/div[2]/p[3]`), `start` and `end` are
    byte offsets into `Capture.body`. For text captures `path` is `None`.
    """

    path: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the page's text, labelled. `level` is 1 to 6 for headings, else `None`."""

    kind: BlockKind
    span: Span
    origin: Origin | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Meter:
    """A fund-raising bar in numbers. What it does not say is `None`.

    `currency` is an ISO 4217 code. `share_of_goal` is raised / goal, in units of the goal.
    """

    marks: tuple[float, ...]
    goal: float | None
    raised: float | None
    currency: str | None
    share_of_goal: float | None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of the page that is not the article; neighbouring blocks of a kind are one piece."""

    kind: BlockKind
    span: Span
    meter: Meter | None = None

    def __post_init__(self) -> None:
        if not self.kind.is_furniture:
            raise ValueError(f"{self.kind} is not furniture")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of the frame with where it was read from.

    `span` is its place in the page's text, `None` where only metadata says so. `source` names
    the place: `text`, `h1`, `og:title`, `json-ld:datePublished`, `given`, and so on.
    """

    value: str
    span: Span | None
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a live blog: the blocks it spans and its own time (ISO), if it shows one."""

    span: Span
    time: Stated | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the article. `authors` holds one `Stated` for each person or agency.

    Dates are ISO 8601 (`2016-10-19` or with time and zone, as precise as the page is).
    """

    title: Stated | None = None
    deck: Stated | None = None
    authors: tuple[Stated, ...] = ()
    published: Stated | None = None
    modified: Stated | None = None
    other_titles: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """The language of the body as an ISO 639-1 code, with how sure the reader is of it."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """One text in one coordinate system, and everything that is known about its parts.

    `blocks` are in reading order, do not overlap and never start or end on white space.
    `sha256` is the hash of `text` in UTF-8. `url` and `outlet` are what the capture's owner said,
    else what the page itself says.
    """

    name: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    frame: Frame
    language: Language | None = None
    entries: tuple[Entry, ...] = ()
    url: str | None = None
    captured: str | None = None
    outlet: str | None = None
    encoding: str | None = None
