"""A capture as a page that can be looked at: nothing in it runs, sends or loads anything.

The bytes in the ledger are never changed. What is shown of an HTML capture is what an allow-list
leaves of it (`cleaned.py`). The answer's own policy (`POLICY`) is the second wall: even what the
list let through by mistake could neither run nor load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

from ..records import Capture, Page, Span
from .cleaned import clean_in_time

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)
LOOK = (
    ":root{color-scheme:light}body{margin:1.5rem auto;padding:0 1.25rem;max-width:52rem;"
    "background:#fff;color:#1d1c1a;font:1rem/1.6 Georgia,'Noto Serif',serif;overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}"
    "pre{white-space:pre-wrap;font:.92rem/1.6 ui-monospace,monospace}"
    "table{border-collapse:collapse}td,th{vertical-align:top;padding:.15rem .5rem .15rem 0}"
    "a{color:#0b57a4;text-decoration:underline}"
    # Nothing goes beyond the words to the sides: what stands beside them must be read too. The
    # outline is for those whose colours are forced, where there are no shadows.
    "mark{background:#ffe066;color:inherit;padding:.15em 0}"
    "mark:target{box-shadow:inset 0 0 0 2px #0b57a4;outline:2px solid transparent;"
    "outline-offset:-2px;scroll-margin:4rem}"
)
TAG = re.compile(r'<[^">]*(?:"[^"]*"[^">]*)*>')
LETTER = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|\S")


def show_capture(capture: Capture, page: Page | None, spans: Sequence[Span]) -> tuple[str, bool]:
    """The document that shows a capture, and whether words of `page` are marked in it.

    `spans` are offsets on the page's text; the first that is found has the anchor `words`. HTML
    that cannot be cleaned in time is shown as the text that it is.
    """
    text, cleaned = clean_in_time(capture)
    shown = f"<pre>{escape(text)}</pre>" if cleaned is None else cleaned
    places = find(shown, page, spans) if page is not None and spans else []
    body = mark(shown, places)
    document = (
        '<!doctype html><html lang="und"><head><meta charset="utf-8"><title>Captured page</title>'
        f"<style>{LOOK}</style></head><body>{body}</body></html>"
    )
    return document, len(places) > 0


def find(shown: str, page: Page, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Where some words of a page's text stand in its cleaned HTML, as ranges of text in that.

    Letters alone are compared, for white space is another in the source. The block that the
    words stand in is looked for as a whole, so that other places with the same words are not
    taken for it; where it is not found, its words are looked for on their own.
    """
    letters, places = letters_of(shown)
    found: list[tuple[int, int]] = []
    for span in spans:
        for start, length in seek(letters, page, span):
            found += runs(shown, places[start : start + length])
    return found


def seek(letters: str, page: Page, span: Span) -> list[tuple[int, int]]:
    """Where the words under a span stand in a string of letters, with how many there are."""
    text = page.text
    sought = bare(span.of(text))
    block = next((b.span for b in page.blocks if b.span.start <= span.start < b.span.end), None)
    if block is not None and span.end <= block.end:
        whole = bare(block.of(text))
        earlier = bare(text[: block.start]).count(whole)
        places = [m.start() for m in re.finditer(re.escape(whole), letters)]
        if places:
            at = places[min(earlier, len(places) - 1)]
            return [(at + len(bare(text[block.start : span.start])), len(sought))]
    at = letters.find(sought)
    return [(at, len(sought))] if at >= 0 and sought else []


def bare(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def letters_of(shown: str) -> tuple[str, list[tuple[int, int]]]:
    """The letters of cleaned HTML, each with where it stands there, references as one letter."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for end, after in [*(m.span() for m in TAG.finditer(shown)), (len(shown), len(shown))]:
        for found in LETTER.finditer(shown, at, end):
            letter = unescape(found[0])
            if len(letter) == 1 and not letter.isspace():
                letters.append(letter)
                places.append(found.span())
        at = after
    return "".join(letters), places


def runs(shown: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Letters' places joined to one range for each run of text; tags part the runs."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and "<" not in shown[joined[-1][1] : start]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def mark(shown: str, places: Iterable[tuple[int, int]]) -> str:
    """Cleaned HTML with ranges of its text marked; the first has the anchor `words`."""
    pieces, at, first = [], 0, True
    for start, end in sorted(places):
        if start < at:
            continue
        name = ' id="words"' if first else ""
        pieces += [shown[at:start], f"<mark{name}>", shown[start:end], "</mark>"]
        at, first = end, False
    return "".join([*pieces, shown[at:]])
