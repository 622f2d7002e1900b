"""How a speaker's name is written: what is joined, what may be, and a person's decisions on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ...errors import CorrectionError
from ...ledger.columns import Columns
from ...ledger.joining import Choice, Joining, decide_name, holding, list_joinings
from ...ledger.likeness import Proposal, propose
from ...ledger.people import Person
from ..address import link
from ..decisions import reason_in
from ..signing import keep_name, read_form, signer
from ..state import State, state_of


@dataclass(frozen=True, slots=True)
class Naming:
    """All spellings of a speaker, the decisions that made them one, and who may be the same."""

    person: Person
    made: tuple[Joining, ...]
    proposals: tuple[Proposal, ...]


def routes() -> list[Route]:
    """The addresses of this module."""
    return [Route("/speakers/names", decide, methods=["POST"])]


def read_naming(state: State, columns: Columns, name: str | None) -> Naming | None:
    """What is known about how a name is written; `None` for sources without one."""
    people = columns.people
    person = people.find(name) if people is not None and name is not None else None
    if people is None or person is None:
        return None
    with state.base() as base:
        made = holding(list_joinings(base))
    ours = set(person.spellings)
    about = tuple(each for each in made if ours & {each.name, each.other})
    return Naming(person, about, tuple(propose(people, person)))


async def decide(request: Request) -> Response:
    """Records a decision about a name, and goes back to its page."""
    return await run_in_threadpool(decide_on, request, await read_form(request, 20))


def decide_on(request: Request, form: Mapping[str, str]) -> Response:
    """What a form asks for: `join`, `split` or `undo` has what it is done to."""
    who = signer(request, form)
    if not who:
        raise CorrectionError("Give your name: a decision is signed.")
    made = joining_in(form, who)
    state = state_of(request)
    with state.deciding, state.store() as store:
        decide_name(store.base, made)
    back = made.name if made.verdict is Choice.SPLIT else form.get("name", "")
    return keep_name(RedirectResponse(link("/speakers", name=back), 303), who)


def joining_in(form: Mapping[str, str], who: str) -> Joining:
    """The decision that a form asks for."""
    why = reason_in(form)
    if other := form.get("join", "").strip():
        return Joining(Choice.JOIN, who, other, form.get("name", ""), why)
    if form.get("split"):
        return Joining(Choice.SPLIT, who, form["split"], why=why)
    number = form.get("undo", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= len(str(10**15))):
        raise HTTPException(400, "The form does not say what is decided.")
    return Joining(Choice.UNDO, who, why=why, undoes=int(number))
