"""A speaker's page knows all spellings; names are joined, taken apart and back from there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests.report.sample import sample_report
from tests.web.ledgers import TOKEN, open_client
from tests.web.tree import find, tree, words
from whence.ledger import Store, check_ledger
from whence.records import Capture, Medium
from whence.report.json import dump

NAMES = ("Oren Dask", "OREN DASK", "Dask")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three articles that write one speaker in three ways, two statements in each."""
    path = tmp_path / "news.whence"
    with Store(path, "test 1") as store:
        for name in NAMES:
            report = sample_report()
            said = tuple(
                dataclasses.replace(s, speaker=name if s.speaker == "Oren Dask" else s.speaker)
                for s in report.statements
            )
            report = dataclasses.replace(report, statements=said)
            store.add(Capture(f"{name}.html", name.encode(), Medium.HTML), dump(report).encode())
    return path


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with open_client(path) as client:
        yield client


def decide(client: TestClient, **form: str) -> Response:
    given = {"token": TOKEN, "name": "Oren Dask", "who": "Ada"} | form
    answer = client.post("/speakers/names", data=given, headers={"Sec-Fetch-Site": "same-origin"})
    assert isinstance(answer, Response)
    return answer


def total(client: TestClient, name: str) -> int:
    number: int = client.get(f"/speakers.json?name={name}").json()["total"]
    return number


def test_every_spelling_leads_to_the_one_page(client: TestClient) -> None:
    for name in NAMES[:2]:
        page = tree(client, f"/speakers?name={name}")
        assert words(find(page, "h1")[0]) == "Oren Dask"
        assert "4 statements in 2 articles" in words(find(page, ".facts")[0])
        told = client.get(f"/speakers.json?name={name}").json()
        assert sorted(told["spellings"]) == ["OREN DASK", "Oren Dask"]
    listed = client.get("/statements.json?speaker=OREN DASK").json()
    assert listed["total"] == 4
    assert {row["speaker"] for row in listed["rows"]} == {"OREN DASK", "Oren Dask"}, "as written"


def test_a_weaker_name_is_joined_by_hand_and_taken_back(client: TestClient, path: Path) -> None:
    page = tree(client, "/speakers?name=Oren Dask")
    (button,) = find(page, '.names button[name="join"]')
    assert (button.get("value"), total(client, "Dask")) == ("Dask", 2)
    answer = decide(client, join="Dask", why="the same man")
    assert answer.status_code == 303
    assert total(client, "Dask") == total(client, "Oren Dask") == 6
    assert client.get("/statements.json?speaker=Dask").json()["total"] == 6
    page = tree(client, answer.headers["location"])
    assert "the same man" in words(find(page, ".names")[0])
    (undo,) = find(page, '.names button[name="undo"]')
    decide(client, undo=undo.get("value"))
    assert (total(client, "Dask"), total(client, "Oren Dask")) == (2, 4)
    assert check_ledger(path) == []


def test_a_spelling_that_is_somebody_else_goes_its_own_way(client: TestClient) -> None:
    assert decide(client, split="Oren Dask").status_code == 303
    assert (total(client, "Oren Dask"), total(client, "OREN DASK")) == (2, 2)
    values = client.get("/statements/by/speaker").text
    assert "Oren Dask" in values
    assert "OREN DASK" in values


def test_a_decision_needs_a_name_and_something_to_decide(client: TestClient) -> None:
    assert decide(client, join="Dask", who="").status_code == 400
    assert decide(client, join="Nobody").status_code == 400
    assert decide(client, undo="1; DROP TABLE joining").status_code == 400
    assert decide(client, undo="99").status_code == 400
    assert decide(client, join="Dask", token="no" + TOKEN).status_code == 403
    assert total(client, "Dask") == 2


def test_enter_in_a_field_decides_nothing(client: TestClient) -> None:
    page = tree(client, "/speakers?name=Oren Dask")
    first = find(page, ".names form button")[0]
    assert first.get("disabled") is not None


def test_a_server_that_only_reads_offers_no_decision(path: Path) -> None:
    with open_client(path, read_only=True) as client:
        page = tree(client, "/speakers?name=Oren Dask")
        assert "OREN DASK" in words(find(page, ".names")[0])
        assert [b for b in find(page, ".names button") if b.get("name")] == []
