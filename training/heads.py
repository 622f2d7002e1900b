"""Trains the event heads alone: `python -m training.heads WEIGHTS OUT`.

The encoder and the heads of statements and names stay as they are, so their figures cannot fall.
Word vectors are computed once; then only text with events of our own marking is read, in ten
minutes on one core. Seeded.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
from torch import Tensor

from training import data
from training.evaluate import measure_events
from training.model import WIDTH, Whence
from training.train import (
    LABELS,
    ROOT,
    VOCABULARY,
    WEIGHTS,
    Batch,
    event_anchor_loss,
    event_link_losses,
    to_tensors,
)
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import BUDGET

HEAD = "event_"
GOLD = ROOT.parent / "shared/gold"
PASSES, BATCH, RATE, DROP, SEED = 22, 12, 1.5e-3, 0.15, 5


class HeadTrainer:
    """The event heads over word vectors that no longer change."""

    def __init__(self, weights: Path) -> None:
        torch.manual_seed(SEED)
        self.dice = random.Random(SEED)
        self.tokenizer = Tokenizer.load(VOCABULARY)
        self.model = Whence()
        state = torch.load(weights)
        self.model.load_state_dict(state, strict=False)
        if f"{HEAD}anchors.0.weight" not in state:
            with torch.no_grad():
                self.model.event_anchors[-1].bias[0] = 4.0
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad_(name.startswith(HEAD))
        self.live = {n: p for n, p in self.model.named_parameters() if p.requires_grad}
        self.mean = {n: p.detach().clone() for n, p in self.live.items()}
        self.examples = [
            example
            for text in self.gather_texts()
            for example in data.make_examples(self.tokenizer, text, BUDGET)
        ]
        self.vectors = [self.read(example) for example in self.examples]
        self.optimizer = torch.optim.AdamW(list(self.live.values()), lr=RATE, weight_decay=0.02)

    def gather_texts(self) -> list[data.Text]:
        """Our own text and others' that we marked, as far as they were read for events."""
        labels, texts = LABELS.with_name("re3d.jsonl"), GOLD / "ner/re3d/train.jsonl"
        own = list(data.read_written(ROOT / "training/corpus"))
        return [t for t in (*own, *data.read_labelled(labels, texts)) if t.events is not None]

    def read(self, example: data.Example) -> Tensor:
        """Word vectors [W, width] of one window."""
        self.model.eval()
        b = to_tensors([example], self.tokenizer.pad)
        with torch.no_grad():
            words = self.model.read(b.pieces, b.shapes, b.quotes, None, b.first, b.last)
        return words[0]

    def run(self) -> None:
        """All passes, with the rate rising briefly and falling linearly."""
        self.model.train()
        step, steps = 0, PASSES * (-(-len(self.examples) // BATCH))
        drop = torch.nn.Dropout(DROP)
        for _ in range(PASSES):
            for group in self.make_batches():
                share = step / steps
                for settings in self.optimizer.param_groups:
                    settings["lr"] = RATE * min(1, share / 0.05) * max(0.03, 1 - share)
                batch = to_tensors([self.examples[i] for i in group], self.tokenizer.pad)
                self.step(batch, drop(self.stack(group, batch)), keep=0.9 if step < 50 else 0.99)
                step += 1

    def make_batches(self) -> list[list[int]]:
        """Windows of like length together, in another order each time."""
        length = [len(v) + self.dice.random() * 60 for v in self.vectors]
        order = sorted(range(len(length)), key=lambda i: length[i])
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        self.dice.shuffle(batches)
        return batches

    def stack(self, group: list[int], batch: Batch) -> Tensor:
        """The vectors of some windows, padded: [B, W, width]."""
        words = torch.zeros(len(group), batch.first.shape[1], WIDTH)
        for row, i in enumerate(group):
            words[row, : len(self.vectors[i])] = self.vectors[i]
        return words

    def step(self, batch: Batch, words: Tensor, keep: float) -> None:
        """One step of the optimizer and of the running mean."""
        parts = event_anchor_loss(self.model, batch, words)
        parts |= event_link_losses(self.model, batch, words)
        loss = sum((WEIGHTS[k] * v for k, v in parts.items()), torch.zeros(()))
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self.live.values()), 1.0)
        self.optimizer.step()
        for name, parameter in self.live.items():
            self.mean[name].lerp_(parameter.detach(), 1 - keep)

    def report(self) -> dict[str, float]:
        """How the averaged heads do on our own text kept apart."""
        model = Whence()
        model.load_state_dict({**self.model.state_dict(), **self.mean})
        model.eval()
        rows = [t for t in data.read_written(ROOT / "training/corpus", apart=True) if t.events]
        return measure_events(model, self.tokenizer, rows, least=0.3)


def main() -> None:
    """Reads the command line, trains and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    trainer = HeadTrainer(args.weights)
    trainer.run()
    torch.save(trainer.model.state_dict() | trainer.mean, args.out)
    print(json.dumps(trainer.report()))


if __name__ == "__main__":
    main()
