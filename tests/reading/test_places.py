from __future__ import annotations

import pytest

from whence.gazetteer import load_gazetteer
from whence.reading.places import find_places
from whence.reading.places.find import make_query
from whence.records import Mention, Name, NameKind, Place, Precision, Span


def places(text: str, *named: str, kind: NameKind = NameKind.PLACE) -> dict[str, Place]:
    """The places of a text in which the given words were found to be names."""
    names = []
    for words in named:
        span = Span(text.index(words), text.index(words) + len(words))
        names.append(Name(words, kind, (Mention(span, kind, 0.9),), ()))
    found = find_places(text, names, (), [Span(0, len(text))])
    return {p.span.of(text): p for p in found}


def meaning(place: Place) -> tuple[str | None, Precision]:
    assert place.meaning is not None
    return place.meaning.country, place.meaning.precision


def test_the_country_of_the_article_decides_between_namesakes() -> None:
    text = "The army of Iraq entered Mosul from Baghdad; in Tripoli nothing moved."
    assert meaning(places(text, "Iraq", "Mosul", "Baghdad")["Mosul"]) == ("IQ", Precision.TOWN)
    lebanese = "Lebanese troops left Beirut for Tripoli, in the north of Lebanon."
    libyan = "Libyan militias from Benghazi reached Tripoli, the capital of Libya."
    assert meaning(places(lebanese, "Beirut", "Tripoli", "Lebanon")["Tripoli"])[0] == "LB"
    assert meaning(places(libyan, "Benghazi", "Tripoli", "Libya")["Tripoli"])[0] == "LY"


def test_what_stands_behind_the_comma_decides() -> None:
    text = "A fire broke out in Paris, Texas, on Monday."
    place = places(text, "Paris")["Paris"]
    assert place.meaning is not None
    assert place.meaning.region == "Texas"
    assert place.others


def test_a_province_is_a_region_and_a_side_of_it_too() -> None:
    text = "Strikes hit northern Idlib province and the city of Idlib in Syria."
    found = places(text, "Idlib province", "Syria")
    assert meaning(found["Idlib province"]) == ("SY", Precision.REGION)


def test_a_country_is_a_country_and_never_a_village() -> None:
    text = "Officials in Georgia, Jordan and Lebanon met in Turkey."
    found = places(text, "Georgia", "Jordan", "Lebanon", "Turkey")
    assert [meaning(p)[1] for p in found.values()] == [Precision.COUNTRY] * 4


def test_a_people_is_no_place() -> None:
    assert places("Syrian and Russian jets bombed nothing today.") == {}


def test_a_known_place_that_no_name_was_found_for_is_still_found() -> None:
    text = "The ship left for Somalia, then for Karachi. Nice people waited."
    assert set(places(text)) == {"Somalia", "Karachi"}


def test_the_people_before_a_name_tell_its_country() -> None:
    text = "He fled to the Lebanese Tripoli, then to a Syrian city."
    found = places(text, "Lebanese Tripoli", "Syrian city")
    assert meaning(found["Lebanese Tripoli"])[0] == "LB"
    assert "Syrian city" not in found


@pytest.mark.parametrize(
    ("organisation", "place"),
    [("US State Department", "US"), ("Bank of Ghana", "Ghana"), ("Nairobi Police", "Nairobi")],
)
def test_an_organisation_that_bears_a_places_name_tells_it(organisation: str, place: str) -> None:
    text = f"He wrote to the {organisation} yesterday."
    assert set(places(text, organisation, kind=NameKind.ORGANISATION)) == {place}


def test_a_newspapers_name_tells_no_place() -> None:
    assert not places("So says the Washington Post.", "Washington Post",
                      kind=NameKind.ORGANISATION)  # fmt: skip


def test_an_unknown_place_has_no_meaning() -> None:
    place = places("They walked to Xqvnorbel at dawn.", "Xqvnorbel")["Xqvnorbel"]
    assert (place.meaning, place.others, place.score) == (None, (), None)


def test_scores_are_probabilities_and_others_are_five_at_most() -> None:
    for place in places("Springfield and Washington are far from Berlin.", "Springfield").values():
        assert len(place.others) <= 5
        assert (place.score is None) == (place.meaning is None)
        assert place.score is None or 0.5 <= place.score <= 1


@pytest.mark.parametrize("words", [" ", "’s", "province", "the city of ", "northern "])
def test_words_that_name_nothing_do_no_harm(words: str) -> None:
    assert make_query(words, Span(0, len(words)), load_gazetteer()).hits == ()
