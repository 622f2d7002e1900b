"""Who decides: the name on a form, kept in a cookie for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

WHO = "whence-who"  # the cookie with the name of who decides
YEAR = 365 * 24 * 3600
LONGEST = 200  # characters of a name, and ten times as many of a reason


async def read_form(request: Request, most: int) -> dict[str, str]:
    """The fields of a form that are texts; it has `most` fields and no files, or is refused."""
    form = await request.form(max_files=0, max_fields=most)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def who_in(request: Request) -> str:
    """The name of who decides, as it was given last."""
    return unquote(request.cookies.get(WHO, ""))


def signer(request: Request, form: Mapping[str, str]) -> str:
    """Who signs a form: the name on it, else the one that was given last."""
    return (form.get("who", "").strip() or who_in(request))[:LONGEST]


def keep_name(answer: Response, who: str) -> Response:
    """An answer after which the browser knows the name of who decides."""
    answer.set_cookie(WHO, quote(who), max_age=YEAR, httponly=True, samesite="strict")
    return answer
