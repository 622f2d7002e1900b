"""`whence check`: whether a ledger is whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import WhenceError
from .output import say


@click.command()
@click.argument("ledger", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(ledger: Path) -> None:
    """Verify every hash, every row and the whole log of a LEDGER.

    Exit status: 0 it is whole, 1 something is wrong, 2 it is no ledger.
    """
    from ..ledger import check_ledger

    try:
        findings = check_ledger(ledger)
    except WhenceError as error:
        say(f"Error: {error}")
        sys.exit(2)
    for finding in findings:
        say(f"{finding.where}: {finding.what}")
    say("something is wrong" if findings else f"{ledger} is whole")
    sys.exit(1 if findings else 0)
