"""What persons decided outlives a new reading of the page."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.sample import sample_report
from whence.errors import CorrectionError
from whence.ledger import Store, check_ledger
from whence.ledger.base import Base
from whence.ledger.corrections import correct, list_corrections, read_corrected
from whence.ledger.overlay import Corrected, Correction, Verdict
from whence.records import Act, Capture, EventType, Medium, Report, Span, Status
from whence.report.json import dump

CAPTURE = Capture("a.html", b"<p>a</p>", Medium.HTML)
Decide = Callable[[Base], object]


def decide(base: Base, target: str, verdict: Verdict, **more: Any) -> Correction:
    return correct(base, 1, Correction(target, verdict, who="Ada", **more))


def read_twice(
    path: Path, second: Report, decisions: Callable[[Base], object]
) -> tuple[Corrected, Corrected, list[str]]:
    """What is there after decisions on the sample, and after its page was read a second time."""
    with Store(path, "test 1") as store:
        store.add(CAPTURE, dump(sample_report()).encode())
        decisions(store.base)
        before = read_corrected(store.base, 1)
    with Store(path, "test 2") as store:
        left = store.add(CAPTURE, dump(second).encode())
        after = read_corrected(store.base, 1)
    assert check_ledger(path) == []
    return before, after, left


def behind(value: Any, head: str) -> Any:
    """A record with all its spans as they are behind a head."""
    if isinstance(value, Span):
        return Span(value.start + len(head), value.end + len(head))
    if isinstance(value, tuple):
        return tuple(behind(each, head) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: behind(getattr(value, f.name), head) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


def with_text(report: Report, text: str) -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return dataclasses.replace(
        report, page=dataclasses.replace(report.page, text=text, sha256=digest)
    )


def headed(report: Report, head: str) -> Report:
    """The report as if its text began with a head."""
    moved: Report = behind(report, head)
    return with_text(moved, head + report.page.text)


def words(report: Report, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(report.page.text) for span in spans]


TARGETS = st.sampled_from(
    [f"statements/{n}" for n in range(len(sample_report().statements))]
    + [f"events/{n}" for n in range(len(sample_report().events))]
)
DECISIONS = st.lists(
    st.one_of(
        st.tuples(TARGETS, st.sampled_from([Verdict.ACCEPT, Verdict.REJECT]), st.just({})),
        st.tuples(
            st.just("events"),
            st.just(Verdict.ADD),
            st.fixed_dictionaries(
                {
                    "value": st.fixed_dictionaries(
                        {
                            "type": st.sampled_from(list(EventType)).map(str),
                            "anchor": st.integers(30, 900).map(lambda n: [n, n + 6]),
                            "statement": st.integers(0, 3),
                        }
                    )
                }
            ),
        ),
        st.tuples(
            TARGETS.filter(lambda t: t.startswith("events")),
            st.just(Verdict.CHANGE),
            st.fixed_dictionaries(
                {"field": st.just("status"), "value": st.sampled_from(list(Status)).map(str)}
            ),
        ),
        st.tuples(
            TARGETS.filter(lambda t: t.startswith("statements")),
            st.just(Verdict.CHANGE),
            st.fixed_dictionaries(
                {"field": st.just("speaker"), "value": st.sampled_from(["A", "B", None])}
            ),
        ),
    ),
    max_size=8,
)


@given(decisions=DECISIONS, head=st.sampled_from(["", "Tormar. ", "A new line above.\n\n"]))
@settings(max_examples=30, deadline=None)
def test_a_page_that_is_read_alike_again_is_corrected_alike(
    decisions: list[tuple[str, Verdict, dict[str, Any]]],
    head: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def all_of(base: Base) -> None:
        for target, verdict, more in decisions:
            try:
                decide(base, target, verdict, **more)
            except CorrectionError:
                continue  # on what an earlier one took out

    path = tmp_path_factory.mktemp("carry") / "news.whence"
    before, after, left = read_twice(path, headed(sample_report(), head), all_of)
    assert left == []
    assert after.report.statements == behind(before.report.statements, head)
    assert after.report.events == behind(before.report.events, head)


def test_what_was_decided_says_who_and_what_it_carries(tmp_path: Path) -> None:
    def decisions(base: Base) -> None:
        undone = decide(base, "statements/0", Verdict.REJECT)
        decide(base, "", Verdict.UNDO, undoes=undone.id)
        decide(base, "statements/1", Verdict.CHANGE, field="act", value="warn", why="see the lead")

    _, after, _ = read_twice(tmp_path / "x.whence", sample_report(), decisions)
    ((carried,),) = after.decided.values()
    assert (carried.carries, carried.who, carried.why) == (3, "Ada", "see the lead")
    assert after.report.statements[1].act is Act.WARN


def test_a_carried_decision_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "x.whence"
    _, after, _ = read_twice(
        path,
        sample_report(),
        lambda base: decide(base, "statements/1", Verdict.CHANGE, field="act", value="warn"),
    )
    with Store(path, "test 2") as store:
        (carried,) = list_corrections(store.base, after.reading)
        decide(store.base, "", Verdict.UNDO, undoes=carried.id)
        assert read_corrected(store.base, 1).report == sample_report()


def test_what_was_accepted_stays_where_the_new_reader_says_otherwise(tmp_path: Path) -> None:
    report = sample_report()
    events = (dataclasses.replace(report.events[0], status=Status.DENIED), *report.events[1:])
    second = dataclasses.replace(report, events=events)
    accepted = read_twice(
        tmp_path / "a.whence", second, lambda base: decide(base, "events/0", Verdict.ACCEPT)
    )[1]
    assert accepted.report.events[0] == report.events[0]
    assert accepted.decided["events/0"][-1].verdict is Verdict.ACCEPT
    only_changed = read_twice(
        tmp_path / "b.whence",
        second,
        lambda base: decide(base, "events/0", Verdict.CHANGE, field="deaths", value=[2, 2]),
    )[1]
    event = only_changed.report.events[0]
    assert event.status is Status.DENIED, "what nobody decided is the new reader's"
    assert event.deaths is not None
    assert event.deaths.low == 2


def test_what_the_new_reader_misses_is_added_with_what_tells_it(tmp_path: Path) -> None:
    report = sample_report()
    told = next(n for n, e in enumerate(report.events) if e.statement is not None)
    statement = report.events[told].statement

    def decisions(base: Base) -> None:
        decide(base, f"statements/{statement}", Verdict.ACCEPT)
        decide(base, f"events/{told}", Verdict.ACCEPT)

    second = dataclasses.replace(report, statements=(), events=())
    _, after, left = read_twice(tmp_path / "x.whence", second, decisions)
    assert left == []
    (found,), (event,) = after.report.statements, after.report.events
    assert found.content == report.statements[statement or 0].content
    assert (event.anchor, event.type, event.statement) == (
        report.events[told].anchor, report.events[told].type, 0,
    )  # fmt: skip


def test_what_was_rejected_is_rejected_where_it_is_found_again_alone(tmp_path: Path) -> None:
    report = sample_report()
    gone = dataclasses.replace(report, events=report.events[1:])
    reject: Decide = lambda base: decide(base, "events/0", Verdict.REJECT)  # noqa: E731
    _, after, left = read_twice(tmp_path / "a.whence", gone, reject)
    assert (after.report.events, left) == (gone.events, [])
    other = dataclasses.replace(report.events[0], type=EventType.AID, mode=None)
    second = dataclasses.replace(report, events=(other, *report.events[1:]))
    _, after, left = read_twice(tmp_path / "b.whence", second, reject)
    assert after.report.events[0].type is EventType.AID, "that one nobody rejected"


def test_words_that_are_not_on_the_page_any_more_are_told(tmp_path: Path) -> None:
    report = sample_report()
    lost = report.events[0].anchor
    text = report.page.text
    new = text[: lost.start] + "_" * len(lost) + text[lost.end :]
    second = with_text(dataclasses.replace(report, events=report.events[1:]), new)

    def decisions(base: Base) -> None:
        decide(base, "events/0", Verdict.ACCEPT)
        decide(base, "events/1", Verdict.REJECT)

    path = tmp_path / "x.whence"
    _, after, left = read_twice(path, second, decisions)
    assert len(left) == 1
    assert left[0].startswith(f"Ada on “{lost.of(text)}”: ")
    assert after.report.events == second.events[1:]
    with Store(path, "test 2") as store:
        rows = store.base.execute("SELECT name, reason FROM failure").fetchall()
        assert [tuple(row) for row in rows] == [("a.html", left[0])]
