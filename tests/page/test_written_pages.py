"""The 120 written pages stay as well read as they were: floors below the measured numbers."""

import pytest

from quality.furniture import score_furniture
from quality.pages_written.build import written_pages


def test_the_pages_are_what_they_say() -> None:
    pages = written_pages()
    assert len({page.name for page in pages}) == 120
    assert sum(page.is_html for page in pages) == 60
    assert sum(bool(page.wanted) for page in pages) == 60
    assert sum(page.is_check for page in pages) == 36
    for page in pages:
        words = "".join(page.source.replace("&lt;", "<").split())
        for wanted in page.wanted:
            assert all("".join(part.split()) in words for part in wanted.parts), page.name


@pytest.mark.parametrize("check", [False, True])
def test_bars_and_appeals_are_found_and_news_is_left_alone(check: bool) -> None:
    scores = score_furniture(check=check, real=False)
    assert scores["meter_exact"] >= 0.95
    assert scores["appeal_found"] >= 0.9
    assert scores["alarms_per_200"] == 0
    assert scores["article_lost"] <= 0.01
    assert scores["plain_title"] >= 0.97
