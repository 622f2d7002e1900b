"""Captures to pages: the article apart from what stands around it."""

import hashlib
import json

import pytest

from tests.page.news import CAPTION, DECK, PARAGRAPHS, TITLE, page
from whence.capture.take import take
from whence.errors import NoArticle, PageError, WhenceError
from whence.page.reader import read_page
from whence.records import BlockKind, Page


def read(source: str | bytes, **given: str) -> Page:
    body = source.encode() if isinstance(source, str) else source
    return read_page(take(body, name="page.html", **given))  # type: ignore[arg-type]


def words(read_: Page, *kinds: BlockKind) -> list[str]:
    return [block.span.of(read_.text) for block in read_.blocks if block.kind in kinds]


def test_the_body_is_the_article_and_nothing_else() -> None:
    got = read(page())
    assert words(got, BlockKind.PARAGRAPH, BlockKind.HEADING) == list(PARAGRAPHS)
    assert words(got, BlockKind.TITLE) == [TITLE]
    assert words(got, BlockKind.DECK) == [DECK]
    assert words(got, BlockKind.CAPTION) == [CAPTION]


def test_the_text_is_hashed_and_every_block_lies_on_it() -> None:
    got = read(page())
    assert got.sha256 == hashlib.sha256(got.text.encode()).hexdigest()
    end = 0
    for block in got.blocks:
        assert block.span.start >= end
        end = block.span.end
        shown = block.span.of(got.text)
        assert shown == shown.strip()


def test_every_block_points_at_its_bytes() -> None:
    body = page().encode()
    for block in read(body).blocks:
        assert block.origin is not None
        source = body[block.origin.start : block.origin.end].decode()
        shown = block.span.of(read(body).text)
        assert source[0] == shown[0]
        assert source[-1] == shown[-1]


def test_the_frame_has_its_places_on_the_page() -> None:
    frame = read(page()).frame
    text = read(page()).text
    assert frame.title is not None
    assert frame.title.span is not None
    assert frame.title.span.of(text) == TITLE
    assert frame.deck is not None
    assert frame.deck.value == DECK
    assert frame.published is not None
    assert frame.published.value[:10] == "2023-05-08"
    assert [author.value for author in frame.authors] == ["Omar Sarr"]
    assert frame.authors[0].span is not None
    assert frame.authors[0].span.of(text) == "Omar Sarr"


def test_a_deck_of_several_lines_is_one_deck() -> None:
    lines = ("The army denies that its guns were firing", "Forty families spend the night away")
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    deck = "".join(f"<h2 class='subtitle'>{line}</h2>" for line in lines)
    got = read(f"<html><body><article><h1>{TITLE}</h1>{deck}{text}</article></body></html>")
    assert words(got, BlockKind.DECK) == list(lines)
    assert got.frame.deck is not None
    assert got.frame.deck.value == "\n".join(lines)
    assert got.frame.deck.span is not None
    assert got.frame.deck.span.of(got.text).split("\n\n") == list(lines)


def test_the_owner_of_the_capture_knows_the_date_best() -> None:
    published = read(page(), published="2023-05-07").frame.published
    assert published is not None
    assert (published.value, published.source) == ("2023-05-07", "given")


def test_a_repeated_headline_is_not_body() -> None:
    got = read(page(inside=f"<p><b>{TITLE}</b></p>"))
    assert words(got, BlockKind.PARAGRAPH) == list(PARAGRAPHS)
    assert words(got, BlockKind.REPEATED_TITLE) == [TITLE]


def test_comments_tweets_and_sign_ups_are_kept_apart() -> None:
    promo = "Sign up for our morning letter and get the best of the Courier, every day at six."
    reply = "I was on the bridge that morning and I can tell you that nobody was warned at all."
    got = read(
        page(
            inside=f"<div class='newsletter-box'><p>{promo}</p></div>",
            after=f"<section class='comments'><p>{reply}</p></section>",
        )
    )
    assert words(got, BlockKind.PARAGRAPH) == list(PARAGRAPHS)
    assert promo in got.text
    assert reply in got.text


def test_a_picture_keeps_its_line_even_without_a_figure() -> None:
    line = "School children of Nembe with the families from the eastern bank. Photo: I. Oru"
    got = read(page(inside=f"<div class='x1'><div><img src='c.jpg'></div><p>{line}</p></div>"))
    assert line in words(got, BlockKind.CAPTION)
    assert line not in words(got, BlockKind.PARAGRAPH)


def test_an_article_behind_a_curtain_is_read() -> None:
    hidden = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    source = f"""<html><body><article><h1>{TITLE}</h1>
    <div class="subscriber-only" style="display:none">{hidden}</div></article></body></html>"""
    assert words(read(source), BlockKind.PARAGRAPH) == list(PARAGRAPHS)


