"""The interface does what its OpenAPI description says, and filters as the pages do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from referencing import Registry, Resource
from starlette.testclient import TestClient

from tests.web.ledgers import TOKEN, make_ledger, open_client

ARTICLES = 5
ROOT = "/api/v1"
WITH_TOKEN = {"X-Whence-Token": TOKEN}
LISTS = ("statements", "events", "articles", "speakers", "places")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_client(make_ledger(tmp_path_factory.mktemp("api") / "a.whence", ARTICLES)) as client:
        yield client


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[TestClient]:
    """A ledger of its own, to change."""
    with open_client(make_ledger(tmp_path / "news.whence", 2)) as client:
        yield client


def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{ROOT}/openapi.json").json()
    return found


def check(client: TestClient, path: str, method: str, code: int, body: object) -> None:
    """Fails where an answer is not as the description has it."""
    whole = described(client)
    answers = whole["paths"][path][method]["responses"]
    answer = answers.get(str(code), answers.get("default"))
    schema = next(iter(answer["content"].values()))["schema"]
    report = client.get(f"{ROOT}/report.schema.json").json()
    registry: Registry[Any] = Registry().with_resources(
        [
            ("urn:api", Resource.from_contents(whole | {"$schema": report["$schema"]})),
            ("report.schema.json", Resource.from_contents(report)),
        ]
    )
    ref = schema.get("$ref", "")
    rooted = {"$ref": f"urn:api{ref}"} if ref.startswith("#") else schema
    Draft202012Validator(rooted, registry=registry).validate(body)


@pytest.mark.parametrize("kind", [*LISTS, "failures"])
def test_every_list_is_as_described(client: TestClient, kind: str) -> None:
    answer = client.get(f"{ROOT}/{kind}", params={"size": 2})
    assert answer.status_code == 200
    assert len(answer.json()["rows"]) > 0
    check(client, f"/{kind}", "get", 200, answer.json())


@pytest.mark.parametrize("kind", [*LISTS, "failures"])
def test_pages_hold_every_row_exactly_once(client: TestClient, kind: str) -> None:
    whole = client.get(f"{ROOT}/{kind}", params={"size": 500}).json()
    assert whole["after"] is None
    rows: list[Any] = []
    after = None
    while True:
        asked = {"size": 3} | ({"after": after} if after else {})
        page = client.get(f"{ROOT}/{kind}", params=asked).json()
        rows += page["rows"]
        after = page["after"]
        if after is None:
            break
    assert rows == whole["rows"]


@pytest.mark.parametrize("kind", ["statements", "events", "articles"])
@pytest.mark.parametrize(
    "query",
    ["words=ferries", "outlet=Wire&order=oldest", "score=0.9&order=surest", "speaker=Oren+Dask",
     "type=ASSAULT&status=denied", "first=2031-03-01&last=2031-04-30", "box=9,53,12,55",
     "unknown=outlet", "unknown=days&unknown=country&outlet=Wire"],
)  # fmt: skip
def test_filters_are_those_of_the_pages(client: TestClient, kind: str, query: str) -> None:
    ours = client.get(f"{ROOT}/{kind}?{query}&size=25").json()
    page = client.get(f"/{kind}.json?{query}").json()
    assert [r["id"] for r in ours["rows"]] == [r["id"] for r in page["rows"]]
    assert (ours["total"], ours["counts"]) == (page["total"], page["counts"])


def test_speakers_and_places_follow_the_filter(client: TestClient) -> None:
    said = client.get(f"{ROOT}/speakers?words=ferries").json()["rows"]
    assert [(s["name"], s["statements"], s["articles"]) for s in said] == [
        ("Oren Dask", ARTICLES, ARTICLES)
    ]
    there = client.get(f"{ROOT}/places?status=occurred").json()["rows"]
    assert [(p["name"], p["events"]) for p in there] == [("Tormar", ARTICLES)]
    assert client.get(f"{ROOT}/places?status=denied").json()["rows"] == []


def test_a_report_is_as_described(client: TestClient) -> None:
    body = client.get(f"{ROOT}/articles/1/report").json()
    check(client, "/articles/{article}/report", "get", 200, body)
    assert body["page"]["outlet"] == "Courier"


def test_health_tells_what_there_is(client: TestClient) -> None:
    body = client.get(f"{ROOT}/health").json()
    check(client, "/health", "get", 200, body)
    assert (body["articles"], body["statements"], body["events"]) == (5, 50, 15)


def test_a_correction_holds_everywhere_and_is_undone(fresh: TestClient) -> None:
    path = f"{ROOT}/articles/1/corrections"
    change = {"target": "statements/1", "verdict": "change", "field": "speaker",
              "value": "Oren Dask the Elder", "who": "tester", "why": "page 3"}  # fmt: skip
    made = fresh.post(path, json=change, headers=WITH_TOKEN)
    assert made.status_code == 201
    check(fresh, "/articles/{article}/corrections", "post", 201, made.json())
    elder = fresh.get(f"{ROOT}/statements", params={"speaker": "Oren Dask the Elder"}).json()
    assert [row["article"] for row in elder["rows"]] == [1]
    assert fresh.get(f"{ROOT}/articles/1/report").json()["statements"][1]["speaker"] == (
        "Oren Dask the Elder"
    )
    undo = {"target": "statements/1", "verdict": "undo", "who": "tester",
            "undoes": made.json()["id"]}  # fmt: skip
    assert fresh.post(path, json=undo, headers=WITH_TOKEN).status_code == 201
    again = fresh.get(f"{ROOT}/statements", params={"speaker": "Oren Dask the Elder"}).json()
    assert again["total"] == 0
    told = fresh.get(path).json()
    check(fresh, "/articles/{article}/corrections", "get", 200, told)
    assert [row["verdict"] for row in told["rows"]] == ["change", "undo"]


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/statements?act=shout", 422, "act"),
        ("/statements?size=0", 422, "size"),
        ("/statements?colour=red", 422, "colour"),
        ("/statements?after=x", 400, "after"),
        ("/speakers?after=x", 400, "after"),
        ("/events?box=1,2,3", 400, "box"),
        ("/articles/99/report", 404, "99"),
        ("/articles/99/corrections", 404, "99"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_every_error_is_a_problem(client: TestClient, path: str, status: int, word: str) -> None:
    answer = client.get(ROOT + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert word in answer.json()["detail"]
    check(client, "/statements", "get", 400, answer.json())


@pytest.mark.parametrize(
    "body",
    [
        {"target": "statements/77", "verdict": "accept", "who": "tester"},
        {"target": "statements/0", "verdict": "change", "field": "score", "value": 1, "who": "t"},
        {"target": "statements/0", "verdict": "undo", "who": "tester", "undoes": 5},
    ],
)
def test_a_correction_of_nothing_is_refused(fresh: TestClient, body: dict[str, Any]) -> None:
    answer = fresh.post(f"{ROOT}/articles/1/corrections", json=body, headers=WITH_TOKEN)
    assert answer.status_code == 400
    assert fresh.get(f"{ROOT}/articles/1/corrections").json()["rows"] == []


def test_the_documentation_names_every_operation_and_loads_nothing(client: TestClient) -> None:
    page = client.get(ROOT).text
    for path, methods in described(client)["paths"].items():
        for method in methods:
            assert f"{method.upper()} {ROOT}{path}" in page
    assert "//cdn" not in page
    assert 'src="http' not in page
