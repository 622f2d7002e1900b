"""Addresses that may be fetched from: written plainly, and leading to a public machine.

Whoever writes a feed or answers with a redirect chooses addresses for this machine to open. None
may lead to the machine itself, to its network, or to a service that only it can reach.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from whence.errors import CaptureError

from .limits import LIMITS

# From a host and a port to the IP addresses that it has; raises `OSError` where it has none.
Resolve = Callable[[str, int], list[str]]
IP = ipaddress.IPv4Address | ipaddress.IPv6Address

SCHEMES = {"http": 80, "https": 443}
PORTS = (80, 443, 8080, 8443)  # where pages are served; at others something else may listen
SHOWN = 100  # of one that is too long
HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
# Browsers take a host whose last part is a number for an IP address, whatever its other parts.
NUMBER = re.compile(r"(?:[^.]*+\.)*+(?:\d++|0x[0-9a-f]*+)")
# What may stand in a path or a query as it is; the rest is escaped.
KEPT = "%/:=&?~+!$,;'@()*[]"
GLOBAL = ipaddress.ip_network("2000::/3")
# Reachable by their numbers, but not public: protocol assignments with Oracle's metadata, Azure's
# metadata, the relays of 6to4; and IPv6 addresses with an IPv4 address inside.
APART = tuple(
    map(ipaddress.ip_network, ("192.0.0.0/24", "168.63.129.16/32", "192.88.99.0/24",
                               "2001::/23", "2002::/16"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """One page's address, taken apart; `host` is in ASCII, `target` its path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == SCHEMES[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The whole address, as it is asked for."""
        return self.site + self.target


def is_address(words: str) -> bool:
    """Whether somebody means an address of the web rather than a file."""
    return words.lower().startswith(("http://", "https://"))


def join_address(base: str, given: str) -> str:
    """An address as it stands on a page at `base`; as it is where it is none."""
    try:
        return urljoin(base, given)
    except ValueError:
        return given


def parse_address(given: str) -> Address:
    """The address in some words; `CaptureError` where it is none, or written to mislead."""
    if len(given) > LIMITS.name:
        raise CaptureError(f"{given[:SHOWN]}…: an address of {len(given):,} characters")
    if re.search(r"[\s\\\x00-\x1f\x7f]", given):
        raise CaptureError(f"{given}: no address: white space or a backslash in it")
    try:
        parts = urlsplit(given)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError as error:
        raise CaptureError(f"{given}: no address ({error})") from error
    if scheme not in SCHEMES:
        raise CaptureError(f"{given}: only http and https are fetched")
    if "@" in parts.netloc:
        raise CaptureError(f"{given}: it has a name or password before its host")
    port = SCHEMES[scheme] if port is None else port
    if port not in PORTS:
        raise CaptureError(f"{given}: port {port}; pages are fetched from {_listed(PORTS)} alone")
    query = f"?{parts.query}" if parts.query else ""
    target = quote((parts.path or "/") + query, safe=KEPT)
    return Address(scheme, parse_host(host, given), port, target)


def parse_host(host: str, given: str) -> str:
    """A host in ASCII and lower case; an IP address only as it is usually written."""
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise CaptureError(f"{given}: {host} is no IPv6 address") from error
    try:
        plain = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise CaptureError(f"{given}: {host!r} is no host") from error
    if not HOST.fullmatch(plain):
        raise CaptureError(f"{given}: {host!r} is no host")
    if NUMBER.fullmatch(plain):
        try:
            return str(ipaddress.IPv4Address(plain))
        except ValueError as error:
            raise CaptureError(f"{given}: {host} is a number, not a host") from error
    return plain


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, and nothing else in disguise."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # with a zone, or nothing of the kind
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip not in GLOBAL or ip.scope_id):
        return False
    set_apart = any(ip in net for net in APART if net.version == ip.version)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or set_apart)


def find_public(address: Address, resolve: Resolve) -> str:
    """The IP address to connect to: resolved once, and every one that the host has is public.

    One that is not would be the way in for whoever owns the name, so that all are refused then.
    """
    try:
        found = [address.host] if _is_ip(address.host) else resolve(address.host, address.port)
    except (OSError, UnicodeError) as error:
        raise CaptureError(f"{address.url}: {address.host} is not found ({error})") from error
    if not found:
        raise CaptureError(f"{address.url}: {address.host} is not found")
    for ip in found:
        if not is_public(ip):
            raise CaptureError(f"{address.url}: refused: {ip} is no public address")
    return min(found, key=lambda ip: ":" in ip)  # IPv4 where there is one: every network has it


def resolve_host(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as this machine knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _is_ip(host: str) -> bool:
    return ":" in host or NUMBER.fullmatch(host) is not None


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
