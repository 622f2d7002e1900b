"""Fetching, without a network: what is opened, what is refused, and what becomes of answers."""

from __future__ import annotations

import gzip
import itertools
from pathlib import Path

import pytest
import zstandard

from tests.capture.outside import FakeNet, Site, moved
from tests.capture.test_warc import PAGE
from whence.capture import fetch, http
from whence.capture.fetch import Fetcher, read_source
from whence.capture.limits import LIMITS, Limits
from whence.records import Capture, Loss

A = "https://courier.example/news/1"
ROBOTS = "https://courier.example/robots.txt"
PUBLIC = "93.184.215.14"
RSS = (
    "<rss><channel><title>The Courier</title><item><link>/news/1</link>"
    "<pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate></item>"
    "<item><link>http://169.254.169.254/latest</link></item></channel></rss>"
)


def fetched(net: FakeNet, *urls: str) -> list[Capture | Loss]:
    fetcher = Fetcher(net.outside)
    return [found for url in urls for found in fetcher.read(url)]


def the_loss(net: FakeNet, url: str = A) -> Loss:
    (loss,) = fetched(net, url)
    assert isinstance(loss, Loss)
    assert loss.name == url
    return loss


def test_a_page_is_fetched_with_where_and_when() -> None:
    net = FakeNet({A: Site(PAGE % 1)})
    (page,) = fetched(net, A + "#part")
    assert isinstance(page, Capture)
    assert (page.body, page.url, page.charset) == (PAGE % 1, A, "utf-8")
    assert page.captured is not None
    assert page.captured.endswith("Z")
    assert net.asked == [(ROBOTS, PUBLIC), (A, PUBLIC)]


def test_a_page_is_fetched_once_in_a_run() -> None:
    net = FakeNet({A: Site(PAGE % 1)})
    assert len(fetched(net, A, A, A + "#other")) == 1


@pytest.mark.parametrize("ip", ["127.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fd00::1"])
def test_a_name_of_a_private_address_is_not_asked(ip: str) -> None:
    net = FakeNet({A: Site(PAGE % 1)}, {"courier.example": [[ip]]})
    assert "no public address" in the_loss(net).reason
    assert net.asked == []


def test_a_name_that_changes_its_address_is_connected_where_it_was_checked() -> None:
    """DNS rebinding: public while it is looked at, private when it is used."""
    rebound = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    net = FakeNet({A: Site(PAGE % 1)}, {"courier.example": rebound})
    (page,) = fetched(net, A)
    assert isinstance(page, Capture)
    assert {ip for _, ip in net.asked} == {PUBLIC}
    assert len(net.resolved) == len(net.asked), "once for each connection"
    net = FakeNet({A: Site(PAGE % 1)}, {"courier.example": [[PUBLIC], ["127.0.0.1"]]})
    assert "cannot be read" in the_loss(net).reason
    assert net.asked == []


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://courier.example@127.0.0.1/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "gopher://courier.example/",
        "http://courier.example:25/",
        "http://inside.example/",
        "http://[",
        "",
    ],
)
@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_is_checked_as_the_first_address_was(to: str, status: int) -> None:
    net = FakeNet({A: moved(to, status)}, {"inside.example": [["10.1.2.3"]]})
    the_loss(net)
    assert {url for url, _ in net.asked} <= {ROBOTS, A}


def test_a_redirect_leads_on_and_the_last_address_counts() -> None:
    net = FakeNet({A: moved("/2"), "https://courier.example/2": moved("https://other.example/3"),
                   "https://other.example/3": Site(PAGE % 3)})  # fmt: skip
    (page,) = fetched(net, A)
    assert isinstance(page, Capture)
    assert (page.name, page.url) == (A, "https://other.example/3")


def test_redirects_end() -> None:
    net = FakeNet({A: moved("/news/1")})
    assert "redirects in a row" in the_loss(net).reason
    assert len(net.asked) == 1 + LIMITS.redirects + 1


def test_a_redirect_into_what_robots_may_not_read_is_not_followed() -> None:
    private = "https://other.example/private"
    rules = Site(b"User-agent: *\nDisallow: /private", kind="text/plain")
    net = FakeNet({A: moved(private), "https://other.example/robots.txt": rules})
    assert "robots.txt asks" in the_loss(net).reason
    assert private not in [url for url, _ in net.asked]


def test_robots_are_obeyed_and_asked_once() -> None:
    rules = Site(b"User-agent: whence\nDisallow: /news/1", kind="text/plain")
    b = "https://courier.example/news/2"
    net = FakeNet({A: Site(PAGE % 1), b: Site(PAGE % 2), ROBOTS: rules})
    refused, page = fetched(net, A, b)
    assert isinstance(refused, Loss)
    assert isinstance(page, Capture)
    assert [url for url, _ in net.asked] == [ROBOTS, b]


