"""`whence serve` listens on this machine, says where, and lets nobody else in by default."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from tests.web.ledgers import make_ledger
from whence.cli.main import main
from whence.cli.serve import hosts_of, is_loopback


def serve(ledger: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "whence", "serve", str(ledger), "--port", "0", "--no-open"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_ledger_is_served_until_it_is_stopped(tmp_path: Path) -> None:
    with serve(make_ledger(tmp_path / "news.whence", 1)) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(f"{address}api/v1/health", timeout=30) as answer:  # noqa: S310
                assert json.load(answer)["statements"] == 10
        finally:
            server.send_signal(signal.SIGINT)
            _, told = server.communicate(timeout=30)
    assert server.returncode == 0
    assert "Traceback" not in told


def test_a_server_that_is_stopped_does_not_wait_for_whoever_never_ends_his_question(
    tmp_path: Path,
) -> None:
    with serve(make_ledger(tmp_path / "news.whence", 1)) as server, socket.socket() as asking:
        try:
            assert server.stdout is not None
            host = urlsplit(server.stdout.readline().strip()).netloc
            asking.connect(("127.0.0.1", int(host.rpartition(":")[2])))
            head = f"POST /upload HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            asking.sendall(f"{head}Content-Length: 9999\r\n\r\ntoken=".encode())
            time.sleep(1)  # until it is being answered
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=30)
        finally:
            server.kill()
    assert server.returncode == 0


@pytest.mark.parametrize(
    "given",
    [
        ["--host", "0.0.0.0"],  # noqa: S104 - refused
        ["--host", "192.0.2.1", "--read-only"],
        ["--host", "192.0.2.1", "--anyone"],
        ["--host", "192.0.2.1", "--token", "short"],
    ],
)
def test_others_are_not_let_in_by_mistake(tmp_path: Path, given: list[str]) -> None:
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "news.whence"), *given])
    assert done.exit_code == 2
    assert not (tmp_path / "news.whence").exists()


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("no ledger at all, but long enough to be a file of some kind" * 20)
    done = CliRunner().invoke(main, ["serve", str(wrong), "--port", "0", "--no-open"])
    assert done.exit_code == 2
    assert "notes.txt" in done.output
    assert wrong.read_text().startswith("no ledger")


def test_a_new_ledger_is_made_and_said_to_be_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    new = tmp_path / "new.whence"
    done = CliRunner().invoke(main, ["serve", str(new), "--port", "0", "--no-open"])
    assert done.exit_code == 0
    assert "new.whence is new and empty" in done.output
    assert new.exists()


def test_a_missing_ledger_is_not_made_to_be_only_read(tmp_path: Path) -> None:
    missing = tmp_path / "gone.whence"
    done = CliRunner().invoke(main, ["serve", str(missing), "--port", "0", "--read-only"])
    assert done.exit_code == 2
    assert "gone.whence" in done.output
    assert not missing.exists()


@pytest.mark.parametrize(
    ("host", "ours"),
    [("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("localhost", True),
     ("::", False), ("192.168.1.7", False), ("example.org", False),
     ("127.0.0.1.example.org", False)],
)  # fmt: skip
def test_what_is_this_machine(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours


def test_the_names_that_are_answered_have_the_port() -> None:
    assert hosts_of("127.0.0.1", ("news.test",), 80) == (
        "127.0.0.1:80", "127.0.0.1", "news.test:80", "news.test", "localhost:80", "localhost",
        "[::1]:80", "[::1]",
    )  # fmt: skip
    assert hosts_of("192.0.2.1", (), 81) == ("192.0.2.1:81",)


def test_a_name_with_a_port_is_taken_as_it_is() -> None:
    names = ("example.org:443", "example.net:8443", "[2001:db8::1]:9", "[2001:db8::2]")
    assert hosts_of("192.0.2.1", names, 8470) == (
        "192.0.2.1:8470", "example.org:443", "example.org", "example.net:8443",
        "[2001:db8::1]:9", "[2001:db8::2]:8470",
    )  # fmt: skip
