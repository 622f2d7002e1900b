"""Who wrote the article: people or agencies, each name by itself and clean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .evidence import Evidence, following, hints, select, short
from .frame_lines import DATE, is_byline
from .guess import Guess
from .markup import BLOCK, words
from .vote import squash

if TYPE_CHECKING:
    from lxml.html import HtmlElement

META = (
    *("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"),
    *("article:author_name", "cxenseparse:author", "citation_author", "dcterms.creator"),
    *("itemprop:author", "dc.contributor", "authors", "og:author", "dable:author", "byline"),
)
BYLINE_HINTS = words("byline bylines author authors autor autore auteur writer journalist redactor")
NOT_BYLINE = words(
    """bio biography about description desc comment comments related image img avatar photo picture
    follow social share twitter email mail date time timestamp title role job position more card
    box recommended teaser"""
)
BY = re.compile(
    r"^(?:posted on [\d: -]+[A-Z]{0,4} )?"
    r"(?:view all posts by|(?:written|reported|words|story|report|text|posted|published|review|"
    r"interview|opinion|analysis|news)?\s*\b(?:by|von|par|por|di|av|af|od|autor|yazan))\b\s*:?\s+|"
    r"^(?:author|autor|autore|auteur|text|texte|автор|текст|written by|foto|redacción)\s*:\s*",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\s*(?:[,;|•·\n]|\b(?:and|und|et|og|och|with)\b|(?<=\w)\s+[ey]\s+(?=[A-Z]))\s*"
)
PARTS = re.compile(LISTED.pattern + r"|\s*(?:&|/|\s[-–—]\s)\s*")
MAIL = re.compile(r"\S+@\S+\.\w+|@\w+")
ADDRESS = re.compile(r"(?:https?:)?//|^www\.|^/", re.IGNORECASE)
BRACKETS = re.compile(r"\s*[(\[{][^()\[\]{}]*(?:[)\]}]|$)")
# Who syndicates: cut off where it stands after a name, kept where it is the author.
AGENCY = re.compile(
    r"(?<=\w\s)(?<!^the\s)(?:(?:for )?(?:the )?associated press|ap|reuters|afp|usa today|"
    r"bloomberg news|dpa)$",
    re.IGNORECASE,
)
JOBS = words(
    """editor reporter correspondent officer director manager chief columnist head producer
    contributor contributing freelance sponsored redakteur redakteurin korrespondent journalist
    photographer staff writer professor host anchor fellow lecturer assistant deputy"""
)
LETTERS = words("ms rdn ld rd phd md mph jd mba cfa rn dds cpa esq")
NO_NAME = words(
    """admin administrator editor editors redaktion redactie redazione redaccion staff guest
    unknown anonymous author webmaster undefined null none contributor newsdesk newsroom online
    desk writer reporter published updated posted lastupdated share follow authors byline editorial
    by von par por the viewallarticlesbythisauthor viewallposts readmore moreby"""
)
EDGES = " .:'\"-–|"
LONGEST = 60  # characters of one name
MOST = 30  # names
LONGEST_LINE = 160  # characters of a byline
REACH = 400  # elements looked at after the headline, and for marked ones on all the page
MARKED_TAGS = ("a", "span", "div", "p", "address", "li", "strong", "b", "h3", "h4", "h5", "cite")

Said = Iterator[tuple[str, str]]


def read_authors(evidence: Evidence, headline: HtmlElement | None = None) -> tuple[Guess, ...]:
    """Give one guess for each author, from the first place that names any.

    The site's own name counts only where the page names nobody else.
    """
    house: tuple[Guess, ...] = ()
    for way in (_json_ld, _meta, _marked, _classed):
        guesses = _unique(way(evidence))
        people = tuple(one for one in guesses if not evidence.is_site(one.value))
        if people:
            return people
        house = house or guesses
    return _unique(_below(headline)) or house


def names(text: str, *, listed: bool = False) -> Iterator[str]:
    """Each name in a byline, without `By`, addresses, jobs and what is no name.

    A name that structured data lists by itself (`listed`) is not parted at `-`, `/` and `&`.
    """
    if ADDRESS.search(text) or len(text) > LONGEST * MOST:
        return
    lines = (" ".join(line.split()) for line in text.split("\n"))
    text = "\n".join(BRACKETS.sub("", BY.sub("", MAIL.sub("", line))) for line in lines)
    for part in (LISTED if listed else PARTS).split(text):
        name = AGENCY.sub("", BY.sub("", part or "").strip(EDGES)).strip(EDGES)
        if _is_name(name):
            yield name


def _is_name(name: str) -> bool:
    said = name.lower().split()
    if not 1 < len(name) <= LONGEST or not 1 <= len(said) <= 6 or any(map(str.isdigit, name)):
        return False
    if len(said) > 1 and said[-1] in JOBS and said[-1] != "staff":
        return False
    return not (squash(name) in NO_NAME | LETTERS or said[0] in JOBS)


def _unique(said: Said) -> tuple[Guess, ...]:
    seen: dict[str, Guess] = {}
    for text, source in said:
        for name in names(text, listed=source.startswith("json-ld")):
            if len(seen) < MOST:
                seen.setdefault(squash(name), Guess(name, source))
    return tuple(seen.values())


def _json_ld(evidence: Evidence) -> Said:
    for key in ("author", "creator"):
        for node in evidence.data.articles:
            if key in node and (found := list(evidence.data.names(node[key]))):
                yield from ((name, f"json-ld:{key}") for name in found)
                return


def _meta(evidence: Evidence) -> Said:
    for name in META:
        contents = evidence.meta.get(name, ())
        if any(not evidence.is_site(one) for content in contents for one in names(content)):
            yield from ((content, f"meta:{name}") for content in contents)
            return
    yield from ((content, "meta:author") for content in evidence.meta.get("author", ())[:1])


def _marked(evidence: Evidence) -> Said:
    """Names that the markup itself calls an author's."""
    for element in select(evidence.root, "//body//*[@rel or @itemprop]"):
        if "author" in (element.get("rel") or "").lower().split():
            yield short(element), "rel=author"
        elif (element.get("itemprop") or "").lower() in ("author", "creator"):
            yield _inner(element), "itemprop=author"


