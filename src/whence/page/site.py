"""What a page's markup says of where it is from: the outlet's name and the article's address.

Read without their addresses, 407 of the 421 pages of aed have an outlet and 249 of the 257 of
fundus. Of 40 looked at by eye, evenly spread, none is wrong (one is a part of the name); where
the names that a page gives differ, or og:site_name is not there, 2 of 203 are (`checkout` for
news.com.au, `rbb24 Website`). 675 have an address, of which 662 are on the site they were taken
from; the others are those that the site itself moved its page to or names as its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from .evidence import HOST_PARTS, Evidence
from .vote import squash

LONGEST_NAME = 60  # characters: the longest name of the gold pages has 54, past that it is a slogan
LONGEST_ADDRESS = 2_000  # characters, as many as browsers and archives keep
# What parts a name from a slogan or from the company behind it.
PARTED = re.compile(r"\s[-–—|·]\s|:\s")
NOT_NAMED = re.compile(r"@|\w+://")  # an account or an address


def read_outlet(evidence: Evidence) -> str | None:
    """The outlet's name as the page itself gives it in metadata; `None` where it gives none.

    Of several names one that the page's address bears out comes first: a site's name may be that
    of a section (`Premium`), a publisher's that of a company, an application's anything.
    """
    hosts = _hosts(evidence)
    told = list(_names(evidence, hosts))
    return min(told, key=lambda n: (not _borne_out(n, hosts), bool(PARTED.search(n))), default=None)


def read_address(evidence: Evidence) -> str | None:
    """The article's address as the page itself gives it; `None` where it gives none.

    A canonical link to another site than the page's own address leads to what the page copies.
    """
    canonical = next(filter(None, map(_address, evidence.canonical)), None)
    own = next(filter(None, map(_address, evidence.meta.get("og:url", ()))), None)
    if canonical and own and _host(canonical) != _host(own):
        return own
    return canonical or own


def _names(evidence: Evidence, hosts: set[str]) -> Iterator[str]:
    """The names that may be the outlet's, likeliest first."""
    data, meta = evidence.data, evidence.meta
    applications = [n for n in meta.get("application-name", ()) if _borne_out(n, hosts)]
    publishers = [n for article in data.articles for n in data.names(article.get("publisher"))]
    for said in (*meta.get("og:site_name", ()), *applications, *publishers, *data.sites):
        name = " ".join(said.split()).strip(" -–—|·:,")
        sound = 1 < len(name) <= LONGEST_NAME and any(map(str.isalpha, name))
        if sound and not NOT_NAMED.match(name):
            yield name


def _borne_out(name: str, hosts: set[str]) -> bool:
    own = squash(name).removeprefix("the")
    return len(own) > 1 and any(host in own or own in host for host in hosts)


def _hosts(evidence: Evidence) -> set[str]:
    """What the page's addresses call its site, squashed: `bbccouk`, `bbc`."""
    hosts: set[str] = set()
    for address in (evidence.url, *evidence.canonical, *evidence.meta.get("og:url", ())):
        host = _host(address or "")
        parts = [part for part in host.split(".") if len(part) > 2 and part not in HOST_PARTS]
        hosts |= {squash(part).removeprefix("the") for part in (host, *parts)}
    return hosts - {""}


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _address(said: str) -> str | None:
    """A whole address of a page on the web; not that of a site's first page."""
    try:
        parts = urlsplit(said)
        sound = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    told = parts.path.strip("/") or parts.query
    return said if sound and told and len(said) <= LONGEST_ADDRESS else None
