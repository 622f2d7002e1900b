"""Decisions of a person on the review page: each is recorded, and leads on to a next finding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..errors import CorrectionError
from ..ledger.base import Base
from ..ledger.corrections import correct, correct_all, read_corrected
from ..ledger.filter import Filter
from ..ledger.history import read_reading
from ..ledger.overlay import Correction, Verdict
from ..ledger.queue import Item, last_action, take_turn
from .address import link, shared
from .answers import Form, changes_in, changes_with_span, find, new_finding
from .fields import SPECS
from .signing import LONGEST
from .state import State


@dataclass(frozen=True, slots=True)
class Desk:
    """What an address of the review page says: which queue, and where in it."""

    kind: str
    given: Filter
    article: int | None
    at: Item | None
    whole: bool

    def over(self, kind: str) -> Desk:
        """The queue of a kind of finding, with what of this one's filter holds for it."""
        if kind == self.kind:
            return self
        return replace(self, kind=kind, given=shared(self.given, kind), at=None)

    def link(self, at: Item | None = None, **more: object) -> str:
        """The address of another finding in the same queue."""
        place = f"{at.article}/{at.target}" if at else None
        kept: dict[str, object] = {"kind": self.kind, "article": self.article, "at": place}
        return link("/review", self.given, **kept, **more)


def name_of(item: Item | None) -> str | None:
    """A finding as it is named in an address."""
    return f"{item.article}/{item.target}" if item else None


def reason_in(form: Form) -> str | None:
    """Why somebody decides so, if it was said."""
    return form.get("why", "").strip()[: 10 * LONGEST] or None


def following(state: State, desk: Desk) -> Item | None:
    """What comes next, before a decision moves anything."""
    with state.base() as base:
        turn = take_turn(base, state.columns(desk.kind), desk.given, desk.at, desk.article)
    return turn.after or turn.before if turn else None


def accept(state: State, desk: Desk, item: Item, made: Correction, form: Form) -> str:
    """Accepts a finding as it stands in the form, with what was changed there."""
    after = following(state, desk)
    with state.store() as store:
        changes = changes_of_form(store.base, item, made, form)
        correct_all(store.base, item.article, [*changes, made])
    return desk.link(after, done="accept")


def reject(state: State, desk: Desk, item: Item, made: Correction, form: Form) -> str:
    """Rejects a finding: it is none."""
    del form
    after = following(state, desk)
    with state.store() as store:
        correct(store.base, item.article, as_verdict(made, Verdict.REJECT))
    return desk.link(after, done="reject")


def change(state: State, desk: Desk, item: Item, made: Correction, form: Form) -> str:
    """Changes what the form says otherwise, and stays; a reason for no change yet is kept."""
    with state.store() as store:
        changes = changes_of_form(store.base, item, made, form)
        if changes:
            correct_all(store.base, item.article, changes)
            return desk.link(item, done="change", whole=whole_of(desk))
    return desk.link(item, done="nothing", whole=whole_of(desk), why=made.why)


def fix(state: State, desk: Desk, item: Item, made: Correction, form: Form) -> str:
    """Puts a field onto the words that were selected, with all else that is changed, and stays."""
    with state.store() as store:
        there = find(read_corrected(store.base, item.article), item.target)
        changes = [as_change(made, *each) for each in changes_with_span(form, there)]
        correct_all(store.base, item.article, changes)
    return desk.link(item, done="change", whole=whole_of(desk))


def add(state: State, desk: Desk, item: Item, made: Correction, form: Form) -> str:
    """Adds a finding on some words, and opens it."""
    with state.store() as store:
        _, given = read_reading(store.base, item.article, None)
        part, value = new_finding(form, given.report.page.text)
        added = correct(
            store.base, item.article,
            Correction(part, Verdict.ADD, made.who, value=value, why=made.why),
        )  # fmt: skip
    new = Item(item.article, f"added/{added.id}")
    return desk.over(part).link(new, done="add")


ACTIONS = {"accept": accept, "reject": reject, "change": change, "fix": fix, "add": add}


def changes_of_form(base: Base, item: Item, made: Correction, form: Form) -> list[Correction]:
    """Every field of a finding that the form changes, each as a correction."""
    there = find(read_corrected(base, item.article), item.target)
    return [as_change(made, name, value) for name, value in changes_in(form, there)]


def as_verdict(made: Correction, verdict: Verdict) -> Correction:
    """The same decision with another verdict."""
    return Correction(made.target, verdict, made.who, why=made.why)


def as_change(made: Correction, name: str, value: Any) -> Correction:  # noqa: ANN401 - JSON
    """A change of one field, by the same person for the same reason."""
    return Correction(made.target, Verdict.CHANGE, made.who, name, value, made.why)


def whole_of(desk: Desk) -> int | None:
    """Whether all of the article is shown, as an address has it."""
    return 1 if desk.whole else None


def undo(state: State, desk: Desk, who: str) -> str:
    """Takes back what a person did last, all fields of it, and opens what it was about."""
    with state.store() as store:
        last = last_action(store.base, who)
        if last is None:
            raise CorrectionError(f"{who} has made no decision that could be taken back")
        article, made = last
        undone = [Correction("", Verdict.UNDO, who, undoes=each.id) for each in made]
        correct_all(store.base, article, undone)
        _, given = read_reading(store.base, article, None)
    for kind in SPECS:
        if made[0].target in getattr(given, kind):
            return desk.over(kind).link(Item(article, made[0].target), done="undo")
    return desk.link(None, done="undo")
