"""What a page's markup says about its article: the parsed tree, meta elements and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from .html import INVISIBLE
from .json_ld import Data, read_json_ld
from .markup import BLOCK
from .vote import squash

if TYPE_CHECKING:
    from lxml import etree
    from lxml.html import HtmlElement

UNSPOKEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "button"))
DROPPED = ("style", "svg", "iframe", "link")
SHOWN = f".//text()[not({' or '.join(f'ancestor::{tag}' for tag in sorted(UNSPOKEN))})]"
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
# Control characters, which libxml2 stops at, to spaces.
CONTROLS = bytes(32 if (c < 32 and c not in (9, 10, 12, 13)) or c == 127 else c for c in range(256))
LONGEST_SHORT = 4_000  # characters, with those of scripts inside
NAMED = ("class", "id", "itemprop", "data-testid", "data-qa", "data-test", "property")
HOST_PARTS = frozenset(("www", "com", "org", "net", "co", "news", "amp", "m", "edition", "info"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One parsed page. `meta` maps a small name or property to its contents, in page order.

    `sites` are names of the site, squashed to letters and digits; `canonical` are the addresses
    of its canonical links.
    """

    root: HtmlElement
    meta: dict[str, list[str]]
    data: Data
    sites: frozenset[str]
    url: str | None
    canonical: tuple[str, ...] = ()

    def said(self, *names: str) -> Iterator[tuple[str, str]]:
        """Each content of the named meta elements, with the name that says it."""
        for name in names:
            for content in self.meta.get(name, ()):
                yield content, name

    def is_site(self, name: str) -> bool:
        """Whether a name is only that of the site."""
        return squash(name) in self.sites


def read_evidence(source: str, url: str | None) -> Evidence | None:
    """Parse a decoded page once; `None` where there is no markup to parse."""
    root = _parse(source)
    if root is None:
        return None
    meta = _meta(root)
    titles = [text for key in ("og:title", "twitter:title") for text in meta.get(key, ())]
    titles += [spoken(element) for element in root.iter("title", "h1")]
    scripts = [
        element.text or ""
        for element in root.iter("script")
        if "ld+json" in (element.get("type") or "").lower()
    ]
    data = read_json_ld(scripts, [title for title in titles if title])
    canonical = tuple(_canonical(root))
    _slim(root)
    return Evidence(root, meta, data, _sites(meta, data, url), url, canonical)


def clean(text: str) -> str:
    """Give a text with white space collapsed and without what is never seen."""
    return " ".join(INVISIBLE.sub("", text).split())


def spoken(element: HtmlElement) -> str:
    """Give the text that an element shows, scripts and buttons left out."""
    pieces: list[str] = []
    for text in select(element, SHOWN):
        parent = text.getparent()
        if parent.tag in BLOCK or (text.is_tail and parent.tag == "br"):
            pieces.append(" ")
        pieces.append(text)
    return clean("".join(pieces))


def short(element: HtmlElement) -> str:
    """Give what an element shows, empty where that is too much to be one line of the frame."""
    return spoken(element) if len(element.text_content()) <= LONGEST_SHORT else ""


def select(element: HtmlElement, expression: str) -> list[Any]:
    """Give what an XPath finds from an element: elements, or the texts where it asks for them."""
    return cast("list[Any]", _compiled(expression)(element))


def following(element: HtmlElement, reach: int) -> list[HtmlElement]:
    """Give the elements after this one and not inside it, `reach` of them at most."""
    return select(element, f"following::*[position() <= {reach}]")


@cache
def _compiled(expression: str) -> etree.XPath:
    from lxml import etree

    return etree.XPath(expression)


def hints(element: HtmlElement) -> frozenset[str]:
    """Give the words of an element's class, id, itemprop, test and custom tag names, small."""
    said = [value for key in NAMED if (value := element.get(key))]
    return _words(" ".join([*said, element.tag] if "-" in element.tag else said))


@lru_cache(maxsize=4096)
def _words(said: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORDS.findall(said))


def _parse(source: str) -> HtmlElement | None:
    from lxml import etree, html

    body = source.encode("utf-8", "replace").translate(CONTROLS)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(body, parser=parser) if body.strip() else None
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _slim(root: HtmlElement) -> None:
    """Drop what nobody asks for any more: a fifth of an average page's elements, nearly all bytes.

    Scripts that hold data stay: body and date votes look into them.
    """
    from lxml import etree

    for element in root.iter("script"):
        if "json" not in (element.get("type") or "").lower():
            element.tag = "style"
    etree.strip_elements(root, *DROPPED, with_tail=False)


def _meta(root: HtmlElement) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = clean(element.get("content") or "")
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(key) or "").lower().split():
                label = f"itemprop:{name}" if key == "itemprop" else name
                meta.setdefault(label, []).append(content)
    return meta


def _canonical(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            yield (element.get("href") or "").strip()


def _sites(meta: dict[str, list[str]], data: Data, url: str | None) -> frozenset[str]:
    names = [*meta.get("og:site_name", ()), *meta.get("application-name", ())]
    names += [*data.sites, *data.publishers]
    for address in (url, *meta.get("og:url", ())[:1]):
        try:
            host = urlsplit(address or "").hostname or ""
        except ValueError:
            continue
        parts = [part for part in host.split(".") if part not in HOST_PARTS]
        names += [host, host.removeprefix("www."), "".join(host.split(".")[-2:]), *parts[:2]]
    return frozenset(short for name in names if len(short := squash(name)) > 2)
