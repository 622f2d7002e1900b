"""The interface as an app of its own, under `/api/v1`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.requests import Request

from ...version import __version__
from ..state import State, state_of
from . import articles, lists
from .models import Health, Problem
from .problems import KIND, answer_problems

ROOT = "/api/v1"
ABOUT = (
    "One ledger: statements, events and articles under the same filters as on the pages. "
    "Lists come a page at a time; `after` asks for the next one. Errors are problem details "
    "(RFC 9457). Changes need the server's token in the head `X-Whence-Token`."
)
WRONG: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "What went wrong.",
        "model": Problem,
        "content": {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}


def create_api(state: State) -> FastAPI:
    """The interface to one ledger. Its documentation is a page of our own (`docs.py`)."""
    app = FastAPI(
        title="Whence",
        version=__version__,
        description=ABOUT,
        servers=[{"url": ROOT}],
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
        responses=WRONG,
    )
    app.state.whence = state
    app.include_router(lists.router)
    app.include_router(articles.router)
    answer_problems(app)

    @app.get("/health", tags=["Server"])
    def health(request: Request) -> Health:
        """Whether the server answers, and what is in its ledger."""
        there = state_of(request)
        sizes = {
            kind: len(there.columns(kind).ids) for kind in ("articles", "statements", "events")
        }
        settings = there.settings
        return Health(
            ledger=settings.ledger.name,
            version=__version__,
            read_only=settings.read_only,
            **sizes,
        )

    return app
