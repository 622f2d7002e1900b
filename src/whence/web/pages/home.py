"""Home: what is in the ledger, who speaks most, what happened last."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...ledger.filter import Filter
from ...ledger.rows import read_articles, read_events
from ...ledger.search import Count, search
from ..show import page
from ..state import state_of

SHOWN = 5  # rows of each list


def routes() -> list[Route]:
    """The addresses of this module."""
    return [Route("/", home)]


def home(request: Request) -> Response:
    """What is in the ledger."""
    state = state_of(request)
    columns = {kind: state.columns(kind) for kind in ("statements", "events", "articles")}
    with state.base() as base:
        found = {
            kind: search(base, each, Filter(), after=None, size=SHOWN)
            for kind, each in columns.items()
        }
        articles = columns["articles"].ids[list(found["articles"].rows)].tolist()
        events = columns["events"].ids[list(found["events"].rows)].tolist()
        newest = read_articles(base, articles)
        happened = read_events(base, events)
    return page(
        request,
        "home.html.j2",
        totals={kind: each.total for kind, each in found.items()},
        speakers=known(found["statements"].counts["speaker"]),
        places=known(found["events"].counts["meaning"]),
        newest=newest,
        happened=happened,
    )


def known(counts: tuple[Count, ...]) -> list[Count]:
    """The commonest values that have a name."""
    return [count for count in counts if count.value is not None][:8]
