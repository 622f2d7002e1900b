"""What persons decided, the latest first: to look through, to hand on, and to take back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ...errors import CorrectionError
from ...exports.facts import safe
from ...ledger.base import Base
from ...ledger.corrections import correct, read_newest
from ...ledger.decided import Decision, count_deciders, list_decisions
from ...ledger.overlay import PARTS, Correction, Verdict
from ...ledger.recognising import MAIN, main_words
from ...report.clean import one_line
from ..address import link
from ..decisions import reason_in
from ..listing import place_in
from ..notes import value_words
from ..show import page
from ..signing import keep_name, read_form, signer, who_in
from ..state import state_of

TAKE = re.compile(r"([0-9]{1,15})/([0-9]{1,15})")
SIZE = 50
WORDS = 160  # characters of a finding in the list
COLUMNS = ("id", "at", "who", "verdict", "article", "title", "target", "words", "field", "value",
           "why", "undone_by", "undone_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision with the words that it is about, and what it set a field to, in words."""

    one: Decision
    part: str
    words: str
    value: str


def routes() -> list[Route]:
    """The addresses of this module."""
    return [
        Route("/decisions.json", decisions_json),
        Route("/decisions.csv", decisions_csv),
        Route("/decisions", decisions),
        Route("/decisions", undo, methods=["POST"]),
    ]


def decisions(request: Request) -> Response:
    """One page of decisions."""
    who = request.query_params.get("by", "")
    found, following = read(request, who)
    with state_of(request).base() as base:
        deciders = count_deciders(base)
    return page(
        request,
        "decisions.html.j2",
        here="review",
        rows=found,
        by=who,
        deciders=deciders,
        after=following,
        who=who_in(request),
    )


def decisions_json(request: Request) -> Response:
    """The same as JSON; `next` is the address of the page behind it."""
    who = request.query_params.get("by", "")
    found, following = read(request, who)
    more = None if following is None else link("/decisions.json", by=who or None, after=following)
    rows = [asdict(each.one) | {"words": each.words} for each in found]
    return JSONResponse({"next": more, "rows": rows}, headers={"Cache-Control": "no-store"})


def decisions_csv(request: Request) -> Response:
    """All decisions as a table."""
    with state_of(request).base() as base:
        found = list_decisions(base, who=request.query_params.get("by", ""))
        lines = io.StringIO(newline="")
        table = csv.writer(lines)
        table.writerow(COLUMNS)
        for each in show(base, found):
            cells = asdict(each.one) | {"words": each.words, "value": each.value}
            table.writerow([safe(c) if isinstance(c := cells[n], str) else c for n in COLUMNS])
    return Response(lines.getvalue(), media_type="text/csv; charset=utf-8")


def read(request: Request, who: str) -> tuple[list[Shown], int | None]:
    """One page, and what asks for the next one."""
    after = place_in(request.query_params.get("after"))
    with state_of(request).base() as base:
        found = list_decisions(base, who=who, after=after, size=SIZE + 1)
        shown = list(show(base, found[:SIZE]))
    return shown, found[SIZE - 1].id if len(found) > SIZE else None


def show(base: Base, found: Iterable[Decision]) -> Iterator[Shown]:
    """Decisions with their words; each article's reading is looked at once."""
    known: dict[int, tuple[dict[str, Any], dict[int, Correction]]] = {}
    for one in found:
        if one.article not in known:
            newest = read_newest(base, one.article)
            known[one.article] = newest.raw, {each.id: each for each in newest.made}
        raw, made = known[one.article]
        part, finding = finding_of(raw, made, one.target)
        words = one_line(main_words(part, finding, raw["page"]["text"]))
        short = words if len(words) <= WORDS else words[: WORDS - 1] + "…"
        changed = one.verdict is Verdict.CHANGE and one.field is not None
        value = value_words(str(one.field), one.value, raw) if changed else ""
        yield Shown(replace(one, value=one.value if changed else None), part, short, value)


def finding_of(
    raw: Mapping[str, Any], made: Mapping[int, Correction], target: str
) -> tuple[str, dict[str, Any]]:
    """Whether a target is a statement or an event, and the fields that it stands on."""
    kind, _, number = target.partition("/")
    if kind in PARTS:
        return kind, raw[kind][int(number)]
    added = made[int(number)]
    return added.target, {name: [] for name in MAIN[added.target]} | added.value


async def undo(request: Request) -> Response:
    """Takes one decision back, and goes on with the list."""
    return await run_in_threadpool(take_back, request, await read_form(request, 20))


def take_back(request: Request, form: Mapping[str, str]) -> Response:
    """Takes back what a form names: the article and the id of a correction, as `take`."""
    who = signer(request, form)
    if not who:
        raise CorrectionError("Give your name: a decision is signed.")
    named = TAKE.fullmatch(form.get("take", ""))
    if named is None:
        raise CorrectionError("The form does not say what is taken back.")
    article, number = map(int, named.groups())
    state = state_of(request)
    with state.deciding, state.store() as store:
        made = Correction("", Verdict.UNDO, who, undoes=number, why=reason_in(form))
        correct(store.base, article, made)
    query = request.url.query
    return keep_name(RedirectResponse(f"/decisions?{query}" if query else "/decisions", 303), who)
