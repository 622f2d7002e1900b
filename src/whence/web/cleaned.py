"""What an allow-list leaves of a page's HTML: words, structure, and pictures of the page's own.

Links lose their addresses, for a frame would follow them to the network.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import nh3

from ..page.decode import decode
from ..records import Capture, Medium

# Structure and words. No form, frame, media, drawing or embedded thing; no style element, since
# a style sheet can load; no id, since the anchors are ours.
TAGS = frozenset((
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br",
    "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav",
    "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
    "tr", "tt", "u", "ul", "var", "wbr",
))  # fmt: skip
# What is taken out with all that stands in it: it is not text that the page shows.
EMPTIED = frozenset((
    "applet", "audio", "canvas", "embed", "frameset", "head", "iframe", "math", "noembed",
    "noframes", "object", "script", "style", "svg", "template", "title", "video",
))  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir", "title", "style"},
    "col": {"span"}, "colgroup": {"span"}, "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"}, "ol": {"start", "reversed", "type"}, "li": {"value"},
    "img": {"src", "alt"}, "time": {"datetime"}, "details": {"open"},
}  # fmt: skip
# How words stand, and nothing that could hide, cover or load.
STYLES = frozenset((
    "direction", "font-style", "font-weight", "list-style-type", "text-align",
    "text-decoration", "text-transform", "vertical-align", "white-space",
))  # fmt: skip
PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
# Bytes that are decoded and cleaned right here, and seconds that more may take. The parser's work
# grows with the square of how deep elements stand in one another: 50,000 characters of nested
# lists, the worst that we know, take half a second, 350,000 take 47. The largest of 678 pages in
# our gold sets, 2.9 million characters, takes 0.03.
SMALL = 50_000
PATIENCE = 8.0


def clean_in_time(capture: Capture) -> tuple[str, str | None]:
    """A capture's text, and what is left of it where it is HTML that is cleaned in time.

    A process of its own can be ended. Where even decoding takes too long, the text is UTF-8.
    """
    if len(capture.body) <= SMALL:
        text = decode(capture).text
        return text, clean(text) if capture.medium is Medium.HTML else None
    about = json.dumps([capture.medium, capture.charset]).encode()
    whole = capture.medium is Medium.HTML
    try:
        told = subprocess.run(  # noqa: S603 - this interpreter with a module of ours
            [sys.executable, "-m", __name__],
            input=about + b"\n" + capture.body,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        told, whole = error.stdout or b"", False  # the text may be there already
    size, _, rest = told.partition(b"\n")
    if not size.isdigit() or len(rest) < int(size):
        return capture.body.decode("utf-8", "replace"), None
    words, left = rest[: int(size)].decode("utf-8"), rest[int(size) :]
    return words, left.decode("utf-8") if whole else None


def clean(source: str) -> str:
    """The part of a page's HTML that is only words, structure and pictures of its own."""
    return nh3.clean(
        source,
        tags=set(TAGS),
        clean_content_tags=set(EMPTIED),
        attributes=ATTRIBUTES,
        attribute_filter=keep_attribute,
        url_schemes={"data"},
        url_relative="deny",
        link_rel=None,
        filter_style_properties=set(STYLES),
    )


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute's value where it may stay: of pictures only those in the page itself."""
    if (tag, name) == ("img", "src"):
        return value if PICTURE.fullmatch(value) else None
    if name == "style":
        return None if re.search(r"[\\(@<]", value) else value
    return value


def answer(asked: bytes) -> Iterator[bytes]:
    """What the other process tells: how many bytes the text has, the text, what is left of it."""
    about, _, body = asked.partition(b"\n")
    medium, charset = json.loads(about)
    text = decode(Capture("", body, Medium(medium), charset)).text
    told = text.encode("utf-8", "replace")
    yield b"%d\n" % len(told) + told
    if medium == Medium.HTML:
        yield clean(text).encode("utf-8", "replace")


if __name__ == "__main__":
    for part in answer(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
