"""Every page checked with axe, in light and dark, wide and narrow: nothing serious is wrong."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import serving
from tests.report.sample import sample_report
from whence.ledger import Store
from whence.records import Capture, Medium
from whence.report.json import dump

# Every kind of page, and each in the states that look otherwise.
ADDRESSES = [
    "/",
    "/statements",
    "/statements?words=pier&speaker=Oren+Dask",
    "/statements?words=nothing+of+this",
    "/statements/by/speaker",
    "/events",
    "/articles/1",
    "/articles/1#n1",
    "/articles/1/capture?statement=1",
    "/speakers?name=Oren+Dask",
    "/speakers?name=",
    "/events/2/1",
    "/events/2/0",
    "/places/4242424",
    "/failures",
    "/decisions",
    "/map",
    "/review",
    "/review?kind=events",
    "/upload",
    "/api/v1",
    "/map",
    "/map?box=9,54,11,55&first=2031-03-01&last=2031-03-31",
    "/map?type=AID",
    "/review",
    "/review?kind=events&whole=1",
    "/review?at=1/statements/1",
    "/review?words=nothing+of+this",
    "/upload",
    "/nowhere",
]
SERIOUS = ("serious", "critical")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_serious_hinders_anybody(
    browser: Browser, site: str, address: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(site + address)
    for summary in page.locator("details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()
    found = Axe().run(page).response["violations"]
    wrong = [
        f"{each['id']}: {node['html']}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert wrong == []
    assert too_wide <= 0


def test_long_words_of_others_make_no_page_wider(browser: Browser, tmp_path: Path) -> None:
    report = sample_report()
    report = dataclasses.replace(
        report, page=dataclasses.replace(report.page, outlet="Gazette" * 40)
    )
    with Store(tmp_path / "long.whence", "test 1") as store:
        store.add(Capture("a.html", b"<p>a", Medium.HTML), dump(report).encode())
    page = browser.new_page(viewport={"width": 390, "height": 900})
    with serving(tmp_path / "long.whence") as site:
        for address in ("/articles/1", "/events", f"/statements?words={'x' * 480}",
                        f"/map?words={'x' * 480}", f"/events?outlet={'Gazette' * 40}"):  # fmt: skip
            page.goto(site + address)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, address
    page.close()
