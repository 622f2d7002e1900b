"""The map and the days show what the filter leaves, and every mark leads to what it stands for."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterator
from datetime import date
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.report.sample import TORMAR, sample_report
from tests.web.ledgers import open_client
from tests.web.tree import find, tree, words
from whence.ledger import Store
from whence.ledger.days import Days, Timeline, Unit
from whence.ledger.filter import read_box
from whence.records import Capture, Medium, Precision
from whence.report.json import dump
from whence.report.outlines import Window
from whence.web import atlas
from whence.web.chart import WIDTH, draw

PLACES = [("Mosul", 36.34, 43.13, "IQ"), ("Mosul", 36.34, 43.13, "IQ"),
          ("Aleppo", 36.2, 37.16, "SY"), ("Suva", -18.14, 178.44, "FJ"),
          ("Iraq", 33.0, 44.0, "IQ"), None]  # fmt: skip
DAYS = ["2016-10-17", "2016-10-18", "2016-11-02", "2017-01-05", "2016-10", None]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("map") / "news.whence"
    with Store(path, "test 1") as store:
        for number, (place, day) in enumerate(zip(PLACES, DAYS, strict=True)):
            report = sample_report()
            event = dataclasses.replace(report.events[0], date=day)
            found = report.places[0]
            if place is None:
                found = dataclasses.replace(found, meaning=None)
            else:
                name, latitude, longitude, country = place
                exact = Precision.COUNTRY if name == "Iraq" else Precision.TOWN
                found = dataclasses.replace(
                    found,
                    meaning=dataclasses.replace(
                        TORMAR, name=name, latitude=latitude, longitude=longitude,
                        country=country, precision=exact, geonames=100 + number,
                    ),
                )  # fmt: skip
            report = dataclasses.replace(report, events=(event,), places=(found,))
            capture = Capture(f"{number}.html", f"<p>{number}".encode(), Medium.HTML)
            store.add(capture, dump(report).encode())
    with open_client(path) as client:
        yield client


def marks(page: str) -> dict[str, str]:
    """What each mark of the map says, and where it leads."""
    found = re.findall(r'<a class="(?:spot|ring)" href="([^"]*)" aria-label="([^"]*)"', page)
    return {unescape(words): unescape(href) for href, words in found}


def total(client: TestClient, href: str) -> int:
    """How many events a page says there are."""
    found = re.search(r">\s*([\d,]+) events?\s*</h1>", client.get(href).text)
    assert found is not None, href
    return int(found[1].replace(",", ""))


def test_every_mark_leads_to_as_many_events_as_it_tells(client: TestClient) -> None:
    found = marks(client.get("/map").text)
    assert set(found) == {
        "2 events: Mosul", "1 event: Aleppo", "1 event: Suva", "1 event somewhere in Iraq",
    }  # fmt: skip
    for told, href in found.items():
        assert total(client, href) == int(told.split()[0]), told


def test_what_cannot_be_shown_is_counted(client: TestClient) -> None:
    told = client.get("/map.json").json()
    assert told["unplaced"] == 1
    assert next((c["name"], c["rows"]) for c in told["cells"]) == ("Mosul", 2)
    assert next((c["code"], c["rows"], c["vague"]) for c in told["countries"]) == ("IQ", 3, 1)
    assert told["days"]["undated"] == 1
    counted = sum(b["rows"] for b in told["days"]["bars"] + told["days"]["spans"])
    assert counted + told["days"]["more"] + told["days"]["undated"] == len(PLACES)
    page = tree(client, "/map")
    shown = words(page)
    assert "1 event without a known place" in shown
    assert "1 event without a date" in shown
    for part in ("box", "days"):
        assert find(page, f'a[href="/events?unknown={part}"]')
        assert client.get(f"/events.json?unknown={part}").json()["total"] == 1


@pytest.mark.parametrize("query", ["", "?first=2016-10-01&last=2016-10-31", "?country=IQ"])
def test_the_places_of_the_map_are_a_table_with_all_its_events(
    client: TestClient, query: str
) -> None:
    assert f'href="/map.csv{escape(query)}"' in client.get(f"/map{query}").text
    answer = client.get(f"/map.csv{query}")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    events = client.get(f"/events.json{query}").json()
    assert sum(int(row["events"]) for row in rows) == events["total"]
    points = {(row["name"], row["latitude"], row["longitude"]) for row in rows}
    assert points == {
        (
            row["meaning"] or "",
            *("" if x is None else str(x) for x in (row["latitude"], row["longitude"])),
        )
        for row in events["rows"]
    }
    for row in rows:
        if row["geonames"]:
            found = client.get(f"/places/{row['geonames']}.json").json()
            assert found["rows"][0]["meaning"] == row["name"]


def test_moving_the_map_moves_its_box(client: TestClient) -> None:
    shown = client.get("/map?box=40,33,46,38").text
    links = dict(re.findall(r'href="(/map[^"]*)" aria-label="(\w+)"', shown))
    boxes = {label: href for href, label in links.items()}
    assert set(boxes) == {"Closer", "Wider", "West", "East", "North", "South"}
    west, south, east, north = (
        read_box(unescape(boxes["East"]).split("box=")[1].replace("%2C", ","))
    )  # fmt: skip
    assert west > 40
    assert (south, north) == pytest.approx((33, 38), abs=0.2)
    assert east > 46
    assert "All places" in shown
    for href in boxes.values():
        assert client.get(unescape(href)).status_code == 200


def test_a_bar_leads_to_its_days(client: TestClient) -> None:
    shown = client.get("/map").text
    bars = re.findall(r'<a href="([^"]*)" tabindex="-1" aria-label="([^"]*): (\d+) events?"', shown)
    full = [(unescape(href), int(rows)) for href, label, rows in bars if int(rows)]
    assert full
    for href, rows in full:
        # A span that only touches the bar's days is found by them too.
        assert total(client, href) >= rows
    inner = client.get("/map?first=2016-10-01&last=2016-10-31").text
    assert "by day" in inner
    assert 'class="chosen"' in inner


def test_a_form_with_empty_days_leads_to_the_map_without_them(client: TestClient) -> None:
    answer = client.get("/map?first=&last=&type=COERCE")
    assert (answer.status_code, answer.headers["location"]) == (303, "/map?type=COERCE")


def test_nothing_found_is_a_page(client: TestClient) -> None:
    page = tree(client, "/map?type=AID&words=ferries")
    assert words(find(page, "h1")[0]) == "0 events"
    assert "Nothing fits all of this together" in words(page)
    assert "at most" not in words(find(page, ".when")[0])
    ways = {words(a): a.get("href") for a in find(page, ".beside .chip")}
    assert list(ways) == ["without type of event Aid 6"]
    assert total(client, ways["without type of event Aid 6"]) == 6


def test_a_countrys_place_leads_to_all_events_of_the_country(client: TestClient) -> None:
    page = tree(client, "/places/104")
    assert words(find(page, "h1")[0]) == "Iraq"
    (way,) = [a for a in find(page, ".facts a") if a.get("href") == "/events?country=IQ"]
    assert words(way) == "3 events in Iraq"
    assert total(client, way.get("href")) == 3
    assert not find(tree(client, "/places/102"), ".facts a"), "there are no others in Syria"


def test_what_is_too_far_away_to_be_drawn_is_told_and_led_to(tmp_path: Path) -> None:
    with Store(tmp_path / "far.whence", "test 1") as store:
        for number in range(24):
            report = sample_report()
            day = f"2016-10-{number + 1:02d}" if number else "1861-04-12"
            report = dataclasses.replace(
                report, events=(dataclasses.replace(report.events[0], date=day),)
            )
            capture = Capture(f"{number}.html", f"<p>{number}".encode(), Medium.HTML)
            store.add(capture, dump(report).encode())
    with open_client(tmp_path / "far.whence") as client:
        page = tree(client, "/map")
        told = words(find(page, ".when")[0])
        assert "Bars: events by day" in told
        assert "1 event before 2016-10-02 is not drawn" in told
        way = find(page, '.when .told a[href^="/map?last="]')[0]
        assert total(client, way.get("href")) == 1
        assert client.get("/map.json").json()["days"]["earlier"] == 1
        assert "1 long before or after is not drawn" in words(tree(client, "/places/4242424"))


longitudes = st.floats(-180, 180)
latitudes = st.floats(-85, 85)


@given(longitudes, latitudes, st.floats(0, 359), st.floats(0, 80), longitudes, latitudes)
def test_a_box_is_shown_whole(
    west: float, south: float, wide: float, high: float, x: float, y: float
) -> None:
    east = (west + wide + 180) % 360 - 180
    north = min(90.0, south + high)
    window = atlas.look_at((west, south, east, north))
    assert -90.001 <= window.south < window.north <= 90.001
    assert 0 < window.east - window.west <= 360.001
    for longitude, latitude in ((west, south), (west + wide, north)):
        px, py = atlas.project(window, longitude, latitude)
        assert -1 <= px <= atlas.WIDTH + 1
        assert -1 <= py <= atlas.HEIGHT + 1
    for box in (
        atlas.framed(window), atlas.zoomed(window, 0.5), atlas.zoomed(window, 2.0),
        atlas.moved(window, x / 180, y / 85),
    ):  # fmt: skip
        if box is not None:
            assert read_box(",".join(f"{each:g}" for each in box))


@pytest.mark.parametrize("box", [(30, 25, 60, 42), (170, -30, -170, 30), (-20, -40, 60, 40)])
def test_a_window_seen_again_stays(box: tuple[float, float, float, float]) -> None:
    window = atlas.look_at(box)
    again = atlas.look_at(atlas.framed(window))
    sides = zip(dataclasses.astuple(window), dataclasses.astuple(again), strict=True)
    assert all(abs((a - b + 180) % 360 - 180) < 0.1 for a, b in sides)


def test_land_is_drawn_within_the_map() -> None:
    for window in (atlas.WORLD, Window(35, 30, 45, 36), Window(150, 40, 210, 70)):
        path = atlas.land(window)
        starts = re.findall(r"M(-?\d+) (-?\d+)l", path)
        assert starts
        assert all(-1 <= int(x) <= atlas.WIDTH + 1 for x, _ in starts)
        assert all(-1 <= int(y) <= atlas.HEIGHT + 1 for _, y in starts)


def test_bars_stand_side_by_side_and_spans_under_them() -> None:
    months = [(date(2016, m, 1), date(2016, m + 1, 1)) for m in range(1, 12)]
    bars = tuple(Days(a, date.fromordinal(b.toordinal() - 1), n) for n, (a, b) in enumerate(months))
    span = Days(date(2016, 3, 1), date(2016, 5, 31), 4)
    chart = draw(Timeline(Unit.MONTH, bars, (span,), 0, 0), date(2016, 2, 1), date(2016, 2, 29))
    assert chart is not None
    ends = [bar.x + bar.width for bar in chart.bars]
    assert ends[:-1] == pytest.approx([bar.x for bar in chart.bars[1:]], abs=0.05)
    assert ends[-1] == pytest.approx(WIDTH)
    assert chart.bars[0].height == 0, "no rows, no bar"
    assert max(bar.height for bar in chart.bars) == chart.base
    assert chart.spans[0].y > chart.base
    assert chart.spans[0].x == chart.bars[2].x
    assert chart.chosen == (chart.bars[1].x, chart.bars[1].width)
    assert draw(Timeline(Unit.DAY, (), (), 0, 3)) is None
