"""The app: all pages of one ledger behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.convertors import register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from ..errors import CorrectionError, FilterError, LedgerError, WhenceError
from .api import docs
from .api.app import ROOT, create_api
from .jobs import Jobs
from .number import Number
from .pages import (
    article,
    capture,
    data,
    decisions,
    event,
    export,
    failures,
    home,
    names,
    place,
    review,
    search,
    speaker,
    upload,
)
from .pages import map as maps
from .security import HEADS, Guard
from .settings import Settings
from .show import page
from .state import State

# Every page module; each gives its routes.
PAGES = (
    home,
    search,
    data,
    export,
    article,
    capture,
    upload,
    event,
    failures,
    decisions,
    place,
    speaker,
    names,
    maps,
    review,
)

register_url_convertor("number", Number())  # before any route is made

STATUS: dict[type[WhenceError], int] = {FilterError: 400, CorrectionError: 400, LedgerError: 404}


class Assets(StaticFiles):
    """Files whose addresses change with what is in them, so that browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, with how long it may be kept."""
        answer = await super().get_response(path, scope)
        if scope["query_string"]:
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


def create_app(settings: Settings) -> Starlette:
    """The app of one ledger; raises `LedgerError` where it cannot be opened."""
    state = State(settings)
    jobs = Jobs(settings)
    api = create_api(state)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        jobs.close()
        state.close()

    app = Starlette(
        routes=[
            *(route for module in PAGES for route in module.routes()),
            docs.route(api),
            Mount(ROOT, api),
            Mount("/static", Assets(packages=[("whence.web", "static")])),
        ],
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={
            HTTPException: show_http,
            Exception: show_crash,
            **dict.fromkeys(STATUS, show_error),
        },
        lifespan=lifespan,
    )
    app.state.whence = state
    app.state.jobs = jobs
    return app


def show_error(request: Request, error: Exception) -> Response:
    """A page for what was asked wrongly, with what to do."""
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    return page(request, "error.html.j2", status=status, code=status, words=str(error))


def show_http(request: Request, error: Exception) -> Response:
    """A page for an address where nothing is."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    words = "There is no such page here." if error.status_code == 404 else error.detail
    return page(
        request, "error.html.j2", status=error.status_code, code=error.status_code, words=words
    )


def show_crash(request: Request, _: Exception) -> Response:
    """A page for a fault of our own; what it was is in the server's own output."""
    words = "Whence made a mistake here. What it was stands where the server was started."
    answer = page(request, "error.html.j2", status=500, code=500, words=words)
    answer.headers.update(HEADS)  # this answer does not go through the guard
    return answer
