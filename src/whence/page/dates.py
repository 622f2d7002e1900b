"""When the article was published and when it was changed, as the page says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import TYPE_CHECKING

from .day import iso_day
from .evidence import Evidence, following, hints, select, short
from .frame_lines import DATE
from .guess import Guess
from .markup import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PUBLISHED_KEYS = ("datePublished", "dateCreated", "uploadDate")
MODIFIED_KEYS = ("dateModified",)
PUBLISHED_META = (
    *(
        "article:published_time",
        "article:published",
        "og:published_time",
        "og:article:published_time",
    ),
    *("itemprop:datepublished", "datepublished", "date.published", "publishdate", "publish-date"),
    *(
        "publish_date",
        "publication_date",
        "publicationdate",
        "pubdate",
        "cxenseparse:recs:publishtime",
    ),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.date", "dcterms.created"),
    *("dc.date.created", "dc.date", "article.published", "article.created", "date_published"),
    *("citation_publication_date", "citation_date", "cse:pubdate", "rnews:datepublished"),
    *("itemprop:datecreated", "created", "date"),
)
MODIFIED_META = (
    *("article:modified_time", "og:updated_time", "article:modified", "itemprop:datemodified"),
    *(
        "datemodified",
        "date.modified",
        "lastmod",
        "last-modified",
        "dcterms.modified",
        "revision_date",
    ),
    *("dc.date.modified", "article.updated", "cxenseparse:recs:modifiedtime", "og:modified_time"),
)
CHANGED = words(
    """modified updated update lastmod edited changed aktualisiert actualizado modifie maj
    aggiornato atualizado revised oppdatert uppdaterad opdateret päivitetty обновлено оновлено
    güncelleme aktualizace zaktualizowano"""
)
ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?",
    re.IGNORECASE,
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
STAMP = re.compile(r"\d{10}(?:\d{3})?")
CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\b)?", re.IGNORECASE)
OFFSET = re.compile(r"(?<=[\d\s])([+-]\d{2}):?(\d{2})$|\b(?:GMT|UTC|Z)$")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
URL_DAY = re.compile(
    rf"/((?:19|20)\d{{2}})([/-]?)(\d{{1,2}}|{'|'.join(MONTHS)})\2(\d{{1,2}})(?!\d)", re.IGNORECASE
)
DATED = '//h1 | //time | //*[starts-with(@itemprop, "date")]'
ASIDE = frozenset(("nav", "footer", "aside", "li", "a"))
MOST = 500  # elements looked at
ELSEWHERE = 2  # rank of a time that need not be the article's
REACH = 300  # elements under the headline that are looked at
PARAGRAPH = 100  # characters of a long paragraph
LETTERS = re.compile(r"[^\W\d_]+")
LONGEST_LABEL = 30  # characters before a date that say which it is
LONGEST_LINE = 80  # characters of a line that shows a date
EARLIEST = 1990  # pages of the web are not older


def read_published(
    evidence: Evidence, headline: HtmlElement | None = None, modified: Guess | None = None
) -> Guess | None:
    """Give the day, and time where it is known, of first publication.

    What the structured data says comes first, then elements marked up as that date, the address,
    times and dates shown under the headline, times elsewhere, and last htmldate (Apache-2.0),
    which is slow and may only repeat the day of the change (`modified`).
    """
    ways = (_json_ld(evidence, PUBLISHED_KEYS), _meta(evidence, PUBLISHED_META))
    for guess in chain(*ways):
        return guess
    elements = list(_elements(evidence, changed=False))
    sure = (guess for rank, guess in elements if rank == 0)
    told = next(chain(sure, _url(evidence), _below(headline)), None)
    if told is not None:
        near = (guess for rank, guess in elements if rank < ELSEWHERE and _near(guess, told))
        return next(near, told)
    rest = (guess for _, guess in elements)
    return next(chain(rest, _htmldate(evidence, modified)), None)


def read_modified(evidence: Evidence) -> Guess | None:
    """Give the day, and time where it is known, of the last change that the page tells."""
    ways = (_json_ld(evidence, MODIFIED_KEYS), _meta(evidence, MODIFIED_META))
    elements = (guess for rank, guess in _elements(evidence, changed=True) if rank < ELSEWHERE)
    return next(chain(*ways, elements), None)


def iso_moment(text: str) -> str | None:
    """Read a date, with time and zone as far as it has them, to ISO 8601.

    `None` for what is no calendar day, is older than the web, or lies in the future.
    """
    text = text.strip()[:100]
    if STAMP.fullmatch(text):
        stamp = int(text[:10])
        return _valid(datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    if found := ISO.match(text) or COMPACT.fullmatch(text):
        return _valid(_joined(found.groups()))
    day = iso_day(text)
    if day is None:
        return None
    clock = CLOCK.search(text)
    if clock is None:
        return _valid(day)
    hour = int(clock[1]) % 12 + 12 * (clock[4][0] in "pP") if clock[4] else int(clock[1])
    zone = OFFSET.search(text)
    offset = "" if zone is None else f"{zone[1]}:{zone[2]}" if zone[1] else "Z"
    return _valid(_joined((*day.split("-"), str(hour), clock[2], clock[3], offset)))


def _joined(parts: Sequence[str | None]) -> str:
    """Join year, month, day, hour, minute, second and zone, as far as they are there."""
    year, month, day, hour, minute, second, zone = parts
    whole = f"{year}-{int(month or 0):02}-{int(day or 0):02}"
    if hour is None or minute is None:
        return whole
    whole += f"T{int(hour):02}:{minute}" + (f":{second}" if second else "")
    if not zone:
        return whole
    if zone.upper() in ("Z", "UTC", "GMT"):
        return whole + "Z"
    zone = zone.replace(":", "")
    return f"{whole}{zone[:3]}:{zone[3:] or '00'}"


def _valid(moment: str) -> str | None:
    try:
        day = datetime.fromisoformat(moment)
    except ValueError:
        try:
            moment = moment[:10]
            date.fromisoformat(moment)
            day = datetime.fromisoformat(moment)
        except ValueError:
            return None
    return moment if EARLIEST <= day.year <= datetime.now(UTC).year + 1 else None


def _json_ld(evidence: Evidence, keys: tuple[str, ...]) -> Iterator[Guess]:
    if (found := evidence.data.first(*keys)) and (moment := iso_moment(found[0])):
        yield Guess(moment, f"json-ld:{found[1]}")


def _meta(evidence: Evidence, names: tuple[str, ...]) -> Iterator[Guess]:
    for content, name in evidence.said(*names):
        if moment := iso_moment(content):
            yield Guess(moment, f"meta:{name}")


def _elements(evidence: Evidence, *, changed: bool) -> Iterator[tuple[int, Guess]]:
    """Moments that elements of the page give, with their ranks, best first.

    0: marked up as this date; 1: under the headline; `ELSEWHERE`: above it or by other stories.
    """
    ranked: list[tuple[int, int, Guess]] = []
    headed = False
    for place, element in enumerate(select(evidence.root, DATED)):
        headed = headed or element.tag == "h1"
        prop = (element.get("itemprop") or "").lower()
        if element.tag == "h1" or place > MOST or _is_change(element, prop) != changed:
            continue
        said = element.get("datetime") or element.get("content") or short(element)
        if moment := iso_moment(said):
            source = "time[datetime]" if element.get("datetime") else "time"
            sure = prop.startswith("date") or element.get("pubdate") is not None
            rank = 0 if sure else 1 if headed and not _is_aside(element) else ELSEWHERE
            ranked.append((rank, place, Guess(moment, source)))
    ranked.sort(key=lambda one: one[:2])
    yield from ((rank, guess) for rank, _, guess in ranked)


def _below(headline: HtmlElement | None) -> Iterator[Guess]:
    """Give the first date that a short line under the headline shows."""
    if headline is None:
        return
    long = 0
    for element in following(headline, REACH):
        if element.tag not in ("p", "div", "span", "li", "small", "em", "h4", "h5", "h6"):
            continue
        text = short(element) if len(element) <= 5 else ""
        long += element.tag == "p" and len(text) >= PARAGRAPH
        if long > 1:
            return
        if len(text) > LONGEST_LINE or _says_change(text):
            continue
        if DATE.search(text) and (moment := iso_moment(text)):
            yield Guess(moment, "text")


def _near(one: Guess, other: Guess) -> bool:
    days = (date.fromisoformat(guess.value[:10]) for guess in (one, other))
    return abs((next(days) - next(days)).days) <= 1


def _is_aside(element: HtmlElement) -> bool:
    return any(one.tag in ASIDE for one in element.iterancestors())


def _is_change(element: HtmlElement, prop: str) -> bool:
    if prop in ("datepublished", "datecreated"):
        return False
    parent = element.getparent()
    marked = hints(element) | (hints(parent) if parent is not None else frozenset())
    return (
        prop == "datemodified" or not CHANGED.isdisjoint(marked) or _says_change(_before(element))
    )


def _before(element: HtmlElement) -> str:
    """Give the words right before an element: `Updated:` and the like."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is None:
        return (parent.text or "" if parent is not None else "")[-LONGEST_LINE:]
    tail = (previous.tail or "").strip()
    return (tail or short(previous))[-LONGEST_LABEL:]


def _says_change(text: str) -> bool:
    return not CHANGED.isdisjoint(LETTERS.findall(text.lower()))


def _url(evidence: Evidence) -> Iterator[Guess]:
    for address in (evidence.url, *evidence.meta.get("og:url", ())):
        for year, mark, month, day in URL_DAY.findall(address or ""):
            if not mark and len(month + day) < len("0102"):
                continue
            number = month if month.isdigit() else str(1 + MONTHS.index(month.lower()))
            if moment := iso_moment(f"{year}-{number}-{day}"):
                yield Guess(moment, "url")


def _htmldate(evidence: Evidence, modified: Guess | None) -> Iterator[Guess]:
    import logging

    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(evidence.root, original_date=True, url=evidence.url)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return
    # Where it sees no more than a year it says the first of January.
    moment = iso_moment(found) if found and not found.endswith("-01-01") else None
    if moment and not (modified and modified.value[:10] == moment[:10]):
        yield Guess(moment, "htmldate")
