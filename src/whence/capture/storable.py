"""What is told of a page, made such that a ledger can hold it: whole characters, and not too many.

Names of files need not be text in any encoding, and whoever writes a feed may give it a title of
a megabyte, which every sighting of every page in it would store again.
"""

from __future__ import annotations

import dataclasses

from whence.records import Capture, Loss

from .limits import LIMITS


def storable(capture: Capture) -> Capture:
    """The capture with all that is told of it as it can be kept.

    An address that is too long is left out: a piece of it would lead somewhere else.
    """
    url = capture.url
    return dataclasses.replace(
        capture,
        name=fit(capture.name, LIMITS.name),
        url=None if url is None or len(url) > LIMITS.name else whole(url),
        charset=_told(capture.charset),
        published=_told(capture.published),
        captured=_told(capture.captured),
        outlet=_told(capture.outlet),
    )


def lose(name: str, reason: str, offset: int | None = None) -> Loss:
    """A loss with a name and a reason that can be kept."""
    return Loss(fit(name, LIMITS.name), fit(reason, LIMITS.told), offset)


def fit(words: str, most: int) -> str:
    """Some words in whole characters, cut where they are too many."""
    plain = whole(words[: most + 1])
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def whole(words: str) -> str:
    """Some words with every half character written out."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def _told(words: str | None) -> str | None:
    return None if words is None else fit(words, LIMITS.told)
