"""The page's JSON-LD: schema.org's description of the article, however broken."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .vote import squash

Node = dict[str, Any]

ARTICLES = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Critique)$")
PAGES = re.compile(r"(?:Page|VideoObject|CreativeWork|Clip|Podcast\w*|Event)$")
SITES = frozenset(("WebSite", "NewsMediaOrganization"))
COMMENTS = re.compile(r"/\*[^*]{0,100}\*/|<!--|-->|(?://)?(?:<!\[CDATA\[|\]\]>)")
TRAILING = re.compile(r",(?=\s*[}\]])")
# Where even the repaired JSON cannot be read: its plain strings, one by one.
STRINGS = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|description|alternativeHeadline)"'
    r'\s*+:\s*+"((?:[^"\\]++|\\.)*+)"',
    re.DOTALL,
)
ARTICLE = 4  # rank of an article that is not known to be the page's own
LARGEST = 2_000_000  # characters of one script; what is larger is no description
NODES = 5_000  # JSON values looked at


@dataclass(frozen=True, slots=True)
class Data:
    """What the page's JSON-LD holds: nodes that describe articles, likeliest first, and names.

    `sites` are those of websites and news organisations, `publishers` of who publishes anything.
    """

    articles: tuple[Node, ...] = ()
    sites: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    by_id: dict[str, Node] = field(default_factory=dict)

    def first(self, *keys: str) -> tuple[str, str] | None:
        """Give the first text under one of the keys, and the key."""
        for key in keys:
            for node in self.articles:
                if text := as_text(node.get(key)):
                    return text, key
        return None

    def names(self, value: object) -> Iterator[str]:
        """Give the names of people or organisations that a property's value holds."""
        waiting, seen = [value], 0
        while waiting and seen < 200:
            one, seen = waiting.pop(0), seen + 1
            if isinstance(one, str):
                yield html.unescape(one)
            elif isinstance(one, list):
                waiting[:0] = one
            elif isinstance(one, dict):
                name = one.get("name") or self.by_id.get(str(one.get("@id")), {}).get("name")
                if not name and (one.get("givenName") or one.get("familyName")):
                    name = f"{one.get('givenName', '')} {one.get('familyName', '')}".strip()
                if name:
                    waiting.insert(0, name)


def read_json_ld(scripts: Sequence[str], titles: Sequence[str]) -> Data:
    """Read the page's JSON-LD scripts; `titles` are what the article may be called."""
    nodes: list[Node] = []
    for script in scripts:
        nodes += _nodes(_load(script))
    by_id: dict[str, Node] = {}
    publishers: list[str] = []
    for node in nodes:
        if isinstance(name := node.get("@id"), str) and (name not in by_id or "name" in node):
            by_id[name] = node
    for node in nodes:
        publishers += _publishers(node, by_id)
    sites = [as_text(node.get("name")) for node in nodes if not SITES.isdisjoint(types_of(node))]
    wanted = {squash(title) for title in titles}
    ranked = [(rank, place) for place, node in enumerate(nodes) if (rank := _rank(node, wanted))]
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    # An article of another title beside one of the page's own is a related one.
    best = ranked[0][0] if ranked else 0
    articles = tuple(nodes[at] for rank, at in ranked if rank != ARTICLE or best == ARTICLE)
    return Data(articles, tuple(sites), tuple(publishers), by_id)


def as_text(value: object) -> str:
    """Give the plain text of a JSON-LD value, empty if it has none."""
    if isinstance(value, list):
        value = next((one for one in value if one), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def types_of(node: Node) -> list[str]:
    """Give the names of the node's types."""
    types = node.get("@type")
    return [one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str)]


def _load(script: str) -> object:
    if len(script) > LARGEST:
        return None
    for text in (script, TRAILING.sub("", COMMENTS.sub("", script)).strip().rstrip(";")):
        try:
            return json.JSONDecoder(strict=False).raw_decode(text.lstrip())[0]
        except (ValueError, RecursionError):
            continue
    node: Node = {"@type": "Article"}
    for found in STRINGS.finditer(script):
        node.setdefault(found[1], found[2].replace('\\"', '"').replace("\\/", "/"))
    return node if len(node) > 1 else None


def _nodes(loaded: object) -> list[Node]:
    """All objects of a JSON value in reading order, outer ones first."""
    nodes: list[Node] = []
    waiting, seen = [loaded], 0
    while waiting and seen < NODES:
        one, seen = waiting.pop(), seen + 1
        if isinstance(one, dict):
            nodes.append(one)
            waiting += [v for v in reversed(one.values()) if isinstance(v, (dict, list))]
        elif isinstance(one, list):
            waiting += [v for v in reversed(one) if isinstance(v, (dict, list))]
    return nodes


def _publishers(node: Node, by_id: dict[str, Node]) -> Iterator[str]:
    publisher = node.get("publisher")
    for one in publisher if isinstance(publisher, list) else [publisher]:
        if isinstance(one, dict):
            yield as_text(one.get("name") or by_id.get(str(one.get("@id")), {}).get("name"))


def _rank(node: Node, wanted: set[str]) -> int:
    """How likely the node describes the page's article; 0 for not at all."""
    types = types_of(node)
    telling = any(key in node for key in ("headline", "datePublished", "author", "articleBody"))
    if not telling:
        return 0
    rank = 0
    if any(ARTICLES.search(one) for one in types):
        rank = ARTICLE
    elif any(PAGES.search(one) for one in types):
        rank = 1
    title = squash(as_text(node.get("headline")) or as_text(node.get("name")))
    if rank and title and any(title in one or (one and one in title) for one in wanted):
        rank += 2
    return rank
