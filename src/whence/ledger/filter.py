"""What somebody looks for in a ledger, and how it is written in an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from ..errors import FilterError

Box = tuple[float, float, float, float]  # west, south, east, north, in degrees

# Fields of one value out of a list, which are also counted.
CHOICES = ("speaker", "source_kind", "act", "certainty", "outlet", "language", "type", "status",
           "country", "meaning", "decided", "disputed")  # fmt: skip
# What can be asked for where it is not known. It is a field of its own beside those of the
# values, so that no value, whatever it is, is taken for it.
UNKNOWABLE = (*CHOICES, "days", "deaths", "box")


class Order(StrEnum):
    """In what order rows are given."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SUREST = "surest"


@dataclass(frozen=True, slots=True)
class Filter:
    """All of what is not empty must hold.

    Of a `CHOICES` field any of the values. `first` and `last` are days: an event's own, a
    statement's day of publication. `deaths` and `score` are the least. A `box` that goes over the
    antimeridian has its west east of its east. `unknown` names what may be not known: such rows
    are there beside those that have what is asked of it, and alone where nothing is.
    """

    words: str = ""
    speaker: tuple[str, ...] = ()
    source_kind: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    meaning: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    box: Box | None = None
    first: date | None = None
    last: date | None = None
    deaths: int | None = None
    score: float = 0.0
    order: Order = Order.NEWEST


def values_of(given: Filter, name: str) -> tuple[str | None, ...]:
    """The values of a `CHOICES` field that a filter asks for; `None` is what is not known."""
    return (*getattr(given, name), *([None] if name in given.unknown else []))


def read_filter(given: Mapping[str, list[str]]) -> Filter:
    """The filter in an address's query; raises `FilterError` naming the field that is wrong."""
    values: dict[str, object] = {}
    for name in (f.name for f in fields(Filter)):
        words = [w for w in given.get(name, []) if w.strip()]
        if words:
            try:
                values[name] = read_values(name, words)
            except (ValueError, OverflowError) as error:
                raise FilterError(f"{name}: {words[-1]!r} is not {MEANT[name]}") from error
    return Filter(**values)  # type: ignore[arg-type]


MEANT = {
    "words": "text",
    "unknown": "one of " + ", ".join(UNKNOWABLE),
    "box": "west,south,east,north in degrees",
    "first": "a day such as 2016-10-17",
    "last": "a day such as 2016-10-17",
    "deaths": "a whole number",
    "score": "a number from 0 to 1",
    "order": "one of " + ", ".join(Order),
}


def read_values(name: str, words: list[str]) -> object:
    """The value of one field that may be given several times; raises `ValueError`."""
    if name == "unknown":
        if not set(words) <= set(UNKNOWABLE):
            raise ValueError(words)
        return tuple(dict.fromkeys(words))
    return tuple(words) if name in CHOICES else read_value(name, words[-1])


def read_value(name: str, words: str) -> object:
    """The value of one field that is no list; raises `ValueError`."""
    if name == "box":
        return read_box(words)
    if name in ("first", "last"):
        return date.fromisoformat(words)
    if name == "deaths":
        return int(words)
    if name == "score":
        score = float(words)
        if not 0 <= score <= 1:
            raise ValueError(words)
        return score
    return Order(words) if name == "order" else words.strip()


def read_box(words: str) -> Box:
    """West, south, east, north; raises `ValueError` where they are none."""
    west, south, east, north = map(float, words.split(","))
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(words)
    return west, south, east, north


def write_filter(given: Filter) -> list[tuple[str, str]]:
    """The pairs of an address's query, in one order; what is at its default is left out."""
    pairs: list[tuple[str, str]] = []
    for field in fields(Filter):
        value = getattr(given, field.name)
        if value == field.default:
            continue
        if field.name in CHOICES or field.name == "unknown":
            pairs += [(field.name, each) for each in value]
        elif field.name == "box":
            pairs.append((field.name, ",".join(f"{each:g}" for each in value)))
        else:
            pairs.append((field.name, str(value)))
    return pairs
