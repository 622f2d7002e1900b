"""Fields and values of a filter in plain words."""

from __future__ import annotations

from collections.abc import Callable

from ..ledger.filter import Box, Filter
from ..page.language import language_name
from ..records import SourceKind
from ..report.cast import kind_label
from ..report.places import country_name

FIELDS = {
    "words": "Words",
    "speaker": "Speaker",
    "source_kind": "Kind of source",
    "act": "Act",
    "certainty": "Certainty",
    "type": "Type of event",
    "status": "Status",
    "country": "Country",
    "meaning": "Place",
    "outlet": "Outlet",
    "language": "Language",
    "year": "Year",
    "deaths": "Deaths",
    "score": "Score",
    "days": "Days",
    "box": "Part of the map",
    "decided": "By hand",
    "disputed": "Where tellings differ",
}
UNKNOWN = {
    "decided": "not looked at", "disputed": "nowhere",
    "speaker": "not named", "meaning": "not resolved", "country": "not resolved",
    "year": "no day told", "days": "no day told", "deaths": "not told", "box": "no known place",
}  # fmt: skip


def label_of(name: str, value: str | None) -> str:
    """A value of a field as it is shown; `None` is what is not known."""
    if value is None:
        return UNKNOWN.get(name, "not known")
    return SAID[name](value) if name in SAID else value


KINDS = frozenset(SourceKind)
DECIDED = {"accepted": "checked by hand", "changed": "changed by hand", "added": "added by hand"}
DISPUTED = {"status": "whether it happened", "deaths": "the dead", "injured": "the injured"}
# What takes long to say is kept as the codebook's term; these are said otherwise.
SAID: dict[str, Callable[[str], str]] = {
    "source_kind": lambda value: kind_label(SourceKind(value)) if value in KINDS else value,
    "decided": lambda value: DECIDED.get(value, value),
    "disputed": lambda value: ", ".join(DISPUTED.get(each, each) for each in value.split()),
    "country": country_name,
    "type": str.capitalize,
    "language": language_name,
    "deaths": lambda value: f"at least {value}",
    "score": lambda value: f"at least {value}",
}


def days_label(given: Filter) -> str:
    """The days of a filter."""
    if given.first and given.last:
        return f"{given.first} to {given.last}"
    return f"from {given.first}" if given.first else f"up to {given.last}"


def box_label(box: Box) -> str:
    """The corners of a box, as one reads them off a map."""
    west, south, east, north = box
    sides = ((south, north, "NS"), (west, east, "EW"))
    return ", ".join(f"{degrees(low, s)} to {degrees(high, s)}" for low, high, s in sides)


def degrees(value: float, signs: str) -> str:
    """An angle with the letter of its side."""
    return f"{abs(value):g}° {signs[value < 0]}"


def period(first: str | None, last: str | None) -> str:
    """An event's days as the article gives them: a day, a month, a year or an interval."""
    if first is None or last is None:
        return ""
    if first == last:
        return first
    if first[5:] == "01-01" and last[5:] == "12-31" and first[:4] == last[:4]:
        return first[:4]
    if first[8:] == "01" and last[8:] == "31" and first[:7] == last[:7]:
        return first[:7]
    return f"{first} to {last}"


def toll(low: int | None, high: int | None) -> str:
    """How many dead, in words; nothing where it is not told."""
    if low is None:
        return ""
    if high is None:
        return f"at least {low:,} dead"
    if high == 0:
        return "nobody dead"
    return f"{low:,} dead" if low == high else f"{low:,} to {high:,} dead"
