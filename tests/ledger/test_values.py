"""Whatever a program gives as a correction is refused clearly, or holds everywhere."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.report.sample import sample_report
from whence.errors import CorrectionError
from whence.exports.write import FORMATS, write_export
from whence.ledger import Store, check_ledger
from whence.ledger.base import Base
from whence.ledger.corrections import correct, list_corrections, read_corrected
from whence.ledger.overlay import FIELDS, Correction, Verdict
from whence.records import Capture, EventType, Medium
from whence.report.json import dump


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Store(tmp_path_factory.mktemp("values") / "news.whence", "test 1") as store:
        store.add(Capture("a.html", b"<p>a</p>", Medium.HTML), dump(sample_report()).encode())
        yield store.base


def refused(base: Base, target: str, verdict: Verdict, **more: Any) -> str:
    before = read_corrected(base, 1), list_corrections(base, 1)
    with pytest.raises(CorrectionError) as error:
        correct(base, 1, Correction(target, verdict, more.pop("who", "Ada"), **more))
    assert (read_corrected(base, 1), list_corrections(base, 1)) == before
    return str(error.value)


@pytest.mark.parametrize(
    "date",
    ["x", "", "2016-13", "2016-02-30", "2016-1-5", "16", "0000-01-01", "2016-10-19/2016-10-17",
     "2016-10-17/2016-09", "2016-10-17/", "/", "2016-10-17/2016-10-18/2016-10-19", 2016, ["2016"]],
)  # fmt: skip
def test_a_date_is_a_date(base: Base, date: Any) -> None:
    assert "date" in refused(base, "events/0", Verdict.CHANGE, field="date", value=date)


@pytest.mark.parametrize(
    "toll", [3, [3], [3, 2], [-1, 2], [1.5, 2], [True, 2], [10**30, None], ["3", "4"], [None, 3]]
)
def test_a_toll_is_a_least_and_a_most(base: Base, toll: Any) -> None:
    assert "deaths" in refused(base, "events/0", Verdict.CHANGE, field="deaths", value=toll)


@pytest.mark.parametrize(
    ("target", "verdict", "more", "named"),
    [
        ("statements/1", Verdict.CHANGE, {"field": "speaker", "value": " "}, "speaker"),
        ("statements/1", Verdict.CHANGE, {"field": "speaker", "value": "\ud800"}, "half"),
        ("statements/1", Verdict.ACCEPT, {"who": "\ud800"}, "half"),
        ("statements/1", Verdict.ACCEPT, {"why": "\ud800"}, "half"),
        ("statements/1", Verdict.CHANGE, {"field": "content", "value": [[5, 5]]}, "content"),
        ("statements/1", Verdict.CHANGE, {"field": "content", "value": 7}, "content"),
        ("statements", Verdict.ADD, {"value": {"content": []}}, "words"),
        ("statements", Verdict.ADD, {"value": {"content": [[3, 9]], "scores": 1}}, "scores"),
        ("events", Verdict.ADD, {"value": {"anchor": [3, 9], "type": "AID", "tellings": 7}},
         "tellings"),
        ("events/1", Verdict.CHANGE, {"field": "mode", "value": "visit"}, "mode"),
    ],
)  # fmt: skip
def test_what_no_field_can_be_is_refused_by_name(
    base: Base, target: str, verdict: Verdict, more: dict[str, Any], named: str
) -> None:
    assert named in refused(base, target, verdict, **more)


def test_spans_are_kept_in_order_and_those_that_overlap_are_one(base: Base) -> None:
    spans = [[40, 50], [3, 9], [5, 12], [12, 14]]
    made = correct(
        base, 1, Correction("statements/2", Verdict.CHANGE, "Ada", field="source", value=spans)
    )
    assert made.value == [[3, 12], [12, 14], [40, 50]]
    correct(base, 1, Correction("", Verdict.UNDO, "Ada", undoes=made.id))


def test_a_mode_goes_with_its_type(base: Base) -> None:
    made = correct(
        base, 1, Correction("events/0", Verdict.CHANGE, "Ada", field="type", value="AID")
    )
    event = read_corrected(base, 1).report.events[0]
    assert (event.type, event.mode) == (EventType.AID, None)
    correct(base, 1, Correction("", Verdict.UNDO, "Ada", undoes=made.id))
    assert read_corrected(base, 1).report.events[0].mode == "restrict"


JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
        st.sampled_from(["2016-10-17", "2016", "assert", "ASSAULT", "denied", "statements/1"]),
        st.integers(0, 200),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)  # fmt: skip
SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300)).map(list), min_size=0, max_size=3
)
VALUES = JSON | SPANS | st.tuples(st.integers(0, 50), st.none() | st.integers(0, 50)).map(list)


@st.composite
def corrections(draw: st.DrawFn) -> Correction:
    part = draw(st.sampled_from(["statements", "events"]))
    names = st.sampled_from(FIELDS[part]) | st.text(max_size=6)
    if draw(st.booleans()):
        value = draw(st.dictionaries(names, VALUES, max_size=4))
        return Correction(part, Verdict.ADD, "Ada", value=value)
    target = f"{part}/{draw(st.integers(0, 2))}"
    return Correction(target, Verdict.CHANGE, "Ada", draw(names), draw(VALUES))


@given(made=corrections())
@example(made=Correction("statements/1", Verdict.CHANGE, "Ada", "content", []))
@example(made=Correction("statements/1", Verdict.CHANGE, "Ada", "cue", []))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_taken_can_be_written_in_every_format(base: Base, made: Correction) -> None:
    try:
        done = correct(base, 1, made)
    except CorrectionError:
        return
    given_now = read_corrected(base, 1)
    for kind in FORMATS:
        write_export([("page-7", given_now.report)], kind, io.BytesIO())
    correct(base, 1, Correction("", Verdict.UNDO, "Ada", undoes=done.id))


def test_the_ledger_is_whole_after_all_of_it(base: Base) -> None:
    path = Path(base.execute("PRAGMA database_list").fetchone()["file"])
    assert check_ledger(path) == []
