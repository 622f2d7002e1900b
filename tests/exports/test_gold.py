"""Gold rows: corrected articles as the gold sets have theirs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.report.sample import sample_report
from tests.web.ledgers import make_ledger
from whence import CorrectionError, LedgerError
from whence.exports import write_export
from whence.ledger.ledger import Ledger
from whence.report.json import to_json

STATEMENT = ("source", "cue", "content", "relay", "speaker", "source_kind", "manner", "act",
             "certainty")  # fmt: skip
EVENT = ("anchor", "mentions", "type", "mode", "actor", "recipient", "place", "date", "deaths",
         "injured", "status", "statement")  # fmt: skip


def test_a_row_has_what_gold_has() -> None:
    report = sample_report()
    out = io.BytesIO()
    assert write_export([("page-7", report)], "gold", out) == 1
    row = json.loads(out.getvalue())
    assert (row["id"], row["text"]) == ("page-7", report.page.text)
    whole = to_json(report)
    for kind, fields in (("statements", STATEMENT), ("events", EVENT)):
        assert len(row[kind]) == len(whole[kind])
        for ours, theirs in zip(row[kind], whole[kind], strict=True):
            assert {name: ours[name] for name in fields} == {n: theirs[n] for n in fields}
    assert row["checked"] == {"statements": [], "events": []}


def test_corrections_are_in_it_and_named(tmp_path: Path) -> None:
    with Ledger.open(make_ledger(tmp_path / "news.whence", 1)) as ledger:
        ledger.correct(1, "statements/0", "reject", who="Ada")
        ledger.correct(1, "statements/2", "accept", who="Ada")
        ledger.correct(1, "events/1", "change", who="Ada", field="status", value="denied")
        span = ledger.report(1).events[0].anchor
        value = {"type": "AID", "anchor": [span.start, span.end]}
        ledger.correct(1, "events", "add", who="Ada", value=value)
        out = io.BytesIO()
        write_export([("1", ledger.corrected(1))], "gold", out, {"1": [0]}, "events")
    row = json.loads(out.getvalue())
    assert len(row["statements"]) == len(sample_report().statements) - 1
    assert row["events"][1]["status"] == "denied"
    assert row["checked"] == {"statements": [1], "events": [1, len(row["events"]) - 1]}


@pytest.mark.parametrize(
    ("target", "verdict", "more"),
    [
        ("statements/0", "praise", {}),
        ("statements/0", "change", {"fields": "act"}),
        ("statements/99", "accept", {}),
    ],
)
def test_no_decision_is_made_of_nonsense(
    tmp_path: Path, target: str, verdict: str, more: dict[str, str]
) -> None:
    with Ledger.open(make_ledger(tmp_path / "news.whence", 1)) as ledger:
        before = ledger.corrected(1)
        with pytest.raises(CorrectionError):
            ledger.correct(1, target, verdict, who="Ada", **more)
        with pytest.raises(LedgerError, match="no article 9"):
            ledger.correct(9, "statements/0", "accept", who="Ada")
        assert ledger.corrected(1) == before
