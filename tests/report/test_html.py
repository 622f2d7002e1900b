"""The report as a page: whole, safe, legible, and usable without a mouse or colours."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from tests.report.sample import STATEMENTS, TEXT, TITLE, sample_report
from whence.records import Report
from whence.report.html import to_html
from whence.report.notebook import report_repr
from whence.report.view import HUES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
CSS = Path(__file__).parents[2] / "src/whence/report/templates/report.css"
HOSTILE = "</script></style><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>{{7*7}}"


def tree(report: Report | None = None) -> Any:
    return parsed(to_html(report or sample_report()))


def parsed(source: str) -> Any:
    return lxml_html.document_fromstring(source)


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


def hostile() -> Report:
    """The report with markup wherever a page's own words are shown."""
    report = sample_report()
    text = HOSTILE + TEXT[len(HOSTILE) :]
    title = dataclasses.replace(report.page.frame.title, value=HOSTILE)  # type: ignore[type-var]
    page = dataclasses.replace(
        report.page,
        text=text,
        name=HOSTILE,
        url="javascript:alert(3)",
        outlet=HOSTILE,
        frame=dataclasses.replace(report.page.frame, title=title),
    )
    statements = tuple(dataclasses.replace(each, speaker=HOSTILE) for each in STATEMENTS)
    return dataclasses.replace(report, page=page, statements=statements, warnings=(HOSTILE,))


def test_the_article_is_there_and_its_furniture_apart() -> None:
    page = tree()
    article = words(page.get_element_by_id("article"))
    assert "Captain Oren Dask said." in article
    assert "Do you value reporting" not in article
    assert words(page.find(".//h1")) == TITLE
    (apart,) = page.find_class("apart")
    assert apart.tag == "details"
    assert "2,100 EUR raised of 6,000 EUR (35%)" in words(apart)


def test_every_statement_is_marked_tagged_and_in_the_table() -> None:
    page = tree()
    for at, statement in enumerate(STATEMENTS):
        marks = page.xpath(f"//*[contains(@class, 'say') and @data-s='{at}']")
        assert len(marks) == len(statement.content)
        (tag,) = page.xpath(f"//a[contains(@class, 'tag') and @href='#s{at}']")
        (row,) = page.xpath(f"//tr[@id='s{at}']")
        (back,) = row.xpath(f".//a[@href='#t{at}']")
        assert tag.get("id") == f"t{at}"
        assert tag.text == back.text
        assert tag.get("aria-label").startswith(f"Statement {tag.text}: ")


def test_a_statement_within_another_stands_inside_its_mark() -> None:
    page = tree()
    assert page.xpath("//*[@data-s='3']//*[contains(@class, 'say') and @data-s='5']")
    assert "told by a dock worker" in words(page.get_element_by_id("s5"))


def test_the_table_says_what_is_not_known() -> None:
    row = words(tree().get_element_by_id("s9"))
    assert "unknown" in row
    assert "not known" in row


def test_nothing_is_asked_of_any_other_host() -> None:
    page = tree()
    assert not page.xpath("//*[@src or @srcset or @action or @background or @poster]")
    assert not page.xpath("//link | //iframe | //object | //embed | //base | //form")
    assert "url(" not in CSS.read_text()
    assert "@import" not in CSS.read_text()


def test_the_policy_allows_the_pages_own_style_and_script_alone() -> None:
    page = tree()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        (node,) = page.xpath(f"//{name}")
        digest = base64.b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert not page.xpath("//@style | //@onclick | //@onload | //@onerror")


def test_events_stand_beside_who_tells_them() -> None:
    page = tree()
    closed, hit, fired = (words(page.get_element_by_id(f"e{n}")) for n in (1, 2, 3))
    assert "COERCE, restrict" in closed
    assert "the outlet" in closed
    assert "2031-03-02" in closed
    assert "no injured" in hit
    assert "Oren Dask" in hit
    assert "denied" in fired
    assert "denied, at least 2 dead" in hit, "what another voice gives stands beside"
    link, other = page.xpath("//tr[@id='e2']//a/@href")
    assert link != other
    assert words(page.get_element_by_id(link.removeprefix("#"))).startswith("B2")


def test_hostile_words_are_only_words() -> None:
    page = tree(hostile())
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert not page.xpath("//img")
    assert not page.xpath("//@onerror | //@onload")
    assert not page.xpath("//a[starts-with(@href, 'javascript')]")
    assert words(page.find(".//h1")) == HOSTILE
    assert "{{7*7}}" in words(page.get_element_by_id("s0"))


