from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.errors import WeightsError
from whence.gazetteer import Gazetteer, load_gazetteer
from whence.gazetteer.table import FILE, MOST
from whence.records import Precision


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def first(gazetteer: Gazetteer, name: str) -> tuple[str, str | None, Precision]:
    c = gazetteer.find(name)[0].candidate
    return c.name, c.country, c.precision


@pytest.mark.parametrize(
    ("name", "country", "precision"),
    [("Mosul", "IQ", Precision.TOWN), ("Syria", "SY", Precision.COUNTRY),
     ("U.K.", "GB", Precision.COUNTRY), ("Falluja", "IQ", Precision.TOWN),
     ("Deir al-Zour", "SY", Precision.TOWN), ("Red Sea", None, Precision.AREA),
     ("Burma", "MM", Precision.COUNTRY), ("Kiev", "UA", Precision.TOWN)],
)  # fmt: skip
def test_names_of_the_news_are_found(
    gazetteer: Gazetteer, name: str, country: str | None, precision: Precision
) -> None:
    assert first(gazetteer, name)[1:] == (country, precision)


def test_an_entry_has_its_id_point_and_region(gazetteer: Gazetteer) -> None:
    mosul = gazetteer.find("Mosul")[0].candidate
    assert (mosul.geonames, mosul.region) == (99072, "Nineveh")
    assert (round(mosul.latitude, 1), round(mosul.longitude, 1)) == (36.3, 43.1)


def test_a_people_leads_to_its_country_and_is_no_place(gazetteer: Gazetteer) -> None:
    home = gazetteer.home("Iraqi")
    assert home is not None
    assert (home.country, home.precision) == ("IQ", Precision.COUNTRY)
    assert all(h.candidate.precision is not Precision.COUNTRY for h in gazetteer.find("Iraqi"))


def test_a_people_of_two_countries_leads_to_neither(gazetteer: Gazetteer) -> None:
    assert gazetteer.home("Congolese") is None
    assert gazetteer.codes_of("Congolese") == ["CD", "CG"]


def test_consonants_are_compared_only_where_asked(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Khan Shekhun", loosely=True)
    assert not gazetteer.find("Khan Shekhun", loosely=False)


@given(st.text(max_size=60))
def test_any_name_gives_few_candidates_inside_the_world(name: str) -> None:
    hits = load_gazetteer().find(name)
    assert len(hits) <= MOST
    assert all(abs(h.candidate.latitude) <= 90 for h in hits)
    assert all(abs(h.candidate.longitude) <= 180 for h in hits)


@pytest.mark.parametrize("keep", [0, 5, 12, 400, 1 << 15, 1 << 20])
def test_a_damaged_table_is_told(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "places.bin"
    path.write_bytes(FILE.read_bytes()[:keep])
    with pytest.raises(WeightsError, match=r"places\.bin cannot be read"):
        Gazetteer(path)


def test_a_missing_or_foreign_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "places.bin"
    with pytest.raises(WeightsError, match="install whence again"):
        Gazetteer(path)
    path.write_bytes(b"PK" + bytes(100))
    with pytest.raises(WeightsError, match="not a table of places"):
        Gazetteer(path)
