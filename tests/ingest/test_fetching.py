"""`whence ingest --fetch`, and that nothing is fetched without it."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import whence.report.assemble
from tests.capture.outside import FakeNet, Site, moved
from tests.capture.test_warc import PAGE
from tests.ingest.readers import quick
from whence.capture import wire
from whence.cli.main import main
from whence.ledger import check_ledger

PAGES = {
    "http://8.8.8.8/1": Site(PAGE % 1),
    "http://8.8.8.8/2": moved("http://169.254.169.254/latest/meta-data/"),
}


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> FakeNet:
    net = FakeNet(PAGES)
    monkeypatch.setattr(wire, "open_wire", lambda: net.transport)
    monkeypatch.setattr(whence.report.assemble, "assembler", quick)
    monkeypatch.setattr("time.sleep", net.sleep)
    return net


def call(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["ingest", "--jobs", "1", *map(str, arguments)])
    return result.exit_code, result.output


def test_pages_are_fetched_and_what_is_refused_is_recorded(net: FakeNet, tmp_path: Path) -> None:
    ledger = tmp_path / "news.whence"
    code, out = call(*PAGES, "--fetch", "--ledger", ledger)
    assert (code, "1 read, 0 were in already, 1 failed" in out) == (1, True), out
    assert [url for url, _ in net.asked] == ["http://8.8.8.8/robots.txt", *PAGES]
    base = sqlite3.connect(ledger)
    assert base.execute("SELECT url FROM sighting").fetchall() == [("http://8.8.8.8/1",)]
    ((name, reason),) = base.execute("SELECT name, reason FROM failure").fetchall()
    base.close()
    assert (name, "169.254.169.254 is no public address" in reason) == ("http://8.8.8.8/2", True)
    assert check_ledger(ledger) == []


def test_without_fetch_no_address_is_opened(net: FakeNet, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text("<rss><item><link>http://8.8.8.8/1</link></item></rss>")
    code, out = call("http://8.8.8.8/1", "--ledger", tmp_path / "l")
    assert (code, "without --fetch" in out) == (2, True), out
    assert not (tmp_path / "l").exists()
    code, out = call(feed, "--ledger", tmp_path / "l")
    assert (code, "0 read" in out) == (0, True), out
    assert net.asked == []


def test_without_the_extra_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    code, out = call("http://8.8.8.8/1", "--fetch", "--ledger", tmp_path / "l")
    assert (code, "whence[fetch]" in out) == (2, True), out
    assert not (tmp_path / "l").exists()
