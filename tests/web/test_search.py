"""Lists: what a filter leaves, with its counts, every row on one page exactly once."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.web.ledgers import TOKEN, make_ledger, open_client, report_number
from tests.web.tree import find, tree, words
from whence.ledger import Store
from whence.records import Capture, Medium, Stated
from whence.report.json import dump, load

ARTICLES = 7


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ledger(tmp_path_factory.mktemp("search") / "news.whence", ARTICLES)


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with open_client(path) as client:
        yield client


def text_of(page: str) -> str:
    """A page's words, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.mark.parametrize("kind", ["statements", "events", "articles"])
def test_a_list_shows_how_many_there_are_and_the_way_to_each(client: TestClient, kind: str) -> None:
    total = {"statements": 10 * ARTICLES, "events": 3 * ARTICLES, "articles": ARTICLES}[kind]
    page = client.get(f"/{kind}").text
    assert f"{total} {kind}" in text_of(page)
    assert re.search(r'href="/articles/\d+', page)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/statements", "Statements"),
        ("/events/by/type", "Events"),
        ("/articles", "Articles"),
        ("/articles/1", "Articles"),
        ("/speakers?name=Oren+Dask", "Speakers"),
        ("/statements/by/speaker", "Speakers"),
        ("/map", "Map"),
    ],
)
def test_the_navigation_says_where_one_is(client: TestClient, address: str, part: str) -> None:
    there = find(tree(client, address), ".parts a[aria-current]")
    assert [words(each) for each in there] == [part]


def test_all_lists_are_in_the_navigation(client: TestClient) -> None:
    links = {words(a): a.get("href") for a in find(tree(client, "/"), ".parts a")}
    assert list(links)[:5] == ["Statements", "Events", "Articles", "Speakers", "Map"]
    for href in links.values():
        assert client.get(href, follow_redirects=True).status_code == 200


def test_the_words_looked_for_are_marked(client: TestClient) -> None:
    page = client.get("/statements", params={"words": "FERRIES"}).text
    assert "<mark>ferries</mark>" in page
    assert f"{ARTICLES} statements" in text_of(page)


def test_a_statement_leads_to_its_place_in_the_article(client: TestClient) -> None:
    page = client.get("/statements", params={"words": "batteries", "outlet": "Wire"}).text
    assert re.search(r'href="/articles/\d+\?words=batteries#s6"', page)


def test_an_event_shows_what_is_known_of_it(client: TestClient) -> None:
    page = client.get("/events", params={"type": "COERCE"}).text
    shown = text_of(page)
    assert "COERCE · restrict" in shown
    assert "Tormar" in shown
    assert "in the outlet’s own voice" in shown
    assert 'href="/places/4242424"' in page


@pytest.fixture
def arabic(tmp_path: Path) -> Iterator[TestClient]:
    """A ledger of an article in Arabic and one without a headline."""
    report = report_number(0)
    frame, title = report.page.frame, Stated("“العبّارات” متوقفة", None, "h1")
    named = dataclasses.replace(report.page, frame=dataclasses.replace(frame, title=title))
    named = dataclasses.replace(named, outlet="صحيفة “الميناء”")
    nameless = dataclasses.replace(report.page, frame=dataclasses.replace(frame, title=None))
    with Store(tmp_path / "a.whence", "test 1") as store:
        for number, page in enumerate((named, nameless)):
            capture = Capture(f"pages/{number}.html", f"<p>{number}".encode(), Medium.HTML)
            store.add(capture, dump(dataclasses.replace(report, page=page)).encode())
    with open_client(tmp_path / "a.whence") as client:
        yield client


@pytest.mark.parametrize("address", ["/statements", "/events", "/articles", "/speakers?name="])
def test_rows_name_their_article_in_any_script(arabic: TestClient, address: str) -> None:
    page = tree(arabic, address)
    # Signs at the ends of a name in a script from right to left stay with it: it is isolated.
    apart = {words(each) for each in find(page, ".rows bdi")}
    assert {"“العبّارات” متوقفة", "صحيفة “الميناء”"} <= apart
    assert "pages/1.html" in apart, "without a headline the file names it"


def test_a_facet_adds_a_value_and_takes_it_out(client: TestClient) -> None:
    page = client.get("/statements", params={"words": "ferries"}).text
    assert 'href="/statements?words=ferries&amp;outlet=Wire"' in page
    chosen = client.get("/statements", params={"words": "ferries", "outlet": "Wire"}).text
    assert re.search(r'href="/statements\?words=ferries"[^>]* aria-current="true"', chosen)


@pytest.mark.parametrize(
    ("kind", "query"),
    [("statements", ""), ("events", ""), ("events", "?type=ASSAULT"), ("articles", "")],
)
def test_what_is_not_known_is_found_as_often_as_it_is_counted(
    client: TestClient, kind: str, query: str
) -> None:
    facets = find(tree(client, f"/{kind}{query}"), ".facet")
    seen = set()
    for way in [a for facet in facets for a in find(facet, "a.none")]:
        address = way.get("href")
        rows = int(words(find(way, ".count")[0]))
        found = tree(client, address)
        assert words(find(found, "#found")[0]).split()[0] == str(rows) != "0"
        assert client.get(address.replace("?", ".json?", 1)).json()["total"] == rows
        # There it is chosen, and the same link leads back.
        (chosen,) = find(found, "a.none[aria-current]")
        assert chosen.get("href") == f"/{kind}{query}"
        seen.add(address.rpartition("unknown=")[2])
    assert seen >= ({"outlet", "days", "speaker"} if kind == "statements" else {"outlet"})


