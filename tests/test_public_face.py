"""What `import whence` gives, how fast, and that it loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import whence
from whence import errors, records

ROOT = Path(__file__).parent.parent

# Every public name, on purpose: whoever adds or drops one changes this list too.
FUNCTIONS = ["dump", "from_json", "load", "read", "read_html", "read_text", "schema", "to_html"]
FUNCTIONS += ["to_json", "attack_roles", "relation"]
LEDGER = "Ledger"
HEAVY: tuple[str, ...] = (
    "click",
    "htmldate",
    "jinja2",
    "lxml",
    "numpy",
    "onnxruntime",
    "pandas",
    "polars",
    "py3langid",
    "pyarrow",
    "rich",
)
HEAVY += ("sqlite3", "trafilatura", "turbohtml", "zstandard")


def fresh(code: str) -> str:
    """What a new interpreter prints that runs this code."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_public_names_are_these() -> None:
    raised = [name for name, each in vars(errors).items() if isinstance(each, type)]
    inner = {"FURNITURE", "MATERIAL", "MODES", "Kept", "Taken"}
    expected = {*FUNCTIONS, *records.__all__, *raised, LEDGER, "__version__"} - inner
    assert set(whence.__all__) == expected
    assert whence.__all__ == sorted(whence.__all__)
    assert all(hasattr(whence, name) for name in whence.__all__)


def test_import_loads_nothing_heavy() -> None:
    loaded = fresh("import sys, whence; print(*{name.split('.')[0] for name in sys.modules})")
    assert not set(HEAVY) & set(loaded.split())


def test_the_ledger_is_loaded_when_it_is_asked_for() -> None:
    assert fresh("import whence; print('Ledger' in dir(whence))") == "True\n"
    assert fresh("from whence import *; print(Ledger.__name__)") == "Ledger\n"
    with pytest.raises(AttributeError, match="Lodger"):
        whence.Lodger  # type: ignore[attr-defined]  # noqa: B018 - asking is the test


def test_import_is_quick() -> None:
    code = (
        "import time; start = time.perf_counter(); import whence; "
        "print(time.perf_counter() - start)"
    )
    assert min(float(fresh(code)) for _ in range(3)) <= 0.3


def test_the_version_is_the_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert whence.__version__ == project["version"]


@pytest.mark.parametrize("read", [whence.read_html, whence.read_text])
def test_nothing_to_read_is_an_error_of_ours(read: object) -> None:
    for body in ("", b"  \n", b"%PDF-1.7", "half \ud800 a character"):
        with pytest.raises(whence.CaptureError):
            read(body)  # type: ignore[operator]


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(whence.CaptureError, match=r"gone\.html"):
        whence.read(tmp_path / "gone.html")
