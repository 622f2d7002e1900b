"""Who speaks and where it happens under a filter, those with the most rows first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..errors import FilterError
from .base import Base
from .columns import NONE, Columns
from .search import Mask


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker, with how many statements and in how many articles."""

    name: str
    statements: int
    articles: int


@dataclass(frozen=True, slots=True)
class PlaceTally:
    """A resolved place, with how many events; degrees are WGS 84."""

    geonames: int
    name: str
    country: str | None
    latitude: float
    longitude: float
    events: int


def list_speakers(
    columns: Columns, mask: Mask, *, after: str | None, size: int
) -> tuple[list[Speaker], str | None]:
    """Speakers of the statements under a mask, and what to ask for the next ones with."""
    choice = columns.choices["speaker"]
    sums = np.bincount(choice.codes[mask], minlength=len(choice.values))
    sums[0] = 0  # those without a speaker
    numbers = {str(choice.values[n]): n for n in np.flatnonzero(sums).tolist()}
    ranked = ((int(sums[n]), name) for name, n in numbers.items())
    page, following = cut(ranked, cursor_in(after), size)
    speakers = []
    for rows, name in page:
        of_speaker = mask & (choice.codes == numbers[str(name)])
        articles = len(np.unique(columns.articles[of_speaker]))
        speakers.append(Speaker(str(name), rows, articles))
    return speakers, following


def list_places(
    base: Base, columns: Columns, mask: Mask, *, after: str | None, size: int
) -> tuple[list[PlaceTally], str | None]:
    """Places of the events under a mask, and what to ask for the next ones with."""
    found, sums = np.unique(columns.places[mask & (columns.places != NONE)], return_counts=True)
    ranked = zip(sums.tolist(), map(str, found.tolist()), strict=True)
    page, following = cut(ranked, cursor_in(after), size)
    asked = "[" + ",".join(key for _, key in page) + "]"
    known = {
        str(row["geonames"]): row
        for row in base.execute(
            "SELECT geonames, meaning, country, latitude, longitude FROM event "
            "WHERE geonames IN (SELECT value FROM json_each(?)) GROUP BY geonames",
            (asked,),
        )
    }
    return [
        PlaceTally(
            row["geonames"], row["meaning"], row["country"], row["latitude"], row["longitude"], n
        )
        for n, key in page
        if (row := known.get(key)) is not None
    ], following


Ranked = tuple[int, str]


def cut(
    ranked: Iterable[Ranked], after: Ranked | None, size: int
) -> tuple[list[Ranked], str | None]:
    """The next of some keys, those with the most rows first, and the cursor behind them."""
    ordered = sorted((-rows, key) for rows, key in ranked)
    if after is not None:
        ordered = [each for each in ordered if each > (-after[0], after[1])]
    page = [(-rows, key) for rows, key in ordered[:size]]
    return page, f"{page[-1][0]}:{page[-1][1]}" if len(ordered) > size else None


def cursor_in(after: str | None) -> Ranked | None:
    """The rows and the key that a cursor stands behind; raises `FilterError`."""
    if after is None:
        return None
    rows, _, key = after.partition(":")
    if not rows.isascii() or not rows.isdecimal() or len(rows) > 12:
        raise FilterError(f"after: {after!r} is not what an earlier page gave as its `after`")
    return int(rows), key
