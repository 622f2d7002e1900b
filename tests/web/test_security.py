"""Only this server's own pages reach it, only with the token, and no page may load anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from tests.web.ledgers import HOST, TOKEN, make_ledger, open_client
from whence.web.security import FIELD, PEEK, token_in

CHANGE = "/api/v1/articles/1/corrections"
BODY = {"target": "statements/0", "verdict": "accept", "who": "tester"}
OURS = {"Origin": f"http://{HOST}"}
WITH_TOKEN = {"X-Whence-Token": TOKEN}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_client(make_ledger(tmp_path_factory.mktemp("guard") / "news.whence")) as client:
        yield client


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = make_ledger(tmp_path_factory.mktemp("locked") / "news.whence")
    with open_client(path, locked=True) as client:
        yield client


def routes_of(client: TestClient) -> list[tuple[str, str]]:
    """Every address of the app with a method, its parameters filled in."""
    values = {"id": "1", "article": "1", "number": "0", "geonames": "4242424", "kind": "statements",
              "field": "speaker"}  # fmt: skip
    found = []
    for route in client.app.routes:  # type: ignore[attr-defined]
        inner = route.routes if isinstance(route, Mount) else [route]
        for each in inner:
            if isinstance(each, Route):
                path = (route.path if isinstance(route, Mount) else "") + each.path
                filled = re.sub(r"\{(\w+)(:\w+)?\}", lambda m: values.get(m[1], "1"), path)
                found += [(filled, method) for method in each.methods or ()]
    return found


def test_every_route_has_a_strict_policy(client: TestClient) -> None:
    routes = routes_of(client)
    assert len(routes) > 12
    for path, method in [*routes, ("/nowhere", "GET"), ("/static/nothing.css", "GET")]:
        heads = client.request(method, path).headers
        policy = heads["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "script-src" not in policy or "script-src 'self';" in policy, path
        assert "unsafe-eval" not in policy, path
        assert heads["x-content-type-options"] == "nosniff", path
        assert heads["cross-origin-opener-policy"] == "same-origin", path
        assert heads["referrer-policy"] in ("same-origin", "no-referrer"), path


def test_no_page_has_scripts_or_styles_of_its_own(client: TestClient) -> None:
    for path, method in routes_of(client):
        if method != "GET" or path.endswith("/capture/page"):
            continue
        answer = client.get(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        assert not re.search(r"<script(?![^>]*\bsrc=)", answer.text), path
        assert "<style" not in answer.text, path
        assert not re.search(r"<[^>]*\s(style|on\w+)=", answer.text), path
        assert not re.search(r"<(script|link|img|iframe)[^>]*=\"(https?:)?//", answer.text), path


@pytest.mark.parametrize(
    "host", ["evil.example", f"{HOST}.evil.example", f"{HOST}:80", "", "[::1]"]
)
def test_another_host_is_not_answered(client: TestClient, host: str) -> None:
    for path in ("/", "/statements.json", "/api/v1/health", "/static/whence-1.css"):
        assert client.get(path, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(
    "heads",
    [
        {},
        OURS,
        {"X-Whence-Token": "wrong"},
        WITH_TOKEN | {"Origin": "http://evil.example"},
        WITH_TOKEN | {"Origin": "null"},
        WITH_TOKEN | {"Origin": f"http://{HOST}.evil.example"},
        WITH_TOKEN | {"Origin": f"ftp://{HOST}"},
        WITH_TOKEN | {"Sec-Fetch-Site": "cross-site"},
        WITH_TOKEN | {"Sec-Fetch-Site": "same-site"},
        WITH_TOKEN | OURS | {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_change_from_elsewhere_or_without_the_token_is_refused(
    client: TestClient, heads: dict[str, str]
) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.request(method, CHANGE, json=BODY, headers=heads).status_code == 403
    assert client.get(CHANGE).json()["rows"] == []


@pytest.mark.parametrize(
    "heads", [WITH_TOKEN, WITH_TOKEN | OURS, WITH_TOKEN | {"Sec-Fetch-Site": "same-origin"}]
)
def test_a_change_with_the_token_is_made(tmp_path_factory: pytest.TempPathFactory,
                                         heads: dict[str, str]) -> None:  # fmt: skip
    with open_client(make_ledger(tmp_path_factory.mktemp("change") / "a.whence", 1)) as client:
        assert client.post(CHANGE, json=BODY, headers=heads).status_code == 201


@pytest.mark.parametrize("origin", [OURS, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}])
def test_a_form_of_ours_with_the_token_gets_through(
    client: TestClient, origin: dict[str, str]
) -> None:
    """What it asks for is not there (405), but it is not refused (403)."""
    form = {"token": TOKEN, "who": "tester"}
    assert client.post("/statements", data=form, headers=origin).status_code == 405
    files = {"pages": ("a.html", b"x" * 300_000, "text/html")}
    sent = client.post("/statements", data=form, files=files, headers=origin)
    assert sent.status_code == 405
    assert client.post("/statements", data={"token": "old"}, headers=origin).status_code == 403
    assert client.post("/statements", data=form).status_code == 403


def test_a_read_only_server_changes_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = make_ledger(tmp_path_factory.mktemp("still") / "news.whence", 1)
    before = path.read_bytes()
    with open_client(path, read_only=True) as client:
        assert client.post(CHANGE, json=BODY, headers=WITH_TOKEN).status_code == 403
        assert client.get("/statements").status_code == 200
        assert TOKEN not in client.get("/statements").text
    assert path.read_bytes() == before


def test_a_locked_server_shows_nothing_without_the_token(locked: TestClient) -> None:
    for path in ("/", "/statements.json", "/api/v1/openapi.json", "/static/whence-1.css"):
        answer = locked.get(path)
        assert answer.status_code == 401
        assert TOKEN not in answer.text
    assert locked.get("/statements?token=wrong").status_code == 401
    assert locked.get("/api/v1/health", headers=WITH_TOKEN).status_code == 200


def test_the_token_in_the_address_opens_a_locked_server(locked: TestClient) -> None:
    answer = locked.get(f"/statements?token={TOKEN}&words=a&words=b")
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements?words=a&words=b")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert locked.get("/statements", headers={"Cookie": cookie.split(";")[0]}).status_code == 200
    locked.cookies.clear()


def test_the_way_in_never_leads_to_another_site(locked: TestClient) -> None:
    answer = locked.get(f"http://{HOST}//evil.example/?token={TOKEN}")
    assert answer.headers["location"] == "/evil.example/"
    locked.cookies.clear()


KINDS = ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "", "é")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(KINDS))
def test_no_form_is_an_error(head: bytes, kind: str) -> None:
    found = token_in(head, kind)
    assert found is None or isinstance(found, str)


def test_a_token_behind_what_is_looked_at_does_not_count() -> None:
    late = b"x" * PEEK + b'name="token"\r\n\r\nsecret\r\n'
    assert FIELD.search(late[:PEEK]) is None


def test_a_crash_is_told_plainly_with_the_same_policy(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr("whence.web.state.State.columns", broken)
    calm = TestClient(client.app, base_url=f"http://{HOST}", raise_server_exceptions=False)
    for path, kind in (("/statements", "text/html"), ("/api/v1/events", "application/problem")):
        answer = calm.get(path)
        assert answer.status_code == 500
        assert answer.headers["content-type"].startswith(kind)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "a secret" not in answer.text


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 5_000, "9" * 15])
@pytest.mark.parametrize(
    "path",
    [
        "/articles/{}",
        "/articles/{}.json",
        "/articles/{}/capture",
        "/articles/{}/capture/page",
        "/articles/{}/capture/bytes",
        "/jobs/{}",
        "/jobs/{}.json",
        "/events/{}/0",
        "/events/1/{}",
        "/events/1/{}.json",
        "/places/{}",
        "/places/{}.json",
    ],
)
def test_a_number_that_nothing_has_is_no_page(client: TestClient, path: str, number: str) -> None:
    assert client.get(path.format(number)).status_code == 404
