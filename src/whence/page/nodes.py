"""Open elements of a page while it is read from front to back.

The tree is never built: a block needs only the chain of elements it stands in.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .markup import (
    BARRIER,
    BLOCK,
    CLOSES_P,
    FRAME_ROLES,
    FRAME_TAGS,
    MAIN_ROLES,
    MAIN_TAGS,
    SCREEN_READER,
    SIBLINGS,
    UNSEEN,
)

HINT_ATTRIBUTE = re.compile(
    r"""(?<![\w-])(?:class|id|itemprop|role|data-(?:testid|test-id|component|type|name|block|module|qa))"""
    r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
ROLE = re.compile(r"""(?<![\w-])role\s*=\s*["']?\s*(\w+)""", re.IGNORECASE)
ARTICLE_BODY = re.compile(r"""itemprop\s*=\s*["']?\s*articleBody""", re.IGNORECASE)
HIDDEN = re.compile(
    r"""(?<![\w-])(?:hidden(?=[\s/=]|$)(?!\s*=\s*["']?until-found)"""
    r"""|aria-hidden\s*=\s*["']?true"""
    r"""|style\s*=\s*(?:"[^"]*|'[^']*)(?:display\s*:\s*none|visibility\s*:\s*hidden))""",
    re.IGNORECASE,
)
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\W\d_]+")
MAY_HIDE = ("hidden", "none", "sr-only", "reader")
HINTS_CAP = 24  # words; the nearest come first, so what is cut is far away
# Blog software writes an article's subjects into its class: they say nothing of the block.
SUBJECT = re.compile(r"\b(?:tag|category|cat|topic|post_tag|keyword)s?-[\w-]+")
IDENTITY = re.compile(r"(?<![\w-])id\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
HEADING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Node:
    """One open element: its tag, its place under its parent and what it says of its text.

    `hidden` text is not shown now but may be the article behind a pay wall's curtain; `unseen`
    text never is.
    """

    __slots__ = (
        "_hints",
        "_path",
        "attributes",
        "counts",
        "hidden",
        "in_frame",
        "in_main",
        "ordinal",
        "parent",
        "preformatted",
        "tag",
        "unseen",
    )

    def __init__(self, tag: str, attributes: str, parent: Node | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.counts: dict[str, int] = {}
        self._hints: tuple[str, ...] | None = None
        self._path: str | None = None
        self.ordinal = 1
        self.in_main = self.in_frame = self.hidden = self.unseen = False
        self.preformatted = tag == "pre"
        if parent is not None:
            self.ordinal = parent.counts[tag] = parent.counts.get(tag, 0) + 1
            self.in_main, self.in_frame = parent.in_main, parent.in_frame
            self.hidden, self.unseen = parent.hidden, parent.unseen
            self.preformatted = self.preformatted or parent.preformatted
        self._look()

    def _look(self) -> None:
        tag, attributes = self.tag, self.attributes
        if tag in MAIN_TAGS:
            self.in_main = True
        elif tag in FRAME_TAGS or (tag == "header" and not self.in_main):
            self.in_frame = True
        if tag in UNSEEN or (tag == "dialog" and " open" not in attributes):
            self.unseen = True
        if attributes and not self.unseen:
            self._look_at_attributes(attributes)

    def _look_at_attributes(self, attributes: str) -> None:
        main, frame, reader, hidden = _told(attributes)
        self.in_main = self.in_main or main
        self.in_frame = self.in_frame or frame
        if reader:
            self.unseen = True
        elif hidden and self.tag not in ("html", "body"):
            if self.tag in BLOCK:
                self.hidden = True
            else:
                self.unseen = True

    @property
    def path(self) -> str:
        """`html/body[1]/div[2]`, from the root to this element."""
        if self._path is None:
            if self.parent is None:
                self._path = self.tag
            else:
                self._path = f"{self.parent.path}/{self.tag}[{self.ordinal}]"
        return self._path

    @property
    def hints(self) -> tuple[str, ...]:
        """Words of class, id and the like, of this element and those around it, nearest first."""
        if self._hints is None:
            if self.parent is None or self.tag in ("html", "body"):
                self._hints = ()
            else:
                attributes = self.attributes
                if self.tag in HEADING:  # its id is a slug of its words
                    attributes = IDENTITY.sub("", attributes)
                words = dict.fromkeys((*own_hints(attributes), *self.parent.hints))
                self._hints = tuple(words)[:HINTS_CAP]
        return self._hints

    def block(self) -> Node:
        """Find the nearest block element: this one or one around it."""
        node = self
        while node.tag not in BLOCK and node.parent is not None:
            node = node.parent
        return node


@lru_cache(maxsize=2048)
def _told(attributes: str) -> tuple[bool, bool, bool, bool]:
    """What a start tag's attributes say: main part, frame, for screen readers only, hidden.

    Elements of a list share their attributes, so that half of all calls are answered before.
    """
    low = attributes.lower()
    role = found[1] if "role" in low and (found := ROLE.search(low)) else ""
    main = role in MAIN_ROLES or ("articlebody" in low and ARTICLE_BODY.search(low) is not None)
    if not any(word in low for word in MAY_HIDE):
        return main, role in FRAME_ROLES, False, False
    reader = any(word in low for word in SCREEN_READER)
    return main, role in FRAME_ROLES, reader, HIDDEN.search(low) is not None


@lru_cache(maxsize=2048)
def own_hints(attributes: str) -> tuple[str, ...]:
    """Give the lower-case words in the class, id, role and data-testid of one start tag."""
    if "=" not in attributes:
        return ()
    found = [SUBJECT.sub("", a or b or c) for a, b, c in HINT_ATTRIBUTE.findall(attributes)]
    return tuple(word.lower() for value in found for word in WORDS.findall(value))


class Stack:
    """The chain of open elements, with HTML's rules for tags that are left out.

    `depth` caps the chain: deeper elements are read as if their tags were not there, as browsers
    do, so that no walk along the chain is long.
    """

    def __init__(self, depth: int) -> None:
        self.root = Node("html", "", None)
        self.open: list[Node] = [self.root]
        self.depth = depth
        self.links = 0
        self.was_too_deep = False

    @property
    def top(self) -> Node:
        """The innermost open element."""
        return self.open[-1]

    def start(self, tag: str, attributes: str) -> None:
        """Open an element, after closing what its start tag implies."""
        if tag == "html" or (tag == "body" and any(node.tag == "body" for node in self.open)):
            return
        if tag in CLOSES_P:
            self._close_p()
        if tag in SIBLINGS:
            self._close_siblings(*SIBLINGS[tag])
        if len(self.open) >= self.depth:
            self.was_too_deep = True
            return
        self.links += tag == "a"
        self.open.append(Node(tag, attributes, self.open[-1]))

    def void(self, tag: str) -> None:
        """Count an element that has no content, so that paths stay right."""
        counts = self.open[-1].counts
        counts[tag] = counts.get(tag, 0) + 1

    def end(self, tag: str) -> None:
        """Close the innermost open element of that name; a stray end tag does nothing."""
        if tag in ("html", "body"):
            return
        # An inline end tag that comes after its block was opened closes only itself.
        inside = False
        for place in range(len(self.open) - 1, 0, -1):
            node = self.open[place]
            if node.tag == tag:
                self._pop(place, place + 1 if inside and tag not in BLOCK else len(self.open))
                return
            inside = inside or node.tag in BLOCK
            if node.tag in BARRIER and tag not in ("table", "tr", "tbody", "thead", "tfoot"):
                return

    def _close_p(self) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            tag = self.open[place].tag
            if tag == "p":
                self._pop(place, len(self.open))
                return
            if tag in BLOCK:
                return

    def _close_siblings(self, closes: frozenset[str], scope: frozenset[str]) -> None:
        last = 0
        for place in range(len(self.open) - 1, 0, -1):
            tag = self.open[place].tag
            if tag in scope:
                break
            if tag in closes:
                last = place
        if last:
            self._pop(last, len(self.open))

    def _pop(self, start: int, end: int) -> None:
        for node in self.open[start:end]:
            self.links -= node.tag == "a"
        del self.open[start:end]
