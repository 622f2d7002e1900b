"""brat's files: the offsets give the words back, the lines hang together."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest
from hypothesis import given, settings

from tests.exports.pages import reports
from tests.report.sample import sample_report
from whence.exports import write_export
from whence.records import Report, Span


def files(*named: tuple[str, Report]) -> dict[str, str]:
    out = io.BytesIO()
    count = write_export(named, "brat", out)
    with zipfile.ZipFile(out) as held:
        found = {name: held.read(name).decode() for name in held.namelist()}
    assert len(found) == 3 * count + 1
    return found


def every_line(report: Report) -> list[list[str]]:
    text = files(("page-7", report))["page-7.ann"]
    return [line.split("\t") for line in text.split("\n")[:-1]]


def lines(report: Report) -> list[list[str]]:
    """All but the notes."""
    return [line for line in every_line(report) if not line[0].startswith("#")]


def test_a_note_on_every_span_names_its_finding() -> None:
    report = sample_report()
    noted = {line[1].split(" ")[1]: line[2] for line in every_line(report) if line[0][0] == "#"}
    spans = [line for line in lines(report) if line[0].startswith("T")]
    assert set(noted) == {line[0] for line in spans}
    kinds = {"statements": {"Cue", "Source", "Content", "Relay"},
             "events": {"Anchor", "Actor", "Recipient", "Place"}}  # fmt: skip
    for name, middle, _ in spans:
        assert middle.split(" ")[0] in kinds[noted[name].split("/")[0]]
    assert set(noted.values()) == {
        *(f"statements/{n}" for n in range(len(report.statements))),
        *(f"events/{n}" for n in range(len(report.events))),
    }


def test_a_statement_is_its_words_linked_to_the_cue() -> None:
    found = lines(sample_report())
    at = next(n for n, line in enumerate(found) if line[-1] == "quoted")
    cue = found[at][0]
    assert found[at][1].startswith("Cue ")
    assert [line[1] for line in found[at + 1 : at + 5]] == [
        f"Act {cue} commit",
        f"Certainty {cue} conditional",
        f"Source_kind {cue} named_person",
        f"Manner {cue} direct",
    ]
    source, said = found[at + 5 : at + 7]
    assert source[2] == "Defence Minister Saura Okonjo-Vell"
    assert said == [said[0], f"SourceOf Arg1:{source[0]} Arg2:{cue}"]
    content = found[at + 7]
    assert content[1].count(";") == 1
    assert content[2] == "“If a single shell came from our side,” “I will resign.”"


def test_an_event_is_its_words_linked_to_the_anchor() -> None:
    found = lines(sample_report())
    at = next(n for n, line in enumerate(found) if line[-1] == "closed")
    anchor = found[at][0]
    assert [line[1] for line in found[at + 1 : at + 3]] == [
        f"Type {anchor} COERCE",
        f"Status {anchor} occurred",
    ]
    assert found[at + 4][2] == "The harbour of Tormar"
    assert found[at + 5][1] == f"PlaceOf Arg1:{found[at + 4][0]} Arg2:{anchor}"


def test_the_configuration_knows_every_name_that_is_used() -> None:
    configuration = files(("page-7", sample_report()))["annotation.conf"]
    for line in lines(sample_report()):
        assert line[1].split(" ")[0] in configuration
        if line[0].startswith("A"):
            assert line[1].split(" ")[-1] in configuration


def test_a_span_over_paragraphs_is_cut_between_them() -> None:
    report = sample_report()
    text = report.page.text
    start = text.index("weeks.")
    long = dataclasses.replace(report.statements[0], content=(Span(start, start + 20),))
    found = lines(dataclasses.replace(report, statements=(long,), events=()))
    content = next(line for line in found if line[1].startswith("Content "))
    assert content[1] == f"Content {start} {start + 6};{start + 8} {start + 20}"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/abs", "a\\b", "...", "C:x", "ü" * 400])
def test_no_name_leaves_the_folder(name: str) -> None:
    for found in files((name, sample_report())):
        assert not found.startswith((".", "/"))
        assert not set(found) & set("/\\:")
        assert len(found) < 120


def test_names_that_would_be_the_same_are_told_apart() -> None:
    found = files(("a/b", sample_report()), ("a_b", sample_report()), ("A_B", sample_report()))
    assert {"a_b.txt", "a_b-2.txt", "A_B-3.txt"} <= set(found)


def test_the_same_reports_give_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_export([("a", sample_report())], "brat", first)
    write_export([("a", sample_report())], "brat", second)
    assert first.getvalue() == second.getvalue()


@settings(max_examples=60, deadline=None)
@given(reports())
def test_offsets_give_the_words_back(report: Report) -> None:
    found = files(("page-7", report))
    text = found["page-7.txt"]
    assert text == report.page.text
    names = set()
    for line in found["page-7.ann"].splitlines():
        name, middle, *words = line.split("\t")
        assert name not in names
        names.add(name)
        if name.startswith("T"):
            edges = [place.split(" ") for place in middle.split(" ", 1)[1].split(";")]
            assert words == [" ".join(text[int(start) : int(end)] for start, end in edges)]
        else:
            assert {part.split(":")[-1] for part in middle.split(" ")[1:]} & names
