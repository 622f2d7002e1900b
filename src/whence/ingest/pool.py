"""Worker processes that keep the order of their tasks and outlive a crash.

Each worker holds one task at a time, so that when a worker dies it is known over which task,
and only that one is lost. Results wait for the slowest before them, in a window of fixed width:
memory does not grow with the number of tasks.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from ..errors import WhenceError

# Makes, in the worker, the function from a task to its result. It is sent by name.
Setup = Callable[[], Callable[[bytes], bytes]]

# Tasks that may be read ahead of the oldest unfinished one, for each worker. Wide enough that one
# slow page does not idle the others; 8 pages of the largest allowed size are 256 MB.
AHEAD = 8


# Seconds between two looks at whether all of it is to end: who asks for that should not wait.
PULSE = 1.0

# The first byte of what a worker sends: it is ready, here is a result, it cannot go on.
_READY, _RESULT, _BROKEN = b"+", b"=", b"!"


class PoolBroken(WhenceError):
    """A worker could not start, or met what no other task can escape (missing weights)."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands in for a result whose worker died or overran its time."""

    reason: str


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    task: int | None = None
    deadline: float = field(default=float("inf"))


class Pool:
    """`jobs` processes that run `setup()` once and then its function over tasks.

    Use as a context manager. `timeout` is the seconds that one task may take. `pulse` is called
    every second while tasks are waited for; what it raises ends all of them.
    """

    def __init__(
        self,
        setup: Setup,
        *,
        jobs: int,
        timeout: float,
        pulse: Callable[[], None] = lambda: None,
    ) -> None:
        self._setup = setup
        self._jobs = jobs
        self._ahead = jobs * AHEAD
        self._timeout = timeout
        self._pulse = pulse
        # Spawned on every system: a fork of a process with threads may hang, and what works
        # here works the same on Windows and macOS.
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._window: dict[int, bytes] = {}

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def map(self, tasks: Iterable[bytes]) -> Iterator[tuple[bytes, bytes | Lost]]:
        """Each task with its result, in the order of the tasks, reading only so far ahead."""
        source = enumerate(tasks)
        done: dict[int, bytes | Lost] = {}
        oldest, drained = 0, False
        while True:
            while not drained and self._has_room():
                index, task = next(source, (-1, b""))
                drained = index < 0
                if not drained:
                    self._window[index] = task
                    self._give(index)
            while oldest in done:
                yield self._window.pop(oldest), done.pop(oldest)
                oldest += 1
            if drained and not self._window:
                return
            if any(worker.task is not None for worker in self._workers):
                done.update(self._collect())

    def _has_room(self) -> bool:
        free = any(worker.task is None for worker in self._workers)
        return (free or len(self._workers) < self._jobs) and len(self._window) < self._ahead

    def _give(self, index: int) -> None:
        """Hand a task to a worker that is free, starting one if need be."""
        worker = next((each for each in self._workers if each.task is None), None)
        worker = worker or self._start()
        worker.task = index
        if worker.ready:
            self._send(worker)

    def _send(self, worker: _Worker) -> None:
        """Send a worker its task. It is waiting for one, so that this cannot block for long."""
        if worker.task is None:
            return
        worker.deadline = time.monotonic() + self._timeout
        with suppress(OSError):  # it died idle; `_collect` hears that and reports it
            worker.pipe.send_bytes(self._window[worker.task])

    def _collect(self) -> dict[int, bytes | Lost]:
        """Wait until something happens or a pulse is due, and give the results that came of it."""
        self._pulse()
        busy = {worker.pipe: worker for worker in self._workers if worker.task is not None}
        wait = min(worker.deadline for worker in busy.values()) - time.monotonic()
        heard = multiprocessing.connection.wait(list(busy), max(0.0, min(wait, PULSE)))
        found: dict[int, bytes | Lost] = {}
        for worker in busy.values():
            if worker.pipe in heard:
                found.update(self._hear(worker))
            elif worker.deadline <= time.monotonic():
                found.update(self._lose(worker, f"took over {self._timeout:g} seconds"))
        return found

    def _hear(self, worker: _Worker) -> dict[int, bytes | Lost]:
        try:
            message = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            return self._mourn(worker)
        kind, body = message[:1], message[1:]
        if kind == _BROKEN:
            raise PoolBroken(body.decode("utf-8", "replace"))
        if kind == _READY:
            worker.ready = True
            self._send(worker)
            return {}
        index, worker.task, worker.deadline = worker.task, None, float("inf")
        return {} if index is None else {index: body}

    def _mourn(self, worker: _Worker) -> dict[int, bytes | Lost]:
        worker.process.join()
        code = worker.process.exitcode
        if not worker.ready:
            raise PoolBroken(f"a reading process could not start (its exit code was {code})")
        return self._lose(worker, f"the reading process died over it (exit code {code})")

    def _lose(self, worker: _Worker, reason: str) -> dict[int, bytes | Lost]:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        return {} if worker.task is None else {worker.task: Lost(reason)}

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._setup), daemon=True)
        process.start()
        theirs.close()  # so that the pipe ends when the worker does
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker


def _work(pipe: Connection, setup: Callable[[], Any]) -> None:
    """A worker's life: set up, then one result for each task until the pipe closes."""
    # Ctrl-C reaches every process of the terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        run = setup()
        pipe.send_bytes(_READY)
        while True:
            pipe.send_bytes(_RESULT + run(pipe.recv_bytes()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:  # noqa: BLE001 - the parent ends the run and shows it
        name = "" if isinstance(error, WhenceError) else f"{type(error).__name__}: "
        pipe.send_bytes(_BROKEN + f"{name}{error}".encode("utf-8", "replace"))
