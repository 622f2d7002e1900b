"""A filter → one page of a list: its rows, its facets, what can be taken out of the filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from starlette.datastructures import QueryParams

from ..errors import FilterError
from ..ledger.base import Base
from ..ledger.columns import Columns
from ..ledger.filter import CHOICES, Filter, values_of
from ..ledger.rows import (
    ArticleRow,
    EventRow,
    StatementRow,
    read_articles,
    read_events,
    read_statements,
)
from ..ledger.search import PART, Count, loosen, search
from .address import cleared, filter_in, link, toggled
from .labels import FIELDS, box_label, days_label, label_of
from .state import State

Row = StatementRow | EventRow | ArticleRow
READ: Mapping[str, Callable[[Base, Sequence[int], str], Sequence[Row]]] = {
    "statements": read_statements,
    "events": read_events,
    "articles": read_articles,
}
SIZE = 25  # rows of a page: what one scrolls through
CURSOR = 2**62  # no place in an order is as large


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. `after` asks for the next one, `None` where this is the last."""

    kind: str
    given: Filter
    rows: Sequence[Row]
    total: int
    after: int | None
    counts: dict[str, tuple[Count, ...]]
    steps: dict[str, tuple[Count, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a facet; `href` puts it in or takes it out, `known` is whether it is one."""

    label: str
    rows: int
    chosen: bool
    href: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Facet:
    """A field with its values; `more` leads to all of them, `None` where these are all."""

    name: str
    label: str
    entries: tuple[Entry, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that the filter asks for; `href` leads to the same without it.

    `rows` is how many there are then, `None` where that was not counted.
    """

    label: str
    value: str
    href: str
    rows: int | None = None


def read_listing(state: State, kind: str, query: QueryParams, size: int = SIZE) -> Listing:
    """The page that an address asks for; raises `FilterError` naming what is wrong in it."""
    given, after = filter_in(query), place_in(query.get("after"))
    columns = state.columns(kind)
    with state.base() as base:
        page = search(base, columns, given, after=after, size=size)
        ids = columns.ids[list(page.rows)].tolist()
        rows = READ[kind](base, ids, given.words)
    return Listing(kind, given, rows, page.total, page.after, page.counts, page.steps)


def place_in(words: str | None) -> int | None:
    """The place behind which a page begins, from its address; raises `FilterError`."""
    if not words:
        return None
    try:
        place = int(words)
    except ValueError:
        place = CURSOR
    if abs(place) >= CURSOR:
        raise FilterError(f"after: {words!r} is not what an earlier page gave as its `after`")
    return place


def facets_of(listing: Listing, order: Sequence[str]) -> list[Facet]:
    """The facets of a list that have anything to choose, in the given order."""
    found = []
    for name in order:
        values = listing.counts.get(name) or listing.steps.get(name) or ()
        if not values or all(count.value is None for count in values):
            continue
        more = name in CHOICES and len(values) > MORE
        entries = tuple(entry(listing, name, count) for count in values[: MORE if more else None])
        everything = link(f"/{listing.kind}/by/{name}", listing.given) if more else None
        found.append(Facet(name, FIELDS[name], entries, everything))
    return found


MORE = 8  # values of a facet that are shown at once


def entry(listing: Listing, name: str, count: Count) -> Entry:
    """A value of a facet with its link."""
    given = listing.given
    if count.value is None:
        new = toggled(given, PART.get(name, name), None)
    elif name in CHOICES:
        new = toggled(given, name, count.value)
    elif count.chosen:
        new = replace(without(given, PART[name]), unknown=given.unknown)
    elif name == "year":
        year = int(count.value)
        new = replace(given, first=date(year, 1, 1), last=date(year, 12, 31))
    elif name == "deaths":
        new = replace(given, deaths=int(count.value))
    else:
        new = replace(given, score=float(count.value))
    label, href = label_of(name, count.value), link(f"/{listing.kind}", new)
    return Entry(label, count.rows, count.chosen, href, count.value is not None)


def chips_of(listing: Listing) -> list[Chip]:
    """Everything that the filter asks for, each with the way to be rid of it."""
    given, path = listing.given, f"/{listing.kind}"
    chips = []
    for part in FIELDS:
        if part in CHOICES:
            chips += [
                Chip(FIELDS[part], label_of(part, v), link(path, toggled(given, part, v)))
                for v in values_of(given, part)
            ]
        elif (words := words_of(given, part)) is not None:
            chips.append(Chip(FIELDS[part], words, link(path, without(given, part))))
    return chips


def ways_out(state: State, listing: Listing, path: str) -> list[Chip]:
    """Where nothing is left: what to take out of the filter, and how many rows there are then.

    They lead to the page at `path`.
    """
    with state.base() as base:
        columns: Columns = state.columns(listing.kind)
        found = loosen(base, columns, listing.given)
    return [
        Chip(
            FIELDS[part],
            words_of(listing.given, part) or "",
            link(path, without(listing.given, part)),
            rows,
        )
        for part, rows in sorted(found.items(), key=lambda item: -item[1])
    ]


def words_of(given: Filter, part: str) -> str | None:
    """What the filter asks of one thing, in words; `None` where it asks nothing."""
    if part in CHOICES:
        return ", ".join(label_of(part, v) for v in values_of(given, part)) or None
    known = {
        "words": given.words or None,
        "days": days_label(given) if given.first or given.last else None,
        "box": box_label(given.box) if given.box else None,
        "deaths": None if given.deaths is None else label_of("deaths", str(given.deaths)),
        "score": label_of("score", f"{given.score:g}") if given.score else None,
    }.get(part)
    missing = label_of(part, None) if part in given.unknown else None
    return " or ".join(filter(None, (known, missing))) or None


def without(given: Filter, part: str) -> Filter:
    """The filter without one thing that it asks for."""
    if part == "days":
        return cleared(cleared(cleared(given, "first"), "last"), "days")
    return cleared(given, part)
