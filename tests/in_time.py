"""An end to what a hostile input would keep busy for minutes or for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """The block, ended as a failure where it is not over by then; in the main thread alone."""

    def end(*_: object) -> None:
        raise AssertionError(f"not over after {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