def test_a_live_blog_has_timed_entries() -> None:
    entries = "".join(
        f"<div class='entry'><time datetime='2023-05-08T{hour}:15:00Z'>{hour}:15</time>"
        f"<h2>Update number {hour}</h2><p>{paragraph}</p></div>"
        for hour, paragraph in zip((12, 11, 10, 9), PARAGRAPHS, strict=True)
    )
    source = f"<html><body><main><h1>{TITLE}: live</h1>{entries}</main></body></html>"
    got = read(source)
    assert [entry.time.value for entry in got.entries if entry.time] == [
        "2023-05-08T12:15:00Z",
        "2023-05-08T11:15:00Z",
        "2023-05-08T10:15:00Z",
        "2023-05-08T9:15:00Z",
    ]
    for entry, paragraph in zip(got.entries, PARAGRAPHS, strict=True):
        assert paragraph in entry.span.of(got.text)


def test_an_ordinary_page_has_no_entries() -> None:
    assert read(page()).entries == ()


def test_a_page_without_an_article_says_so() -> None:
    links = "".join(f"<li><a href='/{n}'>Section number {n}</a></li>" for n in range(40))
    with pytest.raises(NoArticle, match=r"page\.html"):
        read(f"<html><body><nav><ul>{links}</ul></nav></body></html>")


def test_a_list_of_stories_is_no_article() -> None:
    stories = "".join(
        f"<div><h2><a href='/{n}'>Story {n} of the river and the bridge</a></h2>"
        f"<p>What story {n} tells, in a line or two that stand under its headline.</p></div>"
        for n in range(30)
    )
    with pytest.raises(NoArticle, match=r"page\.html"):
        read(f"<html><body><h1>The Nembe Courier</h1>{stories}</body></html>")


def test_meters_and_appeals_under_neutral_names_are_furniture() -> None:
    bar = (
        "<div class='x1'><div>0 $</div><div>2,500 $</div><div>5,000 $</div><div>2,911 $</div></div>"
    )
    asks = "<p>Do you like this page? Consider helping us!</p>"
    got = read(page(before=bar, inside=asks))
    assert words(got, BlockKind.PARAGRAPH) == list(PARAGRAPHS)
    assert words(got, BlockKind.APPEAL) == ["Do you like this page? Consider helping us!"]
    (meter,) = [piece.meter for piece in got.furniture if piece.meter]
    assert (meter.goal, meter.raised, meter.currency) == (5000.0, 2911.0, "USD")


def test_two_bars_in_markup_stay_two() -> None:
    bars = ("Raised: €3.120 of €6.000 goal", "Raised: €480 of €9.000 goal")
    got = read(page(after="".join(f"<div>{bar}</div>" for bar in bars)))
    assert [one.span.of(got.text) for one in got.furniture if one.meter] == list(bars)


@pytest.mark.parametrize("name", ["newsletter", "promo", "related"])
def test_what_holds_the_whole_article_is_no_furniture(name: str) -> None:
    source = page(before=f"<div class='{name}'>", after="</div>")
    assert words(read(source), BlockKind.PARAGRAPH) == list(PARAGRAPHS)


def test_what_only_speaks_of_cookies_is_no_article() -> None:
    notice = "<p>We and our partners keep small files on your device to show you this page.</p>"
    with pytest.raises(NoArticle, match=r"page\.html"):
        read(f"<html><body><div class='cookie-consent'>{notice * 12}</div></body></html>")


def test_a_page_that_shows_nothing_says_so() -> None:
    with pytest.raises(WhenceError, match=r"page\.html"):
        read("<html><body><script>render()</script></body></html>")


def test_another_language_is_read_and_named() -> None:
    text = (
        "Die Brücke von Orlu ist am Montag gesperrt worden, nachdem zwei Granaten am östlichen "
        "Ufer eingeschlagen waren, sagte die Gouverneurin Ada Ibe im Rathaus vor Journalisten."
    )
    more = text.replace("Montag", "Dienstag").replace("zwei", "drei")
    got = read(f"<html><body><article><p>{text}</p><p>{more}</p></article></body></html>")
    assert got.language is not None
    assert got.language.code == "de"
    assert words(got, BlockKind.PARAGRAPH) == [text, more]


def test_the_page_is_the_same_twice() -> None:
    assert read(page()) == read(page())


def test_a_stripped_text_is_its_own_page() -> None:
    text = f"{TITLE}\r\n\r\n" + "\r\n\r\n".join(PARAGRAPHS) + "\r\n"
    got = read_page(take(text.encode("utf-8-sig"), name="page.txt"))
    assert got.text == text
    assert words(got, BlockKind.TITLE) == [TITLE]
    assert words(got, BlockKind.PARAGRAPH) == list(PARAGRAPHS)
    origin = got.blocks[1].origin
    assert origin is not None
    assert text.encode("utf-8-sig")[origin.start : origin.end].decode() == PARAGRAPHS[0]


def test_the_articles_own_structured_text_helps_where_the_vote_goes_astray() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(PARAGRAPHS)})
    got = read(page(head=f'<script type="application/ld+json">{data}</script>'))
    assert words(got, BlockKind.PARAGRAPH) == list(PARAGRAPHS)


@pytest.mark.parametrize("depth", [300, 10_000])
def test_deep_nesting_does_not_hide_the_article(depth: int) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    source = "<html><body>" + "<div>" * depth + text + "</div>" * depth + "</body></html>"
    try:
        got = read(source)
    except PageError:
        pytest.fail("the article is there")
    assert words(got, BlockKind.PARAGRAPH) == list(PARAGRAPHS)
