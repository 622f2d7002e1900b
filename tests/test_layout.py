"""Imports go along the data's path only, and the run time knows nothing of training."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "whence"
# A room may import from the rooms before it, and from `records` and `errors` always.
PATH = ["capture", "page", "encoder", "gazetteer", "reading", "report", "ledger", "ingest"]
PATH += ["exports", "imports", "web", "cli"]
FREE = {"records", "errors", "version"}


def imports_of(path: Path) -> set[str]:
    """The dotted names of ours that a file imports, relative ones resolved."""
    package = ["whence", *path.relative_to(SOURCE).parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            found.add(".".join([*base, *([node.module] if node.module else [])]))
    return found


FILES = sorted(p for p in SOURCE.rglob("*.py") if p.parent != SOURCE)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0]
    allowed = FREE | ({room} if room in FREE else {room, *PATH[: PATH.index(room)]})
    if room == "cli":
        allowed |= {"__init__"}
    if room == "records":
        allowed = {"records"}
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "whence" and len(parts) > 1:
            assert parts[1] in allowed, f"{room} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_the_run_time_imports_no_training_code(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports_of(path)}
    assert not roots & {"torch", "training", "quality", "transformers", "huggingface_hub"}


def test_reading_files_do_not_import_one_another() -> None:
    files = [p for p in (SOURCE / "reading").glob("*.py") if p.stem not in ("reader", "__init__")]
    findings = {f"whence.reading.{p.stem}" for p in files}
    for path in files:
        assert not (imports_of(path) - {f"whence.reading.{path.stem}"}) & findings, path.name
