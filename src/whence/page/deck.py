"""The deck: the line or two under the headline that say what the article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from .evidence import Evidence, clean, following, hints, short
from .frame_lines import is_byline, is_caption, is_date
from .guess import Guess
from .markup import BLOCK, words
from .vote import squash

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DECK_HINTS = words(
    """deck dek standfirst subtitle subheadline subhead subheading subheader lead lede summary
    intro introduction teaser excerpt abstract chapo chapeau sapo vorspann bajada sumario
    entradilla perex ingress sottotitolo catenaccio subtitulo bajante description desc strapline
    tagline anons leadtext leadin spot synopsis subline alternativeheadline preamble preface"""
)
SUB_HINTS = words("sub subtit subtitles")  # a deck only on a heading
NOT_DECK = words(
    """caption credit credits byline author authors date time timestamp related recommended
    newsletter share social breadcrumb breadcrumbs promo advert ad comments gallery video player
    tags meta copyright audio"""
)
PICTURE = words("image img bild photo picture media")
FRAME = frozenset(("nav", "footer", "aside", "figure", "figcaption", "form", "a", "button", "li"))
TEXT_TAGS = frozenset(("p", "div", "h2", "h3", "h4", "span", "section", "ul", "strong", "b"))
SHORTEST, LONGEST = 20, 900
LONGEST_WHOLE = 600  # characters of a deck of several paragraphs
MOST_LINES = 4  # that a deck has after its first
SURE = 40  # characters from which a line is a deck with no more said for it
REACH = 600  # elements after the headline in which the deck is looked for
BODY = 3  # long paragraphs after which the deck can only have been missed
PARAGRAPH = 100  # characters of a long one
CUT = 60  # letters by which a description is known for the first paragraph's beginning
ENDS = (".", "?", "!", "…", '"', "”", "»", "“", "。", ")")  # what a whole sentence ends on
CUT_OFF = ("...", "…", "...]", "…]")
# How a picture's line ends, or names its maker.
CREDIT = re.compile(
    r"\b(?:photos?|images?|videos?|fotos?|bild|illustrations?|credit|quelle|crédit)\s?(?:by|:|/|©)|"
    r"\bgetty images\b|(?-i:\([A-Z]{2,5}\)$)|^\((?:photo|image)",
    re.IGNORECASE,
)
LINKS = 0.3  # share of the text in links from which a line is a teaser


def read_deck(
    evidence: Evidence, headline: HtmlElement | None, titles: set[str], authors: Sequence[str]
) -> Guess | None:
    """Give the deck as the page shows it, else as its metadata does; `titles` are squashed.

    `authors` are the names of the article's authors: a line that begins with one tells of them.
    """
    said = [
        Guess(text, source)
        for text, source in _descriptions(evidence)
        if len(text) >= SHORTEST and squash(text) not in titles
    ]
    if headline is not None:
        told = {squash(guess.value) for guess in said}
        around = set(headline.iterancestors())
        below = [
            one
            for one in _below(headline)
            if not _tells_of(one, authors) and not _is_aside(one, around)
        ]
        if found := _hinted(below, titles, told) or _set_apart(below, titles):
            return found
    return next((one for one in said if not _is_beginning(evidence, one.value)), None)


def _tells_of(element: HtmlElement, authors: Sequence[str]) -> bool:
    text = (element.text_content() if authors and len(element) < 5 else "").lstrip()
    return any(len(name) > 5 and text.startswith(name) for name in authors)


def _below(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Elements after the headline, as far down as a deck may stand."""
    long = 0
    for element in following(headline, REACH):
        if element.tag in TEXT_TAGS or "-" in element.tag:
            yield element
        if element.tag == "p" and len(element.text_content()) >= PARAGRAPH:
            long += 1
            if long > BODY:
                return


def _hinted(below: list[HtmlElement], titles: set[str], told: set[str]) -> Guess | None:
    """Give the first element whose class calls it a deck, or that says what the metadata says."""
    for element in below:
        marked = hints(element)
        hinted = not DECK_HINTS.isdisjoint(marked)
        if element.tag[0] == "h" and element.tag != "hr":
            hinted = hinted or not SUB_HINTS.isdisjoint(marked) or _is_next(element)
        if not (hinted or element.tag in ("p", "h2")):
            continue
        text = short(element)
        squashed = squash(text)
        if not _may_be_deck(element, text, whole=hinted) or squashed in titles:
            continue
        same = squashed in told and not _has_twin(element)
        if same or (hinted and (len(text) >= SURE or squashed in told)):
            return Guess("\n".join([text, *_more(element, hinted=hinted)]), "text")
    return None


