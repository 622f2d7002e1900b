"""The documents say what the code does."""

import re
import tomllib
from enum import StrEnum
from pathlib import Path

import click
import pytest

import whence
from whence import errors, records
from whence.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")


def test_every_option_is_in_the_reference() -> None:
    assert isinstance(main, click.Group)
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert f"whence {name}" in REFERENCE
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("-"):
                    assert f"`{option}" in REFERENCE, option


@pytest.mark.parametrize(
    "kind", [x for x in vars(records).values() if isinstance(x, type) and issubclass(x, StrEnum)]
)
def test_every_value_is_in_the_reference(kind: type[StrEnum]) -> None:
    for value in kind:
        assert f"`{value}`" in REFERENCE, value


def test_every_error_is_in_the_reference() -> None:
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, Exception):
            assert f"`{name}`" in REFERENCE


def test_every_public_name_is_in_the_reference() -> None:
    for name in whence.__all__:
        assert re.search(rf"`{name}[`(]", REFERENCE), name


def test_every_dependency_has_its_reason() -> None:
    told = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    for line in [*project["dependencies"], *(d for extra in extras for d in extra)]:
        name = re.split(r"[\[<>=!~ ]", line)[0]
        assert f"**{name}**" in told, name


@pytest.mark.parametrize("path", [*DOCS.rglob("*.md"), ROOT / "README.md"], ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
