"""`whence correct`: what people corrected in other tools, into a ledger."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import WhenceError
from .output import say

if TYPE_CHECKING:
    from ..ledger.base import Base

FAILED = 1
VERDICTS = ("accept", "change", "reject", "add")


@click.command()
@click.argument("ledger", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--who", required=True, help="Whose decisions these are.")
@click.option("--why", help="The reason, for all of them.")
def correct(ledger: Path, files: tuple[Path, ...], who: str, why: str | None) -> None:
    r"""Record in LEDGER what was corrected in FILES that `whence export` wrote.

    FILES are JSON exports of Label Studio, and folders or zips of brat's files.

    \b
    whence export news.whence --as labelstudio -o tasks.json
    whence correct news.whence export.json --who "Ada Byron"

    A finding that is marked as checked is accepted, one that differs is changed, one that is gone
    is rejected, one that is new is added. A file that is read again changes nothing. A file that
    is not as it was exported is refused whole, an article whose corrections do not fit is left as
    it is; both are named, and the others are recorded all the same.

    Exit status: 0 all was recorded, 1 something was not, 2 wrong use.
    """
    from ..ledger.opening import open_base

    if not who.strip():
        raise click.UsageError("--who: a correction needs the name of who makes it")
    try:
        base = open_base(ledger)
    except WhenceError as error:
        raise click.UsageError(str(error)) from error
    made: Counter[str] = Counter()
    failed = 0
    try:
        for path in files:
            failed += _record(base, path, made, who, why)
    finally:
        base.close()
    told = ", ".join(f"{made[verdict]} {verdict}" for verdict in VERDICTS)
    say(f"whence: corrections of {who}: {told}")
    if failed:
        raise click.exceptions.Exit(FAILED)


def _record(base: Base, path: Path, made: Counter[str], who: str, why: str | None) -> int:
    """Records one file, and counts what was made; gives how much of it was not recorded."""
    from ..imports import read_documents, record_corrections

    try:
        documents = list(read_documents(path))
    except WhenceError as error:
        say(f"whence: {error}")
        return 1
    failed = 0
    for document in documents:
        try:
            made.update(str(each.verdict) for each in record_corrections(base, document, who, why))
        except WhenceError as error:
            say(f"whence: {error}")
            failed += 1
    return failed
