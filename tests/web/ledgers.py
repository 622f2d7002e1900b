"""Small ledgers for the tests of the pages, made from the sample report."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from starlette.testclient import TestClient

from tests.report.sample import sample_report
from whence.ledger import Failed, Store, open_base
from whence.ledger.corrections import read_corrected
from whence.records import Capture, Medium, Report
from whence.report.json import dump
from whence.web.app import create_app
from whence.web.settings import Settings

OUTLETS = ("Courier", "Wire", None)
TOKEN = "a-token-of-the-tests"  # noqa: S105 - made up
HOST = "testserver"


def report_number(number: int) -> Report:
    """The sample, with another outlet and day each time."""
    report = sample_report()
    published = report.page.frame.published
    assert published is not None
    day = dataclasses.replace(published, value=f"2031-0{1 + number % 6}-10")
    frame = dataclasses.replace(report.page.frame, published=day if number % 5 else None)
    page = dataclasses.replace(report.page, frame=frame, outlet=OUTLETS[number % 3])
    return dataclasses.replace(report, page=page)


def make_ledger(path: Path, articles: int = 3) -> Path:
    """A ledger of some articles, the sample with other outlets and days, and one failure."""
    with Store(path, "test 1") as store:
        for number in range(articles):
            body = f"<html><body><article><h1>Ferries</h1><p>{number}</p></article>".encode()
            capture = Capture(f"{number}.html", body, Medium.HTML)
            store.add(capture, dump(report_number(number)).encode())
        store.fail(Failed(Capture("bad.html", b"<p>bad", Medium.HTML), "no article on it"))
    return path


def report_of(path: Path, article: int = 1) -> Report:
    """An article's report with all corrections."""
    base = open_base(path)
    try:
        return read_corrected(base, article).report
    finally:
        base.close()


def open_client(path: Path, *, read_only: bool = False, locked: bool = False) -> TestClient:
    """A browser of the tests on a ledger; changes need `headers={"X-Whence-Token": TOKEN}`."""
    settings = Settings(path, TOKEN, (HOST,), read_only=read_only, locked=locked)
    return TestClient(create_app(settings), base_url=f"http://{HOST}", follow_redirects=False)
