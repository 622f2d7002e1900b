"""Names against the development pages of `worldwide` and `re3d`: exact span and kind."""

from __future__ import annotations

import re
from pathlib import Path

from quality.gold import GOLD, read_rows
from whence.encoder.session import load_encoder
from whence.reading.mentions import find_mentions
from whence.records import Span

KINDS = {
    "worldwide": {"Person": "person", "Organization": "organisation", "Location": "place"},
    "re3d": {"Person": "person", "Organisation": "organisation", "Location": "place"},
}


def score_names() -> dict[str, float]:
    """F1 over people, organisations and places, and each of the three."""
    numbers: dict[str, float] = {}
    for corpus, kinds in KINDS.items():
        path = GOLD / "ner" / corpus / "dev.jsonl"
        numbers |= {f"names {corpus} {k} F1": v for k, v in score_corpus(path, kinds).items()}
    return numbers


def score_corpus(path: Path, kinds: dict[str, str]) -> dict[str, float]:
    """Exact-span F1 of one corpus, `all` and by kind."""
    counts = {k: [0, 0, 0] for k in ("all", *kinds.values())}
    for row in read_rows(path):
        gold = {
            (s["start"], s["end"], kinds[s["type"]]) for s in row["spans"] if s["type"] in kinds
        }
        said = {m for m in read_names(row["text"]) if m[2] in kinds.values()}
        for kind, n in counts.items():
            g = {x for x in gold if kind in ("all", x[2])}
            p = {x for x in said if kind in ("all", x[2])}
            n[0], n[1], n[2] = n[0] + len(g & p), n[1] + len(g), n[2] + len(p)
    return {k: round(2 * n[0] / max(n[1] + n[2], 1), 4) for k, n in counts.items()}


def read_names(text: str) -> set[tuple[int, int, str]]:
    """The names of a text as `(start, end, kind)`."""
    lines = [Span(*m.span()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    mentions = find_mentions(load_encoder().read(text, lines))
    return {(m.span.start, m.span.end, str(m.kind)) for m in mentions}
