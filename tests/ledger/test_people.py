"""Names are joined across articles: by themselves only where it is sure, by hand and back."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.sample import sample_report
from whence.errors import CorrectionError
from whence.ledger import Store, check_ledger
from whence.ledger.base import Base
from whence.ledger.columns import read_columns, renew_columns
from whence.ledger.corrections import correct
from whence.ledger.filter import Filter
from whence.ledger.joining import Choice, Joining, decide_name, list_joinings
from whence.ledger.likeness import propose
from whence.ledger.overlay import Correction, Verdict
from whence.ledger.people import join_names, read_people
from whence.ledger.search import search, select, values_like
from whence.records import Capture, Medium, SourceKind
from whence.report.json import dump

PERSON, BODY = "named_person", "named_organisation"


def joined(*names: str, kind: str = PERSON, made: tuple[Joining, ...] = ()) -> list[set[str]]:
    counts: dict[str, dict[str | None, int]] = {name: {kind: 1} for name in names}
    return [set(one.spellings) for one in join_names(counts, made).persons]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "SERGEI LAVROV"),
        ("José Álvarez", "Jose Alvarez"),
        ("Al-Shara, Ahmed", "al Shara Ahmed"),
        ("أحمد الشرع", "احمد الشرع"),
        ("Артём Жуков", "Артем Жуков"),
        ("United Nations’ Mission", "United Nations' Mission"),
    ],
)
def test_full_names_that_are_the_same_are_one(one: str, other: str) -> None:
    assert joined(one, other) == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lavrov", "Sergei Lavrov"),
        ("Lavrov", "LAVROV"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("S. Lavrov", "Sergei Lavrov"),
        ("Russian Defence Ministry", "Defence Ministry"),
        ("Xi Jinping", "Jinping Xi"),
    ],
)
def test_anything_weaker_is_only_proposed(one: str, other: str) -> None:
    assert len(joined(one, other)) == 2
    people = join_names({one: {PERSON: 2}, other: {PERSON: 1}}, ())
    for person in people.persons:
        (proposal,) = propose(people, person)
        assert {person.name, proposal.person.name} == {one, other}
        assert proposal.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Maria Zakharova"),
        ("Ministry of Health", "Ministry of Defence"),
        ("Anna Wood", "Anne Hood"),
        ("Ann Lee", "Ian Lee"),
        ("the", "The Economist"),
        ("Sergei Lavrov", "Sergei Lavrov; Maria Zakharova"),
    ],
)
def test_other_names_are_not_proposed(one: str, other: str) -> None:
    people = join_names({one: {PERSON: 2}, other: {PERSON: 1}}, ())
    assert [propose(people, person) for person in people.persons] == [[], []]


def test_a_person_and_a_body_of_one_name_stay_two() -> None:
    people = join_names({"Bilal Hassan": {PERSON: 3}, "BILAL HASSAN": {BODY: 3}}, ())
    assert len(people.persons) == 2
    assert propose(people, people.persons[0]) == []
    outlet = join_names({"Sky News": {"media": 3}, "SKY NEWS": {BODY: 1}}, ())
    assert len(outlet.persons) == 1


def test_first_letters_are_proposed() -> None:
    people = join_names({"United Nations": {BODY: 2}, "UN": {BODY: 1}}, ())
    assert [p.why for p in propose(people, people.persons[0])] == ["its first letters"]


def join(name: str, other: str, number: int) -> Joining:
    return Joining(Choice.JOIN, "Ada", name, other, id=number)


def split(name: str, number: int) -> Joining:
    return Joining(Choice.SPLIT, "Ada", name, id=number)


def test_a_person_joins_and_splits() -> None:
    names = ("Sergei Lavrov", "SERGEI LAVROV", "Lavrov", "Sergey Lavrov")
    made = (join("Lavrov", "Sergei Lavrov", 1), join("Sergey Lavrov", "Lavrov", 2))
    assert joined(*names, made=made) == [set(names)]
    apart = (*made, split("SERGEI LAVROV", 3))
    assert sorted(map(len, joined(*names, made=apart))) == [1, 3]
    people = join_names({name: {PERSON: 1} for name in names}, apart)
    assert all(propose(people, person) == [] for person in people.persons), "they were told apart"
    again = (*apart, join("SERGEI LAVROV", "Lavrov", 4))
    assert joined(*names, made=again) == [set(names)]


NAMES = ("Ada Byron", "ADA BYRON", "Byron", "A. Byron", "Bo", "Cy Dee")
DECISIONS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda t: t[0] != t[1]),
        st.tuples(st.sampled_from(NAMES), st.none()),
    ),
    max_size=8,
)  # fmt: skip


def decisions(drawn: list[tuple[str, str | None]]) -> tuple[Joining, ...]:
    return tuple(
        split(name, number) if other is None else join(name, other, number)
        for number, (name, other) in enumerate(drawn, start=1)
    )


@settings(max_examples=200, deadline=None)
@given(DECISIONS, st.sets(st.sampled_from(NAMES), min_size=1))
def test_every_spelling_is_of_one_speaker_whatever_was_decided(
    drawn: list[tuple[str, str | None]], there: set[str]
) -> None:
    people = join_names({name: {PERSON: 1} for name in there}, decisions(drawn))
    assert sorted(s for one in people.persons for s in one.spellings) == sorted(there)
    for name in there:
        found = people.find(name)
        assert found is not None
        assert name in found.spellings
    if drawn:
        last, other = drawn[-1]
        found = people.find(last)
        if found is not None and other is None:
            assert found.spellings == (last,)
        elif found is not None and other in there:
            assert other in found.spellings


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """Two articles: Oren Dask of the sample in one, OREN DASK and Dask in the other."""
    with Store(tmp_path / "news.whence", "test 1") as store:
        for number, names in enumerate([{}, {"Oren Dask": "OREN DASK"}]):
            report = sample_report()
            said = tuple(
                dataclasses.replace(s, speaker=names.get(s.speaker or "", s.speaker))
                for s in report.statements
            )
            last = dataclasses.replace(said[-1], speaker="Dask" if number else None,
                                       source_kind=SourceKind.NAMED_PERSON)  # fmt: skip
            said = (*said[:-1], last)
            report = dataclasses.replace(report, statements=said)
            body = f"<p>{number}</p>".encode()
            store.add(Capture(f"{number}.html", body, Medium.HTML), dump(report).encode())
        yield store.base


def rows(base: Base, name: str, kind: str = "statements") -> int:
    return len(select(base, read_columns(base, kind), Filter(speaker=(name,))))


def test_search_finds_all_spellings_by_any(base: Base) -> None:
    plain, loud = (
        base.execute("SELECT count(*) FROM statement WHERE speaker = ?", (name,)).fetchone()[0]
        for name in ("Oren Dask", "OREN DASK")
    )
    assert rows(base, "Oren Dask") == rows(base, "OREN DASK") == plain + loud > plain > 0
    columns = read_columns(base, "statements")
    page = search(base, columns, Filter(speaker=("OREN DASK",)), after=None, size=5)
    chosen = [c for c in page.counts["speaker"] if c.chosen]
    assert [(c.value, c.rows) for c in chosen] == [("Oren Dask", plain + loud)]


def test_a_decision_holds_in_every_list_and_can_be_taken_back(base: Base) -> None:
    before = rows(base, "Oren Dask")
    columns = {kind: read_columns(base, kind) for kind in ("statements", "events")}
    made = decide_name(base, Joining(Choice.JOIN, "Ada", "Dask", "Oren Dask", "same man"))
    assert (made.id, made.who, made.why) == (1, "Ada", "same man")
    assert rows(base, "Oren Dask") == rows(base, "Dask") == before + 1
    joined_now = read_people(base).find("Dask")
    assert joined_now is not None
    assert joined_now.name == "Oren Dask", "the fullest"
    for kind, old in columns.items():
        new = renew_columns(base, old, [])
        fresh = read_columns(base, kind)
        assert new.choices["speaker"].codes.tolist() == fresh.choices["speaker"].codes.tolist()
        assert new.choices["speaker"].values == fresh.choices["speaker"].values
    columns["statements"] = renew_columns(base, columns["statements"], [])
    (found,) = values_like(base, columns["statements"], Filter(), "speaker", "ore")
    assert found.value == "Oren Dask"
    decide_name(base, Joining(Choice.UNDO, "Bo", undoes=made.id))
    assert rows(base, "Oren Dask") == before
    assert rows(base, "Dask") == 1
    assert [each.verdict for each in list_joinings(base)] == ["join", "undo"]


def test_a_new_article_joins_those_that_are_there(base: Base, tmp_path: Path) -> None:
    columns = read_columns(base, "statements")
    report = sample_report()
    named = dataclasses.replace(report.statements[0], speaker="Orén Dask",
                                source_kind=SourceKind.NAMED_PERSON)  # fmt: skip
    with Store(tmp_path / "news.whence", "test 1") as store:
        new = dataclasses.replace(report, statements=(named,), events=())
        store.add(Capture("9.html", b"<p>9</p>", Medium.HTML), dump(new).encode())
    renewed = renew_columns(base, columns, [3])
    people = renewed.people
    assert people is not None
    person = people.find("Orén Dask")
    assert person is not None
    assert set(person.spellings) == {"Oren Dask", "OREN DASK", "Orén Dask"}
    assert person.name == "Oren Dask", "the commonest of the fullest"
    assert person.spellings[0] == "Oren Dask"


@pytest.mark.parametrize(
    "given",
    [
        Joining(Choice.JOIN, "Ada", "Dask", "Nobody Here"),
        Joining(Choice.JOIN, "Ada", "Dask", "Dask"),
        Joining(Choice.JOIN, "Ada", "Dask"),
        Joining(Choice.SPLIT, "Ada", "Dask", "Oren Dask"),
        Joining(Choice.SPLIT, "Ada", "Nobody Here"),
        Joining(Choice.SPLIT, " ", "Dask"),
        Joining(Choice.UNDO, "Ada", undoes=1),
    ],
)
def test_what_is_about_nothing_is_refused(base: Base, given: Joining) -> None:
    with pytest.raises(CorrectionError):
        decide_name(base, given)
    assert list_joinings(base) == []


def test_decisions_are_never_changed_and_the_ledger_is_whole(base: Base, tmp_path: Path) -> None:
    decide_name(base, Joining(Choice.JOIN, "Ada", "Dask", "Oren Dask"))
    for change in ("UPDATE joining SET who = 'Bo'", "DELETE FROM joining"):
        with pytest.raises(sqlite3.IntegrityError, match="undo it"):
            base.execute(change)
    assert check_ledger(tmp_path / "news.whence") == []
    for trigger in ("joining_kept", "correction_kept"):
        base.execute(f"DROP TRIGGER {trigger}")
    base.execute("DELETE FROM joining")
    (found,) = check_ledger(tmp_path / "news.whence")
    assert (found.where, found.what) == ("joining 1", "is in the log and not in the ledger")
    correct(base, 1, Correction("statements/1", Verdict.ACCEPT, "Ada"))
    base.execute("DELETE FROM correction")
    wrong = {f.where for f in check_ledger(tmp_path / "news.whence")}
    assert wrong == {"article 1", "joining 1", "correction 1"}
