"""An article as another ledger can take it in: its report, and all that this one knows of it.

Whoever wants the report alone passes over the key `ledger`, under which the rest stands: the bytes
as captured (base64), where they were seen, who read them, what was decided, and `reading`, the
reader's own line where the report is a corrected one. `capture/kept.py` reads it.
"""

from __future__ import annotations

import base64
from typing import Any

from ..capture.kept import KEY
from ..ledger.base import Base, unpack
from ..ledger.corrections import read_newest
from ..ledger.overlay import Correction, Verdict, lay_over
from ..report.json import line_of, to_json


def write_kept(base: Base, article: int) -> bytes:
    """One line of JSON, without a line end; `CorrectionError` where there is no such article."""
    newest = read_newest(base, article)
    made = newest.made
    capture = base.execute("SELECT medium, body FROM capture WHERE id = ?", (article,)).fetchone()
    sightings = base.execute(
        "SELECT name, url, charset, captured, published, outlet FROM sighting WHERE capture = ? "
        "ORDER BY id",
        (article,),
    )
    about = {
        "medium": capture["medium"],
        "sightings": [dict(row) for row in sightings],
        "reader": newest.reader,
        "sha256": newest.sha256,
        "reading": newest.line.decode("utf-8") if made else None,
        "corrections": [correction(each) for each in made],
        "body": base64.b64encode(unpack(capture["body"])).decode("ascii"),
    }
    laid = lay_over(newest.reading, newest.raw, made)
    report = to_json(laid.report) if made else newest.raw
    return line_of({"id": str(article), **report, KEY: about}).encode("utf-8")


def correction(made: Correction) -> dict[str, Any]:
    """One correction as JSON."""
    value = made.value if made.verdict in (Verdict.CHANGE, Verdict.ADD) else None
    return {
        "id": made.id,
        "target": made.target,
        "verdict": made.verdict.value,
        "field": made.field,
        "value": value,
        "undoes": made.undoes,
        "made_with": made.made_with,
        "who": made.who,
        "why": made.why,
        "at": made.at,
    }
