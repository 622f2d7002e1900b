"""All that we marked ourselves: our own text, and others' texts of which we keep offsets alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from training import data
from training.attacks import sentence_case, unwrap

ROOT = Path(__file__).resolve().parent.parent
CORPUS, LABELS = ROOT / "training/corpus", ROOT / "training/labels"


def own_texts(gold: Path) -> list[data.Text]:
    """Our own text, and as we marked them re3d's pages and reports of MUC-4.

    The pages of re3d that stand among the development pages are left out. MUC-4's upper case is
    read with capitals where sentences start.
    """
    dev = {row["id"] for row in data.read_rows(gold / "conflict/dev.jsonl")}
    pages = data.read_labelled(LABELS / "re3d.jsonl", gold / "ner/re3d/train.jsonl")
    reports = data.read_labelled(LABELS / "muc4.jsonl", gold / "events/muc4/train.jsonl")
    return [
        *data.read_written(CORPUS),
        *(t for t in pages if t.key not in dev),
        *(replace(t, text=sentence_case(unwrap(t.text).lower())) for t in reports),
    ]
