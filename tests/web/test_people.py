"""Pages of a speaker, an event, a place, and of what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.report.sample import EVENTS, STATEMENTS, sample_report
from tests.web.ledgers import make_ledger, open_client
from tests.web.tree import find, tree, words
from whence.ledger import Failed, Store
from whence.records import Capture, Loss, Medium
from whence.report.json import dump

ARTICLES = 7
DASK = [s for s in STATEMENTS if s.speaker == "Oren Dask"]
NAMELESS = [s for s in STATEMENTS if s.speaker is None]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = make_ledger(tmp_path_factory.mktemp("people") / "news.whence", ARTICLES)
    with open_client(path) as client:
        yield client


def test_a_speakers_page_holds_all_that_was_said_by_article_and_day(client: TestClient) -> None:
    page = tree(client, "/speakers?name=Oren Dask")
    assert words(find(page, "h1")[0]) == "Oren Dask"
    facts = words(find(page, ".facts")[0])
    assert f"{len(DASK) * ARTICLES} statements in {ARTICLES} articles" in facts
    assert "from 2031-01-10 to 2031-05-10" in facts
    told = find(page, ".told")
    assert len(told) == ARTICLES
    assert all(len(find(each, ".said")) == len(DASK) for each in told)
    days = [find(each, "time")[0].get("datetime") for each in told]
    assert days == sorted(days, key=lambda day: (day is None, day or ""))


def test_a_speakers_statements_are_counted_by_act_certainty_and_outlet(client: TestClient) -> None:
    page = tree(client, "/speakers?name=Oren Dask")
    tallies = {
        words(find(f, "h2")[0]): {
            words(find(r, "th")[0]): int(words(find(r, "td.num")[0])) for r in find(f, "tr")
        }
        for f in find(page, ".facet")
    }
    assert tallies["Act"] == {"assert": 2 * ARTICLES}
    assert tallies["Certainty"] == {"certain": ARTICLES, "possible": ARTICLES}
    assert tallies["Outlet"] == {"Courier": 6, "Wire": 4, "not known": 4}


def test_a_tally_leads_to_just_the_rows_that_it_counts(client: TestClient) -> None:
    page = tree(client, "/speakers?name=Oren Dask")
    for row in find(page, ".facet tr"):
        for link in find(row, "a"):
            total = client.get(link.get("href").replace("?", ".json?", 1)).json()["total"]
            assert total == int(words(find(row, "td.num")[0]))


def test_sources_without_a_name_have_a_page_too(client: TestClient) -> None:
    page = tree(client, "/speakers?name=")
    assert words(find(page, "h1")[0]) == "Sources that are not named"
    assert f"{len(NAMELESS) * ARTICLES} statements" in words(find(page, ".facts")[0])


def test_nobodys_page_is_the_list_of_speakers(client: TestClient) -> None:
    answer = client.get("/speakers")
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements/by/speaker")


def test_somebody_who_is_not_there_is_said_not_to_be(client: TestClient) -> None:
    answer = client.get("/speakers?name=<b>Nobody")
    assert answer.status_code == 404
    assert "&lt;b&gt;Nobody" in answer.text


@pytest.mark.parametrize("order", ["oldest", "newest", "surest"])
def test_pages_of_a_speaker_hold_every_statement_once(tmp_path: Path, order: str) -> None:
    path = make_ledger(tmp_path / "many.whence", 25)
    with open_client(path) as client:
        address: str | None = f"/speakers.json?name=Oren Dask&by={order}"
        found: list[tuple[int, int]] = []
        pages = 0
        while address:
            given = client.get(address).json()
            assert given["total"] == 50
            found += [(row["article"], row["number"]) for row in given["rows"]]
            address, pages = given["next"], pages + 1
    assert pages == 2
    assert len(found) == len(set(found)) == 50


def test_an_order_that_is_none_is_said_to_be(client: TestClient) -> None:
    answer = client.get("/speakers?name=Oren Dask&by=best")
    assert answer.status_code == 400
    assert "newest, oldest, surest" in answer.text


def test_an_event_shows_every_telling_and_where_they_differ(client: TestClient) -> None:
    page = tree(client, "/events/1/1")
    rows = find(page, "table tbody tr")
    assert [words(find(r, "th")[0]) for r in rows] == ["B2 Oren Dask", "F7 government in Kesh"]
    differing = [[words(c) for c in find(r, ".differs")] for r in rows]
    assert differing == [["occurred"], ["denied"]]
    assert "no injured" in words(rows[0])
    assert "at least 2 dead" in words(rows[1])
    assert "The tellings differ in status." in words(page)


def test_an_event_told_once_differs_from_nobody(client: TestClient) -> None:
    page = tree(client, "/events/1/0")
    assert not find(page, ".differs")
    assert "the outlet itself" in words(find(page, "table")[0])


def test_an_event_shows_its_place_on_a_map_and_leads_there(client: TestClient) -> None:
    page = tree(client, "/events/1/0")
    assert find(page, "svg.map path.land")
    assert find(page, 'a[href="/places/4242424"]')
    without = tree(client, "/events/1/2")
    assert not find(without, "svg.map")


def test_an_event_in_json_is_the_reports_own(client: TestClient) -> None:
    given = client.get("/events/1/1.json").json()
    assert given["event"]["type"] == EVENTS[1].type
    assert [t["statement"] for t in given["tellings"]] == [1, 6]
    assert given["disputed"] == ["status"]


def test_a_place_shows_its_events_and_what_its_name_could_have_meant(client: TestClient) -> None:
    page = tree(client, "/places/4242424")
    assert words(find(page, "h1")[0]) == "Tormar"
    assert f"{ARTICLES} events in {ARTICLES} articles" in words(find(page, ".facts")[0])
    assert len(find(page, ".rows > .row")) == ARTICLES
    other = words(find(page, ".where .places")[0])
    assert other.startswith("Tormar")
    assert find(page, "svg.map circle")
    assert client.get("/places/4242424.json").json()["total"] == ARTICLES


@pytest.mark.parametrize(
    "address", ["/events/1/99", "/events/99/0", "/events/1/99.json", "/places/1", "/places/1.json"]
)
def test_what_is_not_there_is_said_not_to_be(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_failures_tell_what_failed_and_why(tmp_path: Path) -> None:
    path = tmp_path / "news.whence"
    late = Capture("late.html", b"<p>late", Medium.HTML)
    with Store(path, "test 1") as store:
        store.fail(Loss("crawl.warc.gz", "the record is damaged", 4711))
        store.fail(Failed(Capture("bad.html", b"<p>bad", Medium.HTML), "no article on it"))
        store.fail(Failed(late, "no article on it"))
    with Store(path, "test 2") as store:
        store.add(late, dump(sample_report()).encode())
    with open_client(path) as client:
        rows = find(tree(client, "/failures"), "table.grid tbody tr")
        given = client.get("/failures.json").json()
    read_since, kept, lost = (words(row) for row in rows)
    assert "late.html" in read_since
    assert "read since" in read_since
    assert "no article on it" in kept
    assert "kept as captured" in kept
    assert "crawl.warc.gz from byte 4,711" in lost
    assert "the record is damaged" in lost
    assert "not taken in" in lost
    assert given["reasons"][0] == {"reason": "no article on it", "failures": 2}
    assert [row["read_since"] for row in given["rows"]] == [True, False, False]


def test_many_failures_are_paged_and_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "news.whence"
    with Store(path, "test 1") as store:
        for number in range(105):
            store.fail(Loss(f"{number}.html", "too large"))
    with open_client(path) as client:
        first = client.get("/failures.json").json()
        second = client.get(first["next"]).json()
        assert find(tree(client, "/failures"), ".pager a")
    names = [row["name"] for row in first["rows"] + second["rows"]]
    assert names == [f"{n}.html" for n in reversed(range(105))]
    assert second["next"] is None


def test_a_ledger_without_failures_says_so(tmp_path: Path) -> None:
    with Store(tmp_path / "news.whence", "test 1"):
        pass
    with open_client(tmp_path / "news.whence") as client:
        assert "Nothing failed" in client.get("/failures").text
