"""Trains some heads alone: `python -m training.heads events|statements WEIGHTS OUT`.

The encoder and the other heads stay as they are, so their figures cannot fall. Word vectors are
computed once, by the encoder rounded as it ships, so that the heads settle on what they will be
given; then only the text that the heads learn from is read. Seeded.

`events` learn from our own marking; `statements` from that and PolNeAR, at a low rate, to settle
on an encoder that has moved.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from training import data
from training.encode import RoundedEncoder
from training.evaluate import measure_events
from training.model import WIDTH, Whence
from training.own import own_texts
from training.train import (
    LABELS,
    ROOT,
    VOCABULARY,
    WEIGHTS,
    Batch,
    anchor_loss,
    event_anchor_loss,
    event_link_losses,
    link_losses,
    to_tensors,
)
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import BUDGET

GOLD = ROOT.parent / "shared/gold"
BATCH, DROP, SEED = 12, 0.15, 5

VIOLENT = re.compile(
    r"\b(?:wars?|arm(?:y|ies|ed)|militar\w+|militia\w*|troops?|soldiers?|rebel\w*|kill\w*|murder\w*|"
    r"attack\w*|police|protest\w*|arrest\w*|weapons?|guns?|bomb\w*|terror\w*|invad\w*|invasion|"
    r"presidents?|ministers?|governments?|treat(?:y|ies)|sanction\w*|refugees?|hostages?|prison\w*)\b",
    re.IGNORECASE,
)  # fmt: skip

Losses = Callable[[Whence, Batch, Tensor], dict[str, Tensor]]


@dataclass(frozen=True)
class Kind:
    """Some heads: how their names begin, what they learn from, and for how long."""

    names: tuple[str, ...]
    gather: Callable[[Tokenizer, random.Random], list[data.Example]]
    losses: tuple[Losses, ...]
    passes: int
    rate: float


def gather_events(tokenizer: Tokenizer, _: random.Random) -> list[data.Example]:
    """Our own text and others' that we marked, as far as read for events, and quiet ones."""
    texts = [t for t in own_texts(GOLD) if t.events is not None]
    texts += quiet_texts()
    return [e for t in texts for e in data.make_examples(tokenizer, t, BUDGET)]


def gather_statements(tokenizer: Tokenizer, dice: random.Random) -> list[data.Example]:
    """PolNeAR, and twice what we marked ourselves."""
    texts = [t for t in own_texts(GOLD) if t.statements is not None] * 2
    texts += data.read_polnear(GOLD / "attribution/polnear/train.jsonl", LABELS)
    varied = [data.vary_quotes(t, dice) for t in texts]
    return [e for t in varied for e in data.make_examples(tokenizer, t, BUDGET)]


def quiet_texts() -> list[data.Text]:
    """Others' texts about other things, taken to hold no event: manuals, stories, reviews, talk.

    A text with a few words of violence or high politics is left out, read or not.
    """
    rows = [
        row
        for name in ("gum_propn/train", "uner_ewt/dev", "uner_ewt/test")
        for row in data.read_rows(GOLD / "ner" / f"{name}.jsonl")
    ]
    quiet = [r for r in rows if len(VIOLENT.findall(r["text"])) < 3 and len(r["text"]) > 400]
    return [data.Text(f"quiet/{r['id']}", r["text"], events=[]) for r in quiet]


KINDS = {
    "events": Kind(("event_",), gather_events, (event_anchor_loss, event_link_losses), 14, 1e-3),
    "statements": Kind(
        ("anchors.", "pairs.", "traits.", "steps"),
        gather_statements,
        (anchor_loss, link_losses),
        2,
        2e-4,
    ),
}


class HeadTrainer:
    """Some heads over word vectors that no longer change."""

    def __init__(self, kind: Kind, weights: Path) -> None:
        torch.manual_seed(SEED)
        self.kind = kind
        self.dice = random.Random(SEED)
        self.tokenizer = Tokenizer.load(VOCABULARY)
        self.model = Whence()
        self.model.load_state_dict(torch.load(weights), strict=False)
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad_(name.startswith(kind.names))
        self.live = {n: p for n, p in self.model.named_parameters() if p.requires_grad}
        self.mean = {n: p.detach().clone() for n, p in self.live.items()}
        self.examples = kind.gather(self.tokenizer, self.dice)
        encoder = RoundedEncoder({n: p.numpy() for n, p in self.model.state_dict().items()})
        self.vectors = [torch.from_numpy(encoder.read(e.rows)).half() for e in self.examples]
        self.optimizer = torch.optim.AdamW(
            list(self.live.values()), lr=kind.rate, weight_decay=0.02
        )

    def run(self) -> None:
        """All passes, with the rate rising briefly and falling linearly."""
        self.model.train()
        rate, passes = self.kind.rate, self.kind.passes
        step, steps = 0, passes * (-(-len(self.examples) // BATCH))
        drop = torch.nn.Dropout(DROP)
        for number in range(passes):
            total: dict[str, float] = {}
            for group in self.make_batches():
                share = step / steps
                for settings in self.optimizer.param_groups:
                    settings["lr"] = rate * min(1, share / 0.05) * max(0.03, 1 - share)
                batch = to_tensors([self.examples[i] for i in group], self.tokenizer.pad)
                keep = 0.9 if step < 50 else 0.99
                for name, value in self.step(batch, drop(self.stack(group, batch)), keep).items():
                    total[name] = total.get(name, 0.0) + value
                step += 1
            print(
                number + 1, {k: round(v * passes / steps, 4) for k, v in total.items()}, flush=True
            )

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
            words[row, : len(self.vectors[i])] = self.vectors[i].float()
        return words

    def step(self, batch: Batch, words: Tensor, keep: float) -> dict[str, float]:
        """One step of the optimizer and of the running mean; gives the losses."""
        parts: dict[str, Tensor] = {}
        for losses in self.kind.losses:
            parts |= losses(self.model, batch, words)
        loss = sum((WEIGHTS[k] * v for k, v in parts.items()), torch.zeros(()))
        if loss.requires_grad:
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(self.live.values()), 1.0)
            self.optimizer.step()
        for name, parameter in self.live.items():
            self.mean[name].lerp_(parameter.detach(), 1 - keep)
        return {k: float(v.detach()) for k, v in parts.items()}

    def report(self) -> dict[str, float]:
        """How the averaged heads find events in our own text kept apart."""
        model = Whence()
        model.load_state_dict({**self.model.state_dict(), **self.mean})
        model.eval()
        rows = [t for t in data.read_written(ROOT / "training/corpus", apart=True) if t.events]
        return measure_events(model, self.tokenizer, rows, least=0.3)


def main() -> None:
    """Reads the command line, trains and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    trainer = HeadTrainer(KINDS[args.kind], args.weights)
    trainer.run()
    torch.save(trainer.model.state_dict() | trainer.mean, args.out)
    if args.kind == "events":
        print(json.dumps(trainer.report()))


if __name__ == "__main__":
    main()
