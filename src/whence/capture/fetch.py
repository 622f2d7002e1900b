"""Pages from the network, where somebody asked for that: addresses → captures.

Every address is checked before it is opened, and so is every one that an answer leads to. A
site's robots.txt is asked first and obeyed, and no host is asked more than once a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from whence.errors import CaptureError, OversizedCapture
from whence.records import Capture, Loss, Taken

from .address import (
    Address,
    Resolve,
    find_public,
    is_address,
    join_address,
    parse_address,
    resolve_host,
)
from .feed import NAMES as FEEDS
from .feed import Feed, Item, find_page, is_feed, parse_feed, read_capped, take_page
from .folder import caught, head_of, is_named, read_path
from .http import read_kind, unpack
from .limits import LIMITS
from .robots import ALL, Robots, parse_robots
from .storable import lose
from .take import take
from .wire import AGENT, Heard, Transport

MOVED = (301, 302, 303, 307, 308)
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
FEED_KINDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
SLOW_DOWN = 429


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything that fetching meets outside of itself; tests put their own in."""

    transport: Transport
    resolve: Resolve = resolve_host
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Got:
    """An answer, unpacked, and the address that gave it in the end."""

    address: Address
    status: int
    headers: dict[str, str]
    body: bytes


class Fetcher:
    """Fetches pages one after the other; remembers each site's rules and when it was asked."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._robots: dict[str, Robots | str] = {}  # by site; a string is why nothing may be read
        self._asked: dict[str, float] = {}  # when each host was asked last
        self._met: set[str] = set()

    def read(self, url: str) -> Iterator[Capture | Loss]:
        """The page at an address, or the pages that the feed there names."""
        try:
            got = self._visit(url)
            if got is None:
                return
            if read_kind(got.headers.get("content-type", ""))[0] in PAGES:
                yield self._take(got, Item(url, None), None)
                return
            feed = parse_feed(_feed_body(got, url), url)
        except CaptureError as error:
            yield _lost(url, error)
            return
        for item in feed.items:
            there = replace(item, url=join_address(got.address.url, item.url))
            yield from self.read_item(there, feed)

    def read_item(self, item: Item, feed: Feed | None = None) -> Iterator[Capture | Loss]:
        """The page that a list or a feed names, with what the feed knows of it."""
        try:
            got = self._visit(item.url)
            if got is not None:
                yield self._take(got, item, feed.outlet if feed else None)
        except CaptureError as error:
            yield _lost(item.url, error)

    def _visit(self, url: str) -> Got | None:
        """What stands at an address; `None` where it was fetched already in this run."""
        address = parse_address(url)
        if address.url in self._met:
            return None
        self._met.add(address.url)
        got = self._get(address, self._check)
        if got.status != 200:
            raise CaptureError(f"{url}: the server answers {got.status}; try it in a browser")
        return got

    def _take(self, got: Got, item: Item, outlet: str | None) -> Capture:
        kind, charset = read_kind(got.headers.get("content-type", ""))
        if kind not in PAGES:
            raise CaptureError(f"{item.url}: {kind}, not a page")
        return take(
            got.body,
            name=item.url,
            charset=charset,
            url=got.address.url,
            published=item.published,
            captured=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            outlet=outlet,
        )

    def _get(self, address: Address, check: Callable[[Address], None]) -> Got:
        """An address's answer, after redirects, each of which is checked as the first was."""
        first = address
        for _ in range(LIMITS.redirects + 1):
            ip = find_public(address, self._outside.resolve)
            check(address)
            self._wait(address)
            with self._outside.transport(address, ip) as heard:
                onward = heard.headers.get("location")
                if heard.status not in MOVED or onward is None:
                    body = self._body(heard, address.url)
                    return Got(address, heard.status, heard.headers, body)
            address = parse_address(join_address(address.url, onward))
        raise CaptureError(f"{first.url}: more than {LIMITS.redirects} redirects in a row")

    def _body(self, heard: Heard, name: str) -> bytes:
        """The body, unpacked, and not past the cap."""
        parts, size = [], 0
        for part in heard.pieces:
            parts.append(part)
            size += len(part)
            if size > LIMITS.body:
                raise OversizedCapture(f"{name}: goes on after {LIMITS.body:,} bytes")
        return unpack(b"".join(parts), heard.headers, name)

    def _check(self, address: Address) -> None:
        """Raises `CaptureError` where the site does not want this page read by programs."""
        robots = self._robots.get(address.site)
        if robots is None:
            robots = self._robots[address.site] = self._ask_robots(address)
        if isinstance(robots, str):
            raise CaptureError(f"{address.url}: {robots}, so nothing of this site is fetched")
        if robots.pause > LIMITS.longest_pause:
            raise CaptureError(
                f"{address.url}: its robots.txt asks for {robots.pause:g} seconds between pages"
            )
        if not robots.allows(address.target):
            raise CaptureError(f"{address.url}: its robots.txt asks programs not to read it")

    def _ask_robots(self, address: Address) -> Robots | str:
        """A site's rules. Where there are none all is allowed; where nobody can tell, nothing."""
        try:
            got = self._get(replace(address, target="/robots.txt"), lambda _: None)
        except CaptureError as error:
            return f"its robots.txt cannot be read ({error})"
        if got.status == 200:
            return parse_robots(got.body[: LIMITS.robots], AGENT)
        if 400 <= got.status < 500 and got.status != SLOW_DOWN:
            return ALL
        return f"its robots.txt cannot be read (the server answers {got.status})"

    def _wait(self, address: Address) -> None:
        """Until the host may be asked again."""
        robots = self._robots.get(address.site)
        pause = max(LIMITS.pause, robots.pause if isinstance(robots, Robots) else 0.0)
        asked = self._asked.get(address.host)
        if asked is not None:
            left = asked + pause - self._outside.clock()
            if left > 0:
                self._outside.sleep(left)
        self._asked[address.host] = self._outside.clock()


