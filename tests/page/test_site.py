"""What a page says of where it is from."""

from __future__ import annotations

import json

import pytest

from tests.page.news import TITLE, page
from whence.capture.take import take
from whence.page.reader import read_page
from whence.records import Page


def read(head: str, **given: str) -> Page:
    return read_page(take(page(head=head).encode(), name="page.html", **given))  # type: ignore[arg-type]


def site_name(name: str) -> str:
    return f'<meta property="og:site_name" content="{name}">'


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def og_url(address: str) -> str:
    return f'<meta property="og:url" content="{address}">'


def data(*nodes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(nodes)}</script>'


def article(publisher: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": TITLE, "publisher": publisher}


COURIER = {"@type": "NewsMediaOrganization", "name": "The Nembe Courier"}


@pytest.mark.parametrize(
    "head",
    [
        site_name("The Nembe Courier"),
        site_name(" The Nembe\nCourier | "),
        data(article({"@type": "Organization", "name": "The Nembe Courier"})),
        data(article({"@id": "#us"}), {**COURIER, "@id": "#us"}),
        data(COURIER),
        canonical("https://nembecourier.example/a") + '<meta name="application-name" '
        'content="The Nembe Courier">',
    ],
)
def test_the_outlet_is_what_the_page_calls_its_site(head: str) -> None:
    assert read(head).outlet == "The Nembe Courier"


@pytest.mark.parametrize(
    "head",
    [
        "",  # the title has a name behind its bar, but that may be anything
        site_name("@nembecourier"),
        site_name("https://nembecourier.example"),
        site_name("The news of the whole coast, every day at six, from Nembe to Orlu and back"),
        '<meta name="application-name" content="nextgen">',
        data({"@type": "Person", "name": "Ada Ibe"}),
    ],
)
def test_a_name_that_is_not_plainly_the_sites_is_none(head: str) -> None:
    assert read(head).outlet is None


def test_of_several_names_the_address_bears_one_out() -> None:
    told = data(article({"name": "Nembe Courier"}))
    at = canonical("https://www.nembecourier.example/premium/a")
    assert read(site_name("Premium") + told + at).outlet == "Nembe Courier"
    assert read(site_name("Premium") + told).outlet == "Premium"
    owned = data(article({"name": "Coast Holding AG"}))
    assert read(site_name("Nembe Courier") + owned + at).outlet == "Nembe Courier"
    slogan = site_name("Nembe Courier - News of the coast")
    assert read(slogan + told + at).outlet == "Nembe Courier"


def test_the_address_is_the_canonical_one() -> None:
    here, there = "https://nembe.example/news/1", "https://nembe.example/news/1?from=mail"
    assert read(canonical(here) + og_url(there)).url == here
    assert read(og_url(there)).url == there
    assert read("").url is None


def test_a_canonical_link_to_another_site_is_what_the_page_copies() -> None:
    own, copied = "https://mirror.example/news/1", "https://nembe.example/news/1"
    assert read(canonical(copied) + og_url(own)).url == own


@pytest.mark.parametrize(
    "said",
    ["/news/1", "javascript:alert(1)", "https://nembe.example/", "https://[nembe/1", "", "x" * 99],
)
def test_what_is_no_whole_address_of_a_page_is_none(said: str) -> None:
    assert read(canonical(said) + og_url(said)).url is None


def test_what_the_captures_owner_says_wins() -> None:
    head = site_name("The Nembe Courier") + canonical("https://nembe.example/news/1")
    given = read(head, url="https://archive.example/7", outlet="Nembe")
    assert (given.url, given.outlet) == ("https://archive.example/7", "Nembe")
