"""Stripped texts: the frame with its places."""

from tests.page.news import DECK, PARAGRAPHS, TITLE
from whence.capture.take import take
from whence.page.reader import read_page
from whence.records import BlockKind, Medium


def test_the_byline_and_the_date_are_read_with_their_places() -> None:
    text = "\n\n".join((TITLE, DECK, "By Omar Sarr and Lena Okafor", "8 May 2023", *PARAGRAPHS))
    page = read_page(take(text.encode(), name="page.txt", medium=Medium.TEXT))
    assert [author.value for author in page.frame.authors] == ["Omar Sarr", "Lena Okafor"]
    for author in page.frame.authors:
        assert author.span is not None
        assert author.span.of(page.text) == author.value
    assert page.frame.published is not None
    assert page.frame.published.value == "2023-05-08"
    assert page.frame.published.span is not None
    assert page.frame.published.span.of(page.text) == "8 May 2023"


def test_a_meter_is_kept_apart_in_numbers() -> None:
    text = "\n\n".join((TITLE, *PARAGRAPHS, "0 €\n500 €\n1.000 €\n640 €"))
    page = read_page(take(text.encode(), name="page.txt", medium=Medium.TEXT))
    (piece,) = [piece for piece in page.furniture if piece.kind is BlockKind.METER]
    assert piece.meter is not None
    assert (piece.meter.goal, piece.meter.raised) == (1000.0, 640.0)
