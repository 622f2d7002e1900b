"""brat's files come back as corrections, and only what was changed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.exports.pages import reports
from tests.imports.ledgers import (
    corrected,
    files_of,
    new_ledger,
    record,
    record_files,
    written,
)
from whence.errors import CorrectionError
from whence.exports import write_export
from whence.imports.brat import read_files
from whence.imports.compare import compare
from whence.ledger.overlay import Corrected, Correction, Verdict
from whence.records import Report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_ledger(tmp_path)


def lines_of(files: dict[str, str], target: str) -> list[str]:
    """All lines of a finding."""
    lines = files["1.ann"].splitlines()
    names = {n.split()[2] for n in lines if n.startswith("#") and n.split("\t")[2] == target}
    return [n for n in lines if names & set(re.split(r"[\s:]", n))]


def told(made: list[Correction]) -> list[tuple[str, str, str | None]]:
    return [(c.target, str(c.verdict), c.field) for c in made]


def test_what_nobody_changed_changes_nothing(path: Path) -> None:
    before = corrected(path)
    assert record_files(path, files_of(path)) == []
    zipped = path.with_name("marked.zip")
    zipped.write_bytes(written(path, "brat"))
    assert record(path, zipped) == []
    assert record(path, path.with_name("marked") / "1.ann") == []
    assert corrected(path) == before


def test_a_checked_finding_is_accepted(path: Path) -> None:
    files = files_of(path)
    head = lines_of(files, "events/1")[0].split("\t")[0]
    files["1.ann"] += f"A999\tChecked {head}\n"
    assert told(record_files(path, files)) == [("events/1", "accept", None)]
    assert record_files(path, files) == []


def test_a_changed_attribute_and_a_moved_span_are_changes(path: Path) -> None:
    files = files_of(path)
    text = files["1.txt"]
    for line in lines_of(files, "events/0"):
        if re.search(r"\tStatus ", line):
            changed = re.sub(r"\S+$", "denied", line)
            files["1.ann"] = files["1.ann"].replace(f"{line}\n", f"{changed}\n")
        if re.search(r"\tAnchor ", line):
            start = int(line.split("\t")[1].split()[1]) + 1
            end = int(line.split("\t")[1].split()[2])
            moved = f"{line.split()[0]}\tAnchor {start} {end}\t{text[start:end]}"
            files["1.ann"] = files["1.ann"].replace(f"{line}\n", f"{moved}\n")
    made = record_files(path, files)
    assert told(made) == [("events/0", "change", "anchor"), ("events/0", "change", "status")]
    event = corrected(path).report.events[0]
    assert (event.anchor.start, event.status) == (start, "denied")


def test_a_source_that_is_removed_leaves_the_rest_of_its_statement(path: Path) -> None:
    files = files_of(path)
    name = next(
        line.split("\t")[0] for line in lines_of(files, "statements/1") if "\tSource " in line
    )
    gone = [n for n in files["1.ann"].splitlines() if name in re.split(r"[\s:]", n)]
    files["1.ann"] = "".join(
        f"{n}\n" for n in files["1.ann"].splitlines() if n not in gone
    )  # fmt: skip
    assert told(record_files(path, files)) == [("statements/1", "change", "source")]
    assert corrected(path).report.statements[1].source == ()


def test_what_is_removed_is_rejected_and_what_is_new_is_added(path: Path) -> None:
    files = files_of(path)
    text = files["1.txt"]
    for line in lines_of(files, "statements/0"):
        files["1.ann"] = files["1.ann"].replace(f"{line}\n", "")
    start = text.index("ferries")
    files["1.ann"] += (
        f"T901\tContent {start} {start + 7}\tferries\nT902\tSource 0 3\t{text[:3]}\n"
        f"R901\tSourceOf Arg1:T902 Arg2:T901\nA901\tAct T901 deny\n"
    )
    assert [str(c.verdict) for c in record_files(path, files)] == ["reject", "add"]
    new = corrected(path).report.statements[-1]
    assert (new.content[0].of(text), new.source[0].of(text), new.act) == (
        "ferries", text[:3], "deny",
    )  # fmt: skip
    assert record_files(path, files) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "named"),
    [
        ("1.txt", "ferries", "Ferries", r"1\.txt: its text is not the one"),
        ("1.ann", "T1\t", "T1 ", r"1\.ann: line 1"),
        ("1.ann", r"\tCue ", "\tVerb ", r"1\.ann: line \d+: 'Verb'"),
        ("1.ann", r"^(T1\t\w+ )\d+ \d+", r"\g<1>3 5", r"1\.ann: line 1: its words do not stand"),
        ("1.ann", r"^(T1\t\w+ )\d+ \d+", r"\g<1>3 99999999", "do not stand"),
        ("1.json", ".*", "[]", "does not say what it was exported from"),
        ("1.json", r"^\{", "{{", r"1\.json: not JSON"),
        ("1.ann", r"\tevents/0$", "\tevents/77", "linked are marks of events/0 and events/77"),
    ],
)
def test_what_cannot_be_put_onto_the_text_is_refused_by_name(
    path: Path, name: str, old: str, new: str, named: str
) -> None:
    files = files_of(path)
    flags = re.MULTILINE | (re.DOTALL if old == ".*" else 0)
    files[name] = re.sub(old, new, files[name], count=1, flags=flags)
    before = corrected(path)
    with pytest.raises(CorrectionError, match=rf"marked: {named}|marked: .*{named}"):
        record_files(path, files)
    assert corrected(path) == before


def test_a_missing_file_is_named(path: Path) -> None:
    files = files_of(path)
    del files["2.json"]
    with pytest.raises(CorrectionError, match=r"2\.json is not beside it"):
        record_files(path, files)
    empty = path.with_name("empty")
    empty.mkdir()
    with pytest.raises(CorrectionError, match=r"empty: there is no \.ann"):
        record(path, empty)


@settings(max_examples=60, deadline=None)
@given(reports())
def test_any_report_comes_back_as_it_went(report: Report) -> None:
    out = io.BytesIO()
    there = Corrected(1, report, ("statements/0",), ("events/0",))
    write_export([("1", there)], "brat", out)
    with zipfile.ZipFile(out) as held:
        files = {name: held.read(name) for name in held.namelist()}
    (document,) = read_files("zip", files)
    assert compare(document, there, "Ada") == []
    empty = {**files, "1.ann": b""}
    (document,) = read_files("zip", empty)
    rejected = compare(document, there, "Ada")
    assert {c.verdict for c in rejected} <= {Verdict.REJECT}
    # What has no words but white space is not in the file, so nobody can have removed it.
    text = report.page.text
    stands = (report.statements[0].content, (report.events[0].anchor,))
    marked = [any(s.of(text).strip() for s in spans) for spans in stands]
    assert len(rejected) == sum(marked)
