"""Measures a model in training on the development sets, as the quality gate does later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from training import data
from training.events import AnnotatedEvent
from training.markup import Annotated
from training.model import Whence
from whence.encoder.labels import NAME_TAGS
from whence.encoder.output import Output
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.viterbi import find_paths, forbid_orphans, spans_of
from whence.encoder.windows import BUDGET, Window, cut_windows, to_rows
from whence.reading.events import FoundEvent, find_events, join_events
from whence.reading.statements import Found, find_statements
from whence.records import Event, Statement

LEAST = 0.05  # anchors below are not even looked at


def read_window(model: Whence, tokenizer: Tokenizer, window: Window) -> Output:
    """One window through the PyTorch model."""
    r = to_rows(tokenizer, window)
    pieces, shapes, quotes = (torch.tensor([x]) for x in (r.pieces, r.shapes, r.quotes))
    first, last = torch.tensor([r.first]), torch.tensor([r.last])
    with torch.no_grad():
        words = model.read(pieces, shapes, quotes, None, first, last)
        anchors = model.anchors(words)[0].softmax(-1)
        picks = pick_anchors(anchors[:, 0])
        tags, traits = model.link(words, torch.zeros_like(picks), picks, None)
        names = model.names(words)[0]
        types = model.event_anchors(words)[0].softmax(-1)
        events = pick_anchors(types[:, 0])
        parts, marks, natures = model.link_events(words, torch.zeros_like(events), events, None)
    arrays = (anchors, picks, tags, traits, names, types, events, parts, marks, natures)
    return Output(window, *[x.numpy() for x in arrays])


def pick_anchors(none: torch.Tensor) -> torch.Tensor:
    """The words that may be anchors: likely enough, and at most one word in four."""
    best = (1 - none).topk(max(1, len(none) // 4))
    picks: torch.Tensor = best.indices[best.values >= LEAST].sort().values
    return picks


def read_text(model: Whence, tokenizer: Tokenizer, text: str) -> list[Output]:
    """A whole text through the PyTorch model."""
    windows = cut_windows(tokenizer, text, data.paragraphs(text), BUDGET)
    return [read_window(model, tokenizer, w) for w in windows]


def measure_polnear(model: Whence, tokenizer: Tokenizer, path: Path) -> dict[str, float]:
    """Found, found with source, and exact spans on PolNeAR, at the best anchor threshold."""
    steps = model.steps.detach().numpy()
    rows = list(data.read_polnear(path))
    outputs = [read_text(model, tokenizer, t.text) for t in rows]
    best: dict[str, float] = {}
    for least in (0.25, 0.35, 0.45, 0.55):
        found = [
            find_statements(t.text, o, steps, least) for t, o in zip(rows, outputs, strict=True)
        ]
        numbers = {"least": least, **score(rows, found)}
        if numbers["source"] >= best.get("source", -1):
            best = numbers
    return best


def score(
    rows: list[data.Text], found: list[list[Found]], nested: bool = False
) -> dict[str, float]:
    """The figures of the shared scorer that training looks at."""
    counts = dict.fromkeys(("found", "source", "gold", "said"), 0)
    exact = {k: [0, 0, 0] for k in ("source", "cue", "content")}
    for row, everything in zip(rows, found, strict=True):
        gold = row.statements or []
        said = [s for s in everything if nested or s.nested < 0.5]
        counts["gold"] += len(gold)
        counts["said"] += len(said)
        for k, n in exact.items():
            g = {p for s in gold for p in getattr(s, k)}
            p = {(x.start, x.end) for s in said for x in getattr(s, k)}
            n[0], n[1], n[2] = n[0] + len(g & p), n[1] + len(g), n[2] + len(p)
        for i, j in match(gold, said):
            counts["found"] += 1
            a, b = data.chars(gold[i].source), spans_chars(said[j].source)
            counts["source"] += bool(a & b) or (not a and not b)
    total = counts["gold"] + counts["said"]
    out = {k: round(2 * counts[k] / max(total, 1), 4) for k in ("found", "source")}
    return out | {f"exact_{k}": round(2 * n[0] / max(n[1] + n[2], 1), 4) for k, n in exact.items()}


def spans_chars(spans: object) -> set[int]:
    """The offsets under record spans."""
    return {i for s in spans for i in range(s.start, s.end)}  # type: ignore[attr-defined]


def match(gold: Sequence[Annotated], said: Sequence[Found | Statement]) -> list[tuple[int, int]]:
    """One-to-one matching by content overlap of at least a half, best first."""
    a = [data.chars(s.content) for s in gold]
    b = [spans_chars(s.content) for s in said]
    pairs = sorted(
        (
            (len(x & y) / len(x | y), i, j)
            for i, x in enumerate(a)
            for j, y in enumerate(b)
            if x & y
        ),
        reverse=True,
    )
    used_i: set[int] = set()
    used_j: set[int] = set()
    out = []
    for overlap, i, j in pairs:
        if overlap >= 0.5 and i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            out.append((i, j))
    return out


def measure_written(model: Whence, tokenizer: Tokenizer, folder: Path) -> dict[str, float]:
    """The same on our own text that is kept apart, every depth, and how often traits are right."""
    steps = model.steps.detach().numpy()
    rows = list(data.read_written(folder, apart=True))
    found = [
        find_statements(t.text, read_text(model, tokenizer, t.text), steps, 0.55) for t in rows
    ]
    numbers = {f"own_{k}": v for k, v in score(rows, found, nested=True).items()}
    right = {"source_kind": 0, "act": 0, "certainty": 0}
    total = 0
    for row, said in zip(rows, found, strict=True):
        for i, j in match(row.statements or [], said):
            total += 1
            for trait in right:
                right[trait] += getattr(row.statements[i], trait) == getattr(said[j], trait)[0]  # type: ignore[index]
    return numbers | {f"own_{k}": round(n / max(total, 1), 4) for k, n in right.items()}


def measure_events(
    model: Whence, tokenizer: Tokenizer, rows: Sequence[data.Text], least: float = 0.5
) -> dict[str, float]:
    """Events found, found with their type, status and parts right where found."""
    steps = model.event_steps.detach().numpy()
    counts = dict.fromkeys(("gold", "said", "found", "type", "status"), 0)
    parts = {k: [0, 0] for k in ("actor", "recipient", "place")}
    for row in rows:
        gold = row.events or []
        said = find_events(read_text(model, tokenizer, row.text), steps, least)
        said = join_events(row.text, said)
        counts["gold"] += len(gold)
        counts["said"] += len(said)
        for i, j in match_events(gold, said):
            a, b = gold[i], said[j]
            counts["found"] += 1
            if a.type != b.type:
                continue
            counts["type"] += 1
            counts["status"] += a.status == b.status
            for name, n in parts.items():
                wanted = data.chars(getattr(a, name))
                n[0] += bool(wanted & spans_chars(getattr(b, name)))
                n[1] += bool(wanted)
    both = max(1, counts["gold"] + counts["said"])
    out = {k: round(2 * counts[k] / both, 4) for k in ("found", "type")}
    out["status"] = round(counts["status"] / max(1, counts["type"]), 4)
    return out | {k: round(n / max(1, d), 4) for k, (n, d) in parts.items()}


def match_events(
    gold: Sequence[AnnotatedEvent], said: Sequence[FoundEvent | Event]
) -> list[tuple[int, int]]:
    """One-to-one matching by overlap of anchors and mentions, best first."""
    a = [data.chars([*e.anchor, *e.mentions]) for e in gold]
    b = [spans_chars([e.anchor, *e.mentions]) for e in said]
    pairs = sorted(
        (
            (len(x & y) / min(len(x), len(y)), i, j)
            for i, x in enumerate(a)
            for j, y in enumerate(b)
            if x & y
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in pairs:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((i, j))
    return out


def measure_names(model: Whence, tokenizer: Tokenizer, path: Path) -> dict[str, float]:
    """Exact-span F1 of people, organisations and places on re3d."""
    zero = np.zeros((len(NAME_TAGS), len(NAME_TAGS)), np.float32)
    steps, opening = forbid_orphans(zero, NAME_TAGS)
    hit = want = said = 0
    for t in data.read_names(path, "re3d"):
        gold = {n for n in t.names or [] if n[2] != "nationality"}
        got = set()
        for o in read_text(model, tokenizer, t.text):
            w = o.window.words
            path_ = find_paths(o.names[None], steps, opening)[0]
            got |= {
                (w.starts[a], w.ends[b - 1], k)
                for k, a, b in spans_of(path_, NAME_TAGS)
                if k != "nationality"
            }
        hit, want, said = hit + len(gold & got), want + len(gold), said + len(got)
    return {"names": round(2 * hit / max(want + said, 1), 4)}
