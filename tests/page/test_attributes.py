"""Elements with more attributes than a parser can bear."""

import time

import pytest
from lxml import html

from tests.page.news import PARAGRAPHS, page
from whence.capture.take import take
from whence.page.attributes import MOST, cap_attributes
from whence.page.reader import read_page
from whence.records import BlockKind

MANY = " ".join(f"a{i}='>'" for i in range(200_000))


def test_a_page_without_such_elements_is_left_as_it_is() -> None:
    source = page(attributes=" ".join(f"data-{i}='a > b'" for i in range(MOST)))
    assert cap_attributes(source) == source


@pytest.mark.parametrize("form", ["a{}", "a{}='x y'", 'a{}="<b>"', "a{}=1", "/a{}", "<a{}"])
def test_attributes_past_the_cap_are_dropped_and_nothing_else(form: str) -> None:
    many = " ".join(form.format(i) for i in range(MOST + 500))
    root = html.document_fromstring(cap_attributes(f"<p>one<b {many}>two</b><i id=x>three</i>"))
    assert root.xpath("string()") == "onetwothree"
    assert len(next(root.iter("b")).attrib) == MOST
    assert next(root.iter("i")).get("id") == "x"


def test_long_scripts_and_texts_lose_nothing() -> None:
    words = "if (a<b " + "x " * 5_000
    source = f"<script>{words}</script><textarea><b {words}></textarea><!-- <b {words}> --><p>x"
    assert cap_attributes(source) == source


@pytest.mark.parametrize("at", ["attributes", "inside", "head"])
def test_an_element_with_very_many_attributes_costs_no_minutes(at: str) -> None:
    noise = {"attributes": MANY, "inside": f"<noscript><div {MANY}></div></noscript>"}
    noise["head"] = f"<meta {MANY}>"
    body = page(**{at: noise[at]}).encode()
    started = time.perf_counter()
    read = read_page(take(body, name="page.html"))
    assert time.perf_counter() - started < 20
    kinds = (BlockKind.PARAGRAPH,)
    assert [b.span.of(read.text) for b in read.blocks if b.kind in kinds] == list(PARAGRAPHS)
