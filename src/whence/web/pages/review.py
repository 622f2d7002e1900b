"""Review: one decision on a screen, the least sure finding of a filter first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ...errors import CorrectionError, FilterError, LedgerError
from ...ledger.base import Base
from ...ledger.history import read_reading
from ...ledger.overlay import Corrected, Correction, Verdict
from ...ledger.queue import Item, Turn, count_left, take_turn
from ...records import Report
from ...report.clean import one_line
from ...report.json import to_json
from ..address import filter_in
from ..answers import Form
from ..decisions import ACTIONS, Desk, name_of, reason_in, undo
from ..fields import SPECS, fields_of, find_raw
from ..listing import Chip, Listing, chips_of
from ..notes import changes_of
from ..passage import passages
from ..show import page
from ..signing import keep_name, read_form, signer, who_in
from ..state import State, state_of

AT = re.compile(r"(\d{1,15})/((?:statements|events|added)/\d{1,15})")


@dataclass(frozen=True, slots=True)
class Queue:
    """How many findings of a kind are left to decide, and the address of the first."""

    kind: str
    left: int
    href: str


def routes() -> list[Route]:
    """The addresses of this module."""
    return [
        Route("/review", review),
        Route("/review", decide, methods=["POST"]),
        Route("/review.json", review_json),
    ]


def desk_in(query: QueryParams) -> Desk:
    """What an address says; raises `FilterError` naming what is wrong in it."""
    kind = query.get("kind") or "statements"
    if kind not in SPECS:
        raise FilterError(f"kind: {kind!r} is neither statements nor events")
    at = AT.fullmatch(query.get("at", ""))
    if query.get("at") and at is None:
        raise FilterError(f"at: {query['at']!r} is not like 12/statements/3")
    words = query.get("article", "")
    if words and not re.fullmatch(r"[0-9]{1,15}", words):
        raise FilterError(f"article: {words!r} is not the number of an article")
    return Desk(
        kind, filter_in(query), int(words) if words else None,
        Item(int(at[1]), at[2]) if at else None, query.get("whole") == "1",
    )  # fmt: skip


def review(request: Request) -> Response:
    """The finding that is to be decided."""
    desk = desk_in(request.query_params)
    return show(request, desk, None, {})


def show(request: Request, desk: Desk, wrong: str | None, form: Form) -> Response:
    """The page of a finding; `wrong` is why what the form asked for could not be done."""
    state = state_of(request)
    with state.base() as base:
        turn = take_turn(base, state.columns(desk.kind), desk.given, desk.at, desk.article)
        queues = [read_queue(base, state, desk.over(kind)) for kind in SPECS]
        chips = read_chips(base, desk)
        found = read_item(base, desk, turn)
    if found is None and desk.at is not None:
        return RedirectResponse(desk.link(done=request.query_params.get("done")), 303)
    values: dict[str, Any] = {}
    if turn is not None and found is not None:
        values = about(desk, turn, *found, form)
    return page(
        request,
        "review.html.j2",
        status=400 if wrong else 200,
        here="review",
        desk=desk,
        turn=turn,
        wrong=wrong,
        who=who_in(request),
        why=form.get("why") or request.query_params.get("why", ""),
        done=request.query_params.get("done"),
        chips=chips,
        specs=SPECS[desk.kind],
        types=SPECS["events"][0].values,
        queues=queues,
        **values,
    )


def read_queue(base: Base, state: State, desk: Desk) -> Queue:
    """The queue of a desk's kind."""
    left = count_left(base, state.columns(desk.kind), desk.given, desk.article)
    return Queue(desk.kind, left, desk.link())


def read_chips(base: Base, desk: Desk) -> list[Chip]:
    """What the queue is kept to, each with the way to a queue without it."""
    found = chips_of(Listing("review", desk.given, (), 0, None, {}, {}))
    joined = [(chip, "&" if "?" in chip.href else "?") for chip in found]
    kept = urlencode({"kind": desk.kind} | ({"article": desk.article} if desk.article else {}))
    chips = [replace(chip, href=f"{chip.href}{sign}{kept}") for chip, sign in joined]
    if desk.article is not None:
        everywhere = replace(desk, article=None).link()
        chips.insert(0, Chip("Article", read_title(base, desk.article), everywhere))
    return chips


def read_title(base: Base, article: int) -> str:
    """What an article is called; its number where there is no such article."""
    try:
        return title_of(read_reading(base, article, None)[0])
    except LedgerError:
        return str(article)


def title_of(report: Report) -> str:
    """An article's headline, else the name of its capture."""
    title = report.page.frame.title
    return one_line(title.value if title else report.page.name)


def read_item(base: Base, desk: Desk, turn: Turn | None) -> tuple[Report, Corrected] | None:
    """The article of a finding, as read and as corrected; `None` where the finding is not there."""
    if turn is None:
        return None
    plain, given = read_reading(base, turn.item.article, None)
    return (plain, given) if turn.item.target in getattr(given, desk.kind) else None


def about(desk: Desk, turn: Turn, plain: Report, given: Corrected, form: Form) -> dict[str, Any]:
    """What the page shows of a finding; a form that was refused keeps what was written."""
    item, report = turn.item, given.report
    targets: tuple[str, ...] = getattr(given, desk.kind)
    number = targets.index(item.target)
    finding = getattr(report, desk.kind)[number]
    return {
        "item": item,
        "number": number,
        "title": title_of(report),
        "outlet": report.page.outlet,
        "published": report.page.frame.published,
        "lang": report.page.language.code if report.page.language else None,
        "fields": fields_of(given, item.target),
        "written": form,
        "passages": passages(report, finding, whole=desk.whole),
        "changes": changes_of(to_json(plain), item.target, given.decided.get(item.target, ())),
        "sure": finding.scores.statement if desk.kind == "statements" else finding.scores.event,
    }


def review_json(request: Request) -> Response:
    """The same as data."""
    desk = desk_in(request.query_params)
    state = state_of(request)
    with state.base() as base:
        turn = take_turn(base, state.columns(desk.kind), desk.given, desk.at, desk.article)
        found = read_item(base, desk, turn)
    if turn is None or found is None:
        return JSONResponse({"left": turn.left if turn else 0, "item": None})
    _, finding = find_raw(found[1], turn.item.target)
    return JSONResponse(
        {
            "left": turn.left, "place": turn.place, "item": name_of(turn.item),
            "before": name_of(turn.before), "after": name_of(turn.after), "finding": finding,
        }
    )  # fmt: skip


async def decide(request: Request) -> Response:
    """Records a decision and goes on to the next finding."""
    return await run_in_threadpool(decide_on, request, await read_form(request, 60))


def decide_on(request: Request, form: Mapping[str, str]) -> Response:
    """What a form asks for; the page again with what is wrong, if it cannot be done."""
    desk = desk_in(request.query_params)
    who = signer(request, form)
    verdict = form.get("verdict", "")
    if verdict != "undo" and (verdict not in ACTIONS or desk.at is None):
        raise HTTPException(400, "The address and the form do not say what is decided.")
    if not who:
        return show(request, desk, "Give your name: a decision is signed.", form)
    state = state_of(request)
    try:
        with state.deciding:
            if desk.at is None or verdict == "undo":
                address = undo(state, desk, who)
            else:
                made = Correction(desk.at.target, Verdict.ACCEPT, who, why=reason_in(form))
                address = ACTIONS[verdict](state, desk, desk.at, made, form)
    except CorrectionError as error:
        return show(request, desk, str(error), form)
    return keep_name(RedirectResponse(address, 303), who)
