"""The open ledger: connections that only read, columns in memory, and a door for changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from threading import Lock

from starlette.requests import Request

from ..errors import LedgerError
from ..ingest.run import reader_name
from ..ledger import Store
from ..ledger.base import Base
from ..ledger.columns import Columns, follow_columns
from ..ledger.opening import open_base, open_to_read, tidy
from .settings import Settings

KINDS = ("statements", "events", "articles")


class State:
    """One ledger as the pages use it, from any thread."""

    def __init__(self, settings: Settings) -> None:
        """Opens the ledger once, so that what is wrong with it is told at the start."""
        self.settings = settings
        self._idle: LifoQueue[Base] = LifoQueue()
        self._columns: dict[str, tuple[int, Columns]] = {}
        self._locks = {kind: Lock() for kind in KINDS}
        # One decision after the other, each on what the one before left: a form that is sent
        # twice changes nothing the second time.
        self.deciding = Lock()
        if settings.read_only:
            self._idle.put(open_to_read(settings.ledger))
        else:
            open_base(settings.ledger, create=True).close()  # made, or brought forward

    @contextmanager
    def base(self) -> Iterator[Base]:
        """A connection that only reads, for the time of the block and its thread alone."""
        try:
            base = self._idle.get_nowait()
        except Empty:
            base = open_to_read(self.settings.ledger)
        try:
            yield base
        finally:
            self._idle.put(base)

    def columns(self, kind: str) -> Columns:
        """The rows of `statements`, `events` or `articles` as they are now."""
        with self._locks[kind], self.base() as base:
            known = self._columns[kind] = follow_columns(base, kind, self._columns.get(kind))
            return known[1]

    def warm(self) -> None:
        """Reads all columns, so that the first page has not to wait for them."""
        for kind in KINDS:
            self.columns(kind)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The ledger to write to; `LedgerError` where the server only reads."""
        if self.settings.read_only:
            raise LedgerError("this server only reads; start it without --read-only to change")
        with Store(self.settings.ledger, reader_name(), create=False) as store:
            yield store

    def close(self) -> None:
        """Ends the connections that nobody uses."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                break
        tidy(self.settings.ledger)


def state_of(request: Request) -> State:
    """The ledger of the app that answers a request."""
    state: State = request.app.state.whence
    return state
