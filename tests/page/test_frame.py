"""What the markup says about the article: headline, deck, authors and dates."""

import json

import pytest

from tests.page.news import DECK, PARAGRAPHS, TITLE, page
from whence.page.frame import read_frame
from whence.page.guess import FrameGuess

URL = "https://nembe-courier.example/2023/05/08/bridge.html"


def data(**properties: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **properties}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def body(above: str, paragraphs: tuple[str, ...] = PARAGRAPHS, head: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head>{head}</head><body>{above}<div>{text}</div></body></html>"


def authors(frame: FrameGuess) -> list[str]:
    return [author.value for author in frame.authors]


def test_the_frame_of_an_ordinary_page() -> None:
    frame = read_frame(page(), URL)
    assert frame.title is not None
    assert (frame.title.value, frame.title.source) == (TITLE, "h1")
    assert frame.other_titles == ()
    assert frame.deck is not None
    assert (frame.deck.value, frame.deck.source) == (DECK, "text")
    assert authors(frame) == ["Omar Sarr"]
    assert frame.published is not None
    assert frame.published.value == "2023-05-08T09:30:00Z"
    assert frame.published.source == "time[datetime]"
    assert frame.modified is None


def test_a_page_that_says_nothing_has_an_empty_frame() -> None:
    for source in ("", " \n", "\x00\x01", "<html></html>", "<p>Nothing to see.</p>"):
        assert read_frame(source, None) == FrameGuess()


@pytest.mark.parametrize(
    "written",
    [f"{TITLE} | The Nembe Courier", f"The Nembe Courier - {TITLE}", f"{TITLE} – nembe-courier"],
)
def test_the_name_of_the_site_is_no_part_of_the_title(written: str) -> None:
    head = meta("og:site_name", "The Nembe Courier") + meta("og:title", written)
    frame = read_frame(body("", head=head), URL)
    assert frame.title is not None
    assert (frame.title.value, frame.title.source) == (TITLE, "og:title")


def test_other_wordings_of_the_title_are_kept() -> None:
    other = "Shells close the bridge at Orlu"
    frame = read_frame(page(head=meta("og:title", other) + data(headline=other)), URL)
    assert frame.title is not None
    assert frame.title.value == TITLE
    assert [(one.value, one.source) for one in frame.other_titles] == [(other, "json-ld:headline")]


def test_a_kicker_in_the_heading_is_not_the_headline() -> None:
    head = meta("og:title", TITLE)
    frame = read_frame(body(f"<h1><span>River war</span> {TITLE}</h1>", head=head), URL)
    assert frame.title is not None
    assert frame.title.value == TITLE


def test_a_line_above_the_headline_is_known_by_its_name() -> None:
    lines = f"<span class='overline'>River war</span><span> - </span><span>{TITLE}</span>"
    frame = read_frame(body(f"<h1>{lines}</h1>", head=meta("og:title", "War: shells fall")), URL)
    assert frame.title is not None
    assert frame.title.value == TITLE


def test_lines_of_a_heading_do_not_run_together() -> None:
    lines = f"<span>“We heard them”</span><span>{TITLE}</span>"
    head = data(headline=f"“We heard them”: {TITLE}")
    frame = read_frame(body(f"<h1>{lines}</h1>", head=head), URL)
    assert frame.title is not None
    assert frame.title.value == f"“We heard them”: {TITLE}"


def test_the_last_step_of_the_path_through_the_site_is_not_the_headline() -> None:
    crumb = "Orlu: bridge, shells, army"
    above = f"<nav><ul><li><h1>{crumb}</h1></li></ul></nav><article><h2>{TITLE}</h2></article>"
    frame = read_frame(body(above, head=meta("og:title", crumb) + data(headline=TITLE)), URL)
    assert frame.title is not None
    assert (frame.title.value, frame.title.source) == (TITLE, "h2")


def test_the_name_of_the_site_as_a_heading_is_not_the_headline() -> None:
    head = meta("og:site_name", "The Nembe Courier") + meta("og:title", TITLE)
    frame = read_frame(body(f"<h1>The Nembe Courier</h1><h1>{TITLE}</h1>", head=head), URL)
    assert frame.title is not None
    assert frame.title.value == TITLE


def test_a_deck_without_a_telling_class_is_known_by_its_looks() -> None:
    above = f'<h1>{TITLE}</h1><p class="x1 bold">{DECK}</p>'
    frame = read_frame(body(above), URL)
    assert frame.deck is not None
    assert frame.deck.value == DECK


def test_the_description_is_the_deck_where_the_page_shows_none() -> None:
    frame = read_frame(body(f"<h1>{TITLE}</h1>", head=meta("og:description", DECK)), URL)
    assert frame.deck is not None
    assert (frame.deck.value, frame.deck.source) == (DECK, "og:description")


@pytest.mark.parametrize("said", [PARAGRAPHS[0], PARAGRAPHS[0][:90] + "…"])
def test_the_beginning_of_the_article_is_no_deck(said: str) -> None:
    frame = read_frame(body(f"<h1>{TITLE}</h1>", head=meta("og:description", said)), URL)
    assert frame.deck is None


def test_dates_bylines_and_captions_under_the_headline_are_no_deck() -> None:
    lines = (
        "<p class='subtitle'>Published on 8 May 2023, 09:30 UTC</p>"
        "<p class='intro'>By Omar Sarr and Ines Talu</p>"
        "<p class='lead'>The bridge at Orlu on Monday morning. Photo: I. Oru</p>"
    )
    assert read_frame(body(f"<h1>{TITLE}</h1>{lines}"), URL).deck is None


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"@type": "Person", "name": "Omar Sarr"}, ["Omar Sarr"]),
        ([{"name": "Omar Sarr"}, {"name": "Ines Talu"}], ["Omar Sarr", "Ines Talu"]),
        ("By Omar Sarr and Ines Talu", ["Omar Sarr", "Ines Talu"]),
        ({"givenName": "Omar", "familyName": "Sarr"}, ["Omar Sarr"]),
        ("Omar Sarr, Senior Correspondent", ["Omar Sarr"]),
        ("Omar Sarr (osa)", ["Omar Sarr"]),
        ("Omar Sarr omar.sarr@courier.example", ["Omar Sarr"]),
        ("The Associated Press", ["The Associated Press"]),
        (["Omar Sarr", "The Nembe Courier"], ["Omar Sarr"]),
        ("The Nembe Courier", ["The Nembe Courier"]),
        ("https://nembe-courier.example/omar", []),
        ("admin", []),
    ],
)
def test_names_in_structured_data(said: object, names: list[str]) -> None:
    head = meta("og:site_name", "The Nembe Courier") + data(headline=TITLE, author=said)
    assert authors(read_frame(body(f"<h1>{TITLE}</h1>", head=head), URL)) == names


