"""Word lists as data: one entry a line, `#` for comments, everything compared folded."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from whence.reading.wording.form import fold, key


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


@cache
def entries(name: str) -> frozenset[str]:
    """Give the folded entries of the list `name`; a leading mark (`>`) is taken off."""
    return frozenset(fold(line.lstrip(">")) for line in _lines(name))


@cache
def marked(name: str) -> frozenset[str]:
    """Those entries of the list `name` that carry the mark `>`."""
    return frozenset(fold(line[1:]) for line in _lines(name) if line[0] == ">")


@cache
def aliases() -> dict[str, str]:
    """Every known form of a name, as a key, to the key of its group's first form."""
    table: dict[str, str] = {}
    for line in _lines("aliases"):
        forms = [key(form) for form in line.split(" | ")]
        for form in forms:
            table.setdefault(form, forms[0])
    return table
