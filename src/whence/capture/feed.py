"""RSS and Atom files → the pages that they name, where those lie beside them.

A feed names pages by address. They are at hand where the address is a relative path, or where a
mirror of the site lies beside the feed as `wget` makes one: `courier.example/news/1.html`. The
feed's date, title and address are then known of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from whence.errors import CaptureError, OversizedCapture
from whence.records import Capture, Loss

from .address import join_address
from .limits import LIMITS
from .storable import lose
from .take import take

NAMES = (".rss", ".atom", ".xml", ".rdf")
ROOTS = ("rss", "feed", "RDF")
ITEMS = ("item", "entry")
DATES = ("pubDate", "published", "updated", "date")


@dataclass(frozen=True, slots=True)
class Item:
    """A page that a feed names; `published` is an ISO day, `None` where it tells none."""

    url: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """`outlet` is the feed's own title."""

    outlet: str | None
    items: tuple[Item, ...]


def read_feed(path: Path) -> Iterator[Capture | Loss]:
    """The pages at hand; a loss for the feed itself where it cannot be read."""
    try:
        feed = parse_feed(read_capped(path), str(path))
    except CaptureError as error:
        yield lose(str(path), str(error).removeprefix(f"{path}: "))
        return
    for item in feed.items:
        file = find_page(path.parent, item.url)
        if file is not None:
            yield take_page(file, item, feed.outlet)


def read_capped(path: Path) -> bytes:
    """A feed's bytes; `CaptureError` where it cannot be read or is too large."""
    try:
        if path.stat().st_size > LIMITS.feed:
            raise OversizedCapture(f"{path}: a feed of more than {LIMITS.feed:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise CaptureError(f"{path}: cannot be read: {error.strerror or error}") from error


def is_feed(head: bytes) -> bool:
    """Whether the first bytes of a file look like a feed's."""
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:RDF"))


def parse_feed(raw: bytes, name: str) -> Feed:
    """The feed in some bytes; `CaptureError` where it is none.

    Entities of its own are refused: feeds need none, and they can be made to grow without end.
    """
    if b"<!ENTITY" in raw.replace(b"\x00", b""):  # in UTF-16 too
        raise CaptureError(f"{name}: it declares entities of its own; feeds need none")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CaptureError(f"{name}: not a feed ({error})") from error
    if root is None or local(root) not in ROOTS:
        raise CaptureError(f"{name}: XML, but neither RSS nor Atom")
    found = [e for e in root.iter() if local(e) in ITEMS]
    items = [i for e in found[: LIMITS.items] if (i := read_item(e, root.base or "")) is not None]
    titles = [e for e in root.iter() if local(e) == "title" and local(e.getparent()) not in ITEMS]
    return Feed(text_of(titles[0]) if titles else None, tuple(items))


def read_item(element: etree._Element, base: str) -> Item | None:
    """One item with its address; `None` where it has none."""
    children = list(element)
    links = [e for e in children if local(e) == "link"]
    alternate = [e for e in links if e.get("rel", "alternate") == "alternate"]
    addresses = [e.get("href") or text_of(e) for e in alternate]
    url = next((a for a in addresses if a), None)
    dates = [text_of(e) for name in DATES for e in children if local(e) == name]
    if url is None:
        return None
    return Item(join_address(base, url), next((d for d in map(day_of, dates) if d), None))


def local(element: etree._Element | None) -> str:
    """An element's name without its namespace; empty for comments."""
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2]


def text_of(element: etree._Element) -> str | None:
    """The text under an element on one line."""
    return " ".join("".join(element.itertext()).split()) or None  # type: ignore[arg-type]


def day_of(words: str | None) -> str | None:
    """The day of an RFC 822 or ISO date, `None` where it is neither."""
    if words is None:
        return None
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        when = datetime.fromisoformat(words)
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).date().isoformat()


def find_page(folder: Path, url: str) -> Path | None:
    """The file beside a feed that an address means; never one outside the feed's own folder."""
    try:
        parts = urlsplit(url)
        path = unquote(parts.path)
        if parts.scheme not in ("", "http", "https", "file") or "\x00" in path:
            return None
        inside = Path(parts.hostname or "") / path.lstrip("/")
        for name in (inside, inside / "index.html", inside.with_name(f"{inside.name}.html")):
            file = (folder / name).resolve()
            if file.is_relative_to(folder.resolve()) and file.is_file():
                return file
    except (ValueError, OSError, RuntimeError):  # the last where links lead round in a ring
        return None
    return None


def take_page(file: Path, item: Item, outlet: str | None) -> Capture | Loss:
    """The page in a file with what the feed knows of it."""
    try:
        if file.stat().st_size > LIMITS.body:
            return lose(str(file), f"more than {LIMITS.body:,} bytes")
        url = item.url if urlsplit(item.url).scheme in ("http", "https") else None
        return take(
            file.read_bytes(), name=str(file), published=item.published, url=url, outlet=outlet
        )
    except CaptureError as error:
        return lose(str(file), str(error).removeprefix(f"{file}: "))
    except OSError as error:
        return lose(str(file), f"cannot be read: {error.strerror or error}")