def test_authors_are_found_by_their_id() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": TITLE, "author": {"@id": "#omar"}},
            {"@type": "Person", "@id": "#omar", "name": "Omar Sarr"},
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert authors(read_frame(body(f"<h1>{TITLE}</h1>", head=head), URL)) == ["Omar Sarr"]


@pytest.mark.parametrize(
    "line",
    [
        "<a rel='author' href='/omar'>Omar Sarr</a>",
        "<span itemprop='author'><b itemprop='name'>Omar Sarr</b></span>",
        "<div class='article-byline'><a href='/omar'>Omar Sarr</a> <i>The Nembe Courier</i></div>",
        "<p>By Omar Sarr</p>",
        "<p>By Omar Sarr, 8 May 2023</p>",
    ],
)
def test_names_on_the_page(line: str) -> None:
    assert authors(read_frame(body(f"<h1>{TITLE}</h1>{line}"), URL)) == ["Omar Sarr"]


def test_published_and_modified_are_never_mixed_up() -> None:
    changed = read_frame(body("", head=data(headline=TITLE, dateModified="2023-05-09")), None)
    assert changed.published is None
    assert changed.modified is not None
    assert (changed.modified.value, changed.modified.source) == (
        "2023-05-09",
        "json-ld:dateModified",
    )
    both = body(
        f"<h1>{TITLE}</h1><span class='updated'><time datetime='2023-05-09T10:00Z'></time></span>"
        "<time datetime='2023-05-08T09:30Z'></time>"
    )
    frame = read_frame(both, None)
    assert frame.published is not None
    assert frame.published.value == "2023-05-08T09:30Z"
    assert frame.modified is not None
    assert frame.modified.value == "2023-05-09T10:00Z"


