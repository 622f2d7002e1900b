"""Fits which anchors are of one event: `python -m training.joins WEIGHTS`.

Anchors are what the weights find in our own annotated text, with a low threshold; two are one
where the same event of the annotation has both as its anchor or mentions. A logistic regression
is fitted on all but the tenth kept apart, and the least probability at which two are joined is
the one that gives the best F1 over pairs on the same text, by folds of documents.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from training import data
from training.evaluate import read_text
from training.model import Whence
from training.own import ROOT, own_texts
from training.train import VOCABULARY
from whence.encoder.tokenizer import Tokenizer
from whence.reading.events import FoundEvent, find_events
from whence.reading.events.join import FEATURES, compare
from whence.reading.wording.sentence import sentence_starts

OUT = ROOT / "src/whence/reading/events/join.json"
LEAST = 0.25  # of the anchors that are compared
FOLDS, DECAY, STEPS = 5, 0.003, 400


def event_of(event: FoundEvent, text: data.Text) -> int | None:
    """Which event of the annotation an anchor is of; `None` for none."""
    here = set(range(event.anchor.start, event.anchor.end))
    for i, gold in enumerate(text.events or ()):
        if here & data.chars([*gold.anchor, *gold.mentions]):
            return i
    return None


def make_pairs(
    model: Whence, tokenizer: Tokenizer, texts: Iterable[data.Text]
) -> list[list[tuple[tuple[float, ...], bool]]]:
    """For each text, the features of its pairs of anchors and whether they are one event's."""
    steps = model.event_steps.detach().numpy()
    out = []
    for text in texts:
        starts = sentence_starts(text.text)
        found = find_events(read_text(model, tokenizer, text.text), steps, LEAST)
        known = [(e, event_of(e, text)) for e in found]
        out.append(
            [
                (compare(text.text, starts, a, b), i == j)
                for (a, i), (b, j) in combinations(known, 2)
                if i is not None
                and j is not None
                and a.type is b.type
                and not a.anchor.overlaps(b.anchor)
            ]
        )
    return out


def fit(pairs: Sequence[tuple[tuple[float, ...], bool]]) -> Tensor:
    """Weights [features] by full-batch gradient descent with a little decay."""
    x = torch.tensor([p for p, _ in pairs])
    y = torch.tensor([float(same) for _, same in pairs])
    w = torch.zeros(len(FEATURES), requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=STEPS)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ w, y) + DECAY * (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return w.detach()


def chances(w: Tensor, pairs: Sequence[tuple[tuple[float, ...], bool]]) -> list[float]:
    """The probability of each pair."""
    if not pairs:
        return []
    out: list[float] = torch.sigmoid(torch.tensor([p for p, _ in pairs]) @ w).tolist()
    return out


def pair_f1(said: Sequence[float], gold: Sequence[bool], least: float) -> float:
    """F1 over pairs that are joined at a probability of `least`."""
    hit = sum(p >= least and same for p, same in zip(said, gold, strict=True))
    return 2 * hit / max(1, sum(p >= least for p in said) + sum(gold))


def main() -> None:
    """Reads the command line, fits, measures and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    args = parser.parse_args()
    model, tokenizer = Whence(), Tokenizer.load(VOCABULARY)
    model.load_state_dict(torch.load(args.weights), strict=False)
    model.eval()
    documents = make_pairs(model, tokenizer, [t for t in own_texts(args.gold) if t.events])
    said: list[float] = []
    gold: list[bool] = []
    for fold in range(FOLDS):
        rest = [p for i, d in enumerate(documents) if i % FOLDS != fold for p in d]
        own = [p for i, d in enumerate(documents) if i % FOLDS == fold for p in d]
        said += chances(fit(rest), own)
        gold += [same for _, same in own]
    least = max((t / 20 for t in range(4, 17)), key=lambda t: pair_f1(said, gold, t))
    apart = [t for t in data.read_written(ROOT / "training/corpus", apart=True) if t.events]
    held = [p for d in make_pairs(model, tokenizer, apart) for p in d]
    w = fit([p for d in documents for p in d])
    numbers = {
        "pairs": len(gold),
        "one event": sum(gold),
        "F1 by folds": round(pair_f1(said, gold, least), 3),
        "F1 kept apart": round(pair_f1(chances(w, held), [s for _, s in held], least), 3),
    }
    print(json.dumps(numbers))
    weights = {"least": least}
    weights |= {name: round(v, 3) for name, v in zip(FEATURES, w.tolist(), strict=True)}
    OUT.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
