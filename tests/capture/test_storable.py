"""What is told of pages can be kept in a ledger, whatever strangers call them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.capture.folder import read_path
from whence.capture.limits import LIMITS
from whence.capture.storable import fit, lose, storable
from whence.records import Capture, Loss, Medium

ANY = st.text(st.characters())  # half characters too


@given(ANY, ANY)
def test_any_words_can_be_written(name: str, words: str) -> None:
    capture = storable(Capture(name, b"", Medium.TEXT, words, words, words, words, words))
    told = [capture.name, capture.charset, capture.url, capture.published, capture.captured]
    loss = lose(name, words)
    for each in (*told, capture.outlet, loss.name, loss.reason):
        assert each is not None
        each.encode("utf-8")


@given(ANY, st.integers(1, 30))
def test_words_that_fit_stay_and_others_are_cut(words: str, most: int) -> None:
    fitting = fit(words, most)
    assert len(fitting) <= most
    written = words.encode("utf-8", "backslashreplace").decode()
    assert fitting == written if len(written) <= most else written.startswith(fitting[:-1])


def test_the_words_of_a_loss_are_not_endless() -> None:
    loss = lose("n" * 1_000_000, "r" * 1_000_000)
    assert (len(loss.name), len(loss.reason)) == (LIMITS.name, LIMITS.told)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_is_named_all_the_same(tmp_path: Path) -> None:
    feed = "<rss><title>T</title><item><link>a.html</link></item></rss>"
    folder = tmp_path / os.fsdecode(b"bad\xff")
    folder.mkdir()
    (folder / "feed.xml").write_text(feed)
    (folder / "a.html").write_text("<!doctype html><html><p>The bridge at Orlu is closed.")
    (folder / os.fsdecode(b"empty\xfe.html")).write_text("")
    page, loss = read_path(folder)
    assert page.name == f"{tmp_path}/bad\\udcff/a.html"
    assert isinstance(page, Capture)
    assert page.outlet == "T", "what a feed names comes once, with what the feed knows"
    assert isinstance(loss, Loss)
    assert loss.name == f"{tmp_path}/bad\\udcff/empty\\udcfe.html"
    assert loss.reason == "nothing in it; capture the page again"


def test_a_feed_cannot_make_each_sighting_large(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><html><p>The bridge at Orlu is closed.")
    item = f"<item><link>a.html?{'x' * 1_000_000}</link></item>"
    (tmp_path / "feed.xml").write_text(f"<rss><title>{'T' * 1_000_000}</title>{item}</rss>")
    (page,) = read_path(tmp_path)
    assert isinstance(page, Capture)
    assert page.outlet == "T" * (LIMITS.told - 1) + "…"