def read_source(source: str | Path, fetcher: Fetcher) -> Iterator[Taken]:
    """What an address, a list of addresses, a feed or any other path leads to.

    A list is a file whose first line is an address; lines that begin with `#` are passed by. Of a
    feed's pages those at hand are read where they lie, the others are fetched.
    """
    if isinstance(source, str):
        found = fetcher.read(source)
    elif is_list(source):
        found = read_list(source, fetcher)
    elif is_named(source, FEEDS) and is_feed(head_of(source)):
        found = read_feed_fully(source, fetcher)
    else:
        return read_path(source)
    return caught(str(source), found)


def is_list(path: Path) -> bool:
    """Whether a file's first line that says something is an address and nothing else."""
    lines = head_of(path).decode("utf-8-sig", "replace").splitlines()
    told = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return bool(told) and is_address(told[0]) and len(told[0].split()) == 1


def read_list(path: Path, fetcher: Fetcher) -> Iterator[Capture | Loss]:
    """The pages at a list's addresses; a bad line costs itself alone."""
    try:
        lines = read_capped(path).splitlines(keepends=True)
    except CaptureError as error:
        yield _lost(str(path), error)
        return
    offset = 0
    for number, line in enumerate(lines, start=1):
        words = line.decode("utf-8-sig", "replace").strip()
        if words and not words.startswith("#"):
            if is_address(words):
                yield from fetcher.read(words)
            else:
                yield lose(f"{path}:{number}", "no address; one a line, with https://", offset)
        offset += len(line)


def read_feed_fully(path: Path, fetcher: Fetcher) -> Iterator[Capture | Loss]:
    """A feed's pages, from beside it or from the network."""
    try:
        feed = parse_feed(read_capped(path), str(path))
    except CaptureError as error:
        yield _lost(str(path), error)
        return
    for item in feed.items:
        file = find_page(path.parent, item.url)
        if file is not None:
            yield take_page(file, item, feed.outlet)
        elif is_address(item.url):
            yield from fetcher.read_item(item, feed)


def _feed_body(got: Got, url: str) -> bytes:
    kind, _ = read_kind(got.headers.get("content-type", ""))
    if kind not in FEED_KINDS:
        raise CaptureError(f"{url}: {kind}, not a page")
    if len(got.body) > LIMITS.feed:
        raise OversizedCapture(f"{url}: a feed of more than {LIMITS.feed:,} bytes")
    return got.body


def _lost(name: str, error: CaptureError) -> Loss:
    return lose(name, str(error).removeprefix(f"{name}: "))
