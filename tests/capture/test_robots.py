"""What a robots.txt asks for, as RFC 9309 reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.capture.robots import Robots, Rule, parse_robots

TWO = b"""\xef\xbb\xbf# a site
User-agent: *
Disallow: /

user-agent: other
User-Agent: Whence/2.0   # we are meant
Allow: /news
Crawl-delay: 2.5
Disallow: /news/private
Sitemap: https://courier.example/map.xml
Disallow:

User-agent: third
Disallow: /news
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [("/", True), ("/news/1", True), ("/news/private/1", False), ("/news/privat", True)],
)
def test_the_group_with_our_name_counts_and_in_it_the_longest_rule(
    target: str, allowed: bool
) -> None:
    robots = parse_robots(TWO, "whence")
    assert robots.allows(target) is allowed
    assert robots.pause == 2.5


def test_without_our_name_the_group_for_all_counts() -> None:
    assert not parse_robots(TWO, "reader").allows("/news/1")
    assert parse_robots(b"", "whence") == Robots()
    assert parse_robots(b"Disallow: /", "whence").allows("/"), "a rule for nobody"


@pytest.mark.parametrize(
    ("path", "target", "fits"),
    [
        ("/a", "/a/b", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*?print", "/news/1?print=1", True),
        ("/*.pdf$", "/a.pdf", True),
        ("/*.pdf$", "/a.pdf?x", False),
        ("/a*b*c", "/a-b-c-d", True),
        ("/a*b*c", "/a-c-b", False),
        ("/a*$", "/abc", True),
        ("*", "/x", True),
        ("/a*a$", "/a", False),
    ],
)
def test_stars_and_ends(path: str, target: str, fits: bool) -> None:
    assert Rule(allows=True, path=path).fits(target) is fits


def test_escapes_are_read_in_one_way() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /новости/%61".encode(), "whence")
    assert not robots.allows("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/a1")
    assert robots.allows("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/b")


def test_equally_long_rules_allow() -> None:
    assert parse_robots(b"User-agent: *\nDisallow: /a\nAllow: /a", "whence").allows("/a")


@given(
    st.binary(max_size=300) | st.lists(st.sampled_from(TWO.splitlines(keepends=True))).map(b"".join)
)
def test_any_bytes_are_rules(raw: bytes) -> None:
    robots = parse_robots(raw, "whence")
    assert robots.allows("/") in (True, False)
    assert robots.pause >= 0
