"""The real transport over one of httpx's own fakes: where it connects, and as whom."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from threading import Event

import httpx2
import pytest

from whence.capture.address import parse_address
from whence.capture.wire import open_wire, wire_of
from whence.errors import CaptureError
from whence.version import __version__


def test_it_connects_to_the_very_ip_address_under_the_hosts_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        headers = {"Set-Cookie": "a=b", "Content-Type": "text/html"}
        return httpx2.Response(200, headers=headers, stream=httpx2.ByteStream(b"<p>"))

    ask = wire_of(lambda: httpx2.MockTransport(answer))
    for ip in ("8.8.8.8", "2606:4700::1"):
        with ask(parse_address("https://courier.example/a?b=%20"), ip) as heard:
            assert (heard.status, b"".join(heard.pieces)) == (200, b"<p>")
            assert heard.headers["content-type"] == "text/html"
        request = asked.pop()
        assert (request.url.host, request.url.raw_path) == (ip, b"/a?b=%20")
        assert request.headers["host"] == "courier.example"
        assert request.extensions["sni_hostname"] == "courier.example"
        assert request.headers["user-agent"] == f"whence/{__version__}"
        assert "cookie" not in request.headers
        assert "authorization" not in request.headers


def test_redirects_are_left_to_the_caller() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        assert request.url.path == "/"
        return httpx2.Response(302, headers={"Location": "http://127.0.0.1/"})

    with wire_of(lambda: httpx2.MockTransport(answer))(
        parse_address("http://courier.example/"), "8.8.8.8"
    ) as heard:
        assert (heard.status, heard.headers["location"]) == (302, "http://127.0.0.1/")


class Endless(httpx2.BaseTransport):
    """A server that sends a byte whenever it is asked for one, until it is closed."""

    def __init__(self) -> None:
        self.closed = Event()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        assert request.url.host
        transport = self

        class Body(httpx2.SyncByteStream):
            def __iter__(self) -> Iterator[bytes]:
                while not transport.closed.wait(0.01):
                    yield b"a"
                raise httpx2.ReadError("closed under the read")

        return httpx2.Response(200, stream=Body())

    def close(self) -> None:
        self.closed.set()


def test_what_never_ends_is_ended() -> None:
    ask = wire_of(Endless, seconds=0.1)
    with (
        pytest.raises(CaptureError, match=r"courier\.example/: not reached \(took over 0\.1 sec"),
        ask(parse_address("http://courier.example/"), "8.8.8.8") as heard,
    ):
        b"".join(heard.pieces)


def test_a_host_that_does_not_answer_is_told() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    ask = wire_of(lambda: httpx2.MockTransport(answer))
    with (
        pytest.raises(CaptureError, match="not reached"),
        ask(parse_address("http://courier.example/"), "8.8.8.8"),
    ):
        raise AssertionError("never reached")


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(CaptureError, match=r"whence\[fetch\]"):
        open_wire()
