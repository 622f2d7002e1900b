"""The words of a place name that are not its name: `northern Aleppo province` → `Aleppo`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whence.records import Precision

_SIDES = (
    r"(?:(?:north|south|east|west|central|upper|lower|inner|outer)(?:-?(?:east|west|central))?(?:ern)?"
    r"|greater|downtown|rural|mainland|occupied|mid|old|central)"
)
SIDE = re.compile(rf"^(?:the\s+)?(?:{_SIDES}[\s-]+)+(?:parts?\s+of\s+)?", re.IGNORECASE)
REGION = (
    r"(?:provinces?|governorates?|regions?|states?|oblasts?|districts?|departments?|county|counties"
    r"|prefectures?|countryside|division)"
)
TOWN = r"(?:city|town|village|suburb|neighbou?rhood|quarter|camp|port)"
REGION_BEHIND = re.compile(rf"\s+{REGION}$", re.IGNORECASE)
REGION_BEFORE = re.compile(rf"^(?:the\s+)?{REGION}\s+of\s+", re.IGNORECASE)
TOWN_BEHIND = re.compile(rf"\s+{TOWN}$", re.IGNORECASE)
TOWN_BEFORE = re.compile(rf"^(?:the\s+)?(?:\w+\s+)?{TOWN}\s+of\s+", re.IGNORECASE)
NEXT_REGION = re.compile(rf"^(?:[’']s)?\s+{REGION}\b", re.IGNORECASE)
PREVIOUS_REGION = re.compile(rf"\b{REGION}\s+of\s+(?:the\s+)?$", re.IGNORECASE)
PREVIOUS_TOWN = re.compile(rf"\b{TOWN}\s+of\s+$", re.IGNORECASE)
NEXT_TOWN = re.compile(r"^\s+(?:city|town|village)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """A name to look up, and the kind of place that the words around it call for."""

    name: str
    wanted: Precision | None


def forms_of(words: str, before: str, behind: str) -> Iterator[Form]:
    """The names that a place's words may hold, fullest first.

    `before` and `behind` are the text on either side of the words.
    """
    wanted = None
    if NEXT_REGION.search(behind) or PREVIOUS_REGION.search(before):
        wanted = Precision.REGION
    elif PREVIOUS_TOWN.search(before) or NEXT_TOWN.search(behind):
        wanted = Precision.TOWN
    words = re.sub(r"[’']s?$", "", " ".join(words.split()))
    yield Form(words, wanted)
    for pattern, kind in (
        (REGION_BEHIND, Precision.REGION),
        (REGION_BEFORE, Precision.REGION),
        (TOWN_BEHIND, Precision.TOWN),
        (TOWN_BEFORE, Precision.TOWN),
        (SIDE, None),
    ):
        short = pattern.sub("", words)
        if short and short != words:
            words, wanted = short, kind or wanted
            yield Form(words, wanted)
