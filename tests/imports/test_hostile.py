"""Files from outside: whatever is in them, an error of ours that names the file, or corrections."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.sample import sample_report
from whence.errors import CorrectionError
from whence.exports import write_export
from whence.imports import read_documents
from whence.imports.brat import read_files
from whence.imports.compare import compare
from whence.imports.document import Document
from whence.imports.labelstudio import read_tasks
from whence.ledger.overlay import Corrected
from whence.report.json import to_json


def exported(kind: str) -> bytes:
    out = io.BytesIO()
    write_export([("1", sample_report())], kind, out)
    return out.getvalue()


def tasks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported("labelstudio"))
    for task in found:
        task["annotations"] = [{"id": 1, "result": task.pop("predictions")[0]["result"]}]
    return found


TASKS = tasks()
with zipfile.ZipFile(io.BytesIO(exported("brat"))) as held:
    FILES = {name: held.read(name) for name in held.namelist()}
REPORT = sample_report()
THERE = Corrected(
    1, REPORT,
    tuple(f"statements/{n}" for n in range(len(REPORT.statements))),
    tuple(f"events/{n}" for n in range(len(REPORT.events))),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**6) | st.text(max_size=5) | st.just("1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def survives(read: Callable[[], list[Document]]) -> None:
    """Documents and their corrections, or an error of ours that names the file."""
    refused = ""
    try:
        for document in read():
            compare(document, THERE, "Ada")
    except CorrectionError as error:
        refused = str(error)
    assert not refused or "a-file" in refused


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in some JSON."""
    found = [path]
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(inner, (*path, key))
    return found


PLACES = places(TASKS)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(PLACES), JSON)
def test_tasks_with_anything_anywhere(path: tuple[Any, ...], value: object) -> None:
    changed: Any = copy.deepcopy(TASKS)
    if path:
        node = changed
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = value
    else:
        changed = value
    survives(lambda: list(read_tasks("a-file", json.dumps(changed).encode())))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_for_tasks(body: bytes) -> None:
    survives(lambda: list(read_tasks("a-file", body)))


LINES = FILES["1.ann"].decode().split("\n")


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.text(max_size=30) | st.sampled_from(LINES), st.data())
def test_standoff_with_any_line(at: int, line: str, data: st.DataObject) -> None:
    old = LINES[at]
    cut = data.draw(st.integers(0, len(old)))
    for new in (line, old[:cut] + line, line + old[cut:]):
        changed = "\n".join([*LINES[:at], new, *LINES[at + 1 :]]).encode("utf-8", "replace")
        survives(lambda body=changed: list(read_files("a-file", {**FILES, "1.ann": body})))  # type: ignore[misc]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["1.ann", "1.txt", "1.json"]), st.binary(max_size=60))
def test_any_bytes_for_standoff(name: str, body: bytes) -> None:
    survives(lambda: list(read_files("a-file", {**FILES, name: body})))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(places(json.loads(FILES["1.json"]))), JSON)
def test_what_we_wrote_ourselves_with_anything_anywhere(path: tuple[Any, ...], value: Any) -> None:
    about: Any = json.loads(FILES["1.json"])
    node = about
    for key in path[:-1]:
        node = node[key]
    if path:
        node[path[-1]] = value
    else:
        about = value
    body = json.dumps(about).encode()
    survives(lambda: list(read_files("a-file", {**FILES, "1.json": body})))


@pytest.mark.parametrize("name", ["../1.ann", "/etc/1.ann"])
def test_a_zip_writes_nothing_wherever_its_names_lead(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a" / "a-file.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as out:
        for old, body in FILES.items():
            out.writestr(name.replace("1.ann", old), body)
    before = sorted(tmp_path.rglob("*"))
    survives(lambda: list(read_documents(path)))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_that_unpacks_to_more_than_it_may_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.imports.read.LARGEST", 10_000)
    path = tmp_path / "a-file.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("1.ann", b"T" * 10_001)
    with pytest.raises(CorrectionError, match=r"a-file\.zip: unpacks to more"):
        list(read_documents(path))


def test_a_torn_zip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a-file.zip"
    body = bytearray(exported("brat"))
    start = body.index(b"1.txt") + len("1.txt")
    body[start : start + 30] = b"\xff" * 30
    path.write_bytes(bytes(body))
    with pytest.raises(CorrectionError, match=r"a-file\.zip"):
        list(read_documents(path))
    assert to_json(REPORT)  # the sample itself is untouched
