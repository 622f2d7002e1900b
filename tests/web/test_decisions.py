"""Everything that was decided is listed, and any of it can be taken back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.report.sample import sample_report
from tests.web.ledgers import HOST, TOKEN, make_ledger, open_client, report_of
from tests.web.tree import find, tree
from whence.ledger import check_ledger, open_base
from whence.ledger.corrections import correct
from whence.ledger.overlay import Correction, Verdict

HEADS = {"Origin": f"http://{HOST}"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = make_ledger(tmp_path / "news.whence", 2)
    base = open_base(path)
    for article, made in (
        (1, Correction("statements/1", Verdict.REJECT, "Ada", why="=no statement")),
        (1, Correction("events/1", Verdict.CHANGE, "Bo", "deaths", [2, 3])),
        (2, Correction("statements", Verdict.ADD, "Ada", value={"content": [[3, 9]]})),
        (2, Correction("events/0", Verdict.ACCEPT, "Ada")),
        (2, Correction("", Verdict.UNDO, "Bo", undoes=4)),
    ):
        correct(base, article, made)
    base.close()
    return path


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with open_client(path) as client:
        yield client


def test_every_decision_stands_there_with_its_words(client: TestClient) -> None:
    rows = client.get("/decisions.json").json()["rows"]
    assert [row["id"] for row in rows] == [4, 3, 2, 1]
    report = sample_report()
    text = report.page.text
    rejected = " … ".join(span.of(text) for span in report.statements[1].content)
    assert [row["words"] for row in rows[2:]] == [report.events[1].anchor.of(text), rejected]
    assert (rows[0]["undone_by"], rows[1]["undone_by"]) == ("Bo", None)
    assert (rows[1]["target"], rows[2]["value"]) == ("added/3", [2, 3])
    shown = client.get("/decisions").text
    for words in (rejected, "2 to 3", "taken back by", "=no statement"):
        assert words in shown


def test_those_of_one_person_are_told_apart(client: TestClient) -> None:
    rows = client.get("/decisions.json?by=Bo").json()["rows"]
    assert [row["who"] for row in rows] == ["Bo"]
    assert client.get("/decisions.json?by=Nobody").json()["rows"] == []
    assert "has decided nothing" in client.get("/decisions?by=Nobody").text


def test_the_table_has_all_of_them_and_runs_nothing(client: TestClient) -> None:
    table = list(csv.DictReader(io.StringIO(client.get("/decisions.csv").text, newline="")))
    assert [row["id"] for row in table] == ["4", "3", "2", "1"]
    assert table[-1]["why"] == "'=no statement"
    assert table[2]["value"] == "2 to 3"


def test_a_page_leads_to_the_next(client: TestClient, path: Path) -> None:
    base = open_base(path)
    for _ in range(60):
        correct(base, 1, Correction("statements/2", Verdict.ACCEPT, "Ada"))
    base.close()
    first = client.get("/decisions.json?by=Ada").json()
    second = client.get(first["next"]).json()
    ids = [row["id"] for row in first["rows"] + second["rows"]]
    assert len(ids) == len(set(ids)) == 63
    assert second["next"] is None
    assert find(tree(client, "/decisions?by=Ada"), ".pager a")


def test_what_was_rejected_is_taken_back_from_the_list(client: TestClient, path: Path) -> None:
    form = {"token": TOKEN, "take": "1/1", "who": "Cy"}
    answer = client.post("/decisions?by=Ada", data=form, headers=HEADS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/decisions?by=Ada")
    assert len(report_of(path).statements) == len(sample_report().statements)
    last = client.get("/decisions.json").json()["rows"][-1]
    assert (last["undone_by"], last["id"]) == ("Cy", 1)
    again = client.post("/decisions", data=form, headers=HEADS)
    assert again.status_code == 400
    assert "to undo" in again.text
    assert check_ledger(path) == []


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"token": "wrong", "take": "1/1", "who": "Cy"}, 403),
        ({"token": TOKEN, "take": "1/1"}, 400),
        ({"token": TOKEN, "take": "x/1", "who": "Cy"}, 400),
        ({"token": TOKEN, "take": "1", "who": "Cy"}, 400),
        ({"token": TOKEN, "take": "9/1", "who": "Cy"}, 400),
        ({"token": TOKEN, "take": "1/99", "who": "Cy"}, 400),
    ],
)
def test_what_cannot_be_taken_back_is_refused(
    client: TestClient, form: dict[str, str], status: int
) -> None:
    assert client.post("/decisions", data=form, headers=HEADS).status_code == status
    assert len(client.get("/decisions.json?by=Ada").json()["rows"]) == 3


def test_a_ledger_without_decisions_says_so(tmp_path: Path) -> None:
    with open_client(make_ledger(tmp_path / "new.whence", 1)) as client:
        assert "Nobody has decided anything yet" in client.get("/decisions").text
        assert client.get("/decisions.json").json() == {"next": None, "rows": []}
