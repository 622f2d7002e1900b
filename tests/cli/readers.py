"""Readers for trying the command without weights; found by name in the worker processes."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import time

from tests.report.sample import MODEL
from whence.errors import NoArticle, WeightsError
from whence.records import (
    Act,
    Block,
    BlockKind,
    Capture,
    Certainty,
    Frame,
    Manner,
    Page,
    Report,
    Scores,
    SourceKind,
    Span,
    Stated,
    Statement,
)
from whence.report.assemble import Assemble


def echo_reader() -> Assemble:
    """A reader that takes the whole page for one statement of one Ana Tesk."""
    return read_echo


def read_echo(capture: Capture) -> Report:
    """The capture as a report; some words in it make trouble instead."""
    text = capture.body.decode("utf-8").strip() or "nothing"
    _make_trouble(text, capture.name)
    whole = Span(0, len(text))
    scores = Scores(0.5, 0.5, 0.5, 0.5, 0.5, 0.5)
    published = capture.published
    page = Page(
        name=capture.name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=(Block(BlockKind.PARAGRAPH, whole),),
        furniture=(),
        frame=Frame(published=Stated(published, None, "given") if published else None),
        url=capture.url,
        captured=capture.captured,
        outlet=capture.outlet,
    )
    statement = Statement(
        (),
        (),
        (whole,),
        (),
        "Ana Tesk",
        SourceKind.NAMED_PERSON,
        Manner.INDIRECT,
        Act.ASSERT,
        Certainty.CERTAIN,
        scores,
    )
    return Report(page, (), (statement,), (), (), (), (), (), MODEL)


def _make_trouble(text: str, name: str) -> None:
    if "no article" in text:
        raise NoArticle(f"{name}: the page was read, and there is no article on it")
    if "bug" in text:
        raise ZeroDivisionError("a bug of ours")
    if "crash" in text:
        os._exit(139)
    if "hang" in text:
        time.sleep(600)
    if "slow" in text:
        time.sleep(0.3)


def broken_reader() -> Assemble:
    """A reader that cannot be set up."""
    raise WeightsError("weights/model.onnx: missing; install the package again")


def late_broken_reader() -> Assemble:
    """A reader that finds out at the first page that its weights are missing."""

    def read(_: Capture) -> Report:
        raise WeightsError("weights/model.onnx: missing; install the package again")

    return read


def dying_reader() -> Assemble:
    """A reader whose process dies before it is ready."""
    os._exit(3)


def pid_reader() -> Assemble:
    """The echo, with the process it came from as the outlet."""
    return lambda capture: _with_pid(read_echo(capture))


def _with_pid(report: Report) -> Report:
    time.sleep(0.05)
    page = dataclasses.replace(report.page, outlet=str(os.getpid()))
    return dataclasses.replace(report, page=page)