def _inner(element: HtmlElement) -> str:
    for one in element.iterdescendants():
        if isinstance(one.tag, str) and (one.get("itemprop") or "").lower() == "name":
            return one.get("content") or short(one)
    return _line(element)


def _classed(evidence: Evidence) -> Said:
    """Give the names in the first place that a class calls a byline, and in its likes."""
    look = None
    for element in evidence.root.iter(*MARKED_TAGS):
        marked = hints(element)
        if BYLINE_HINTS.isdisjoint(marked) or not NOT_BYLINE.isdisjoint(marked):
            continue
        if look is not None:
            if look[:2] == (element.tag, element.get("class")) and element.getparent() is look[2]:
                yield _line(element), "byline"
            continue
        text = _line(element)
        if len(text) <= LONGEST_LINE and any(True for _ in names(text)):
            look = (element.tag, element.get("class"), element.getparent())
            yield text, "byline"


def _line(element: HtmlElement) -> str:
    """Give a byline's text: its links where it has any that name people, else its first line."""
    links = [short(link) for link in element.iter("a") if link is not element]
    links = [text for text in links if any(True for _ in names(text))]
    if links:
        return "\n".join(links)
    for child in element.iter(*BLOCK, "span"):
        if child is element or len(child):
            continue
        text = short(child)
        if any(True for _ in names(text)):
            return text
    return DATE.sub("\n", short(element))


def _below(headline: HtmlElement | None) -> Said:
    """Give the first line after the headline, or right before it, that reads like a byline."""
    if headline is None:
        return
    for element in following(headline, REACH):
        if element.tag in ("p", "div", "span", "h3", "h4", "h5", "li") and len(element) <= 4:
            text = short(element)
            if is_byline(text) or (BY.match(text) and DATE.search(text) and len(text) < 100):
                yield DATE.sub("\n", text), "text"
                return
