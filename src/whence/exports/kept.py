"""An article as another ledger can take it in: its report, and all that this one knows of it.

Whoever wants the report alone passes over the key `ledger`, under which the rest stands: the bytes
as captured (base64), where they were seen, who read them, what was decided, and `reading`, the
reader's own line where the report is a corrected one. `capture/kept.py` reads it.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from ..capture.kept import KEY
from ..ledger.base import Base, unpack
from ..ledger.corrections import list_corrections, read_corrected
from ..ledger.overlay import Correction, Verdict
from ..report.json import line_of, to_json


def write_kept(base: Base, article: int) -> bytes:
    """One line of JSON, without a line end; `CorrectionError` where there is no such article."""
    given = read_corrected(base, article)
    capture = base.execute("SELECT medium, body FROM capture WHERE id = ?", (article,)).fetchone()
    sightings = base.execute(
        "SELECT name, url, charset, captured, published, outlet FROM sighting WHERE capture = ? "
        "ORDER BY id",
        (article,),
    )
    reading = base.execute(
        "SELECT reader, report FROM reading WHERE id = ?", (given.reading,)
    ).fetchone()
    made = list_corrections(base, given.reading)
    about = {
        "medium": capture["medium"],
        "sightings": [dict(row) for row in sightings],
        "reader": reading["reader"],
        "sha256": given.sha256,
        "reading": unpack(reading["report"]).decode("utf-8") if made else None,
        "corrections": [correction(base, each) for each in made],
        "body": base64.b64encode(unpack(capture["body"])).decode("ascii"),
    }
    report = to_json(given.report) if made else json.loads(unpack(reading["report"]))
    return line_of({"id": str(article), **report, KEY: about}).encode("utf-8")


def correction(base: Base, made: Correction) -> dict[str, Any]:
    """One correction as JSON."""
    row = base.execute("SELECT made_with FROM correction WHERE id = ?", (made.id,)).fetchone()
    value = made.value if made.verdict in (Verdict.CHANGE, Verdict.ADD) else None
    return {
        "id": made.id,
        "target": made.target,
        "verdict": made.verdict.value,
        "field": made.field,
        "value": value,
        "undoes": made.undoes,
        "made_with": row["made_with"],
        "who": made.who,
        "why": made.why,
        "at": made.at,
    }