def test_what_is_not_known_stands_beside_values_and_is_a_chip(client: TestClient) -> None:
    def total(query: str) -> int:
        found: int = client.get(f"/events.json?{query}").json()["total"]
        return found

    wire, unknown = total("outlet=Wire"), total("unknown=outlet")
    assert total("outlet=Wire&unknown=outlet") == wire + unknown
    page = tree(client, "/events?outlet=Wire&unknown=outlet&unknown=days&first=2031-02-01")
    chips = {words(each).split(" ×")[0] for each in find(page, ".chips .chip")}
    assert {"Outlet: Wire", "Outlet: not known", "Days: from 2031-02-01 or no day told"} <= chips
    # A value of that name is another thing.
    assert total("speaker=none") == total("outlet=unknown") == 0
    assert "unknown:" in client.get("/events?unknown=score").text
    # What a list does not have is not taken along to it.
    links = {words(a): a.get("href") for a in find(page, ".switch a")}
    assert (
        links["Statements"]
        == "/statements?outlet=Wire&unknown=outlet&unknown=days&first=2031-02-01"
    )
    page = tree(client, "/events?unknown=country&unknown=box&unknown=outlet")
    links = {words(a): a.get("href") for a in find(page, ".switch a")}
    assert links["Articles"] == "/articles?unknown=outlet"


def test_a_page_of_values_counts_values_alone(client: TestClient) -> None:
    page = tree(client, "/statements/by/outlet")
    assert "2 values" in words(page)
    assert [words(a) for a in find(page, ".columns a.none span")[::2]] == ["not known"]


def test_every_filter_is_a_chip_that_can_be_taken_out(client: TestClient) -> None:
    query = "/events?type=ASSAULT&status=denied&first=2031-01-01&box=9,53,12,55&deaths=2&score=0.5"
    shown = text_of(client.get(query).text)
    for chip in ("Type of event: Assault", "Status: denied", "Days: from 2031-01-01",
                 "53° N to 55° N, 9° E to 12° E", "Deaths: at least 2", "Score: at least 0.5",
                 "Clear all"):  # fmt: skip
        assert chip in shown, chip


def test_where_nothing_fits_it_is_told_what_to_take_out(client: TestClient) -> None:
    page = client.get("/statements?speaker=Oren+Dask&outlet=Nobody").text
    assert "Nothing fits all of this together" in page
    assert re.search(r'href="/statements\?speaker=Oren\+Dask"[^>]*>\s*<small>without outlet', page)


def test_an_empty_ledger_shows_the_way_to_fill_it(tmp_path: Path) -> None:
    with open_client(make_ledger(tmp_path / "empty.whence", 0)) as client:
        for path in ("/", "/statements", "/events", "/articles"):
            page = client.get(path)
            assert page.status_code == 200
            assert 'href="/upload"' in page.text


def test_what_is_asked_wrongly_is_named(client: TestClient) -> None:
    for query, name in (("score=2", "score"), ("first=soon", "first"), ("after=x", "after")):
        answer = client.get(f"/statements?{query}")
        assert answer.status_code == 400
        assert f"{name}:" in text_of(answer.text)


def test_empty_fields_of_a_form_do_not_stay_in_the_address(client: TestClient) -> None:
    answer = client.get("/events?words=&deaths=&type=ASSAULT")
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?type=ASSAULT")


def test_strangers_words_are_shown_and_not_run(client: TestClient) -> None:
    page = client.get("/statements", params={"words": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_all_values_of_a_field_can_be_looked_through(client: TestClient) -> None:
    page = client.get("/statements/by/speaker", params={"like": "dask"}).text
    assert "Oren Dask" in page
    assert "Okonjo" not in page
    told = client.get("/statements/by/speaker.json", params={"like": "dask"}).json()
    assert told["values"] == [{"value": "Oren Dask", "rows": 2 * ARTICLES, "chosen": False}]
    table = client.get("/statements/by/speaker.csv", params={"like": "dask"}).text
    assert table.splitlines() == ["speaker,rows", f"Oren Dask,{2 * ARTICLES}"]
    assert client.get("/statements/by/status").status_code == 404
    assert client.get("/statements/by/speaker.exe").status_code == 404
    assert client.get("/elsewhere/by/speaker").status_code == 404


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["newest", "oldest", "surest"]),
    st.sampled_from([{}, {"outlet": ["Wire", "Courier"]}, {"words": ["ferries"]}, {"act": "warn"}]),
    st.sampled_from(["statements", "events", "articles"]),
)
def test_pages_hold_every_row_exactly_once(
    client: TestClient, order: str, query: dict[str, str | list[str]], kind: str
) -> None:
    asked = {**query, "order": order}
    first = client.get(f"/{kind}.json", params=asked).json()
    seen, following = [row["id"] for row in first["rows"]], first["next"]
    while following:
        page = client.get(following).json()
        seen += [row["id"] for row in page["rows"]]
        following = page["next"]
    assert len(seen) == len(set(seen)) == first["total"]
    table = client.get(f"/{kind}.csv", params=asked).text
    assert [int(row["id"]) for row in csv.DictReader(io.StringIO(table))] == seen


