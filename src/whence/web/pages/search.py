"""Home: what is in the ledger, and the way to everything."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..show import page


def routes() -> list[Route]:
    """The addresses of this module."""
    return [Route("/", home)]


def home(request: Request) -> Response:
    """What is in the ledger."""
    return page(request, "home.html.j2")
