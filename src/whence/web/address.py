"""Links that carry a filter: the address is all the state that a page has."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from ..ledger.columns import CHOSEN
from ..ledger.filter import CHOICES, Filter, read_filter, write_filter

NAMES = frozenset(f.name for f in fields(Filter))
# What rows of a kind do not have, beside choices.
LACKING = {"statements": ("deaths", "box"), "events": (), "articles": ("deaths", "box", "score")}


def filter_in(query: QueryParams) -> Filter:
    """The filter in an address; raises `FilterError` naming the field that is wrong."""
    return read_filter({name: query.getlist(name) for name in NAMES & set(query.keys())})


def link(path: str, given: Filter | None = None, **changes: Any) -> str:  # noqa: ANN401
    """A path with a filter in its query; `changes` replace fields, or are added (`after`).

    What is `None` and no field of a filter is left out.
    """
    ours = {name: value for name, value in changes.items() if name in NAMES}
    pairs = write_filter(replace(given or Filter(), **ours))
    pairs += [(n, str(v)) for n, v in changes.items() if n not in NAMES and v is not None]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def toggled(given: Filter, name: str, value: str | None) -> Filter:
    """The filter with a value of a `CHOICES` field put in, or taken out where it was in.

    `None` stands for what is not known, which of some other fields can be asked for too.
    """
    if value is None:
        name, value = "unknown", name
    elif name not in CHOICES:
        raise ValueError(name)
    there: tuple[str, ...] = getattr(given, name)
    values = tuple(v for v in there if v != value) if value in there else (*there, value)
    return replace(given, **{name: values})  # type: ignore[arg-type]


def cleared(given: Filter, name: str) -> Filter:
    """The filter without one of its fields, nor what is not known of it; of `days` that alone."""
    defaults: dict[str, Any] = {f.name: f.default for f in fields(Filter) if f.name == name}
    unknown = tuple(each for each in given.unknown if each != name)
    return replace(given, unknown=unknown, **defaults)


def kept(given: Filter, *but: str) -> list[tuple[str, str]]:
    """The pairs that a form sends along, but for the fields that it has itself."""
    return [(name, value) for name, value in write_filter(given) if name not in but]


def shared(given: Filter, kind: str) -> Filter:
    """What of a filter holds for rows of another kind too."""
    for name in (*(n for n in CHOICES if n not in CHOSEN[kind]), *LACKING[kind]):
        given = cleared(given, name)
    return given
