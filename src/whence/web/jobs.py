"""What was dropped onto the page, read in the background: one job after the other.

A job's files lie in a folder of their own until they are read; then the ledger has all of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread

from starlette.requests import Request

from ..capture.dropped import in_order, read_dropped
from ..errors import WhenceError
from ..ingest.run import Plan, Tally, ingest, reader_name
from ..ledger import Failed, Store
from ..ledger.store import hash_of
from ..records import Capture, Kept, Loss, Taken
from .settings import Settings

TIMEOUT = 600.0  # seconds for one page, as on the command line
KEPT = 50  # jobs that are remembered when they are over
TOLD = 200  # failures of a job that are told one by one; the ledger has them all


class Stage(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    STOPPED = "stopped"
    BROKEN = "broken"


class Stopped(Exception):
    """A job is to be ended here."""


@dataclass(slots=True)
class Job:
    """One drop of files and what has become of it.

    `opened` is how many of its files were begun. `new` and `known` are hashes of captures that
    were read and that were in already; `failures` names with reasons. `error` is why all of it
    ended, where it broke.
    """

    number: int
    folder: TemporaryDirectory[str]
    names: tuple[str, ...]
    stage: Stage = Stage.WAITING
    tally: Tally = field(default_factory=Tally)
    opened: int = 0
    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    error: str | None = None
    stop: Event = field(default_factory=Event)

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.stage not in (Stage.WAITING, Stage.READING)


class Watched(Store):
    """A ledger that tells its job what was put in."""

    def __init__(self, path: Path, job: Job) -> None:
        super().__init__(path, reader_name(), create=False)
        self._job = job

    def add(self, capture: Capture, line: bytes) -> list[str]:
        """Puts a capture with its report in."""
        left = super().add(capture, line)
        self._job.new.append(hash_of(capture))
        self._tell(capture.name, left)
        return left

    def take(self, kept: Kept) -> bool:
        """Puts in a page out of another ledger."""
        taken = super().take(kept)
        (self._job.new if taken else self._job.known).append(hash_of(kept.sightings[0]))
        return taken

    def see(self, capture: Capture) -> None:
        """Notes that a capture was found again."""
        super().see(capture)
        self._job.known.append(hash_of(capture))

    def fail(self, failed: Failed | Loss) -> None:
        """Notes what failed."""
        super().fail(failed)
        name = failed.name if isinstance(failed, Loss) else failed.capture.name
        self._tell(name, [failed.reason.removeprefix(f"{name}: ")])

    def _tell(self, name: str, reasons: Sequence[str]) -> None:
        room = max(0, TOLD - len(self._job.failures))
        self._job.failures.extend((name, reason) for reason in reasons[:room])


class Jobs:
    """All jobs of a server, and the one thread that does them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._jobs: dict[int, Job] = {}
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._last = 0

    def add(self, folder: TemporaryDirectory[str], names: tuple[str, ...]) -> Job:
        """A job that reads the files in a folder, which goes when it is over."""
        with self._lock:
            self._last += 1
            job = self._jobs[self._last] = Job(self._last, folder, names)
            for number in [n for n, each in self._jobs.items() if each.over][:-KEPT]:
                del self._jobs[number]
            if self._thread is None:
                self._thread = Thread(target=self._work, name="ingest", daemon=True)
                self._thread.start()
        self._waiting.put(job)
        return job

    def find(self, number: int) -> Job | None:
        """A job by its number; `None` where there is none or it is long over."""
        return self._jobs.get(number)

    def latest(self) -> list[Job]:
        """The jobs that are remembered, the newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: -job.number)

    def close(self) -> None:
        """Stops what is under way, the page that is being read too; waits for that."""
        with self._lock:
            thread, self._thread = self._thread, None
            for job in self._jobs.values():
                job.stop.set()
        if thread is not None:
            self._waiting.put(None)
            thread.join()

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                self._do(job)
            finally:
                job.folder.cleanup()

    def _do(self, job: Job) -> None:
        """Reads a job's files into the ledger; whatever happens ends this job alone."""

        def go_on() -> None:
            if job.stop.is_set():
                raise Stopped

        def seen(tally: Tally) -> None:
            job.tally = tally
            go_on()

        def door(file: Path) -> Iterator[Taken]:
            job.opened += 1
            yield from read_dropped(file)

        settings = self._settings
        plan = Plan(settings.factory, settings.jobs, TIMEOUT, door, go_on)
        try:
            seen(job.tally)
            job.stage = Stage.READING
            files = in_order(list(Path(job.folder.name).iterdir()))
            with Watched(settings.ledger, job) as store:
                job.tally = ingest(files, store, plan, seen)
            job.stage = Stage.DONE
        except Stopped:
            job.stage = Stage.STOPPED
        except Exception as error:  # noqa: BLE001 - the next job is still to be done
            known = isinstance(error, WhenceError | OSError | sqlite3.Error)
            job.error = str(error) if known else f"unexpected {type(error).__name__}: {error}"
            job.stage = Stage.BROKEN


def jobs_of(request: Request) -> Jobs:
    """The jobs of the app that answers a request."""
    jobs: Jobs = request.app.state.jobs
    return jobs
