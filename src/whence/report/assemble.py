"""The whole path from a capture to its report, with the reader's weights loaded once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from ..records import Capture, Report

# What makes a report of a capture. The batch and the command take any such function, so that
# they can be tried without weights.
Assemble = Callable[[Capture], Report]


def assembler() -> Assemble:
    """A function that reads captures with the packaged model; it loads at the first call.

    The function raises `PageError` where no page can be made of the capture, and `WeightsError`
    where the model's files are missing or damaged.
    """
    from ..page.reader import read_page
    from ..page.warning import warn
    from ..reading.reader import Reader

    # One thread, always: a sum over several threads may round otherwise, and a report must be
    # the same byte for byte in a batch and alone. A batch uses the cores by its processes.
    reader = Reader(threads=1)

    def assemble(capture: Capture) -> Report:
        page = read_page(capture)
        report = reader.read(page)
        return replace(report, warnings=(*warn(page), *report.warnings))

    return assemble


@cache
def shared_assembler() -> Assemble:
    """The assembler of this process, made at the first call."""
    return assembler()
