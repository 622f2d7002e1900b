"""Documents → corrections in a ledger, all of a document or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..errors import CorrectionError
from ..ledger.base import Base
from ..ledger.corrections import correct_all, read_corrected
from ..ledger.history import articles_read_as
from ..ledger.overlay import Correction
from .compare import compare
from .document import Document


def record_corrections(
    base: Base, document: Document, who: str, why: str | None = None
) -> list[Correction]:
    """Adds what a person changed in a file to the ledger; gives the corrections that were made.

    Raises `CorrectionError` naming the file where its article is not in the ledger, was read anew
    since, or has another text, and where a correction does not fit; nothing is written then.
    """
    article = find_article(base, document)
    there = read_corrected(base, article)
    if there.report.page.sha256 != document.source.sha256:
        raise CorrectionError(
            f"{document.file}: the ledger has another text of article {article}; corrections stay "
            "on the text that they were made on"
        )
    made = compare(document, there, who)
    given: Sequence[Correction] = [replace(each, why=why) for each in made]
    try:
        return correct_all(base, article, given) if given else []
    except CorrectionError as error:
        raise CorrectionError(f"{document.file}: {error}") from error


def find_article(base: Base, document: Document) -> int:
    """The article whose newest reading a file was exported from."""
    source = document.source
    rows = articles_read_as(base, source.reading)
    if not rows:
        raise CorrectionError(
            f"{document.file}: the reading that it was exported from is not in this ledger"
        )
    newest = [number for number, is_newest in rows if is_newest]
    if not newest:
        raise CorrectionError(
            f"{document.file}: article {rows[0][0]} was read anew since the export; export it again"
        )
    # Of captures that differ in their bytes alone, the one that the file names.
    named = [number for number in newest if str(number) == source.name]
    if not named and len(newest) > 1:
        told = ", ".join(map(str, newest))
        raise CorrectionError(
            f"{document.file}: it may be any of the articles {told}, which read the same; export "
            "it from this ledger"
        )
    article: int = (named or newest)[0]
    return article
