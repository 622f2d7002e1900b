"""Paths → captures → reports → the ledger. It may be stopped at any point and run again.

The doors and the ledger work in this process, the reading in others. Only so many captures are
on their way at once, so that memory does not grow with their number.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..capture.folder import read_path
from ..capture.storable import lose
from ..encoder.session import load_manifest
from ..errors import CorrectionError, ReportError, WeightsError, WhenceError
from ..ledger import Failed, Store
from ..ledger.store import reader_of
from ..records import Capture, Kept, Loss, Medium, Taken
from ..report.assemble import Assemble
from ..report.json import dump
from .pool import Lost, Pool

# Makes the function that reads captures; must be a module's own function, so that it can be
# sent to other processes by name.
Factory = Callable[[], Assemble]

ABOUT = ("name", "charset", "url", "published", "captured", "outlet")
_REPORT, _ERROR = b"+", b"-"
REASON = 500  # characters of a failure's reason; what is longer quotes a page
SHOWN = 10  # failures kept to be shown at the end; the ledger has them all


@dataclass(slots=True)
class Tally:
    """How far a run is: captures that were read, were in already, or failed.

    `left` counts what persons decided on earlier readings or in other ledgers and could not be
    carried over.
    """

    read: int = 0
    known: int = 0
    failed: int = 0
    left: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def captures(self) -> int:
        """All that were met."""
        return self.read + self.known + self.failed


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read: with what, on how many processes, how long one capture may take.

    `door` is what finds the captures behind a path; `pulse` is called every second while they are
    read, and what it raises ends the run.
    """

    factory: Factory
    jobs: int
    timeout: float
    door: Callable[[Path], Iterator[Taken]] = read_path
    pulse: Callable[[], None] = lambda: None


def reader_name() -> str:
    """Who reads: the version of Whence and the hash of its weights."""
    return reader_of(load_manifest().model)


def ingest(paths: Iterable[Path], store: Store, plan: Plan, seen: Callable[[Tally], None]) -> Tally:
    """Puts everything under the paths into the ledger, as `ingest_found` does."""
    return ingest_found((each for path in paths for each in plan.door(path)), store, plan, seen)


def ingest_found(
    found: Iterable[Taken], store: Store, plan: Plan, seen: Callable[[Tally], None]
) -> Tally:
    """Puts captures into the ledger as they are found; `seen` is called after each.

    What was read by the same reader before is only noted as seen again. A failure is recorded
    with its reason and stops nothing; only what every capture would meet does, as `WhenceError`.
    """
    tally = Tally()
    waiting: deque[Capture] = deque()
    setup = partial(capture_reader, plan.factory)
    with Pool(setup, jobs=plan.jobs, timeout=plan.timeout, pulse=plan.pulse) as pool:
        tasks = new_captures(found, store, tally, waiting, seen)
        for _, result in pool.map(tasks):
            capture = waiting.popleft()
            if isinstance(result, Lost):
                _fail(store, tally, Failed(capture, result.reason))
            elif result[:1] == _ERROR:
                _fail(store, tally, Failed(capture, result[1:].decode("utf-8")))
            else:
                left = store.add(capture, result[1:])
                tally.read += 1
                tally.left += len(left)
                _tell(tally, capture.name, left)
            seen(tally)
    return tally


def new_captures(
    captures: Iterable[Taken],
    store: Store,
    tally: Tally,
    waiting: deque[Capture],
    seen: Callable[[Tally], None],
) -> Iterator[bytes]:
    """The captures that are still to be read, packed; each is also put on `waiting`."""
    under_way: set[bytes] = set()
    for found in captures:
        if isinstance(found, Loss):
            _fail(store, tally, found)
            seen(tally)
        elif isinstance(found, Kept):
            _take(store, tally, found)
            seen(tally)
        elif found.body in under_way or store.is_read(found):
            store.see(found)
            tally.known += 1
            seen(tally)
        else:
            under_way = {c.body for c in waiting} | {found.body}
            waiting.append(found)
            yield pack_capture(found)


def _take(store: Store, tally: Tally, kept: Kept) -> None:
    """Puts in a page out of another ledger; what is in already stays as it is."""
    try:
        taken = store.take(kept)
    except (ReportError, CorrectionError) as error:
        _fail(store, tally, lose(kept.name, str(error)))
        return
    tally.read, tally.known = tally.read + taken, tally.known + (not taken)
    if kept.corrections and not taken:
        tally.left += len(kept.corrections)
        _tell(
            tally,
            kept.name,
            [f"is in already; its {len(kept.corrections)} decisions are not taken"],
        )


def _fail(store: Store, tally: Tally, failed: Failed | Loss) -> None:
    store.fail(failed)
    tally.failed += 1
    name = failed.name if isinstance(failed, Loss) else failed.capture.name
    _tell(tally, name, [failed.reason])


def _tell(tally: Tally, name: str, reasons: Sequence[str]) -> None:
    room = max(0, SHOWN - len(tally.failures))
    tally.failures.extend(f"{name}: {reason}" for reason in reasons[:room])


def pack_capture(capture: Capture) -> bytes:
    """A capture as bytes for another process: a line of JSON, then its body."""
    about = {key: getattr(capture, key) for key in ABOUT} | {"medium": str(capture.medium)}
    return json.dumps(about).encode() + b"\n" + capture.body


def unpack_capture(data: bytes) -> Capture:
    """The capture in such bytes."""
    head, _, body = data.partition(b"\n")
    about = json.loads(head)
    return Capture(body=body, medium=Medium(about.pop("medium")), **about)


def capture_reader(factory: Factory) -> Callable[[bytes], bytes]:
    """The function from a packed capture to its report's line, or to the reason of its failure."""
    assemble = factory()

    def read(data: bytes) -> bytes:
        try:
            return _REPORT + dump(assemble(unpack_capture(data))).encode("utf-8")
        except WeightsError:
            raise  # no capture's fault, and no other would fare better
        except WhenceError as error:
            return _ERROR + reason_of(str(error))
        except Exception as error:  # noqa: BLE001 - one bad page never stops the rest
            return _ERROR + reason_of(f"unexpected {type(error).__name__}: {error}")

    return read


def reason_of(message: str) -> bytes:
    """A failure's reason, not longer than is worth reading."""
    short = message if len(message) <= REASON else message[: REASON - 1] + "…"
    return short.encode("utf-8", "backslashreplace")
