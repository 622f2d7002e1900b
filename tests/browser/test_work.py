"""The whole way in a real browser, and that no page asks anything of another machine."""

from __future__ import annotations

import csv
import io
import math
import re
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser, FloatRect, Page, Route

from tests.browser.conftest import serving
from tests.report.sample import TEXT, sample_report
from tests.web.ledgers import make_ledger
from whence.ledger import Store
from whence.ledger.corrections import correct
from whence.ledger.overlay import Correction, Verdict
from whence.records import Capture, Medium
from whence.report.json import dump

DROP = """([files, selector]) => {
  const data = new DataTransfer();
  for (const [name, body] of files) data.items.add(new File([body], name));
  const target = document.querySelector(selector);
  for (const type of ["dragenter", "dragover", "drop"]) {
    const about = { bubbles: true, cancelable: true, dataTransfer: data };
    target.dispatchEvent(new DragEvent(type, about));
  }
}"""
LINKS = """() => [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href"))"""
PAGE = "<!doctype html><html><body><article><p>{}</p></article></body></html>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = make_ledger(tmp_path / "news.whence", 3)
    with Store(path, "test 1", create=False) as store:
        capture = Capture("as-text.txt", TEXT.encode(), Medium.TEXT)
        store.add(capture, dump(sample_report()).encode())
    return path


def test_find_open_and_see_the_words_on_the_captured_page(page: Page) -> None:
    page.goto("/")
    page.locator("main input[name=words]").fill("northern pier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements?words=northern+pier")
    page.locator('.said a[href^="/articles/5?"]').click()
    page.wait_for_url("**/articles/5?words=northern+pier#s*")
    number = page.url.rpartition("#s")[2]
    page.goto(f"/articles/5/capture?statement={number}")
    marked = page.frame_locator("iframe.captured").locator("mark")
    words = sample_report().statements[int(number)].content[0].of(TEXT)
    assert "".join(marked.all_inner_texts()) == words


@pytest.mark.parametrize(
    ("plain", "marked", "words"),
    [
        ("/articles/5", "/articles/5#s1", "#s1"),
        ("/articles/5", "/articles/5#e0", "#e0"),
        ("/articles/5/capture/page", "/articles/5/capture/page?statement=1#words", "#words"),
    ],
)
def test_the_frame_around_words_covers_nothing_beside_them(
    page: Page, plain: str, marked: str, words: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 4000})
    page.emulate_media(reduced_motion="reduce")
    page.goto(marked)
    left, top, high, right, low, last = page.evaluate(
        "(e) => { const r = e.getClientRects()[0], t = document.querySelector("
        "  `.tag[data-of='${e.id}']`), z = [...(t ?? e).getClientRects()].at(-1);"
        " return [r.left, r.top, r.height, z.right, z.top, z.height] }",
        page.locator(words).element_handle(),
    )
    beside: list[FloatRect] = [  # whole pixels, in which nothing of the words is
        {"x": math.floor(left) - 6, "y": top, "width": 6, "height": high},
        {"x": math.ceil(right), "y": low, "width": 6, "height": last},
    ]
    framed = [page.screenshot(clip=each) for each in beside]
    page.goto("about:blank")
    page.goto(plain)
    assert framed == [page.screenshot(clip=each) for each in beside]


def test_what_is_found_is_exported(page: Page) -> None:
    page.goto("/statements?speaker=Oren+Dask")
    page.get_by_text("Sort and export").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("^CSV")).first.click()
    body = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == 8
    assert {row["speaker"] for row in rows} == {"Oren Dask"}


def test_dropped_files_are_read_with_live_progress(page: Page) -> None:
    page.goto("/upload")
    files = [["one.html", PAGE.format("The bridge at Orlu.")], ["two.html", "no article " * 5]]
    page.evaluate(DROP, [files, "#drop"])
    page.wait_for_url("**/jobs/1")
    page.get_by_text("Done: 1 page read").wait_for()
    assert "no article here" in page.locator(".reasons").inner_text()
    page.locator(".titles a").first.click()
    page.wait_for_url("**/articles/6")


def test_files_are_chosen_without_scripts(browser: Browser, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE.format("The bridge at Orlu is closed."))
    with serving(path) as site:
        context = browser.new_context(base_url=site, java_script_enabled=False)
        page = context.new_page()
        page.goto("/upload")
        page.locator("#files").set_input_files(file)
        page.get_by_role("button", name="Read them").click()
        page.wait_for_url("**/jobs/1")
        again = page.get_by_role("link", name="Look again")
        while again.count():
            again.click()
        assert page.get_by_text("Done: 1 page read").count() == 1
        context.close()


