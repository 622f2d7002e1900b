"""A progress bar on standard error, where that is a terminal; otherwise silence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .batch import Tally


@contextmanager
def watching(size: int | None, position: Callable[[], int]) -> Iterator[Callable[[Tally], None]]:
    """A function to call after each row; it moves the bar.

    `size` is the input's length in bytes, `None` if it is not known; `position` tells how many
    of them have been read.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        TextColumn("{task.fields[rows]:,} read, {task.fields[failed]:,} failed"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=size, rows=0, failed=0)

        def seen(tally: Tally) -> None:
            read = tally.rows - tally.failed
            progress.update(task, completed=position(), rows=read, failed=tally.failed)

        yield seen
