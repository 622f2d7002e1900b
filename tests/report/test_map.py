from __future__ import annotations

import dataclasses
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.sample import sample_report
from whence.records import Candidate, Place, Precision, Report, Span
from whence.report.events import where_words
from whence.report.html import to_html
from whence.report.map import HEIGHT, WIDTH, make_map, make_window
from whence.report.outlines import Window, clip, outlines


def candidate(latitude: float, longitude: float, kind: Precision = Precision.TOWN) -> Candidate:
    return Candidate(None, f"{latitude} {longitude}", latitude, longitude, None, None, kind, 0)


def with_places(*meanings: Candidate | None) -> Report:
    report = sample_report()
    places = tuple(Place(Span(i, i + 3), m, (), 0.9 if m else None) for i, m in enumerate(meanings))
    return dataclasses.replace(report, places=places)


def test_the_place_of_an_event_is_marked_and_leads_to_it() -> None:
    drawn = make_map(sample_report())
    assert drawn is not None
    (place,) = drawn.places
    assert (place.name, place.within, place.exact) == ("Tormar", "Coast, XA", True)
    assert place.events
    assert 0 < place.x < WIDTH
    assert 0 < place.y < HEIGHT
    assert drawn.land.startswith("M")
    html = to_html(sample_report())
    assert f'<a href="#e{place.events[0]}">' in html
    assert 'role="img"' in html


@pytest.mark.parametrize("places", [(), (None,)])
def test_without_a_resolved_place_there_is_no_map(places: tuple[None, ...]) -> None:
    report = with_places(*places)
    assert make_map(report) is None
    assert 'class="map"' not in to_html(report)


def test_a_country_is_a_hollow_mark() -> None:
    drawn = make_map(with_places(candidate(15, 5, Precision.COUNTRY)))
    assert drawn is not None
    assert not drawn.places[0].exact


def test_the_map_goes_the_short_way_round_the_world() -> None:
    window = make_window([candidate(-18, 178), candidate(-14, -172)])
    assert window.east - window.west < 60
    assert window.west < 178 < window.east
    assert window.west < 188 < window.east


def test_labels_stand_apart() -> None:
    drawn = make_map(with_places(*(candidate(35 + i / 50, 38) for i in range(12))))
    assert drawn is not None
    spots = [(p.label_x, p.label_y) for p in drawn.places if p.label]
    assert len(set(spots)) == len(spots) < 12


@pytest.mark.parametrize("kind", [Precision.TOWN, Precision.COUNTRY])
def test_no_label_touches_its_own_mark(kind: Precision) -> None:
    drawn = make_map(with_places(candidate(15, 5, kind)))
    assert drawn is not None
    (place,) = drawn.places
    assert place.label
    assert abs(place.label_x - place.x) > place.radius + 3


def test_a_country_is_named_and_never_by_its_code() -> None:
    mosul = Candidate(99072, "Mosul", 36.3, 43.1, "IQ", "Nineveh", Precision.TOWN, 0)
    iraq = Candidate(99237, "Iraq", 33.0, 44.0, "IQ", None, Precision.COUNTRY, 0)
    for meaning, within in ((mosul, "Nineveh, Iraq"), (iraq, "")):
        drawn = make_map(with_places(meaning))
        assert drawn is not None
        assert drawn.places[0].within == within
    report = with_places(mosul)
    event = dataclasses.replace(report.events[0], place=(report.places[0].span,))
    assert where_words(report, event) == "Mosul, Nineveh, Iraq"


def test_where_something_happened_is_only_said_of_a_place_of_an_event() -> None:
    assert "Where it happened" in to_html(sample_report())
    named = to_html(with_places(candidate(48, 16)))
    assert "Places the article names" in named
    assert "Where it happened" not in named


points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@settings(deadline=None, max_examples=25)  # the first draws the outlines of the world from the disk
@given(st.lists(points, min_size=1, max_size=9))
def test_any_places_are_on_the_map(where: list[tuple[float, float]]) -> None:
    drawn = make_map(with_places(*(candidate(*p) for p in where)))
    assert drawn is not None
    assert drawn.places
    assert all(0 <= p.x <= WIDTH and 0 <= p.y <= HEIGHT for p in drawn.places)
    assert not re.search(r"nan|inf", drawn.land)


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=12))
def test_what_is_clipped_lies_in_the_window(ring: list[tuple[float, float]]) -> None:
    window = Window(-10, -10, 10, 10)
    assert all(-10 <= x <= 10 and -10 <= y <= 10 for x, y in clip(ring, window))


def test_no_outline_leaps_across_the_map() -> None:
    for ring in outlines(Window(-180, -90, 180, 90)):
        steps = [abs(a[0] - b[0]) for a, b in pairwise(ring)]
        assert max(steps) < 40, ring[:3]
    beyond = [p for ring in outlines(Window(170, 60, 195, 72)) for p in ring]
    assert {p[0] > 181 for p in beyond} == {True, False}, "Chukotka lies on both sides"


def test_outlines_show_the_land_of_a_window_alone() -> None:
    syria = list(outlines(Window(35, 32, 43, 38)))
    assert len(syria) >= 4
    assert all(35 <= x <= 43 and 32 <= y <= 38 for ring in syria for x, y in ring)
    assert list(outlines(Window(-30, -5, -20, 5))) == []
