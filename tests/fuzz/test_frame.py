"""Whatever markup and structured data come in: a frame of clean values, never an error."""

import json
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.page.news import DECK, TITLE, page
from whence.page.dates import iso_moment
from whence.page.frame import read_frame
from whence.page.guess import FrameGuess

BOUNDED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = (
    *("<h1>", "</h1>", "<h2 class='subtitle'>", "</h2>", "<p class='byline'>", "</p>", "<nav>"),
    *("<a rel='author' href='//x'>", "</a>", "<span itemprop='datePublished' content='", "'>"),
    *("<time datetime='2023-05-08'>", "</time>", "<meta property='og:title' content='", "<title>"),
    *(
        "</title>",
        "<script type='application/ld+json'>",
        "</script>",
        "<!--",
        "-->",
        "\x00",
        "&#0;",
    ),
    *(
        "By Omar Sarr",
        "8 May 2023",
        "31.02.2023",
        "2023-99-99",
        TITLE,
        DECK,
        " | ",
        "\ud800",
        "<svg>",
    ),
)
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
KEYS = ("@type", "@id", "@graph", "headline", "author", "name", "datePublished", "publisher")
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.just("NewsArticle"),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=20,
)


def check(frame: FrameGuess) -> None:
    said = [frame.title, frame.deck, *frame.other_titles, *frame.authors]
    for guess in said:
        if guess is not None:
            assert guess.value == guess.value.strip() != ""
            assert guess.source
    for moment in (frame.published, frame.modified):
        assert moment is None or datetime.fromisoformat(moment.value).year >= 1990


@BOUNDED
@given(MARKUP | st.text(max_size=200))
def test_any_markup_has_a_frame(source: str) -> None:
    check(read_frame(source, None))


@BOUNDED
@given(VALUES)
def test_any_structured_data_has_a_frame(value: object) -> None:
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    check(read_frame(page(head=script), None))


@BOUNDED
@given(MARKUP, st.none() | st.text(max_size=40).map("https://[x.example/2023/".__add__))
def test_any_address_is_borne(noise: str, url: str | None) -> None:
    check(read_frame(page(before=noise), url))


@BOUNDED
@given(st.text(max_size=60) | st.from_regex(r"[0-9T:+Z ,./-]{0,40}", fullmatch=True))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    moment = iso_moment(text)
    assert moment is None or datetime.fromisoformat(moment).year >= 1990