@pytest.mark.parametrize("robots", [Site(status=503), Site(status=429), moved("http://10.0.0.1/")])
def test_where_nobody_can_tell_the_rules_nothing_is_fetched(robots: Site) -> None:
    net = FakeNet({A: Site(PAGE % 1), ROBOTS: robots})
    assert "robots.txt cannot be read" in the_loss(net).reason
    assert A not in [url for url, _ in net.asked]


def test_a_host_is_not_asked_too_often_and_its_own_pause_counts() -> None:
    b, other = "https://courier.example/news/2", "https://other.example/"
    sites = {A: Site(PAGE % 1), b: Site(PAGE % 2), other: Site(PAGE % 3)}
    net = FakeNet(dict(sites))
    fetched(net, A, b, other)
    assert net.times == [100, 101, 102, 102, 103], "other hosts do not wait for this one"
    rules = Site(b"User-agent: *\nCrawl-delay: 10", kind="text/plain")
    net = FakeNet(sites | {ROBOTS: rules})
    fetched(net, A, b)
    assert net.times == [100, 110, 120]
    rules.body = b"User-agent: *\nCrawl-delay: 86400"
    assert "86400 seconds" in the_loss(FakeNet(sites | {ROBOTS: rules})).reason


def test_a_body_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LIMITS", Limits(body=10_000))
    taken = itertools.count()
    net = FakeNet({A: Site(b"a" * 1000 for _ in taken)})
    assert "goes on" in the_loss(net).reason
    assert next(taken) < 20, "no more was read than was needed to know"


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_packed_answers_are_unpacked_up_to_the_cap(
    coding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = gzip.compress if coding == "gzip" else zstandard.ZstdCompressor().compress
    headers = {"content-encoding": coding}
    (page,) = fetched(FakeNet({A: Site(pack(PAGE % 1), headers=headers)}), A)
    assert isinstance(page, Capture)
    assert page.body == PAGE % 1
    monkeypatch.setattr(http, "LIMITS", Limits(body=2**20))
    bomb = FakeNet({A: Site(pack(b" " * 2**24), headers=headers)})
    assert "unpacks to more" in the_loss(bomb).reason


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        (Site(status=404), "404"),
        (Site(b"\x89PNG", kind="image/png"), "image/png"),
        (Site(b"%PDF-1.7"), "PDF"),
        (Site(b""), "nothing in it"),
        (Site(b"{}", kind="application/xml"), "neither RSS nor Atom"),
        (Site(b'<!DOCTYPE a [<!ENTITY b "c">]><rss/>', kind="text/xml"), "entities"),
    ],
)
def test_what_is_no_page_is_told(site: Site, reason: str) -> None:
    assert reason in the_loss(FakeNet({A: site})).reason


def test_a_fetched_feed_gives_its_pages_and_they_are_checked_too() -> None:
    feed = "https://courier.example/feed.xml"
    net = FakeNet({feed: Site(RSS.encode(), kind="application/rss+xml"), A: Site(PAGE % 1)})
    page, refused = fetched(net, feed)
    assert isinstance(page, Capture)
    assert (page.outlet, page.published, page.url) == ("The Courier", "2024-05-06", A)
    assert isinstance(refused, Loss)
    assert "no public address" in refused.reason


def test_of_a_feed_at_hand_only_what_is_missing_is_fetched(tmp_path: Path) -> None:
    items = "".join(f"<item><link>{u}</link></item>" for u in ("1.html", A, "2.html", "file:///x"))
    (tmp_path / "feed.xml").write_text(f"<rss><channel>{items}</channel></rss>")
    (tmp_path / "1.html").write_bytes(PAGE % 2)
    net = FakeNet({A: Site(PAGE % 1)})
    found = list(read_source(tmp_path / "feed.xml", Fetcher(net.outside)))
    assert [f.body for f in found if isinstance(f, Capture)] == [PAGE % 2, PAGE % 1]
    assert len(found) == 2


def test_a_list_of_addresses_is_fetched_line_by_line(tmp_path: Path) -> None:
    gone = "https://courier.example/gone"
    head = f"# my pages\n\n{A}\n"
    (tmp_path / "list.txt").write_text(f"{head}not an address\n{gone}\n")
    net = FakeNet({A: Site(PAGE % 1)})
    page, bad, lost = read_source(tmp_path / "list.txt", Fetcher(net.outside))
    assert isinstance(page, Capture)
    assert isinstance(bad, Loss)
    assert (bad.name, bad.offset) == (f"{tmp_path / 'list.txt'}:4", len(head))
    assert isinstance(lost, Loss)
    assert lost.name == gone


def test_any_other_file_is_read_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE % 1)
    (tmp_path / "text.txt").write_text("https://courier.example/ says:\n\nThe bridge is closed.")
    net = FakeNet({})
    for source in (tmp_path, tmp_path / "page.html", tmp_path / "text.txt"):
        assert all(isinstance(f, Capture) for f in read_source(source, Fetcher(net.outside)))
    assert net.asked == []
