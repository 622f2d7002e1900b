"""Fits the scores of the exported weights: `python -m training.calibrate`.

Reads text that the weights never learned from (PolNeAR dev, the tenth of our own text kept apart,
re3d dev without the conflict pages), asks of every field how often it is right at which raw
probability, and writes a line over the log-odds for each field into the manifest (Platt 1999).
Prints the expected calibration error of each field, raw and calibrated, each half of the texts
scored with the line of the other half.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from training import data
from training.evaluate import match, match_events, spans_chars
from training.events import AnnotatedEvent
from training.markup import Annotated
from whence.capture.take import take
from whence.encoder.output import Floats
from whence.encoder.session import WEIGHTS, Encoder
from whence.page.reader import read_page
from whence.reading.reader import Reader
from whence.reading.scores import EDGE, Line, calibrate
from whence.records import Event, Medium, Name, Report, Statement

ROOT = Path(__file__).resolve().parent.parent
TRAITS = ("source_kind", "act", "certainty")
BINS = 15

# What is known of one field at one place: the half its text is in, the raw score, whether right.
Case = tuple[int, float, bool]
Cases = dict[str, list[Case]]


def gather(gold: Path) -> Cases:
    """Every field's cases, over all texts."""
    encoder = Encoder(threads=1)
    encoder.manifest = replace(encoder.manifest, calibration={})
    reader = Reader(encoder)
    cases: Cases = defaultdict(list)
    texts = [(t, False) for t in data.read_polnear(gold / "attribution/polnear/dev.jsonl")]
    texts += [(t, True) for t in data.read_written(ROOT / "training/corpus", apart=True)]
    for number, (text, full) in enumerate(texts):
        report = read_plain(reader, text.text)
        judged = [*judge(text.statements or [], list(report.statements), full)]
        if text.events is not None:
            judged += judge_events(text.events, report.events)
        for field, score, right in judged:
            cases[field].append((number % 2, score, right))
    dev = frozenset(r["id"] for r in data.read_rows(gold / "conflict/dev.jsonl"))
    for number, text in enumerate(data.read_names(gold / "ner/re3d/dev.jsonl", "re3d", dev)):
        names = read_plain(reader, text.text).names
        cases["name"] += [(number % 2, s, right) for s, right in judge_names(text, names)]
    return cases


def read_plain(reader: Reader, text: str) -> Report:
    """The report of a stripped text."""
    capture = take(text.encode(), name="text", medium=Medium.TEXT, charset="utf-8")
    return reader.read(read_page(capture))


def judge(
    gold: list[Annotated], said: list[Statement], full: bool
) -> Iterator[tuple[str, float, bool]]:
    """Field, raw score and whether right, for each statement; `full` where gold has all depths."""
    said = said if full else [s for s in said if s.within is None]
    pairs = {j: gold[i] for i, j in match(gold, said)}
    for j, s in enumerate(said):
        wanted = pairs.get(j)
        yield "statement", s.scores.statement, wanted is not None
        if wanted is None:
            continue
        a, b = data.chars(wanted.source), spans_chars(s.source)
        yield "source", s.scores.source, bool(a & b) or (not a and not b)
        if not full:
            continue
        for trait in TRAITS:
            yield trait, getattr(s.scores, trait), getattr(wanted, trait) == getattr(s, trait)
        if s.scores.speaker is not None:
            yield "speaker", s.scores.speaker, same_name(wanted.speaker, s.speaker)


def judge_events(
    gold: list[AnnotatedEvent], said: tuple[Event, ...]
) -> Iterator[tuple[str, float, bool]]:
    """Field, raw score and whether right, for each event; an event is right with its type."""
    pairs = {j: gold[i] for i, j in match_events(gold, said)}
    for j, e in enumerate(said):
        wanted = pairs.get(j)
        yield "event", e.scores.event, wanted is not None and wanted.type == e.type
        if wanted is None:
            continue
        yield "event_type", e.scores.type, wanted.type == e.type
        yield "event_status", e.scores.status, wanted.status == e.status
        if e.scores.mode is not None:
            yield "event_mode", e.scores.mode, wanted.mode == e.mode


def same_name(wanted: str | None, said: str | None) -> bool:
    """Whether one of two names holds the other, case apart."""
    if wanted is None or said is None:
        return wanted is said
    a, b = wanted.lower(), said.lower()
    return a in b or b in a


def judge_names(text: data.Text, names: tuple[Name, ...]) -> Iterator[tuple[float, bool]]:
    """Raw score of each mention, and whether the gold has the same span and kind."""
    gold = set(text.names or ())
    for mention in (m for n in names for m in n.mentions):
        span = (mention.span.start, mention.span.end, str(mention.kind))
        yield mention.score, span in gold


def fit(cases: list[Case]) -> Line:
    """Platt's line by Newton's method, a little pulled towards the identity."""
    p = np.clip([c[1] for c in cases], EDGE, 1 - EDGE)
    x = np.stack([np.log(p / (1 - p)), np.ones_like(p)], 1)
    y = np.array([c[2] for c in cases], float)
    pull = np.array([1.0, 0.1])
    start = np.array([1.0, 0.0])
    w = start.copy()
    for _ in range(100):
        q = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (q - y) + pull * (w - start)
        bend = (x * (q * (1 - q))[:, None]).T @ x + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        w = w - step / max(1.0, 4 * np.abs(step).max())  # short steps: Newton's own may overshoot
    if not np.abs(step).max() < 1e-3:
        raise ValueError(f"no line fits {len(cases)} cases")
    return round(float(w[0]), 4), round(float(w[1]), 4)


def miss(scores: Floats, right: Floats) -> float:
    """Expected calibration error over bins of like width."""
    at = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [abs((scores[at == b] - right[at == b]).sum()) for b in range(BINS)]
    return float(sum(gaps)) / max(len(scores), 1)


def cross_miss(cases: list[Case]) -> tuple[float, float]:
    """The error of the raw scores, and of each half under the other half's line."""
    lines = [fit([c for c in cases if c[0] != half]) for half in (0, 1)]
    raw = np.array([c[1] for c in cases])
    held = np.array([calibrate(c[1], lines[c[0]]) for c in cases])
    right = np.array([c[2] for c in cases], float)
    return miss(raw, right), miss(held, right)


def main() -> None:
    """Fits, prints and writes the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    args = parser.parse_args()
    lines: dict[str, Line] = {}
    for field, cases in sorted(gather(args.gold).items()):
        lines[field] = fit(cases)
        before, after = cross_miss(cases)
        print(f"{field:12} {len(cases):5} cases  error {before:.3f} -> {after:.3f}  {lines[field]}")
    path = WEIGHTS / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["calibration"] = lines
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
