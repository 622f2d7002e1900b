"""CoNLL columns: offsets give the words back, labels are whole BIO."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import given, settings

from tests.exports.pages import reports
from tests.report.sample import APPEAL, sample_report
from whence.exports import write_export
from whence.records import Report

LABELS = (
    {"source", "cue", "content"},
    {"anchor", "actor", "recipient", "place"},
)


def exported(*named: tuple[str, Report], **chosen: Any) -> str:
    out = io.BytesIO()
    assert write_export(named, "conll", out, **chosen) == len(named)
    return out.getvalue().decode()


def rows(report: Report, **chosen: Any) -> list[list[str]]:
    head, *found = exported(("page-7", report), **chosen).split("\n")
    assert head == "# id = page-7"
    return [line.split("\t") for line in found if line]


def test_a_sentence_has_its_statement_and_its_event_side_by_side() -> None:
    found = rows(sample_report())
    words = [row[2] for row in found]
    at = words.index("ferries", words.index("Two"))
    assert [tuple(row[2:]) for row in found[at - 1 : at + 10]] == [
        ("Two", "B-content", "B-recipient"),
        ("ferries", "I-content", "I-recipient"),
        ("were", "I-content", "O"),
        ("hit", "I-content", "B-anchor"),
        ("before", "I-content", "I-anchor"),
        ("dawn", "I-content", "I-anchor"),
        (",", "O", "O"),
        ("Captain", "B-source", "O"),
        ("Oren", "I-source", "O"),
        ("Dask", "I-source", "O"),
        ("said", "B-cue", "O"),
    ]


def test_the_inner_statement_has_the_words_that_both_have() -> None:
    found = rows(sample_report())
    at = next(n for n, row in enumerate(found) if row[2] == "mayor")
    assert [(row[2], row[3]) for row in found[at - 2 : at + 5]] == [
        ("and", "I-content"),
        ("the", "B-source"),
        ("mayor", "I-source"),
        ("promised", "B-cue"),
        ("us", "B-content"),
        ("that", "I-content"),
        ("the", "B-content"),
    ]


def test_paragraphs_are_parted_and_furniture_is_left_out() -> None:
    report = sample_report()
    text = exported(("a", report), ("b\nc", report))
    assert APPEAL.split()[-1] not in rows(report)[-1]
    article = [block for block in report.page.blocks if not block.kind.is_furniture]
    assert text.count("\n\n") == 2 * len(article)
    assert [line for line in text.split("\n") if line.startswith("# ")] == [
        "# id = a",
        "# id = b c",
    ]


def test_only_what_is_wanted_is_labelled() -> None:
    found = rows(sample_report(), wanted={"page-7": {1}}, rows="statements")
    assert [row[2] for row in found if row[3] == "B-cue"] == ["said"]
    assert {row[4] for row in found} == {"O"}


@settings(max_examples=60, deadline=None)
@given(reports())
def test_offsets_give_the_words_back_and_no_label_begins_inside(report: Report) -> None:
    last, before = 0, ["O", "O"]
    for line in exported(("page-7", report)).split("\n")[1:]:
        if not line:
            before = ["O", "O"]
            continue
        start, end, word, *labels = line.split("\t")
        assert report.page.text[int(start) : int(end)] == word
        assert int(start) >= last
        last = int(end)
        for label, previous, known in zip(labels, before, LABELS, strict=True):
            state, _, role = label.partition("-")
            assert label == "O" or (state in "BI" and role in known)
            assert state != "I" or previous[2:] == role
        before = labels
