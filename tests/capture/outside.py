"""A network that is not there: names, sites and a clock of a test's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from whence.capture.address import Address
from whence.capture.fetch import Outside
from whence.capture.wire import Heard
from whence.errors import CaptureError

HTML = "text/html; charset=utf-8"


@dataclass
class Site:
    """What an address answers; `body` may go on for ever."""

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)

    def heard(self) -> Heard:
        pieces = [self.body] if isinstance(self.body, bytes) else self.body
        return Heard(self.status, {"content-type": self.kind, **self.headers}, iter(pieces))


def moved(to: str, status: int = 302) -> Site:
    return Site(status=status, headers={"location": to})


class FakeNet:
    """`sites` by address, `names` by host: the IP addresses of each time that it is asked."""

    def __init__(
        self, sites: dict[str, Site], names: dict[str, list[list[str]]] | None = None
    ) -> None:
        self.sites, self.names = sites, names or {}
        self.asked: list[tuple[str, str]] = []  # address and IP address of each request
        self.resolved: list[str] = []
        self.time, self.times = 100.0, list[float]()

    def resolve(self, host: str, port: int) -> list[str]:
        assert port
        self.resolved.append(host)
        answers = self.names.get(host, [["93.184.215.14"]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    @contextmanager
    def transport(self, address: Address, ip: str) -> Iterator[Heard]:
        self.asked.append((address.url, ip))
        self.times.append(self.time)
        site = self.sites.get(address.url)
        if site is None and address.target == "/robots.txt":
            site = Site(status=404)
        if site is None:
            raise CaptureError(f"{address.url}: not reached (no such site)")
        yield site.heard()

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    @property
    def outside(self) -> Outside:
        return Outside(self.transport, self.resolve, lambda: self.time, self.sleep)