def test_days_are_chosen_by_dragging_and_the_list_follows(page: Page) -> None:
    page.goto("/map")
    assert page.locator("h1").inner_text().strip() == "12 events"
    frame = page.locator("svg[data-brush=days]").bounding_box()
    assert frame is not None
    middle = frame["y"] + frame["height"] / 3
    page.mouse.move(frame["x"] + 2, middle)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 2, middle, steps=4)
    page.mouse.up()
    page.wait_for_url("**/map?first=2031-03-02&last=2031-03-02")
    page.locator("h1", has_text="4 events").wait_for()
    assert page.locator(".beside .row").count() == 4
    page.go_back()
    page.locator("h1", has_text="12 events").wait_for()


def test_a_part_of_the_map_is_chosen_by_dragging(page: Page) -> None:
    page.goto("/map?box=-20,30,40,70")
    frame = page.locator("svg.big-map").bounding_box()
    circle = page.locator("svg.big-map a.spot circle").last.bounding_box()
    assert frame is not None
    assert circle is not None
    x, y = circle["x"] + circle["width"] / 2, circle["y"] + circle["height"] / 2
    page.mouse.move(x - 60, y - 40)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    page.wait_for_url(lambda url: "box=" in url and "-20" not in url)
    page.locator("h1", has_text="4 events").wait_for()
    west, south, east, north = map(float, page.url.split("box=")[1].split("%2C"))
    assert west < 10.1 < east
    assert south < 54.3 < north


def test_the_map_can_be_used_with_a_finger(browser: Browser, path: Path) -> None:
    with serving(path) as site:
        context = browser.new_context(
            base_url=site, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True
        )
        page = context.new_page()
        page.goto("/map")
        for reach in page.locator("svg.big-map .reach").all():
            frame = reach.bounding_box()
            assert frame is not None
            assert frame["width"] >= 24
        assert not page.get_by_text("Drag over the map").is_visible()
        assert page.get_by_text("Drag over the bars").is_visible()
        floor = page.locator(".days .floor").first.bounding_box()
        label = page.locator(".days .tick").first.bounding_box()
        assert floor is not None
        assert label is not None
        assert label["y"] > floor["y"], "labels stand under the line"
        context.close()


def test_the_search_box_of_the_map_keeps_what_was_chosen_meanwhile(page: Page) -> None:
    page.goto("/map?type=COERCE")
    page.locator(".chip", has_text="Type of event").click()
    page.wait_for_url("**/map")
    page.locator(".facet a", has_text="Assault").click()
    page.wait_for_url("**/map?type=ASSAULT")
    page.locator("h1", has_text="8 events").wait_for()
    page.get_by_role("searchbox").fill("ferries")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/map?words=ferries&type=ASSAULT")


def test_no_page_asks_anything_of_another_machine(browser: Browser, path: Path) -> None:
    with serving(path) as site:
        context = browser.new_context(base_url=site)
        asked: set[str] = set()

        def watch(route: Route) -> None:
            asked.add(route.request.url)
            if route.request.url.startswith((site, "data:")):
                route.continue_()
            else:
                route.abort()

        context.route("**/*", watch)
        page = context.new_page()
        waiting, seen = ["/", "/review?kind=events", "/upload", "/map"], set[str]()
        while waiting:
            address = waiting.pop()
            page.goto(address)
            for link in page.evaluate(LINKS):
                href = urldefrag(link)[0]
                kind = kind_of(href)
                if href.startswith("/") and kind not in seen and not is_file(link_path(href)):
                    seen.add(kind)
                    waiting.append(href)
        context.close()
    assert {url for url in asked if not url.startswith((site, "data:"))} == set()
    assert {"/map", "/review", "/articles/#", "/articles/#/capture", "/speakers"} <= {
        kind.partition("?")[0] for kind in seen
    }


def link_path(href: str) -> str:
    return urlsplit(href).path


def is_file(path: str) -> bool:
    """Whether an address is of data, which a browser keeps and does not show."""
    return path.endswith((".csv", ".json", "/bytes")) or path.startswith(("/export", "/api/v1/"))


def kind_of(href: str) -> str:
    """An address without what only tells one page of a kind from another.

    One field of a filter is a kind of its own, several together are one more.
    """
    parts = urlsplit(href)
    names = {pair.partition("=")[0] for pair in parts.query.split("&")}
    some = names.pop() if len(names) == 1 else "several"
    return re.sub(r"\d+", "#", parts.path) + "?" + some


def test_a_decision_is_taken_back_from_the_list_and_enter_takes_back_nothing(
    page: Page, path: Path
) -> None:
    with Store(path, "test 1", create=False) as store:
        for target in ("statements/1", "statements/2"):
            correct(store.base, 1, Correction(target, Verdict.REJECT, "Ada"))
    page.goto("/decisions")
    page.get_by_label("Your name").fill("Bo")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.get_by_text("taken back by").count() == 0
    page.get_by_role("button", name="Take back").last.click()
    page.get_by_text("taken back by").wait_for()
    rows = page.locator("table.grid tbody tr")
    assert "taken back by Bo" in " ".join(rows.last.inner_text().split())
    assert "taken back" not in rows.first.inner_text()
