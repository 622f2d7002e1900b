"""What a door hands in: the bytes of one page and what is known about them, or what was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Medium(StrEnum):
    """Whether the bytes are HTML or text that somebody has already stripped."""

    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Capture:
    """One captured page, as bytes, before anything is read from it.

    `name` is what messages call it: a path, an id, or `<stdin>`. `charset` is what the
    transport declared (an HTTP header), if anything. `published` is an ISO date that the
    capture's owner vouches for. All but `body`, `name` and `medium` may be `None`.
    """

    name: str
    body: bytes
    medium: Medium
    charset: str | None = None
    url: str | None = None
    published: str | None = None
    captured: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A page out of another ledger: where it was captured, how it was read, what was decided.

    `sightings` are captures of the same bytes, one at least. `line` is the reader's report as a
    line of JSON, `reader` who made it; `corrections` are JSON objects in the order in which they
    were made. `name` is what messages call it.
    """

    name: str
    sightings: tuple[Capture, ...]
    reader: str
    line: bytes
    corrections: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something in an archive or a folder that could not be taken in.

    `name` is the file, with the path inside it where it is an archive; `offset` where in the file
    the loss begins, in bytes, `None` where it is the whole. `reason` says what to do.
    """

    name: str
    reason: str
    offset: int | None = None


Taken = Capture | Kept | Loss  # what a door gives