def test_a_line_that_tells_of_a_change_is_not_the_day_of_publication() -> None:
    above = f"<h1>{TITLE}</h1><p>Updated: 9 May 2023</p><p>8 May 2023</p>"
    published = read_frame(body(above), None).published
    assert published is not None
    assert (published.value, published.source) == ("2023-05-08", "text")
    above = f"<h1>{TITLE}</h1><p>Last updated <time datetime='2023-05-09'>Tuesday</time></p>"
    frame = read_frame(body(above), None)
    assert frame.published is None
    assert frame.modified is not None
    assert frame.modified.value == "2023-05-09"


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2023-05-08T09:30:15.123+0200", "2023-05-08T09:30:15+02:00"),
        ("2023-05-08 09:30:15 +02:00", "2023-05-08T09:30:15+02:00"),
        ("2023-05-08T09:30", "2023-05-08T09:30"),
        ("2023-05-08", "2023-05-08"),
        ("20230508T093015Z", "2023-05-08T09:30:15Z"),
        ("1683538215", "2023-05-08T09:30:15Z"),
        ("Mon, 08 May 2023 09:30:15 GMT", "2023-05-08T09:30:15Z"),
        ("May 8, 2023 9:30 pm", "2023-05-08T21:30"),
    ],
)
def test_a_date_is_as_precise_as_the_page_is(said: str, iso: str) -> None:
    frame = read_frame(body("", head=meta("article:published_time", said)), None)
    assert frame.published is not None
    assert (frame.published.value, frame.published.source) == (iso, "meta:article:published_time")


@pytest.mark.parametrize("said", ["2023-13-41", "0001-01-01T00:00:00Z", "9999-01-01", "soon"])
def test_what_is_no_day_is_no_date(said: str) -> None:
    assert read_frame(body("", head=meta("article:published_time", said)), None).published is None


def test_the_address_tells_the_day() -> None:
    for address in (URL, "https://courier.example/world/2023/may/08/bridge"):
        published = read_frame(body(f"<h1>{TITLE}</h1>"), address).published
        assert published is not None
        assert (published.value, published.source) == ("2023-05-08", "url")


def test_a_related_article_in_the_data_says_nothing_about_this_one() -> None:
    related = {"@type": "NewsArticle", "headline": "Market day at Nembe", "author": "Ines Talu"}
    own = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-05-08"}
    head = f'<script type="application/ld+json">{json.dumps([related, own])}</script>'
    frame = read_frame(page(head=head), URL)
    assert authors(frame) == ["Omar Sarr"]
    assert frame.published is not None
    assert frame.published.source == "json-ld:datePublished"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "%s", "datePublished": "2023-05-08",}',
        '/* <![CDATA[ */ {"@type": "NewsArticle", "datePublished": "2023-05-08"} /* ]]> */',
        '{"@type": "NewsArticle", "text": "broken "quotes"", "datePublished": "2023-05-08"}',
        '{"@type": "NewsArticle", "datePublished": "2023-05-08"};',
    ],
)
def test_broken_structured_data_is_still_read(script: str) -> None:
    head = f'<script type="application/ld+json">{script.replace("%s", TITLE)}</script>'
    published = read_frame(page(head=head), None).published
    assert published is not None
    assert (published.value, published.source) == ("2023-05-08", "json-ld:datePublished")


@pytest.mark.parametrize(
    "noise",
    [
        "<div>" * 10_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">' + '{"a":' * 5_000 + "1" + "}" * 5_000 + "</script>",
        '<script type="application/ld+json">"' + "x" * 3_000_000 + '"</script>',
        "\x00\x0b\x1f\ud800",
        "<!--",
    ],
)
def test_no_markup_is_too_much(noise: str) -> None:
    frame = read_frame(page(before=noise), URL)
    assert frame.title is None or frame.title.value == TITLE
