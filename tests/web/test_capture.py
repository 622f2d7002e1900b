"""The capture as it was: nothing in it runs or loads, and words are found again on it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.report.sample import TEXT, sample_page, sample_report
from tests.web.hostile import HOSTILE
from tests.web.ledgers import open_client
from whence.ledger import Failed, Store
from whence.records import Block, BlockKind, Capture, Medium, Page, Span
from whence.report.json import dump
from whence.web import cleaned
from whence.web.captured import POLICY, show_capture
from whence.web.cleaned import SMALL, TAGS, clean

KEPT = {"lang", "dir", "title", "style", "span", "colspan", "rowspan", "scope", "start", "reversed",
        "type", "value", "src", "alt", "datetime", "open"}  # fmt: skip


class Left(HTMLParser):
    """What a browser would see in a document: its elements, their attributes, its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def look(source: str) -> Left:
    left = Left()
    left.feed(source)
    left.close()
    return left


def assert_harmless(cleaned: str) -> Left:
    left = look(cleaned)
    assert left.tags <= TAGS
    assert {name for name, _ in left.attributes} <= KEPT
    for name, value in left.attributes:
        if name == "src":
            assert re.match(r"data:image/(png|jpe?g|gif|webp);base64,", value or "", re.IGNORECASE)
        if name == "style":
            assert not re.search(r"url|\(|\\|@|position|background", value or "", re.IGNORECASE)
    return left


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_runs_or_loads_is_left_of_a_hostile_capture(name: str) -> None:
    left = assert_harmless(clean(HOSTILE[name]))
    shown = [left.words, *(value or "" for key, value in left.attributes if key == "alt")]
    assert "words" in " ".join(shown)


def test_a_large_page_is_cleaned_to_the_same_as_a_small_one() -> None:
    source = "<p onclick=pwned()>Zwölf – <b>words</b></p>" * (SMALL // 20)
    capture = Capture("a", source.encode(), Medium.HTML)
    assert cleaned.clean_in_time(capture) == (source, clean(source))


def test_what_takes_too_long_to_clean_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaned, "PATIENCE", 0.2)
    source = "<ul><li>" * 60_000 + "<script>pwned()</script>"
    shown, _ = show_capture(Capture("a", source.encode(), Medium.HTML), None, ())
    assert look(shown).tags <= {"html", "head", "meta", "title", "style", "body", "pre"}
    assert look(shown).words.endswith("<script>pwned()</script>")


def test_the_text_of_a_page_that_takes_too_long_to_clean_is_decoded_as_it_should_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleaned, "PATIENCE", 5)
    source = "Мост закрыт" + "<ul><li>" * 80_000
    capture = Capture("a", source.encode("cp1251"), Medium.HTML, charset="windows-1251")
    assert cleaned.clean_in_time(capture) == (source, None)


def test_a_large_text_is_decoded_and_not_cleaned() -> None:
    source = "Мост закрыт. <b>" * SMALL
    capture = Capture("a", source.encode("cp1251"), Medium.TEXT, charset="windows-1251")
    assert cleaned.clean_in_time(capture) == (source, None)


def test_a_capture_that_nobody_can_decode_in_time_is_shown_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleaned, "PATIENCE", 0.001)
    capture = Capture("a", "Über ".encode("cp1252") * SMALL, Medium.HTML)
    assert cleaned.clean_in_time(capture) == ("\ufffdber " * SMALL, None)


MARKUP = st.sampled_from(["<", ">", "/", "=", '"', "'", " ", "script", "style", "svg", "img", "p",
                          "onerror", "src", "href", "javascript:", "data:image/png;base64,", "a",
                          "title", "<!--", "-->", "math", "template", "&lt;", "\0", "url(", "xmp",
                          "noscript", "textarea", "table", "select"])  # fmt: skip


@given(st.lists(MARKUP, max_size=30).map("".join))
def test_nothing_that_runs_or_loads_is_left_of_any_markup(source: str) -> None:
    assert_harmless(clean(source))


@given(st.text(max_size=200))
def test_a_text_is_shown_as_the_text_that_it_is(text: str) -> None:
    body = text.encode("utf-8", "replace") or b" "
    shown, _ = show_capture(Capture("a.txt", body, Medium.TEXT, charset="utf-8"), None, ())
    assert look(shown).tags <= {"html", "head", "meta", "title", "style", "body", "pre"}


def page_of(text: str, *blocks: tuple[int, int]) -> Page:
    """A page with these paragraphs."""
    made = tuple(Block(BlockKind.PARAGRAPH, Span(*each)) for each in blocks)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Page("a", text, digest, made, (), sample_page().frame)


def marked(shown: str) -> list[str]:
    """The words that stand in each marked run."""
    return [look(run).words for run in re.findall(r"<mark[^>]*>(.*?)</mark>", shown)]


def test_words_are_marked_on_the_captured_page_though_markup_parts_them() -> None:
    text = "He said so.\n\nThe bridge & the road are closed, he said."
    html = (
        "<p>He said so.</p><div>The <b>bridge</b>\n &amp;  the <a href=x>road</a> are&nbsp;closed,"
        " he said.</div>"
    )
    start = text.index("bridge")
    span = Span(start, text.index(", he"))
    page = page_of(text, (0, 11), (13, len(text)))
    shown, found = show_capture(Capture("a", html.encode(), Medium.HTML), page, (span,))
    assert found
    assert marked(shown) == ["bridge", "&  the", "road", "are\xa0closed"]
    assert shown.count(' id="words"') == 1


