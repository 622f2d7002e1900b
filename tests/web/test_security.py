"""Only this server's own pages reach it, only with the token, and no page may load anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.web.ledgers import make_ledger, open_client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_client(make_ledger(tmp_path_factory.mktemp("guard") / "news.whence")) as client:
        yield client


def test_another_host_is_not_answered(client: TestClient) -> None:
    for host in ("evil.example", "testserver.evil.example", "testserver:80", ""):
        answer = client.get("/", headers={"Host": host})
        assert answer.status_code == 403, host
        assert "testserver" in answer.text


def test_home_is_answered(client: TestClient) -> None:
    assert client.get("/").status_code == 200
