"""A real browser on a server of a small ledger. Where there is no Chromium the tests say so."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.ingest.readers import quick
from tests.web.ledgers import TOKEN, make_ledger
from whence.ledger import Store
from whence.ledger.corrections import correct
from whence.ledger.overlay import Correction, Verdict
from whence.web.app import create_app
from whence.web.settings import Factory, Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
# No name is found, so that whatever asks for one fails; and the browser itself asks for none.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: chromium, chromium-browser or chrome")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@contextmanager
def serving(path: Path, factory: Factory = quick) -> Iterator[str]:
    """The address of a server of a ledger, on a port that was free, for the time of the block."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        app = create_app(Settings(path, TOKEN, (f"127.0.0.1:{port}",), factory=factory))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    """A page on a server of the ledger in `path`; nothing on it may go wrong in its scripts."""
    with serving(path) as site:
        context = browser.new_context(base_url=site, accept_downloads=True)
        page = context.new_page()
        page.set_default_timeout(10_000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        yield page
        context.close()
        assert errors == []


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of some articles with corrections in the first, and a failure."""
    path = make_ledger(tmp_path_factory.mktemp("browser") / "news.whence", 4)
    with Store(path, "test 1", create=False) as store:
        for each in (
            Correction("statements/1", Verdict.CHANGE, "Ilse M.", "act", "warn", "He warns."),
            Correction("statements/2", Verdict.ACCEPT, "Ilse M."),
            Correction("statements/9", Verdict.REJECT, "Ilse M.", why="No source."),
            Correction("events/0", Verdict.CHANGE, "Ilse M.", "status", "possible"),
        ):
            correct(store.base, 1, each)
    return path


@pytest.fixture(scope="session")
def site(ledger: Path) -> Iterator[str]:
    with serving(ledger) as address:
        yield address