def test_of_equal_words_those_of_the_right_block_are_marked() -> None:
    text = "No shots.\n\nHe heard no shots. No shots.\n\nNo shots."
    html = "<p>No shots.</p><p>He heard no shots. No shots.</p><p>No shots.</p>"
    page = page_of(text, (0, 9), (11, 39), (41, 50))
    last, _ = show_capture(Capture("a", html.encode(), Medium.HTML), page, (Span(41, 49),))
    assert '<p><mark id="words">No shots</mark>.</p></body>' in last
    middle, _ = show_capture(Capture("a", html.encode(), Medium.HTML), page, (Span(30, 38),))
    assert 'He heard no shots. <mark id="words">No shots</mark>.' in middle


def test_words_that_are_not_shown_are_said_not_to_be() -> None:
    page = page_of("Gone with the script.", (0, 21))
    capture = Capture("a", b"<script>Gone with the script.</script><p>x", Medium.HTML)
    shown, found = show_capture(capture, page, (Span(0, 4),))
    assert (found, "<mark" in shown) == (False, False)


@given(st.integers(0, 60), st.integers(1, 30))
def test_marks_never_change_what_the_page_says(start: int, length: int) -> None:
    text = 'Eleven shells fell <within> an hour & "nobody" counted them, he told the news agency.'
    capture = Capture("a.txt", text.encode(), Medium.TEXT)
    span = Span(start, min(start + length, len(text)))
    plain, _ = show_capture(capture, None, ())
    shown, _ = show_capture(capture, page_of(text, (0, len(text))), (span,))
    assert look(shown).words == look(plain).words
    wanted = "".join(span.of(text).split())
    assert "".join("".join(marked(shown)).split()) == wanted


BODY = f"<html><body><article>{''.join(f'<p>{p}</p>' for p in TEXT.splitlines() if p)}".encode()
SCRIPTED = BODY + b"<script>pwned()</script><img src='https://evil.example/a.png'>"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("capture") / "news.whence"
    with Store(path, "test 1") as store:
        html = Capture("a.html", SCRIPTED, Medium.HTML, url="https://ledger.example/a",
                       captured="2031-03-02T08:00:00Z")  # fmt: skip
        store.add(html, dump(sample_report()).encode())
        text = Capture("a.txt", TEXT.encode(), Medium.TEXT)
        store.add(text, dump(sample_report()).encode())
        store.fail(Failed(Capture("b.html", b"<p>bad", Medium.HTML), "no article on it"))
    with open_client(path) as client:
        yield client


def test_a_capture_tells_where_it_is_from_and_that_it_is_unchanged(client: TestClient) -> None:
    page = client.get("/articles/1/capture").text
    assert hashlib.sha256(SCRIPTED).hexdigest() in page
    assert f"{len(SCRIPTED):,} bytes" in page
    assert "https://ledger.example/a" in page
    assert "2031-03-02T08:00:00Z" in page


def test_a_capture_is_framed_without_any_right(client: TestClient) -> None:
    page = client.get("/articles/1/capture").text
    (frame,) = re.findall(r"<iframe[^>]*>", page)
    assert re.search(r'\ssandbox(=""|\s|>)', frame)
    assert 'src="/articles/1/capture/page"' in frame


def test_the_framed_document_may_do_nothing(client: TestClient) -> None:
    answer = client.get("/articles/1/capture/page")
    assert answer.headers["content-security-policy"] == POLICY
    assert "default-src 'none'" in POLICY
    assert re.search(r"sandbox$", POLICY)
    assert "evil.example" not in answer.text
    assert "pwned" not in answer.text


def test_the_bytes_come_back_as_they_were_and_are_never_shown(client: TestClient) -> None:
    answer = client.get("/articles/1/capture/bytes")
    assert answer.content == SCRIPTED
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("article", [1, 2])
@pytest.mark.parametrize("number", range(len(sample_report().statements)))
def test_every_statement_is_found_on_the_captured_page(
    client: TestClient, article: int, number: int
) -> None:
    frame = client.get(f"/articles/{article}/capture?statement={number}").text
    assert f"capture/page?statement={number}#words" in frame
    page = client.get(f"/articles/{article}/capture/page?statement={number}").text
    content = [span.of(TEXT) for span in sample_report().statements[number].content]
    assert marked(page) == content


def test_an_event_is_found_on_the_captured_page(client: TestClient) -> None:
    page = client.get("/articles/1/capture/page?event=1").text
    assert marked(page) == ["hit before dawn"]


@pytest.mark.parametrize("query", ["statement=99", "statement=-1", "event=x", "statement=²"])
def test_a_number_that_is_none_marks_nothing(client: TestClient, query: str) -> None:
    answer = client.get(f"/articles/1/capture/page?{query}")
    assert answer.status_code == 200
    assert "<mark" not in answer.text


def test_what_could_not_be_read_can_be_looked_at_all_the_same(client: TestClient) -> None:
    page = client.get("/articles/3/capture")
    assert page.status_code == 200
    assert "Not read" in page.text
    assert "bad" in client.get("/articles/3/capture/page").text


def test_a_capture_that_is_not_there_is_said_not_to_be(client: TestClient) -> None:
    for path in ("capture", "capture/page", "capture/bytes"):
        assert client.get(f"/articles/99/{path}").status_code == 404
