"""The headline: the page's own h1, weighed against what metadata calls the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from .evidence import Evidence, clean, hints, short
from .guess import Guess
from .markup import words
from .vote import squash

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SEPARATOR = re.compile(r"\s+[-–—|·•:»«/›~]+\s+|\s*[|»]\s*|\s+::\s+")
HEADLINE_HINTS = frozenset(("headline", "title", "titre", "titulo", "titolo", "titel", "heading"))
# A line above the headline in the heading itself, by the names that papers give it.
KICKER_HINTS = words(
    """kicker overline topline dachzeile roofline eyebrow pretitle spitzmarke titleheader surtitre
    antetitulo volanta cintillo occhiello vignette supertitle preheadline"""
)
MOST_LINES = 3  # elements of a heading that holds a kicker, perhaps a dash, and the headline
FRAME = frozenset(("nav", "footer", "aside"))
LONGEST = 400  # characters; the longest gold headline has 220
CRUMB_HINTS = frozenset(("breadcrumb", "breadcrumbs", "crumb", "crumbs", "seotitle"))
MOST_HEADINGS = 50
LEAST_TITLE = 20  # characters of a title that a kicker may stand before
SUFFIX_WORDS = 5  # words that a site's name may have to be cut off unasked


def read_headline(evidence: Evidence) -> tuple[Guess | None, HtmlElement | None, list[Guess]]:
    """Give the best headline, the element that shows it or stands before it, other wordings."""
    said = list(_metadata(evidence))
    steps = [one for one in _first(evidence, "h1") if _is_crumb(one)]
    crumbs = {squash(short(one)) for one in steps}
    said.sort(key=lambda guess: squash(guess.value) in crumbs)
    shown = _headings(evidence, said) or _lower_headings(evidence, said)
    guesses = _unique([*(guess for guess, _ in shown), *said])
    if not guesses:
        return None, None, []
    anchors = [element for _, element in shown] + steps
    anchor = anchors[0] if anchors else _shows(evidence, guesses[0])
    return guesses[0], anchor, guesses[1:]


def without_site(title: str, evidence: Evidence, others: Sequence[str] = ()) -> str:
    """Cut the name of the site, and of its section, off a title."""
    known = {squash(other) for other in others}
    while True:
        cut = _cut(title, evidence, known)
        if cut is None:
            return title
        title = cut


def _cut(title: str, evidence: Evidence, known: set[str]) -> str | None:
    places = list(SEPARATOR.finditer(title))
    if not places:
        return None
    first, last = places[0], places[-1]
    head, tail = title[: last.start()], title[last.end() :]
    if evidence.is_site(tail) or (squash(head) in known and squash(head)):
        return head
    if evidence.is_site(title[: first.start()]):
        return title[first.end() :]
    site_in_tail = any(len(name) > 3 and name in squash(tail) for name in evidence.sites)
    if site_in_tail and len(tail.split()) <= SUFFIX_WORDS and len(head) > len(tail):
        return head
    return None


def _metadata(evidence: Evidence) -> Iterator[Guess]:
    raw: list[tuple[str, str]] = []
    if found := evidence.data.first("headline"):
        raw.append((found[0], "json-ld:headline"))
    names = ("og:title", "twitter:title", "itemprop:headline", "dc.title", "parsely-title")
    raw += [(text, name) for text, name in evidence.said(*names)]
    raw += [(short(element), "title") for element in evidence.root.iter("title")][:1]
    texts = [text for text, _ in raw]
    for place, (text, source) in enumerate(raw):
        others = [other for at, other in enumerate(texts) if at != place]
        value = without_site(clean(text), evidence, others)
        if value and not evidence.is_site(value) and len(value) <= LONGEST:
            yield Guess(value, source)


def _first(evidence: Evidence, tag: str) -> Iterator[HtmlElement]:
    return islice(evidence.root.iter(tag), MOST_HEADINGS)


def _headings(evidence: Evidence, said: Sequence[Guess]) -> list[tuple[Guess, HtmlElement]]:
    """First headings that may be the headline, best first."""
    ranked = []
    for place, element in enumerate(_first(evidence, "h1")):
        text = _headline(element, said)
        text = without_site(text, evidence, [guess.value for guess in said])
        if not squash(text) or evidence.is_site(text) or len(text) > LONGEST or _is_crumb(element):
            continue
        alike = max((likeness(text, guess.value) for guess in said), default=0.0)
        rank = _standing(element, text) + 4 * alike
        if rank >= (2 if said else 1):
            ranked.append((-rank, place, Guess(text, "h1"), element))
    ranked.sort(key=lambda one: one[:2])
    return [(guess, element) for _, _, guess, element in ranked]


def _lower_headings(evidence: Evidence, said: Sequence[Guess]) -> list[tuple[Guess, HtmlElement]]:
    """Without a first heading: the second heading that shows a title of the metadata."""
    shown: dict[str, tuple[Guess, HtmlElement]] = {}
    for element in _first(evidence, "h2"):
        text = _headline(element, said)
        if element.find(".//a") is None:
            shown.setdefault(squash(text), (Guess(text, "h2"), element))
    return [shown[key] for guess in said if (key := squash(guess.value)) in shown]


def _shows(evidence: Evidence, title: Guess) -> HtmlElement | None:
    """Find the element, no heading, that shows the title."""
    wanted = squash(title.value)
    for element in islice(evidence.root.iter("p", "div", "span", "h2", "h3", "strong"), 2000):
        if len(element) < 3 and squash(element.text_content()) == wanted:
            return element
    return None


def _headline(element: HtmlElement, said: Sequence[Guess]) -> str:
    """Give what a heading shows, without a kicker in it that the metadata does not count in."""
    whole = short(element)
    text = _without_kicker(whole, said)
    lines = list(islice(element.iterchildren(), MOST_LINES + 1))
    if text != whole or not 2 <= len(lines) <= MOST_LINES:
        return text
    if (element.text or lines[-1].tail or "").strip():
        return text
    titles = {squash(guess.value): guess.value for guess in reversed(said)}
    if told := titles.get(squash(text)):
        return told  # what looks parted by lines runs together in the text
    last = short(lines[-1])
    is_headline = squash(last) in titles or (_is_kicker(lines[0]) and len(last) >= LEAST_TITLE)
    return last if is_headline else text


def _is_kicker(element: HtmlElement) -> bool:
    named = any("kicker" in name for name in element.keys())  # noqa: SIM118 - an element's keys
    return named or not KICKER_HINTS.isdisjoint(hints(element))


def _without_kicker(text: str, said: Sequence[Guess]) -> str:
    """Cut off what a heading shows before a title that the metadata knows without it.

    A kicker with a colon belongs to the title where the metadata has it too.
    """
    whole = squash(text) in {squash(guess.value) for guess in said}
    for guess in said:
        start = len(text) - len(guess.value)
        if start > 0 and len(guess.value) >= LEAST_TITLE and text.endswith(guess.value):
            before = text[:start].rstrip()
            if text[start - 1].isspace() and (not whole or before[-1:].isalnum()):
                return text[start:]
    return text


def _is_crumb(element: HtmlElement) -> bool:
    """Whether a heading is only the last step of the path through the site."""
    if not CRUMB_HINTS.isdisjoint(hints(element)):
        return True
    near = list(islice(element.iterancestors(), 4))
    return any(one.tag in ("nav", "li") or not CRUMB_HINTS.isdisjoint(hints(one)) for one in near)


def _standing(element: HtmlElement, text: str) -> float:
    """How much the place and looks of an h1 speak for it, metadata aside."""
    rank = 1.0 if len(text.split()) >= 4 or len(text) >= LEAST_TITLE else 0.0
    rank += not HEADLINE_HINTS.isdisjoint(hints(element))
    above = [one.tag for one in element.iterancestors()]
    rank += "article" in above or "main" in above
    if not FRAME.isdisjoint(above):
        rank -= 3
    return rank


def likeness(one: str, other: str) -> float:
    """Share of the words that two titles have in common, of the shorter one, in [0, 1]."""
    first, second = set(one.lower().split()), set(other.lower().split())
    if squash(one) == squash(other):
        return 1.0
    shorter = min(len(first), len(second))
    return 0.9 * len(first & second) / shorter if shorter > 1 else 0.0


def _unique(guesses: Sequence[Guess]) -> list[Guess]:
    seen: set[str] = set()
    kept = []
    for guess in guesses:
        if (key := squash(guess.value)) and key not in seen:
            seen.add(key)
            kept.append(guess)
    return kept
