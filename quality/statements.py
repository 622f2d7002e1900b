"""Statements against PolNeAR, the conflict pages and the seed page, whole pages in.

PolNeAR annotates only the outermost attribution, counts a leading `that` as content and the
comma that closes an apposition as source, and takes `who` for the source where the codebook
takes what it stands for; the codebook does none of these. So there, and only
there, statements inside statements are left out and these edges put back before scoring; the
exact spans with the codebook's own edges are printed too.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import whence
from quality.gold import GOLD, SHARED, load_scorer, read_rows
from training.markup import Annotated, is_apart, read_documents

Numbers = dict[str, float]
CORPUS = Path(__file__).resolve().parent.parent / "training" / "corpus"


def read_row(text: str, published: str | None = None) -> dict[str, Any]:
    """A stripped page's report as JSON; a page that is refused has no statements."""
    try:
        report = whence.read_text(text, published=published)
    except whence.WhenceError:
        return {"statements": []}
    row: dict[str, Any] = whence.to_json(report)
    return row


def score_polnear() -> Numbers:
    """PolNeAR dev: found, found with source, and exact spans."""
    gold = {r["id"]: r for r in read_rows(GOLD / "attribution/polnear/dev.jsonl")}
    said = {i: read_row(r["text"]) for i, r in gold.items()}
    score = load_scorer().statements
    for row in said.values():
        row["statements"] = [s for s in row["statements"] if s["within"] is None]
    plain = take(score(gold, said))
    for i, row in said.items():
        for s in row["statements"]:
            s["content"] = [with_that(gold[i]["text"], p) for p in s["content"]]
            pronouns = [as_pronoun(gold[i]["text"], p, s["cue"]) for p in s["source"]]
            s["source"] = [with_comma(gold[i]["text"], p) for p in pronouns]
    numbers = {f"polnear {k}": v for k, v in take(score(gold, said)).items()}
    edges = ("exact source F1", "exact content F1")
    return numbers | {f"polnear {k}, codebook edges": plain[k] for k in edges}


def with_that(text: str, span: list[int]) -> list[int]:
    """A content with the `that` before it."""
    that = re.search(r"\bthat\s+$", text[max(0, span[0] - 8) : span[0]])
    return [span[0] - len(that[0]), span[1]] if that else span


def score_conflict() -> Numbers:
    """The conflict pages: every field of the codebook."""
    gold = {r["id"]: r for r in read_rows(GOLD / "conflict/dev.jsonl")}
    said = {i: read_row(r["text"], r["published"]) for i, r in gold.items()}
    return {f"conflict {k}": v for k, v in take(load_scorer().statements(gold, said)).items()}


def as_pronoun(text: str, span: list[int], cue: list[list[int]]) -> list[int]:
    """The `who` or `which` between a source and its cue, in place of the source."""
    who = re.compile(r",? (who|which|that)(?: \w+)? $").match(
        text, span[1], cue[0][0] if cue and cue[0][0] > span[1] else span[1]
    )
    return list(who.span(1)) if who else span


def with_comma(text: str, span: list[int]) -> list[int]:
    """A source with the comma that closes its apposition."""
    start, end = span
    closes = "," in text[start:end] and text[end : end + 1] == ","
    return [start, end + 1] if closes else span


def score_written() -> Numbers:
    """Our own text that training keeps apart: every field, every depth."""
    gold: dict[str, Any] = {}
    for path in sorted(CORPUS.glob("*.txt")):
        for d in read_documents(path):
            if is_apart(d.id):
                gold[d.id] = {
                    "text": d.text,
                    "statements": [vars_of(s) for s in d.statements.values()],
                }
    said = {i: read_row(r["text"]) for i, r in gold.items()}
    return {f"written {k}": v for k, v in take(load_scorer().statements(gold, said)).items()}


def vars_of(s: Annotated) -> dict[str, Any]:
    """A statement of the training text as the scorer takes it."""
    roles = {k: [list(p) for p in getattr(s, k)] for k in ("source", "cue", "content", "relay")}
    traits = {k: getattr(s, k) for k in ("speaker", "source_kind", "act", "certainty")}
    return roles | traits


def take(result: dict[str, Any]) -> Numbers:
    """The scorer's result, flat: F1 where it gives precision, recall and F1."""
    flat: Numbers = {}
    for name, value in result.items():
        if isinstance(value, dict):
            flat[f"{name} F1"] = value["f1"]
        elif isinstance(value, int | float):
            flat[name] = float(value)
    return flat


def score_seed() -> Numbers:
    """The seed page: statements with the right speaker and relay, meter, appeal, furniture."""
    score = load_scorer()
    gold = json.loads((SHARED / "seed/page.gold.json").read_text(encoding="utf-8"))
    text = (SHARED / "seed/page.txt").read_text(encoding="utf-8")
    said = read_row(text, gold["capture"]["published"])
    wanted = [s for s in gold["statements"] if not s.get("optional")]
    right = sum(
        score.same_speaker(wanted[i]["speaker"], said["statements"][j]["speaker"])
        and bool(wanted[i]["relay"]) == bool(said["statements"][j]["relay"])
        for i, j in score.match(wanted, said["statements"], score.iou, 0.5)
    )
    kept = [plain_furniture(f) for f in said.get("furniture", [])]
    exact = sum(f in kept for f in gold["furniture"])
    furniture = {i for f in gold["furniture"] for i in range(*f["span"])}
    furniture |= set(range(*gold["repeated_title"]))
    spans = [p for s in said["statements"] for k in ("source", "cue", "content") for p in s[k]]
    return {
        "seed statements right": float(right),
        "seed statements said": float(len(said["statements"])),
        "seed furniture exact": exact / len(gold["furniture"]),
        "seed furniture read as news": float(sum(bool(furniture & set(range(*p))) for p in spans)),
    }


def plain_furniture(row: dict[str, Any]) -> dict[str, Any]:
    """A piece of furniture with only the fields that say something."""
    return {k: v for k, v in row.items() if v is not None}
