"""A reader without weights, which spawned processes can import by name."""

from __future__ import annotations

import dataclasses
import time
from contextlib import suppress

from tests.report.sample import sample_report
from whence.errors import NoArticle
from whence.page.reader import read_page
from whence.records import Capture, Report
from whence.report.assemble import Assemble


def quick() -> Assemble:
    """Tells the same of every page, and fails on some."""

    def assemble(capture: Capture) -> Report:
        if b"no article" in capture.body:
            raise NoArticle(f"{capture.name}: no article here")
        if b"exploding" in capture.body:
            raise ZeroDivisionError("on purpose")
        report = sample_report()
        page = dataclasses.replace(report.page, name=capture.name, url=capture.url)
        return dataclasses.replace(report, page=page)

    return assemble


def slow() -> Assemble:
    """The same, a little slower, so that it can be killed at work."""
    read = quick()

    def assemble(capture: Capture) -> Report:
        time.sleep(0.01)
        return read(capture)

    return assemble


def stuck() -> Assemble:
    """The same, but a page that says so is never done with."""
    read = quick()

    def assemble(capture: Capture) -> Report:
        if b"endless" in capture.body:
            time.sleep(120)
        return read(capture)

    return assemble


def paged() -> Assemble:
    """The same, of pages that are really taken apart before, though no article be found."""
    read = quick()

    def assemble(capture: Capture) -> Report:
        with suppress(NoArticle):
            read_page(capture)
        return read(capture)

    return assemble
