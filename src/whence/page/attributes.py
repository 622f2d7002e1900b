"""A page's source with no element that has more attributes than a parser can bear."""

from __future__ import annotations

import re

from .html import tokens
from .markup import RAW

# Attributes of one element that other libraries see. The fullest of 678 gold pages has 73. libxml2
# looks for each among all before it: 20,000 take 2 seconds, 40,000 take 40, 200,000 many minutes;
# a page of 8 MB in which every element has a thousand takes 3 seconds.
MOST = 1_000
ATTRIBUTE = re.compile(r"""[^\s/][^\s/=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|\S*+))?+""")
# Elements that our own reader passes over and a parser does not.
PARSED = frozenset(("noscript", "template", "svg", "math"))


def cap_attributes(source: str) -> str:
    """The source of a page without the attributes of an element that are past the cap."""
    kept: list[str] = []
    done = 0
    for _, kind, _, attributes, end in tokens(source, RAW - PARSED):
        # An attribute and the blank before it are two characters at least.
        if kind == "text" or len(attributes) <= 2 * MOST:
            continue
        opening = end - 1 - len(attributes)  # the tag ends with ">"
        kept.append(source[done : opening + _reach(attributes)])
        done = end - 1
    return "".join([*kept, source[done:]]) if kept else source


def _reach(attributes: str) -> int:
    """Where the last attribute ends that is under the cap."""
    last = 0
    for number, found in enumerate(ATTRIBUTE.finditer(attributes), start=1):
        last = found.end()
        if number == MOST:
            return last
    return len(attributes)
