"""Who is answered, what a change must bring, and what a page may load.

The server is meant for the person at this machine. Other pages in the same browser must neither
read from it (their names may be pointed at this machine: hence the host) nor change anything
through it (hence origin and token), and the strangers' words that are shown must run nothing.
"""

from __future__ import annotations

import re
import secrets
from http import HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
HEADS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Other sites learn nothing. With `no-referrer` browsers would send forms to ourselves with
    # the origin `null`, and we could not tell them from a stranger's.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
HEAD = "X-Whence-Token"
COOKIE = "whence"
PEEK = 64 * 1024  # bytes of a form in which its token must stand; forms put it first
FIELD = re.compile(rb'name="token"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]{1,200})\r\n')


class Guard:
    """The outermost layer of the app: every request and every answer goes through it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it with one line that says why."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        heads = Headers(scope=scope)

        async def send_with_heads(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in HEADS.items():
                    answer.setdefault(name, value)
            await send(message)

        refusal = self._refuse(scope, heads)
        if refusal is None and scope["method"] not in SAFE:
            refusal, receive = await self._refuse_change(heads, receive)
        await (refusal or self.app)(scope, receive, send_with_heads)

    def _refuse(self, scope: Scope, heads: Headers) -> Response | None:
        """Why a request is not answered at all, or the way in for one with the token."""
        if heads.get("host", "") not in self.settings.hosts:
            return say(403, "this server answers only to: " + ", ".join(self.settings.hosts))
        if not self.settings.locked or self._holds(heads.get(HEAD)):
            return None
        cookie = SimpleCookie(heads.get("cookie", "")).get(COOKIE)
        if cookie is not None and self._holds(cookie.value):
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if scope["method"] not in SAFE or not self._holds(query.pop("token", [""])[0]):
            return say(401, f"open the address with ?token=…, or send the token as {HEAD}")
        rest = urlencode(query, doseq=True)
        path = "/" + scope["path"].lstrip("/")  # two slashes would be another site's name
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(COOKIE, self.settings.token, httponly=True, samesite="strict")
        return answer

    async def _refuse_change(
        self, heads: Headers, receive: Receive
    ) -> tuple[Response | None, Receive]:
        """Why a change is not made; the body's messages are still all to be had."""
        if self.settings.read_only:
            return say(403, "this server only reads"), receive
        site, origin = heads.get("sec-fetch-site"), heads.get("origin")
        ours = site == "same-origin" if site is not None else self._is_ours(origin)
        if not ours and (site is not None or origin is not None):
            return say(403, "changes are taken from this server's own pages only"), receive
        if self._holds(heads.get(HEAD)):
            return None, receive
        if not ours:
            return say(403, f"a change needs the token as {HEAD}"), receive
        head, receive = await peek(receive)
        if self._holds(token_in(head, heads.get("content-type", ""))):
            return None, receive
        return say(403, "the form's token is missing or old; load the page again"), receive

    def _is_ours(self, origin: str | None) -> bool:
        """Whether an `Origin` head names this server."""
        if origin is None:
            return False
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc in self.settings.hosts

    def _holds(self, given: str | None) -> bool:
        """Whether it is the token, found out in a time that tells nothing."""
        return given is not None and secrets.compare_digest(
            given.encode("utf-8", "replace"), self.settings.token.encode("utf-8")
        )


def say(status: int, words: str) -> Response:
    """A refusal of one line, as a problem detail (RFC 9457) that is also read as it stands."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    return JSONResponse(told | {"detail": words}, status, media_type="application/problem+json")


def token_in(head: bytes, kind: str) -> str | None:
    """The field `token` in the first bytes of a form, of either kind."""
    if kind.startswith("application/x-www-form-urlencoded"):
        fields = parse_qs(head.decode("latin-1"), max_num_fields=10_000)
        return fields["token"][0] if "token" in fields else None
    found = FIELD.search(head) if kind.startswith("multipart/form-data") else None
    return found[1].decode("latin-1") if found else None


async def peek(receive: Receive) -> tuple[bytes, Receive]:
    """The first bytes of a body, and a `receive` that gives all of it from the start."""
    kept: list[Message] = []
    size = 0
    while size < PEEK:
        message = await receive()
        kept.append(message)
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            break
    head = b"".join(m.get("body", b"") for m in kept)[:PEEK]
    kept.reverse()

    async def again() -> Message:
        return kept.pop() if kept else await receive()

    return head, again
