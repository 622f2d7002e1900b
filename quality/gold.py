"""Where the gold sets lie and how they are read; nothing of them is kept here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = SHARED / "gold"


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_scorer() -> ModuleType:
    """The shared scorer, `../shared/tools/score.py`, as a module."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("score", SHARED / "tools" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer in {SHARED / 'tools'}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