def test_a_row_that_is_gone_does_not_end_the_pages(tmp_path: Path) -> None:
    with open_client(make_ledger(tmp_path / "news.whence", 6)) as client:
        first = client.get("/statements.json?order=oldest").json()
        last = first["rows"][-1]
        body = {"target": f"statements/{last['number']}", "verdict": "reject", "who": "tester"}
        made = client.post(
            f"/api/v1/articles/{last['article']}/corrections",
            json=body,
            headers={"X-Whence-Token": TOKEN},
        )
        assert made.status_code == 201
        following = client.get(first["next"]).json()
        assert len(following["rows"]) > 0
        assert following["total"] == first["total"] - 1


def test_no_cell_of_a_table_is_a_formula(client: TestClient) -> None:
    table = client.get("/statements.csv").text
    for row in csv.reader(io.StringIO(table)):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_a_part_that_htmx_asks_for_is_in_the_page(client: TestClient) -> None:
    page = client.get("/statements?words=ferries", headers={"HX-Request": "true"})
    assert 'id="search"' in page.text
    assert page.headers["hx-push-url"] == "/statements?words=ferries"


def test_an_export_has_what_the_filter_leaves_and_no_more(client: TestClient) -> None:
    query = "type=COERCE&outlet=Wire"
    shown = client.get(f"/events.json?{query}").json()["total"]
    for name in ("csv", "acled", "plover", "geojson"):
        answer = client.get(f"/export?rows=events&as={name}&{query}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
        if name == "geojson":
            written = len(json.loads(answer.text)["features"])
        else:
            written = answer.text.count("\n") - (name != "plover")
        assert written == shown, name


@pytest.mark.parametrize("rows", ["statements", "events"])
def test_annotations_are_of_the_rows_that_the_filter_leaves(client: TestClient, rows: str) -> None:
    shown = client.get(f"/{rows}.json?outlet=Wire").json()["total"]
    answer = client.get(f"/export?rows={rows}&as=annotation&outlet=Wire")
    found = [json.loads(line)["body"]["finding"] for line in answer.text.splitlines()]
    assert found == [rows.removesuffix("s")] * shown != []


def test_claims_are_of_statements_and_entities_of_all_rows(client: TestClient) -> None:
    for rows, name in (("statements", "claimreview"), ("articles", "claimreview"),
                       ("statements", "ftm"), ("events", "ftm"), ("articles", "ftm")):  # fmt: skip
        lines = client.get(f"/export?rows={rows}&as={name}").text.splitlines()
        kinds = {one.get("@type") or one["schema"] for one in map(json.loads, lines)}
        assert ("Event" in kinds) == (name == "ftm" and rows != "statements")
        assert kinds & {"Claim", "Article"}
    assert client.get("/export?rows=events&as=claimreview").status_code == 400


def test_a_zip_has_the_articles_of_the_filter(client: TestClient) -> None:
    answer = client.get("/export?rows=articles&as=brat&outlet=Wire")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        texts = [name for name in files.namelist() if name.endswith(".txt")]
    assert len(texts) == client.get("/articles.json?outlet=Wire").json()["total"] > 0


def test_exported_reports_are_read_again(client: TestClient) -> None:
    answer = client.get("/export?rows=statements&as=jsonl&outlet=Wire")
    reports = [load(line) for line in answer.text.splitlines()]
    assert {report.page.outlet for report in reports} == {"Wire"}
    assert len(reports) == client.get("/articles.json?outlet=Wire").json()["total"]


def test_a_format_that_is_not_there_is_named(client: TestClient) -> None:
    for query, name in (("as=docx", "docx"), ("rows=people&as=csv", "people")):
        answer = client.get(f"/export?{query}")
        assert answer.status_code == 400
        assert name in answer.text


@pytest.mark.parametrize("kind", ["statements", "events", "articles"])
def test_no_two_files_of_a_list_have_the_same_name(client: TestClient, kind: str) -> None:
    menu = find(tree(client, f"/{kind}"), ".menu .sheet")[0]
    names = [(a.text or "").strip() for a in find(menu, "a")]
    assert len(names) == len(set(names))


def test_every_list_offers_its_formats(client: TestClient) -> None:
    page = client.get("/events?status=occurred").text
    for name in ("acled", "ged", "plover", "geojson", "jsonl"):
        found = re.search(rf'href="(/export\?[^"]*as={name}[^"]*)"', page)
        assert found, name
        assert client.get(found[1].replace("&amp;", "&")).status_code == 200
