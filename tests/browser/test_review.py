"""Reviewing with keys alone, and words of any script that are selected in the page."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serving
from tests.report.sample import BLOCKS, TEXT, sample_report
from tests.web.ledgers import report_of
from whence.ledger import Store, open_base
from whence.ledger.corrections import list_corrections, read_corrected
from whence.ledger.overlay import Verdict
from whence.records import Block, BlockKind, Capture, Medium, Report, Span, Stated
from whence.report.json import dump

# Signs beyond the first 65,536, joined ones, a flag, Arabic with vowel signs, and Chinese.
STRANGE = (
    "🕊️🇺🇦 قَالَ المتحدث باسم الجيش إن الجسر أُغلق، «👩‍👩‍👧 لن ننسحب». "
    "𝔖he added 🙂 that 桥已关闭 since dawn."
)


def strange_report() -> Report:
    """A page of one paragraph, with one statement on its first words in Latin script."""
    report = sample_report()
    start = STRANGE.index("since dawn")
    one = dataclasses.replace(
        report.statements[4], source=(), cue=(), content=(Span(start, start + 10),), within=None
    )
    digest = hashlib.sha256(STRANGE.encode()).hexdigest()
    page = dataclasses.replace(
        report.page, text=STRANGE, sha256=digest, furniture=(),
        blocks=(Block(BlockKind.PARAGRAPH, Span(0, len(STRANGE))),),
        frame=dataclasses.replace(
            report.page.frame, title=Stated("Strange", None, "given"), deck=None, authors=()
        ),
    )  # fmt: skip
    return dataclasses.replace(
        report, page=page, statements=(one,), events=(), places=(), dates=(), counts=(),
        names=(), voices=(),
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.whence"
    with Store(path, "test 1") as store:
        for text, report in ((TEXT, sample_report()), (STRANGE, strange_report())):
            capture = Capture("page.txt", text.encode(), Medium.TEXT)
            store.add(capture, dump(report).encode())
    return path


def sign(page: Page) -> None:
    """Opens the queue and gives a name, by keys."""
    page.goto("/review?article=1")
    page.locator("#who").focus()
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement === document.body"), "keys mean decisions again"


def told(page: Page, words: str) -> None:
    page.locator(".message.done", has_text=words).wait_for()


def test_a_ledger_is_reviewed_with_keys_alone(page: Page, path: Path) -> None:
    sign(page)
    left = page.locator(".progress-line").inner_text()
    assert left.startswith("1 of 10 to decide")
    page.keyboard.press("e")
    page.keyboard.press("a")
    page.keyboard.type("u")
    page.keyboard.press("Enter")
    told(page, "Changed.")
    assert report_of(path).statements[4].act == "urge"
    page.keyboard.press("u")
    told(page, "Taken back.")
    assert report_of(path).statements[4].act == "warn"
    page.keyboard.press("a")
    told(page, "Accepted.")
    assert page.locator(".progress-line").inner_text().startswith("1 of 9 to decide")
    page.keyboard.press("j")
    page.locator(".progress-line", has_text="2 of 9").wait_for()
    page.keyboard.press("ArrowLeft")
    page.locator(".progress-line", has_text="1 of 9").wait_for()
    page.keyboard.press("r")
    told(page, "Rejected.")
    assert len(report_of(path).statements) == 9
    page.keyboard.press("u")
    told(page, "Taken back.")
    assert len(report_of(path).statements) == 10
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None


def test_a_span_is_moved_by_words_with_keys_alone(page: Page, path: Path) -> None:
    sign(page)
    for keys in ("f", "c", "ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(keys)
    assert page.locator("#mode q").inner_text() == "the council on Friday"
    page.keyboard.press("Enter")
    told(page, "Changed.")
    assert [s.of(TEXT) for s in report_of(path).statements[4].cue] == ["the council on Friday"]
    for keys in ("f", "v", "Escape", "f", "v", "ArrowDown", "+"):
        page.keyboard.press(keys)
    expect(page.locator("#f-relay")).to_have_value("pier")
    for keys in ("f", "v", "ArrowUp", "ArrowUp", "+"):
        page.keyboard.press(keys)
    expect(page.locator("#f-relay")).to_have_value("that\npier")
    spans = report_of(path).statements[4].relay
    assert [s.of(TEXT) for s in spans] == ["that", "pier"]


def made(path: Path, article: int = 1) -> list[str]:
    """What was decided of an article: the field of a change, else the verdict."""
    base = open_base(path)
    try:
        found = list_corrections(base, read_corrected(base, article).reading)
        return [each.field or str(each.verdict) for each in found]
    finally:
        base.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def write(page: Page, letter: str, words: str) -> None:
    """Writes into the field of a letter, and leaves it without saving."""
    press(page, "e", letter)
    page.keyboard.type(words)
    press(page, "Escape")


HIT = """button => {
  const { x, y, width, height } = button.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === button;
}"""


def test_a_field_s_letter_decides_nothing(page: Page, path: Path) -> None:
    sign(page)
    press(page, "e", "a")
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.id") == "f-act"
    assert made(path) == []


def test_what_was_written_is_saved_with_the_selected_words(page: Page, path: Path) -> None:
    sign(page)
    write(page, "p", "the dockers")
    press(page, "f", "c", "ArrowRight", "Enter")
    told(page, "Changed.")
    assert made(path) == ["speaker", "cue"]
    assert not page.locator("#fix").evaluate(HIT), "that button is for the keys alone"
    expect(page.locator("#f-speaker")).to_have_value("the dockers")
    press(page, "u")
    told(page, "Taken back.")
    assert made(path) == ["speaker", "cue", "undo", "undo"], "one save is one undo"


def test_nobody_leaves_what_is_not_saved_without_being_asked(page: Page, path: Path) -> None:
    sign(page)
    write(page, "p", "the dockers")
    mode, place = page.locator("#mode"), page.locator(".progress-line")
    for leave in ("j", "u"):
        press(page, leave)
        expect(mode).to_contain_text("not saved")
        press(page, "Escape")
        expect(page.locator("#f-speaker")).to_have_value("the dockers")
    page.get_by_role("link", name="The whole article").click()
    expect(mode).to_contain_text("not saved")
    press(page, "Enter")
    told(page, "Changed.")
    assert made(path) == ["speaker"]
    write(page, "p", "somebody else")
    press(page, "j", "x")
    expect(place).to_contain_text("2 of 10")
    press(page, "k")
    expect(place).to_contain_text("1 of 10")
    expect(page.locator("#f-speaker")).to_have_value("the dockers")
    assert made(path) == ["speaker"]


def test_what_was_refused_is_not_saved_either(browser: Browser, path: Path) -> None:
    with serving(path) as site:  # an answer of 400 is no error of the page's scripts
        context = browser.new_context(base_url=site)
        page = context.new_page()
        sign(page)
        page.get_by_label("Cue").fill("no words of it")
        press(page, "Enter")
        page.locator("#wrong").wait_for()
        press(page, "j")
        expect(page.locator("#mode")).to_contain_text("not saved")
        expect(page.locator("#f-cue")).to_have_value("no words of it")
        assert made(path) == []
        context.close()


def test_a_reason_goes_with_the_decision_that_follows(page: Page, path: Path) -> None:
    sign(page)
    press(page, "w")
    page.keyboard.type("it says so")
    press(page, "Enter", "a")
    told(page, "Accepted.")
    base = open_base(path)
    (one,) = list_corrections(base, 1)
    base.close()
    assert (one.verdict, one.why) == (Verdict.ACCEPT, "it says so")


def test_the_first_decision_waits_for_the_name(page: Page, path: Path) -> None:
    page.goto("/review?article=1")
    press(page, "r")
    assert page.evaluate("document.activeElement.id") == "who", "nobody decides without a name"
    press(page, "Enter")
    page.keyboard.type("Ada")
    press(page, "Enter")
    told(page, "Rejected.")
    assert made(path) == ["reject"]


def test_the_last_decision_of_a_queue_is_taken_back(page: Page, path: Path) -> None:
    page.goto("/review?article=2")
    page.locator("#who").fill("Ada")
    press(page, "Enter", "a")
    told(page, "Accepted.")
    page.get_by_text("Nothing is left to decide here").wait_for()
    press(page, "u")
    told(page, "Taken back.")
    page.locator("#accept").click()
    told(page, "Accepted.")
    page.goto("/review?article=2")
    press(page, "u")
    told(page, "Taken back.")
    assert made(path, 2) == ["accept", "undo", "accept", "undo"]


SELECT = """words => {
  const walker = document.createTreeWalker(document.getElementById("words"), NodeFilter.SHOW_TEXT);
  let text = "", nodes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push([node, text.length]);
    text += node.data;
  }
  const start = text.indexOf(words), end = start + words.length;
  const at = (place) => {
    const found = nodes.findLast(([node, from]) => from <= place && place <= from + node.length);
    return [found[0], place - found[1]];
  };
  getSelection().setBaseAndExtent(...at(start), ...at(end));
}"""


@pytest.mark.parametrize(
    "words",
    [
        "👩‍👩‍👧 لن ننسحب",
        "🕊️🇺🇦",
        "المتحدث باسم الجيش",
        "桥已关闭",
        "𝔖he added 🙂 that",
        "since dawn.",
    ],
)
def test_selected_words_of_any_script_are_the_span(page: Page, path: Path, words: str) -> None:
    page.goto("/review?at=2/statements/0")
    page.locator("#who").fill("Ada")
    page.locator("#who").blur()
    page.evaluate(SELECT, words)
    page.keyboard.press("f")
    page.keyboard.press("s")
    told(page, "Changed.")
    (span,) = report_of(path, 2).statements[0].source
    assert span.of(STRANGE) == words
    shown = page.locator(".in.f-source").all_inner_texts()
    assert "".join(shown) == words


def test_a_selection_over_paragraphs_is_one_span(page: Page, path: Path) -> None:
    page.goto("/review?at=1/statements/4&whole=1")
    page.locator("#who").fill("Ada")
    page.locator("#who").blur()
    page.evaluate("""() => {
      const [one, two] = document.querySelectorAll("#words [data-start]");
      getSelection().setBaseAndExtent(one.firstChild, 2, two.firstChild, 3);
    }""")
    page.keyboard.press("f")
    page.keyboard.press("t")
    told(page, "Changed.")
    (span,) = report_of(path).statements[4].content
    blocks = [block.span for block in BLOCKS if not block.kind.is_furniture]
    assert (span.start, span.end) == (blocks[0].start + 2, blocks[1].start + 3)


def test_a_finding_is_added_from_selected_words(page: Page, path: Path) -> None:
    sign(page)
    page.evaluate(SELECT, "a dock worker")
    page.keyboard.press("n")
    page.keyboard.press("s")
    told(page, "Added.")
    assert [s.of(TEXT) for s in report_of(path).statements[-1].content] == ["a dock worker"]
    page.evaluate(SELECT, "moved")
    page.keyboard.press("n")
    page.keyboard.press("v")
    page.keyboard.type("RET")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#f-anchor").wait_for()
    event = report_of(path).events[-1]
    assert (event.anchor.of(TEXT), event.type) == ("moved", "RETREAT")


def test_all_of_it_goes_without_scripts(browser: Browser, path: Path) -> None:
    with serving(path) as site:
        context = browser.new_context(base_url=site, java_script_enabled=False)
        page = context.new_page()
        page.goto("/review?article=1")
        page.get_by_label("Your name").fill("Ada")
        page.get_by_label("Cue").fill("told the council on Friday")
        page.get_by_role("button", name="Save changes").click()
        told(page, "Changed.")
        cue = report_of(path).statements[4].cue
        assert [s.of(TEXT) for s in cue] == ["told the council on Friday"]
        page.get_by_role("button", name="Reject").click()
        told(page, "Rejected.")
        page.locator(".done").get_by_role("button", name="Undo").click()
        told(page, "Taken back.")
        page.locator("#adding summary").click()
        page.get_by_label("Its words").fill("the mayor promised us")
        page.get_by_role("button", name="Add", exact=True).click()
        told(page, "Added.")
        assert len(report_of(path).statements) == 11
        context.close()
