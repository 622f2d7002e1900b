"""What a server of one ledger is told when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..report.assemble import Assemble, assembler

# Makes the function that reads captures; a module's own function, so that it can be sent to
# other processes by name.
Factory = Callable[[], Assemble]


@dataclass(frozen=True, slots=True)
class Settings:
    """One ledger and who may do what with it.

    `token` is what a change must carry. `hosts` are the `Host` heads that are answered, each with
    its port (`127.0.0.1:8400`). `read_only` refuses every change. `locked` asks for the token
    before anything is shown, for a server that others can reach. `jobs` are the processes that
    read what is uploaded, `factory` makes what reads there.
    """

    ledger: Path
    token: str
    hosts: tuple[str, ...]
    read_only: bool = False
    jobs: int = 1
    factory: Factory = assembler
    locked: bool = False
