"""A block of visible text before anybody has said what it is."""

from __future__ import annotations

from dataclasses import dataclass

from whence.records import Span

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block of the page's visible text, with what the markup tells about it.

    `index` is its place in reading order. `text` is `page_text[span.start:span.end]`: white
    space collapsed, `<br>` as a newline, never empty. `tag` is the nearest block element, lower
    case (`p`, `li`, `h2`, `figcaption`, `td`, `div` …). `path` is the node path from the root
    (`html/body[1]/div[2]/p[3]`), `None` in text captures. `hints` are the words of the `class`,
    `id`, `role`, `itemprop` and `data-testid`-like attributes of the element and its ancestors
    below `body`, split at anything but letters and digits and at camel case, lower case,
    nearest first, each once.
    `link_density` is the share of the text's non-blank characters that stand inside links, in
    [0, 1]. `in_main` says that it stands inside `article` or `main` (or such a role), `in_frame`
    that it stands inside `nav`, `footer`, `aside`, or a `header` outside the article.
    `hidden` blocks are not shown until a script shows them.
    `picture` is the path of the element that holds the block and, right before it, a picture.
    `moment` is the `datetime` of a `time` element in the block.
    `start` and `end` are the block's place in the decoded source, in code points.
    """

    index: int
    text: str
    span: Span
    tag: str
    path: str | None = None
    hints: tuple[str, ...] = ()
    link_density: float = 0.0
    in_main: bool = False
    in_frame: bool = False
    hidden: bool = False
    picture: str | None = None
    moment: str | None = None
    start: int = 0
    end: int = 0

    @property
    def level(self) -> int | None:
        """1 to 6 for a heading element, else `None`."""
        return int(self.tag[1]) if self.tag in HEADINGS else None
