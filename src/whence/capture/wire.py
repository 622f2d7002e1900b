"""One request to one IP address and its answer: the only place where a connection is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from threading import Event, Timer
from typing import TYPE_CHECKING

from whence.errors import CaptureError
from whence.version import __version__

from .address import Address
from .limits import LIMITS

if TYPE_CHECKING:
    import httpx2

AGENT = "whence"
HEADERS = {
    "User-Agent": f"{AGENT}/{__version__}",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, application/atom+xml;q=0.8, "
    "application/rss+xml;q=0.8, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate, zstd",
    "Accept-Language": "en, *;q=0.5",
}
MISSING = "fetching needs an extra that is not installed: pip install 'whence[fetch]'"


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer as it comes: `headers` by names in lower case, the body in `pieces`, packed."""

    status: int
    headers: dict[str, str]
    pieces: Iterator[bytes]


# Asks for an address at an IP address; raises `CaptureError`.
Transport = Callable[[Address, str], AbstractContextManager[Heard]]


def open_wire() -> Transport:
    """The transport that really connects; `CaptureError` where the extra is missing."""
    try:
        import httpx2
    except ModuleNotFoundError as error:
        raise CaptureError(MISSING) from error
    context = httpx2.create_ssl_context(trust_env=False)
    return wire_of(lambda: httpx2.HTTPTransport(verify=context, trust_env=False))


def wire_of(
    make: Callable[[], httpx2.BaseTransport], seconds: float = LIMITS.fetching
) -> Transport:
    """A transport over one of httpx's. Each request has a connection of its own.

    The address is rewritten to the IP address, so that nothing is resolved a second time; the
    host stays in `Host`, in the name that TLS asks for, and in what the certificate must show.
    No proxy, no cookie and no password of this machine is used.
    """
    import httpx2

    @contextmanager
    def ask(address: Address, ip: str) -> Iterator[Heard]:
        host = f"[{ip}]" if ":" in ip else ip
        url = f"{address.scheme}://{host}:{address.port}{address.target}"
        headers = HEADERS | {"Host": address.site.partition("://")[2]}
        client = httpx2.Client(
            transport=make(), trust_env=False, follow_redirects=False, timeout=LIMITS.silence
        )
        # A server that sends a byte now and then is never silent; this ends it all the same.
        late = Event()

        def stop() -> None:
            late.set()
            client.close()

        end = Timer(seconds, stop)
        end.daemon = True
        end.start()
        try:
            named = {"sni_hostname": address.host}
            with client, client.stream("GET", url, headers=headers, extensions=named) as answer:
                yield Heard(answer.status_code, dict(answer.headers), answer.iter_raw())
        # The last three come of a connection that was closed under a read.
        except (httpx2.HTTPError, httpx2.InvalidURL, RuntimeError, ValueError, OSError) as error:
            why = f"took over {seconds:g} seconds" if late.is_set() else _reason(error)
            raise CaptureError(f"{address.url}: not reached ({why})") from error
        finally:
            end.cancel()

    return ask


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