def test_landmarks_headings_and_names_for_screen_readers() -> None:
    page = tree()
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    levels = [int(node.tag[1]) for node in page.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for node in page.xpath("//*[@aria-labelledby]"):
        assert page.get_element_by_id(node.get("aria-labelledby")) is not None
    assert len({*page.xpath("//@id")}) == len(page.xpath("//@id"))
    for row in ("s0", "e1"):
        heads = page.xpath(f"//tr[@id='{row}']/ancestor::table//th[@scope='col']")
        assert len(heads) == len(page.xpath(f"//tr[@id='{row}']/td"))


def test_a_report_without_statements_or_voices_is_a_page_too() -> None:
    told = sample_report().voices[:1]
    shown = words(tree(sample_report(statements=(), events=(), voices=told)).find(".//main"))
    assert "Told in the outlet's own voice" in shown
    shown = words(tree(sample_report(statements=(), events=(), voices=())).find(".//main"))
    assert "Statements were not read" in shown
    assert "own voice" not in shown


def test_a_notebook_shows_the_page_in_a_closed_frame() -> None:
    shown = lxml_html.fragment_fromstring(sample_report()._repr_html_())  # type: ignore[attr-defined]
    assert shown.tag == "iframe"
    assert shown.get("sandbox") == "allow-scripts"
    assert shown.get("srcdoc") == to_html(sample_report())
    assert report_repr(hostile()).count("<iframe") == 1


def colours(dark: bool) -> dict[str, str]:
    """The style sheet's colours by name, in light or dark."""
    css = CSS.read_text()
    light, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return (
        found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", rest.partition("\n}\n")[0]))
        if (dark)
        else found
    )


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_all_words_have_the_contrast_of_wcag_aa(dark: bool) -> None:
    of = colours(dark)
    hues = [f"h{at}" for at in range(1, HUES + 1)]
    tints = [f"t{at}" for at in range(1, HUES + 1)]
    pairs = [("ink", ground) for ground in ("paper", "card", "own", *tints)]
    pairs += [(front, ground) for front in ("soft", "link") for ground in ("paper", "card")]
    pairs += [("on-hue", hue) for hue in hues]
    pairs += [(hue, ground) for hue in hues for ground in ("paper", *tints)]
    poor = {
        pair: round(contrast(of[pair[0]], of[pair[1]]), 2)
        for pair in pairs
        if contrast(of[pair[0]], of[pair[1]]) < 4.5
    }
    assert not poor


DRIVER = """<script>
const log = [], panel = document.getElementById("panel");
const at = () => panel.querySelector(".key")?.textContent ?? null;
const press = (key) => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
const name = (label) => log.push([label, at(), document.activeElement.id]);
document.getElementById("t3").focus(); name("focus");
press("ArrowRight"); name("right");
press("ArrowLeft"); press("ArrowLeft"); name("left");
press("Escape"); name("escape");
document.querySelector(".say[data-s='5']").click(); name("click inner");
document.body.setAttribute("data-lit", document.querySelectorAll(".on").length);
document.querySelector("h1").click(); name("click away");
document.querySelector(".say[data-s='0']").dispatchEvent(
  new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"})); name("hover");
document.body.setAttribute("data-text", panel.textContent);
document.body.setAttribute("data-wide", document.documentElement.scrollWidth - innerWidth);
document.body.setAttribute("data-log", JSON.stringify(log));
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("size", ["1280,900", "500,800"])
def test_focus_arrows_escape_tap_and_hover(tmp_path: Path, size: str) -> None:
    source = re.sub(r'<meta http-equiv="Content-Sec[^>]*>', "", to_html(sample_report()))
    page = tmp_path / "page.html"
    page.write_text(source.replace("</body>", DRIVER + "</body>"), encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-sync --dump-dom"
    flags += " --disable-background-networking --disable-component-update"
    assert CHROMIUM is not None
    command = [CHROMIUM, *flags.split(), f"--window-size={size}"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=90, check=True)
    (body,) = parsed(done.stdout.decode()).xpath("//body")
    log = {label: (tag, focused) for label, tag, focused in json.loads(body.get("data-log"))}
    assert log == {
        "focus": ("C4", "t3"),
        "right": ("D5", "t4"),
        "left": ("B3", "t2"),
        "escape": (None, "t2"),
        "click inner": ("E6", "t2"),
        "click away": (None, "t2"),
        "hover": ("A1", "t2"),
    }
    assert "Velian Coast Guard" in body.get("data-text")
    assert int(body.get("data-lit")) == 4  # the content, its source, its cue and its tag
    assert int(body.get("data-wide")) <= 0