def _set_apart(below: list[HtmlElement], titles: set[str]) -> Guess | None:
    """Give the first paragraph where it is not set like the ones after it."""
    texts = [one for one in below if _is_leaf(one)]
    long = [one for one in texts if one.tag == "p" and len(one.text_content()) >= PARAGRAPH]
    looks = Counter((one.get("class") or "").strip() for one in long[1:])
    for element in texts:
        text = short(element)
        if len(text) < SURE or not _may_be_deck(element, text) or squash(text) in titles:
            continue
        common = looks.most_common(1)
        differs = bool(common) and (element.get("class") or "").strip() not in looks
        if (differs and common[0][1] > 1) or (_is_strong(element) and not _is_strong(long[-1])):
            if text.endswith(ENDS):
                return Guess("\n".join([text, *_row(element, set(looks))]), "text")
        elif element.tag == "p":
            return None
    return None


def _row(element: HtmlElement, looks: set[str]) -> Iterator[str]:
    """Further paragraphs right after the first one of a deck that look like it."""
    look = (element.get("class") or "").strip()
    for sibling in islice(element.itersiblings(), MOST_LINES):
        if sibling.tag != element.tag or (sibling.get("class") or "").strip() != look:
            return
        if not look or look in looks:
            return
        yield short(sibling)


def _is_leaf(element: HtmlElement) -> bool:
    """Whether an element is a paragraph, or a bare text in its own box."""
    return element.tag == "p" or (
        element.tag == "div" and not any(child.tag in BLOCK for child in element)
    )


def _is_next(heading: HtmlElement) -> bool:
    """Whether a second heading stands right after the first one."""
    before = heading.getprevious()
    return heading.tag == "h2" and before is not None and before.tag == "h1"


def _is_aside(element: HtmlElement, around: set[HtmlElement]) -> bool:
    """Whether an element is no running text; what is `around` the headline too does not tell."""
    marked = hints(element)
    if not NOT_DECK.isdisjoint(marked) or not PICTURE.isdisjoint(marked):
        return True
    above = [one for one in islice(element.iterancestors(), 6) if one not in around]
    if any(one.tag in FRAME for one in above):
        return True
    if not DECK_HINTS.isdisjoint(marked):
        return False
    return any(not NOT_DECK.isdisjoint(hints(one)) for one in above[:2])


def _may_be_deck(element: HtmlElement, text: str, *, whole: bool = False) -> bool:
    if not SHORTEST <= len(text) <= LONGEST or is_date(text) or is_byline(text):
        return False
    if is_caption(text) or CREDIT.search(text):
        return False
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    if linked >= LINKS * len(text):
        return False
    return (whole and len(text) <= LONGEST_WHOLE) or element.find(".//p/../p[2]") is None


def _more(element: HtmlElement, *, hinted: bool) -> Iterator[str]:
    """Further lines of a deck in several headings that look alike."""
    look = (element.tag, element.get("class"))
    for sibling in islice(element.itersiblings(), MOST_LINES):
        if not hinted or element.tag not in ("h2", "h3") or not look[1]:
            return
        if (sibling.tag, sibling.get("class")) != look:
            return
        yield short(sibling)


def _has_twin(element: HtmlElement) -> bool:
    """Whether another paragraph that looks the same follows: then both are body."""
    look = (element.tag, element.get("class"))
    return any(
        (one.tag, one.get("class")) == look and len(one.text_content()) >= PARAGRAPH
        for one in islice(element.itersiblings(), 12)
    )


def _is_strong(element: HtmlElement) -> bool:
    strong = sum(len(one.text_content()) for one in element if one.tag in ("strong", "b"))
    return strong >= 0.9 * len(element.text_content().strip()) > 0


def _descriptions(evidence: Evidence) -> Iterator[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    said += evidence.said("og:description", "description", "twitter:description")
    if found := evidence.data.first("description"):
        said.append((found[0], "json-ld:description"))
    for text, source in said:
        yield clean(text), source


def _is_beginning(evidence: Evidence, text: str) -> bool:
    """Whether a description only repeats how the article begins."""
    wanted = squash(text)[:CUT]
    if any(
        squash(element.text_content()[:400]).startswith(wanted)
        for element in islice(evidence.root.iter("p"), 80)
    ):
        return True
    body = evidence.root.find("body") if text.endswith(CUT_OFF) else None
    return body is not None and wanted in squash(body.text_content())
