"""Fits the ranking of places: `python -m training.places`.

GeoVirus (Gritta et al. 2018) tells where the places of 229 Wikinews pages lie. A candidate is
right within 161 km, a country also where its point is another one's. Weights of the features
come from a softmax over each name's candidates and nothing, fitted by L-BFGS; the figures are
by folds of pages, the least score is chosen by hand so that nine in ten told are right.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.data import read_rows
from training.train import ROOT
from whence.gazetteer import load_gazetteer
from whence.reading.places.features import FEATURES, describe, distance, gather
from whence.reading.places.find import count_peoples, make_query
from whence.records import Candidate, Precision, Span

OUT = ROOT / "src/whence/reading/places/rank.json"
NEAR, SAME_COUNTRY = 161.0, 1200.0  # kilometres
FOLDS, DECAY, LEAST = 5, 0.002, 0.5
NAMED_BEHIND = 5.0
Row = tuple[Tensor, Tensor]  # features [candidates, features], which are right


def make_rows(row: dict[str, Any]) -> list[Row]:
    """The names of one page with the features of their candidates."""
    gazetteer, text = load_gazetteer(), row["text"]
    spans = [Span(t["start"], t["end"]) for t in row["toponyms"]]
    queries = [(s.of(text), make_query(text, s, gazetteer)) for s in spans]
    context = gather(queries, count_peoples(text, [Span(0, len(text))], gazetteer))
    out = []
    for (name, query), gold in zip(queries, row["toponyms"], strict=True):
        features = [describe(name, query, h, context) for h in query.hits]
        right = [is_right(h.candidate, gold) for h in query.hits]
        out.append((torch.tensor(features).reshape(-1, len(FEATURES)), torch.tensor(right)))
    return out


def is_right(candidate: Candidate, gold: dict[str, Any]) -> bool:
    """Whether a candidate is the place meant."""
    point = Candidate(None, "", gold["lat"], gold["lon"], None, None, Precision.POINT, 0)
    far = SAME_COUNTRY if candidate.precision is Precision.COUNTRY else NEAR
    return distance(candidate, point) <= far


def fit(rows: list[Row]) -> Tensor:
    """Weights [features]."""
    w = torch.zeros(len(FEATURES), requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=200)

    def closure() -> Tensor:
        optimizer.zero_grad()
        parts = []
        for x, right in rows:
            scores = torch.cat([x @ w, torch.zeros(1)])
            fits = torch.cat([right, (~right.any()).reshape(1)]) if len(right) else None
            if fits is not None:
                parts.append(scores.logsumexp(0) - scores[fits].logsumexp(0))
        loss = torch.stack(parts).mean() + DECAY * (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return w.detach()


def measure(w: Tensor, rows: list[Row]) -> tuple[int, int, int]:
    """How many names are right, told and there."""
    right = told = 0
    for x, fits in rows:
        if not len(fits):
            continue
        shares = torch.cat([x @ w, torch.zeros(1)]).softmax(0)[:-1]
        best = int(shares.argmax())
        if shares[best] >= LEAST:
            told, right = told + 1, right + int(fits[best])
    return right, told, len(rows)


def main() -> None:
    """Reads the command line, fits, measures and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    args = parser.parse_args()
    pages = [make_rows(row) for row in read_rows(args.gold / "geo/geovirus.jsonl")]
    totals = [0, 0, 0]
    for fold in range(FOLDS):
        rest = [r for i, p in enumerate(pages) if i % FOLDS != fold for r in p]
        own = [r for i, p in enumerate(pages) if i % FOLDS == fold for r in p]
        totals = [a + b for a, b in zip(totals, measure(fit(rest), own), strict=True)]
    right, told, there = totals
    print(f"by folds: {right / there:.3f} of all right, {right / told:.3f} of those told")
    w = fit([r for p in pages for r in p])
    # Wikinews seldom writes `Paris, Texas`; where it is written, it decides.
    w[FEATURES.index("named behind")] = NAMED_BEHIND
    weights = {"least": LEAST}
    weights |= {name: round(v, 3) for name, v in zip(FEATURES, w.tolist(), strict=True)}
    OUT.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
