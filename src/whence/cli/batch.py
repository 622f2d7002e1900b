"""Many pages: one row of JSON in, one report or error out, in order, on every core."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from ..capture.rows import RowId, capture_of, checked_id, id_of, parse_row
from ..errors import WeightsError, WhenceError
from ..ingest.pool import Lost, Pool
from ..report.assemble import Assemble
from ..report.json import line_of, to_json
from ..report.select import at_least

# Makes the function that reads captures; must be a module's own function, so that it can be
# sent to other processes by name.
Factory = Callable[[], Assemble]

# What stands before an answer's line on its way from the worker.
_REPORT, _ERROR = b"+", b"-"

# Characters of an error's message; what is longer quotes a page.
REASON = 500

# How many failures are kept to be shown at the end; the output has them all.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the output, without its end, and whether it is a report."""

    ok: bool
    line: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that gave no report: its line in the input from 1, its id, and why."""

    line: int
    id: RowId
    reason: str


@dataclass(slots=True)
class Tally:
    """How a batch went so far; `failures` are the first few of the `failed`."""

    rows: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read a batch: with what, on how many processes, how long a row may take."""

    factory: Factory
    jobs: int
    timeout: float
    min_score: float | None = None


def run_batch(
    lines: Iterable[bytes], out: IO[bytes], plan: Plan, seen: Callable[[Tally], None]
) -> Tally:
    """Read every row of `lines` and write its report, or `{"id", "error"}`, to `out`.

    The output has a line for each row that is not blank, in the same order. `seen` is called
    after each. No row's failure, be it the death of the process that reads it, stops the others;
    only what every row would meet does, as `WhenceError` (a model that cannot be loaded).
    """
    tally = Tally()
    numbers: deque[int] = deque()
    setup = partial(row_reader, plan.factory, plan.min_score)
    with Pool(setup, jobs=plan.jobs, timeout=plan.timeout) as pool:
        for row, result in pool.map(_numbered(lines, numbers)):
            answer = _lost(row, result) if isinstance(result, Lost) else _unpacked(result)
            out.write(answer.line + b"\n")
            _count(tally, numbers.popleft(), answer)
            seen(tally)
    return tally


def row_reader(factory: Factory, min_score: float | None) -> Callable[[bytes], bytes]:
    """The function from a row's line to its answer's bytes: whether it is a report, its line."""
    assemble = factory()

    def packed(line: bytes) -> bytes:
        answer = read_row(line, assemble, min_score)
        return (_REPORT if answer.ok else _ERROR) + answer.line

    return packed


def read_row(line: bytes, assemble: Assemble, min_score: float | None = None) -> Answer:
    """One row's output: its report as a line of JSON that starts with its id, or its error.

    Raises only what every row would meet: `WeightsError`.
    """
    row_id: RowId = None
    try:
        row = parse_row(line)
        row_id = checked_id(row)
        report = assemble(capture_of(row))
        if min_score is not None:
            report = at_least(report, min_score)
        return Answer(True, line_of({"id": row_id, **to_json(report)}).encode("utf-8"))
    except WeightsError:
        raise  # no row's fault, and no other row would fare better
    except WhenceError as error:
        return _error(row_id, str(error))
    except Exception as error:  # noqa: BLE001 - one bad row never stops the rest
        return _error(row_id, f"unexpected {type(error).__name__}: {error}")


def _numbered(lines: Iterable[bytes], numbers: deque[int]) -> Iterator[bytes]:
    """The lines that are not blank; each one's number is put on `numbers`."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            numbers.append(number)
            yield line


def _lost(row: bytes, lost: Lost) -> Answer:
    return _error(id_of(row), lost.reason)


def _unpacked(packed: bytes) -> Answer:
    return Answer(packed[:1] == _REPORT, packed[1:])


def _error(row_id: RowId, reason: str) -> Answer:
    if len(reason) > REASON:
        reason = reason[: REASON - 1] + "…"
    line = json.dumps({"id": row_id, "error": reason}, ensure_ascii=False, separators=(",", ":"))
    return Answer(False, line.encode("utf-8", "backslashreplace"))


def _count(tally: Tally, line: int, answer: Answer) -> None:
    tally.rows += 1
    if answer.ok:
        return
    tally.failed += 1
    if len(tally.failures) < SHOWN:
        row = json.loads(answer.line)
        tally.failures.append(Failure(line, row["id"], row["error"]))
