"""Finding in a real browser: facets, chips, pages and files, with scripts and without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, accept_downloads=True)
    page = context.new_page()
    errors: list[str] = []
    elsewhere: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda r: None if "://127.0.0.1:" in r.url else elsewhere.append(r.url))
    yield page
    context.close()
    assert (errors, elsewhere) == ([], [])


def found(page: Page) -> int:
    return int(page.locator("#found").inner_text().split()[0])


def test_words_facets_and_chips_narrow_and_widen(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_label("What was said about").fill("ferries")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**/statements?words=ferries")
    everything = found(page)
    assert page.locator("mark").first.inner_text() == "ferries"
    page.locator(".facet a", has_text="Wire").click()
    page.wait_for_url("**/statements?words=ferries&outlet=Wire")
    assert 0 < found(page) < everything
    # The search box keeps what was chosen meanwhile.
    page.get_by_role("searchbox").fill("pier")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/statements?words=pier&outlet=Wire")
    page.locator(".chip", has_text="Outlet").click()
    page.wait_for_url("**/statements?words=pier")
    page.go_back()
    page.wait_for_url("**/statements?words=pier&outlet=Wire")
    page.locator(".chip", has_text="Outlet").wait_for()


def test_the_menu_closes_with_escape_and_elsewhere(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/events")
    menu = page.locator("details.menu")
    sheet = menu.locator(".sheet")
    menu.locator("summary").click()
    assert sheet.is_visible()
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    menu.locator("summary").click()
    assert sheet.is_visible()
    page.locator("#found").click()
    assert not sheet.is_visible()
    page.close()


def test_on_a_phone_a_link_leads_to_the_facets(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    for address in ("/statements", "/map"):
        page.goto(f"{site}{address}")
        page.get_by_role("link", name="Narrow down").click()
        page.wait_for_url(f"**{address}#narrow")
        facets = page.locator("#narrow").bounding_box()
        assert facets is not None
        assert -10 < facets["y"] < 400
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.get_by_role("link", name="Narrow down").count() == 0


def test_pages_are_turned(page: Page, site: str) -> None:
    page.goto(f"{site}/statements")
    first = page.locator(".said a").first.get_attribute("href")
    page.get_by_role("link", name="Next 25").click()
    page.wait_for_url("**/statements?after=*")
    assert page.locator(".said a").first.get_attribute("href") != first
    page.get_by_role("link", name="Back to the first").click()
    page.wait_for_url("**/statements")
    assert page.locator(".said a").first.get_attribute("href") == first


def test_what_is_found_is_taken_along_as_a_file(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/events?type=COERCE")
    shown = found(page)
    page.locator("summary", has_text="Sort and export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="GeoJSON").click()
    assert download.value.suggested_filename == "events.geojson"
    download.value.save_as(tmp_path / "events.geojson")
    written = json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))
    assert len(written["features"]) == shown
