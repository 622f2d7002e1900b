"""The report in a terminal and in a pipe."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import re

import pytest

from tests.report.sample import TEXT, TITLE, sample_report
from whence.records import Entry, Report, Stated
from whence.report.terminal import print_report

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(report: Report, width: int | None = None, stream: io.StringIO | None = None) -> str:
    stream = stream or io.StringIO()
    print_report(report, stream, width)
    return stream.getvalue()


def hostile(report: Report, words: str) -> Report:
    """The report with some words of its text replaced by as many of another's choice."""
    text = words + TEXT[len(words) :]
    page = dataclasses.replace(
        report.page, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), name=words
    )
    return dataclasses.replace(report, page=page, warnings=(words,))


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_the_article_names_its_voices_without_colour() -> None:
    out = " ".join(shown(sample_report()).split())
    assert "[B2 Two ferries were hit before dawn], Captain Oren Dask said." in out
    assert "[C4 “We told the council on Friday that [D5 the pier was watched], and" in out
    assert "[G8… “I will resign.”]" in out


def test_the_table_tells_who_by_which_route_and_how_sure() -> None:
    out = shown(sample_report())
    row = out[out.index("\nG8 ") : out.index("\nH9 ")]
    for words in ("Saura Okonjo-Vell", "named person", "via the Meridian agency", "commit"):
        assert words in row
    assert "conditional" in row
    assert "told by a dock worker" in " ".join(out.split())


def test_events_are_told_with_their_status_and_teller() -> None:
    out = shown(sample_report())
    out = " ".join(out[out.index("Events (3)") : out.index("Who tells")].split())
    for told in ("COERCE, restrict", "the outlet", "? > Two ferries", "B2 Oren", "denied"):
        assert told in out


def test_furniture_stands_apart_with_the_meter_in_numbers() -> None:
    out = shown(sample_report())
    assert "meter: 2,100 EUR raised of 6,000 EUR (35%); marks at 0, 3,000, 6,000" in out
    assert out.index("Do you value reporting") > out.index("Kept apart")


def test_who_tells_how_much() -> None:
    out = shown(sample_report())
    assert re.search(r"B +█+ +14% +Oren Dask \(2\)", out)
    assert re.search(r"- +█+ +46% +the outlet itself", out)


def test_a_pipe_gets_no_colour_no_boxes_and_no_trailing_blanks() -> None:
    out = shown(sample_report())
    assert "\x1b" not in out
    assert not re.search("[\u2500-\u257f]", out)
    assert all(line == line.rstrip() and len(line) <= 100 for line in out.splitlines())


@pytest.mark.parametrize("width", [40, 80, 132])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    out = ESCAPE.sub("", shown(sample_report(), width, Terminal()))
    assert max(len(line) for line in out.splitlines()) <= width


def test_a_terminal_gets_one_colour_for_each_voice() -> None:
    out = shown(sample_report(), 80, Terminal())
    assert "\x1b[" in out
    assert TITLE in ESCAPE.sub("", out)
    dask = set(re.findall(r"\x1b\[([0-9;]*)mB[23]", out))
    assert len({code.split(";")[-1] for code in dask}) == 1


def test_page_text_cannot_steer_the_terminal() -> None:
    words = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egood\r"
    out = shown(hostile(sample_report(), words), 80)
    assert not set("\x1b\x07\x9b\u202e\r") & set(out)
    assert "␛]0;owned␇" in out


def test_markup_and_emoji_names_are_only_words() -> None:
    out = shown(hostile(sample_report(), "[bold]:smile:[/]"))
    assert "[bold]:smile:[/]" in out


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_old_encodings_lose_characters_but_never_the_report(encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    print_report(sample_report(), stream)
    stream.flush()
    assert b"Captain Oren Dask" in raw.getvalue()
    assert b"A1" in raw.getvalue()


def test_a_report_without_statements_says_so() -> None:
    out = shown(sample_report(statements=(), events=(), voices=sample_report().voices[:1]))
    assert "the outlet's own voice" in out
    out = shown(sample_report(statements=(), events=(), voices=()))
    assert "Statements were not read." in out
    assert "own voice" not in out


def test_live_entries_have_their_times() -> None:
    report = sample_report()
    entries = tuple(
        Entry(block.span, Stated(f"2031-03-02T1{at}:00", None, "text"))
        for at, block in enumerate(report.page.blocks[5:7])
    )
    out = shown(dataclasses.replace(report, page=dataclasses.replace(report.page, entries=entries)))
    assert out.index("T10:00") < out.index("Two ferries") < out.index("T11:00")
