"""A ledger of two articles, exported, and the files worked on as a person would."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from tests.web.ledgers import make_ledger
from whence.exports import write_export
from whence.imports import read_documents, record_corrections
from whence.ledger.ledger import Ledger
from whence.ledger.opening import open_base
from whence.ledger.overlay import Corrected, Correction

Json = dict[str, Any]


def new_ledger(folder: Path) -> Path:
    """Two articles of one text."""
    return make_ledger(folder / "news.whence", articles=2)


def written(path: Path, kind: str) -> bytes:
    """All of a ledger in a format."""
    out = io.BytesIO()
    with Ledger.open(path) as ledger:
        numbers = ledger.articles.all_ids()
        write_export(((str(n), ledger.corrected(n)) for n in numbers), kind, out)
    return out.getvalue()


def tasks_of(path: Path) -> list[Json]:
    """Label Studio's tasks, each prediction submitted as it is."""
    tasks: list[Json] = json.loads(written(path, "labelstudio"))
    for number, task in enumerate(tasks, start=1):
        result = json.loads(json.dumps(task["predictions"][0]["result"]))
        task["annotations"] = [{"id": number, "was_cancelled": False, "result": result}]
    return tasks


def files_of(path: Path) -> dict[str, str]:
    """brat's files by their names."""
    with zipfile.ZipFile(io.BytesIO(written(path, "brat"))) as held:
        return {name: held.read(name).decode() for name in held.namelist()}


def record_tasks(path: Path, tasks: list[Json], **more: str) -> list[Correction]:
    """What a JSON export of Label Studio changes in a ledger."""
    file = path.with_name("export.json")
    file.write_text(json.dumps(tasks), encoding="utf-8")
    return record(path, file, **more)


def record_files(path: Path, files: dict[str, str]) -> list[Correction]:
    """What a folder of brat's files changes in a ledger."""
    folder = path.with_name("marked")
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return record(path, folder)


def record(path: Path, file: Path, **more: str) -> list[Correction]:
    """What a file changes in a ledger."""
    base = open_base(path)
    try:
        documents = list(read_documents(file))
        return [c for d in documents for c in record_corrections(base, d, "Ada", **more)]
    finally:
        base.close()


def corrected(path: Path, article: int = 1) -> Corrected:
    """An article with all corrections."""
    with Ledger.open(path) as ledger:
        return ledger.corrected(article)
