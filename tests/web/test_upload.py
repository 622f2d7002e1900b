"""Files dropped onto the page are read in the background, and it is told what became of each."""

from __future__ import annotations

import dataclasses
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.ingest.readers import quick, slow, stuck
from tests.web.ledgers import HOST, TOKEN, make_ledger
from whence.capture.limits import LIMITS
from whence.ledger import check_ledger
from whence.web.app import create_app
from whence.web.pages import upload
from whence.web.settings import Factory, Settings

PAGE = "<!doctype html><html><body><article><p>The bridge at Orlu, {}.</p></article></body></html>"
HEADS = {"Origin": f"http://{HOST}"}


def client_of(path: Path, factory: Factory = quick) -> TestClient:
    settings = Settings(path, TOKEN, (HOST,), factory=factory)
    return TestClient(create_app(settings), base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "news.whence", 1)


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with client_of(path) as client:
        yield client


def drop(client: TestClient, *files: tuple[str, str]) -> str:
    """Drops files and gives the address of their job."""
    parts = [("files", (name, io.BytesIO(body.encode()), "text/html")) for name, body in files]
    answer = client.post("/upload", data={"token": TOKEN}, files=parts, headers=HEADS)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def wait(client: TestClient, job: str) -> dict[str, Any]:
    """The job when it is over."""
    for _ in range(600):
        told: dict[str, Any] = client.get(f"{job}.json").json()
        if told["stage"] not in ("waiting", "reading"):
            return told
        time.sleep(0.1)
    raise AssertionError(told)


def test_what_is_dropped_is_read_and_told(client: TestClient, path: Path) -> None:
    job = drop(
        client,
        ("a.html", PAGE.format(1)),
        ("b.html", "no article " * 9),
        ("../c.html", "exploding"),
    )
    told = wait(client, job)
    assert (told["stage"], told["read"], told["known"], told["failed"]) == ("done", 1, 0, 2)
    assert [f["name"] for f in told["failures"]] == ["b.html", "c.html"]
    shown = client.get(job).text
    assert "no article here" in shown
    assert "hx-trigger" not in shown, "what is over is not asked for again"
    (article,) = told["articles"]
    assert f'href="/articles/{article["id"]}"' in shown
    assert client.get(f"/articles/{article['id']}").status_code == 200
    again = wait(client, drop(client, ("a.html", PAGE.format(1))))
    assert (again["read"], again["known"]) == (0, 1)
    assert [a["id"] for a in again["known_articles"]] == [article["id"]]
    assert check_ledger(path) == []


def test_a_dropped_row_cannot_have_a_file_of_this_machine_read(
    client: TestClient, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(PAGE.format("secret"))
    rows = [{"id": "1", "path": str(secret)}, {"id": "2", "html": PAGE.format("open")}]
    told = wait(client, drop(client, ("rows.jsonl", "\n".join(map(json.dumps, rows)))))
    assert (told["read"], told["failed"]) == (1, 1)
    assert told["failures"][0]["name"] == "rows.jsonl:1"


def test_a_job_is_stopped_and_what_was_read_stays(path: Path) -> None:
    with client_of(path, slow) as client:
        rows = "\n".join(json.dumps({"id": n, "html": PAGE.format(n)}) for n in range(400))
        job = drop(client, ("many.jsonl", rows))
        while client.get(f"{job}.json").json()["read"] == 0:
            time.sleep(0.05)
        assert 'hx-trigger="every' in client.get(job).text
        assert client.post(f"{job}/stop", data={"token": TOKEN}, headers=HEADS).status_code == 303
        told = wait(client, job)
        assert told["stage"] == "stopped"
        assert 0 < told["read"] < 400
        assert len(told["articles"]) == min(told["read"], upload.SHOWN)
        assert "Stopped" in client.get("/upload").text or "stopped" in client.get("/upload").text
    assert check_ledger(path) == []


def read_first_of_two(client: TestClient) -> str:
    """A job that has read one page and never ends with the next."""
    job = drop(client, ("a.html", PAGE.format(1)), ("b.html", PAGE.format("endless")))
    while client.get(f"{job}.json").json()["read"] == 0:
        time.sleep(0.05)
    return job


def test_a_job_is_stopped_while_one_page_is_read(path: Path) -> None:
    with client_of(path, stuck) as client:
        job = read_first_of_two(client)
        client.post(f"{job}/stop", data={"token": TOKEN}, headers=HEADS)
        began = time.monotonic()
        told = wait(client, job)
        assert time.monotonic() - began < 30
        assert (told["stage"], told["read"]) == ("stopped", 1)
        assert wait(client, drop(client, ("c.html", PAGE.format(3))))["stage"] == "done"
    assert check_ledger(path) == []


def test_a_server_ends_while_one_page_is_read(path: Path) -> None:
    with client_of(path, stuck) as client:
        read_first_of_two(client)
        began = time.monotonic()
    assert time.monotonic() - began < 30
    assert check_ledger(path) == []


def test_jobs_are_done_one_after_the_other(client: TestClient) -> None:
    first, second = (drop(client, (f"{n}.html", PAGE.format(n))) for n in range(2))
    assert wait(client, second)["read"] == 1
    assert client.get(f"{first}.json").json()["stage"] == "done"
    shown = client.get("/upload").text
    assert shown.index(second) < shown.index(first), "the newest stands first"


def test_a_server_that_ends_ends_its_jobs(path: Path) -> None:
    with client_of(path, slow) as client:
        rows = "\n".join(json.dumps({"id": n, "html": PAGE.format(n)}) for n in range(2_000))
        drop(client, ("many.jsonl", rows))
    assert check_ledger(path) == []


def test_nothing_chosen_is_told(client: TestClient) -> None:
    parts = [("files", ("", io.BytesIO(b""), "application/octet-stream"))]
    answer = client.post("/upload", data={"token": TOKEN}, files=parts, headers=HEADS)
    assert answer.status_code == 400
    assert "no file was chosen" in answer.text


def test_too_much_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LIMITS", dataclasses.replace(LIMITS, dropped_size=2_000))
    parts = [("files", ("a.html", io.BytesIO(b"x" * 5_000), "text/html"))]
    answer = client.post("/upload", data={"token": TOKEN}, files=parts, headers=HEADS)
    assert answer.status_code == 413
    assert "whence ingest" in answer.text

    def chunks() -> Iterator[bytes]:
        head = f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{TOKEN}\r\n--x\r\n'
        yield head.encode()
        yield b'Content-Disposition: form-data; name="files"; filename="a.html"\r\n\r\n'
        yield b"x" * 5_000 + b"\r\n--x--\r\n"

    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post("/upload", content=chunks(), headers=HEADS | kind)
    assert answer.status_code == 413


def test_without_the_token_nothing_is_taken(client: TestClient) -> None:
    parts = [("files", ("a.html", io.BytesIO(b"<p>"), "text/html"))]
    assert client.post("/upload", files=parts, headers=HEADS).status_code == 403
    assert client.get("/jobs/1").status_code == 404


def test_a_server_that_only_reads_says_so(path: Path) -> None:
    settings = Settings(path, TOKEN, (HOST,), read_only=True)
    with TestClient(create_app(settings), base_url=f"http://{HOST}") as client:
        shown = client.get("/upload").text
    assert "only reads" in shown
    assert "<form id" not in shown
