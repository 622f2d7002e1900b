"""Characters that were lost are told, with how many."""

from tests.page.news import PARAGRAPHS
from whence.capture.take import take
from whence.page.reader import read_page
from whence.page.warning import warn


def test_what_could_not_be_decoded_is_counted() -> None:
    text = "\n\n".join(3 * PARAGRAPHS).encode()
    assert warn(read_page(take(text, name="page.txt"))) == ()
    (one,) = warn(read_page(take(text + b" caf\xe9", name="page.txt")))
    assert one.startswith("1 character of the text could not be decoded (read as utf-8)")
    (two,) = warn(read_page(take(text + b" caf\xe9 caf\xe9", name="page.txt")))
    assert two.startswith("2 characters of the text could not be decoded")
