import pytest

from whence.reading.speakers.carriers import part_carriers
from whence.records import Span


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("Ibe told the Sarvane News Agency that it was over", "the Sarvane News Agency"),
        ("Ibe told the BBC that it was over", "the BBC"),
        ("Ibe told state television that it was over", "state television"),
        ("Ibe told the newspaper Orlu Post that it was over", "the newspaper Orlu Post"),
        ("Ibe told reporters that it was over", None),
        ("Ibe told Harkaz that it was over", None),
        ("Ibe told his wife on television that it was over", None),
        ("Ibe told the council that state radio was over", None),
    ],
)
def test_an_outlet_that_is_told_passes_it_on(text: str, carrier: str | None) -> None:
    source, relay = part_carriers(text, (span_of(text, "Ibe"),), (span_of(text, "told"),))
    assert source == (span_of(text, "Ibe"),)
    assert [s.of(text) for s in relay] == ([carrier] if carrier else [])


def test_an_outlet_that_quotes_somebody_is_no_source() -> None:
    text = "“We will meet them,” state radio quoted him as saying"
    both = (span_of(text, "state radio"), span_of(text, "him"))
    source, relay = part_carriers(text, both, (span_of(text, "quoted"),))
    assert [s.of(text) for s in source] == ["him"]
    assert [s.of(text) for s in relay] == ["state radio"]


def test_two_people_quoted_stay_two_sources() -> None:
    text = "Ibe and Harkaz cited the weather"
    both = (span_of(text, "Ibe"), span_of(text, "Harkaz"))
    assert part_carriers(text, both, (span_of(text, "cited"),)) == (both, ())
