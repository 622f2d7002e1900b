"""Templates → answers. Everything that is put into a template is escaped."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ..version import __version__
from .address import link
from .labels import label_of, period, toll
from .state import state_of


@cache
def environment() -> Environment:
    """The templates, with what all of them may use."""
    made = Environment(
        loader=PackageLoader("whence.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"link": link, "asset": asset, "version": __version__}
    made.filters |= {"label": lambda value, name: label_of(name, value), "coded": coded}
    made.globals |= {"period": period, "toll": toll}
    return made


@cache
def asset(name: str) -> str:
    """The address of a file of `static`, which changes with what is in the file."""
    body = (files(__package__) / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(body).hexdigest()[:12]}"


def coded(text: str) -> Markup:
    """Words with what stands between backticks as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts)
    )


def page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """A page from a template, which also sees `request`, `path`, `token` and `read_only`.

    `token` is what a form sends back as its first field; `swap` is whether htmx asks, for a part
    of the page alone.
    """
    settings = state_of(request).settings
    common = {
        "request": request,
        "path": request.url.path,
        "token": settings.token,
        "read_only": settings.read_only,
        "ledger": settings.ledger.name,
        "swap": request.headers.get("hx-request") == "true",
    }
    made = environment().get_template(template).render(common | values)
    return HTMLResponse(made, status, headers={"Vary": "HX-Request", "Cache-Control": "no-store"})
