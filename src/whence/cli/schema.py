"""`whence schema`: the JSON Schema of a report."""

from __future__ import annotations

import json

import click

from .output import write_out


@click.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    from ..report.json import schema as made

    write_out((json.dumps(made(), indent=2, ensure_ascii=False) + "\n").encode())
