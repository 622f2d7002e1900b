"""Whatever bytes come in: a page or one of our errors, never anything else."""

from contextlib import suppress

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.page.news import PARAGRAPHS, page
from whence.capture.take import take
from whence.errors import PageError, WhenceError
from whence.page.decode import decode
from whence.page.html import read_html
from whence.page.reader import read_page
from whence.records import Capture, Medium

BOUNDED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = (
    *("<p>", "</p>", "<div class='body'>", "</div>", "<li>", "<td>", "<table>", "<a href='", "'>"),
    *("<br>", "<!--", "-->", "<script>", "</script>", "&amp;", "&#x1f600;", "&", "<", "\x00"),
    *("<svg>", "</svg>", "<pre>", "\r\n", " ", "\u00ad", "<time datetime='2023-05-08'>"),
    *PARAGRAPHS,
)
MARKUP = st.lists(
    st.sampled_from(PIECES),
    max_size=60,
).map("".join)


@BOUNDED
@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "no-such"]))
def test_any_bytes_decode_and_map_back(body: bytes, charset: str | None) -> None:
    for medium in Medium:
        decoded = decode(Capture("fuzz", body, medium, charset=charset))
        places = range(len(decoded.text) + 1)
        offsets = [decoded.byte_offsets(places)[place] for place in places]
        assert offsets == sorted(offsets)
        assert all(0 <= offset <= len(body) for offset in offsets)


@BOUNDED
@given(st.one_of(MARKUP, st.text(max_size=300)))
def test_any_markup_is_read(source: str) -> None:
    visible = read_html(source)
    end = -2
    for block in visible.blocks:
        assert block.span.start == end + 2
        end = block.span.end
        assert block.span.of(visible.text) == block.text == block.text.strip()
        assert 0 <= block.start < block.end <= len(source)
        assert 0 <= block.link_density <= 1


@BOUNDED
@given(MARKUP, st.sampled_from(["inside", "before", "after", "head"]))
def test_any_page_is_read_or_refused(noise: str, where: str) -> None:
    source = page(**{where: noise})
    body = source.encode()
    try:
        got = read_page(take(body, name="fuzz", medium=Medium.HTML))
    except PageError:  # the noise opened a comment or a script over the article
        reject()
    end = 0
    for block in got.blocks:
        assert end <= block.span.start
        end = block.span.end
        shown = block.span.of(got.text)
        assert shown
        assert shown == shown.strip()
        assert block.origin is not None
        assert 0 <= block.origin.start < block.origin.end <= len(body)


@BOUNDED
@given(st.binary(max_size=600))
def test_any_bytes_are_a_page_or_one_of_our_errors(body: bytes) -> None:
    with suppress(WhenceError):
        assert read_page(take(body, name="fuzz")).text
