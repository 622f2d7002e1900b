"""The least sure comes first, what is decided comes no more, and neighbours are neighbours."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report.sample import sample_report
from whence.ledger import Store
from whence.ledger.base import Base
from whence.ledger.columns import read_columns
from whence.ledger.corrections import correct, correct_all, list_corrections, read_corrected
from whence.ledger.filter import Filter
from whence.ledger.overlay import Correction, Verdict
from whence.ledger.queue import Item, Turn, count_left, last_action, take_turn
from whence.records import Capture, Medium
from whence.report.json import dump


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Store(tmp_path / "news.whence", "test 1") as store:
        for number in range(3):
            body = f"<p>{number}</p>".encode()
            page = dataclasses.replace(sample_report().page, outlet=f"Outlet {number}")
            report = dataclasses.replace(sample_report(), page=page)
            store.add(Capture(f"{number}.html", body, Medium.HTML), dump(report).encode())
        yield store.base


def turn(
    base: Base, at: Item | None = None, given: Filter | None = None, kind: str = "statements"
) -> Turn | None:
    return take_turn(base, read_columns(base, kind), given or Filter(), at)


def walk(base: Base, given: Filter | None = None, kind: str = "statements") -> list[Item]:
    """All that is to be decided, one after the other."""
    found: list[Item] = []
    now = turn(base, given=given, kind=kind)
    while now is not None:
        found.append(now.item)
        assert now.place == len(found)
        assert now.before == (found[-2] if len(found) > 1 else None)
        now = turn(base, now.after, given, kind) if now.after else None
    return found


def decide(base: Base, item: Item, verdict: Verdict, **more: Any) -> Correction:
    return correct(base, item.article, Correction(item.target, verdict, who="Ada", **more))


def score_of(base: Base, item: Item) -> float:
    there = read_corrected(base, item.article)
    return there.report.statements[there.statements.index(item.target)].scores.statement


def test_all_come_once_the_least_sure_first(base: Base) -> None:
    items = walk(base)
    assert len(items) == len(set(items)) == 3 * len(sample_report().statements)
    scores = [score_of(base, item) for item in items]
    assert scores == sorted(scores)
    assert len(walk(base, kind="events")) == 3 * len(sample_report().events)


def test_a_filter_leaves_its_own(base: Base) -> None:
    given = Filter(outlet=("Outlet 1",))
    items = walk(base, given)
    assert {item.article for item in items} == {2}
    now = turn(base, given=given)
    assert now is not None
    assert now.left == len(items)


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT])
def test_what_is_decided_comes_no_more_and_the_rest_does(base: Base, verdict: Verdict) -> None:
    before = walk(base)
    for number in (0, 7, 3):
        decide(base, before[number], verdict)
    left = [item for number, item in enumerate(before) if number not in (0, 7, 3)]
    assert walk(base) == left
    columns = read_columns(base, "statements")
    assert count_left(base, columns, Filter()) == len(left)
    there = [item for item in left if item.article == 2]
    assert count_left(base, columns, Filter(), 2) == len(there)


def test_what_is_only_changed_stays_until_it_is_accepted(base: Base) -> None:
    first = walk(base)[0]
    decide(base, first, Verdict.CHANGE, field="act", value="urge")
    assert walk(base)[0] == first
    decide(base, first, Verdict.ACCEPT)
    assert first not in walk(base)


def test_what_was_added_is_decided_and_rejecting_beside_it_moves_nothing(base: Base) -> None:
    before = walk(base)
    added = decide(base, Item(1, "statements"), Verdict.ADD, value={"content": [[40, 60]]})
    assert walk(base) == before
    decide(base, Item(1, "statements/0"), Verdict.REJECT)
    decide(base, Item(1, "statements/5"), Verdict.ACCEPT)
    gone = {Item(1, "statements/0"), Item(1, "statements/5")}
    assert walk(base) == [item for item in before if item not in gone]
    now = turn(base, Item(1, f"added/{added.id}"))
    assert now is not None
    assert now.place is None
    assert now.before == walk(base)[-1], "it is surer than all others"


def test_a_decided_one_still_has_neighbours(base: Base) -> None:
    items = walk(base)
    decide(base, items[4], Verdict.ACCEPT)
    now = turn(base, items[4])
    assert now is not None
    assert (now.place, now.before, now.after) == (None, items[3], items[5])
    decide(base, items[6], Verdict.REJECT)
    gone = turn(base, items[6])
    assert gone is not None
    assert (gone.place, gone.before, gone.after) == (None, None, items[0])


def test_undoing_brings_it_back(base: Base) -> None:
    before = walk(base)
    made = decide(base, before[0], Verdict.REJECT)
    found = last_action(base, "Ada")
    assert found is not None
    article, (last,) = found
    assert (article, last.id, last.target) == (before[0].article, made.id, before[0].target)
    decide(base, Item(article, ""), Verdict.UNDO, undoes=last.id)
    assert walk(base) == before
    assert last_action(base, "Ada") is None
    assert last_action(base, "Bo") is None


def last_fields(base: Base) -> list[str | None]:
    found = last_action(base, "Ada")
    assert found is not None
    return [each.field or str(each.verdict) for each in found[1]]


def changes(target: str, **values: Any) -> list[Correction]:
    return [Correction(target, Verdict.CHANGE, "Ada", name, v) for name, v in values.items()]


def test_what_was_made_together_is_one_last_action(base: Base) -> None:
    target = "statements/1"
    correct_all(base, 1, changes(target, act="urge", certainty="certain"))
    correct_all(
        base, 1, [*changes(target, speaker="Bo"), Correction(target, Verdict.ACCEPT, "Ada")]
    )
    assert last_fields(base) == ["accept", "speaker"], "the two before were saved on their own"
    accepted = list_corrections(base, 1)[-1]
    correct(base, 1, Correction("", Verdict.UNDO, "Ada", undoes=accepted.id))
    assert last_fields(base) == ["speaker"], "what is taken back already is not taken back again"


def test_a_last_action_is_of_one_finding(base: Base) -> None:
    added = [Correction("statements", Verdict.ADD, "Ada", value={"content": [[n, n + 9]]})
             for n in (40, 60)]  # fmt: skip
    correct_all(
        base, 1, [*changes("statements/1", act="urge"), *changes("statements/2", act="warn")]
    )
    assert last_fields(base) == ["act"]
    correct_all(base, 1, added)
    assert last_fields(base) == ["add"]


def test_nothing_is_left_when_all_is_decided(base: Base) -> None:
    given = Filter(outlet=("Outlet 0",))
    for item in walk(base, given, "events"):
        decide(base, item, Verdict.ACCEPT)
    assert turn(base, given=given, kind="events") is None
