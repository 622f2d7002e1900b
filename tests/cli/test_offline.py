"""No command opens a connection or asks for a name, in its own process or in those it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capture.test_warc import FORMS

ROOT = Path(__file__).resolve().parents[2]
BRIDGE = ROOT / "docs/sample/bridge.html"
# Loaded by every Python that starts, the worker processes too, before anything else runs.
SEAL = """
import os, sys

def seal(event, arguments):
    asks = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
                     "socket.sendto", "socket.sendmsg", "socket.connect")
    if asks and getattr(arguments[0], "family", None) != 1:
        with open({told!r}, "a") as told:
            print(event, arguments[1:], file=told)
        raise OSError("sealed")

sys.addaudithook(seal)
with open({told!r} + "-sealed", "a") as sealed:
    print(os.getpid(), file=sealed)
"""
COMMAND = "from whence.cli.main import main; main()"
FEED = "<rss><item><link>https://courier.example/1</link></item></rss>"


class Sealed:
    """Runs Python where whatever asks for the network fails and is written down."""

    def __init__(self, folder: Path) -> None:
        self.told = folder / "told"
        (folder / "sitecustomize.py").write_text(SEAL.format(told=str(self.told)))
        paths = os.pathsep.join((str(folder), str(ROOT)))
        self.environment = {**os.environ, "PYTHONPATH": paths}

    def python(self, code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True, text=True, check=False, env=self.environment, cwd=ROOT,
        )  # fmt: skip

    def whence(self, *arguments: str | Path) -> None:
        done = self.python(COMMAND, *arguments)
        assert done.returncode == 0, done.stderr

    @property
    def asked(self) -> str:
        return self.told.read_text() if self.told.exists() else ""

    @property
    def processes(self) -> int:
        return len(set(Path(f"{self.told}-sealed").read_text().split()))


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    folder = tmp_path / "seal"
    folder.mkdir()
    return Sealed(folder)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://courier.example/')",
        "from whence.capture.address import resolve_host; resolve_host('courier.example', 80)",
    ],
)
def test_the_seal_holds(sealed: Sealed, code: str) -> None:
    assert sealed.python(code).returncode != 0
    assert "socket." in sealed.asked


def test_reading_asks_nobody(sealed: Sealed, tmp_path: Path) -> None:
    sealed.whence("read", BRIDGE, "--json", "--url", "https://courier.example/bridge")
    sealed.whence("read", BRIDGE, "--html", tmp_path / "report.html")
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"id": 1, "path": str(BRIDGE), "url": "https://courier.example/"}))
    sealed.whence("read", "--jsonl", rows, "-o", tmp_path / "reports.jsonl", "--jobs", "1")
    sealed.whence("export", tmp_path / "reports.jsonl", "--as", "csv", "-o", tmp_path / "e.csv")
    sealed.whence("schema")
    assert sealed.asked == ""
    assert sealed.processes >= 6, "the worker was sealed too"


def test_a_ledger_asks_nobody(sealed: Sealed, tmp_path: Path) -> None:
    folder, ledger = tmp_path / "in", tmp_path / "news.whence"
    folder.mkdir()
    (folder / "bridge.html").write_bytes(BRIDGE.read_bytes())
    (folder / "feed.xml").write_text(FEED)
    (folder / "image.html").write_bytes(
        BRIDGE.read_bytes().replace(b"<body>", b"<body><img src='https://courier.example/1.png'>")
    )
    sealed.whence("ingest", folder, "--ledger", ledger, "--jobs", "1")
    sealed.whence("check", ledger)
    for kind in ("csv", "jsonl", "geojson"):
        sealed.whence("export", ledger, "--as", kind, "-o", tmp_path / kind)
    assert sealed.asked == ""
    assert sealed.processes >= 3, "the worker was sealed too"


def test_not_even_an_archive_of_pages_that_name_others(sealed: Sealed, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(FORMS["gzip"])
    done = sealed.python(
        COMMAND, "ingest", tmp_path / "a.warc.gz", "--ledger", tmp_path / "l", "--jobs", "1"
    )
    assert done.returncode in (0, 1), done.stderr
    assert sealed.asked == ""
