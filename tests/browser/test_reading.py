"""Reading in a real browser: the way from a finding to its words, and captures that do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.browser.conftest import serving
from tests.web.hostile import HOSTILE
from whence.ledger import Failed, Store
from whence.records import Capture, Medium


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def test_from_a_row_to_the_words_to_the_note_to_the_captured_page(page: Page, site: str) -> None:
    page.goto(f"{site}/statements?words=northern+pier")
    page.locator(".said a").first.click()
    page.wait_for_url("**/articles/*#s*")
    number = page.url.rpartition("#s")[2]
    words = page.locator(f"#s{number}")
    assert words.inner_text().startswith("nobody was hurt")
    page.locator(f'.tag[href="#n{number}"]').click()
    more = page.locator(f"#n{number}")
    assert more.is_visible()
    assert "Oren Dask" in more.inner_text()
    more.get_by_role("link", name="On the page as captured").click()
    page.wait_for_url("**/capture?statement=*")
    frame = page.frame_locator("iframe.captured")
    assert frame.locator("body").count() == 1


def test_what_is_pointed_at_is_lit_on_both_sides(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/articles/1")
    page.locator("#s3").hover()
    assert "on" in (page.locator('[data-note="s3"]').get_attribute("class") or "")
    page.locator('[data-note="e1"] summary').hover()
    assert "on" in (page.locator("#e1").get_attribute("class") or "")
    assert "on" not in (page.locator('[data-note="s3"]').get_attribute("class") or "")
    page.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path: Path = tmp_path_factory.mktemp("hostile") / "news.whence"
    with Store(path, "test 1") as store:
        for number, source in enumerate(HOSTILE.values()):
            name = f"{number}.html"
            capture = Capture(name, source.encode(), Medium.HTML)
            store.fail(Failed(capture, "made to do harm"))
    with serving(path) as address:
        yield address


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what happens in it that must not: calls, dialogs, requests."""
    page = browser.new_page()
    seen: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        seen.append("a dialog")
        dialog.dismiss()

    page.expose_function("pwned", lambda: seen.append("a script ran"))
    page.on("request", lambda request: seen.append(request.url))
    page.on("dialog", dismiss)
    yield page, seen
    page.close()


@pytest.mark.parametrize(("number", "name"), list(enumerate(HOSTILE)))
def test_a_hostile_capture_neither_runs_nor_loads(
    watched: tuple[Page, list[str]], hostile: str, number: int, name: str
) -> None:
    page, seen = watched
    seen.clear()
    for path in ("capture", "capture/page"):
        page.goto(f"{hostile}/articles/{number + 1}/{path}")
        page.wait_for_timeout(100)
    assert [each for each in seen if not each.startswith((hostile, "data:image/"))] == [], name
    assert seen
