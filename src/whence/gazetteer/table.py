"""The table of places: one file, memory-mapped, searched by key.

Layout: eight bytes of magic, the length of a JSON header, the header, then the sections that it
names: sorted key numbers, for each the entry it leads to, the entries, and their names in UTF-8.
`training/gazetteer.py` writes it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.errors import WeightsError
from whence.records import Candidate, Precision

from .key import Level, consonants, digest, fold, without_article

FILE = Path(__file__).parent / "places.bin"
MAGIC = b"WHENCEG1"
NONE = 0xFFFFFFFF
PRECISIONS = (
    Precision.TOWN, Precision.REGION, Precision.COUNTRY, Precision.AREA, Precision.POINT,
)  # fmt: skip
ENTRY = np.dtype(
    [
        ("geonames", "<u4"),  # 0 for none
        ("latitude", "<f4"),
        ("longitude", "<f4"),
        ("population", "<u4"),
        ("region", "<u4"),  # the entry of its first-level region, or NONE
        ("name", "<u4"),  # where its name starts
        ("length", "u1"),  # of its name in bytes
        ("country", "u1"),  # index into the header's list; 255 for none
        ("precision", "u1"),
        ("rank", "u1"),  # 1 for capitals of countries, else 0
    ]
)
MOST = 40  # candidates of one name, the most populous
WIDE = (Precision.COUNTRY, Precision.AREA)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a name may mean, and by which level of key it was found."""

    entry: int
    level: Level
    candidate: Candidate
    capital: bool


class Gazetteer:
    """The table, opened. Reading is safe from several threads."""

    def __init__(self, path: Path = FILE) -> None:
        """Opens the file; raises `WeightsError` where it is missing or damaged."""
        try:
            header = read_header(path)
            self._keys = self._map(path, header, "keys", np.dtype("<u8"))
            self._owners = self._map(path, header, "owners", np.dtype("<u4"))
            self._entries = self._map(path, header, "entries", ENTRY)
            self._names = self._map(path, header, "names", np.dtype("u1"))
            self.countries: list[str] = header["countries"]
            self.peoples: dict[str, list[str]] = header["peoples"]
            # A page names the same places again and again.
            self._find = lru_cache(2048)(self._look_up)
            country = PRECISIONS.index(Precision.COUNTRY)
            # Countries stand first.
            self._countries = {
                self.countries[int(e["country"])]: i
                for i, e in enumerate(self._entries[: len(self.countries)])
                if e["precision"] == country
            }
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            raise WeightsError(f"{path} cannot be read ({error}); install whence again") from error

    @staticmethod
    def _map(path: Path, header: dict[str, Any], name: str, kind: np.dtype[Any]) -> NDArray[Any]:
        at, count = header["sections"][name]
        if at + count * kind.itemsize > path.stat().st_size:
            raise ValueError(f"{name} is cut off")
        return np.memmap(path, dtype=kind, mode="r", offset=at, shape=(count,))

    def __len__(self) -> int:
        """The number of entries."""
        return len(self._entries)

    def find(self, name: str, *, loosely: bool = True) -> tuple[Hit, ...]:
        """The entries that a name may mean, countries and areas first, then by people.

        Consonants alone are compared only `loosely`, and only where nothing else is found.
        """
        return self._find(fold(name), loosely)

    def _look_up(self, plain: str, loosely: bool) -> tuple[Hit, ...]:
        if not plain:
            return ()
        found: dict[int, Level] = {}
        keys = [(Level.NAME, plain), (Level.OTHER, without_article(plain))]
        for level, key in keys:
            for entry in self._owners_of(level, key):
                found.setdefault(entry, level)
        if not found and loosely and plain not in self.peoples and (key := consonants(plain)):
            found = dict.fromkeys(self._owners_of(Level.CONSONANTS, key), Level.CONSONANTS)
        hits = [self._hit(entry, level) for entry, level in found.items()]
        hits.sort(
            key=lambda h: (h.candidate.precision not in WIDE, -h.candidate.population, h.entry)
        )
        return tuple(hits[:MOST])

    def home(self, people: str) -> Candidate | None:
        """The country or continent of a people; `None` where it has none or several."""
        found = self.peoples.get(fold(people), ())
        if len(found) != 1:
            return None
        if (index := self._countries.get(found[0])) is not None:
            return self._hit(index, Level.NAME).candidate
        hits = (h.candidate for h in self.find(found[0], loosely=False))
        return next((c for c in hits if c.precision is Precision.AREA), None)

    def name_of(self, code: str) -> str | None:
        """The name of a country by its ISO code."""
        index = self._countries.get(code)
        return None if index is None else self._name(self._entries[index])

    def codes_of(self, people: str) -> list[str]:
        """The ISO codes of the countries of a people; several where a name is shared."""
        return [code for code in self.peoples.get(fold(people), ()) if code in self._countries]

    def _owners_of(self, level: Level, key: str) -> Iterable[int]:
        number = np.uint64(digest(level, key))
        first = int(np.searchsorted(self._keys, number, "left"))
        behind = int(np.searchsorted(self._keys, number, "right"))
        owners: list[int] = self._owners[first:behind].tolist()
        return owners

    def _hit(self, entry: int, level: Level) -> Hit:
        row = self._entries[entry]
        region = int(row["region"])
        country = int(row["country"])
        candidate = Candidate(
            geonames=int(row["geonames"]) or None,
            name=self._name(row),
            latitude=round(float(row["latitude"]), 5),
            longitude=round(float(row["longitude"]), 5),
            country=None if country == 255 else self.countries[country],
            region=None if region == NONE else self._name(self._entries[region]),
            precision=PRECISIONS[int(row["precision"])],
            population=int(row["population"]),
        )
        return Hit(entry, level, candidate, bool(row["rank"]))

    def _name(self, row: Any) -> str:  # noqa: ANN401 - one row of a structured array
        at, length = int(row["name"]), int(row["length"])
        return self._names[at : at + length].tobytes().decode("utf-8", "replace")


def read_header(path: Path) -> dict[str, Any]:
    """The header of a table; raises `ValueError` where the file is another one."""
    with path.open("rb") as file:
        magic, length = struct.unpack("<8sI", file.read(12))
        if magic != MAGIC:
            raise ValueError("not a table of places")
        header: dict[str, Any] = json.loads(file.read(length))
    return header


@cache
def load_gazetteer() -> Gazetteer:
    """The shipped table, opened once in a process."""
    return Gazetteer()
