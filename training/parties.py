"""Trains what is asked of parties: `python -m training.parties WEIGHTS OUT`. Seeded.

Who plays which part in an attack (MUC-4) and what one party does to another (PLV, and the events
of our own text that have an actor and a recipient) is read through layers of its own, from the
same embedded pieces as pages are, so that reading pages neither gains nor loses. The parties of a
relation are marked where their pieces enter the first layer, as Soares et al. (2019) mark entities
in the text.
"""

from __future__ import annotations

import argparse
import bisect
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training import attacks, data
from training.heads import GOLD
from training.model import (
    HEADS,
    INNER,
    LAYERS,
    PAIR,
    PAIR_HEADS,
    PAIR_INNER,
    WIDTH,
    Encoder,
    Layer,
    Whence,
    pool,
)
from training.own import own_texts
from training.train import VOCABULARY, to_tensors
from whence.encoder.labels import EVENT_TYPES, ROLE_TAGS
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import BUDGET
from whence.reading.wording.sentence import sentence_starts

PASSES, PIECES, SEED = 5, 2600, 5
RATE, DECAY, HEAD_RATE = 3e-4, 0.9, 1e-3  # of the top layer, of each one below it, of the heads
EMPTY = 0.6  # of the reports without an attack, the share that one pass reads
CONCEDE, RETREAT = EVENT_TYPES.index("CONCEDE"), EVENT_TYPES.index("RETREAT")
ASKED = [i for i in range(1, len(EVENT_TYPES)) if i != CONCEDE]  # what yields is `RETREAT`


class RoleTagger(nn.Module):
    """Scores, for each word, the part that it plays in an attack, in the light of all others."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.mix = Layer(PAIR, PAIR_HEADS, PAIR_INNER)
        self.tags = nn.Linear(PAIR, tags)

    def forward(self, words: Tensor, mask: Tensor | None) -> Tensor:
        """Words [B, W, width] → tags [B, W, tags]."""
        z = F.gelu(self.norm(self.word(words)))
        tags: Tensor = self.tags(self.mix(z, None if mask is None else mask[:, None, None, :]))
        return tags


class PartyReader(nn.Module):
    """Layers over embedded pieces, and the two heads."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in range(LAYERS))
        self.marks = nn.Parameter(torch.zeros(2, WIDTH))  # of the source, of the target
        self.roles = RoleTagger(len(ROLE_TAGS))
        self.roots = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(3 * WIDTH, 192), nn.GELU(), nn.Linear(192, len(EVENT_TYPES))
        )

    def read(
        self, embedded: Tensor, parties: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> Tensor:
        """Word vectors [B, W, width] from embedded pieces [B, P, width] and parties [B, P, 2]."""
        x = embedded + parties @ self.marks
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        take = lambda i: torch.gather(x, 1, i[..., None].expand(-1, -1, WIDTH))  # noqa: E731
        return (take(first) + take(last)) / 2

    def relate(self, words: Tensor, spans: Tensor, mask: Tensor) -> Tensor:
        """How well each event type fits between a source and a target: [R, types].

        `spans` [R, 4] holds the first and last word of the source, then of the target. To concede
        and to retreat are one here, under `RETREAT`.
        """
        at = torch.arange(words.shape[1])[None]
        source = pool(((at >= spans[:, :1]) & (at <= spans[:, 1:2])).float(), words)
        target = pool(((at >= spans[:, 2:3]) & (at <= spans[:, 3:4])).float(), words)
        scores: Tensor = self.roots(torch.cat((source, target, pool(mask.float(), words)), -1))
        either = torch.logaddexp(scores[:, CONCEDE], scores[:, RETREAT])
        return torch.where(torch.arange(scores.shape[1]) == RETREAT, either[:, None], scores)


def own_relations(texts: Sequence[data.Text]) -> Iterator[data.Text]:
    """A text for each event with one actor and one recipient: the sentences that hold both."""
    for text in texts:
        starts = [*sentence_starts(text.text), len(text.text)]
        for event in text.events or ():
            if len(event.actor) != 1 or len(event.recipient) != 1:
                continue
            spans = [*event.anchor, *event.actor, *event.recipient]
            low = starts[bisect.bisect_right(starts, min(a for a, _ in spans)) - 1]
            high = starts[bisect.bisect_left(starts, max(b for _, b in spans))]
            source, target = (
                (s[0][0] - low, s[0][1] - low) for s in (event.actor, event.recipient)
            )
            if high - low < 800 and "\n" not in text.text[low:high].strip():
                label = event.type.replace("CONCEDE", "RETREAT")
                root = data.Root(source, target, label)
                yield data.Text(f"{text.key}/{low}", text.text[low:high], root=root)


class PartyTrainer:
    """Runs the passes. The pieces are embedded by the page reader, which stays as it is."""

    def __init__(self, weights: Path) -> None:
        torch.manual_seed(SEED)
        self.dice = random.Random(SEED)
        self.tokenizer = Tokenizer.load(VOCABULARY)
        reader = Whence()
        reader.load_state_dict(torch.load(weights), strict=False)
        self.encoder = reader.encoder.eval()
        self.model = PartyReader()
        for mine, its in zip(self.model.layers, self.encoder.layers, strict=True):
            mine.load_state_dict(its.state_dict())
        self.mean = {n: p.detach().clone() for n, p in self.model.named_parameters()}
        heads = [p for n, p in self.model.named_parameters() if not n.startswith("layers.")]
        groups = [
            {"params": list(layer.parameters()), "lr": RATE * DECAY ** (LAYERS - 1 - i)}
            for i, layer in enumerate(self.model.layers)
        ]
        self.optimizer = torch.optim.AdamW(
            [*groups, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
        )

    def gather(self) -> list[data.Example]:
        """One pass: MUC-4, each report in one case, PLV twice, and our own text."""
        texts = list(attacks.read_relations(GOLD / "events/plv/train.jsonl")) * 2
        texts += own_relations([t for t in own_texts(GOLD) if t.events])
        reports = attacks.read_attacks(GOLD / "events/muc4/train.jsonl", self.dice)
        texts += [t for t in reports if t.roles or self.dice.random() < EMPTY]
        return [e for t in texts for e in attacks.make_role_examples(self.tokenizer, t, BUDGET)]

    def run(self) -> Iterator[int]:
        """All passes, with the rate rising briefly and falling linearly; gives their numbers."""
        self.model.train()
        rates = [g["lr"] for g in self.optimizer.param_groups]
        step = 0
        for number in range(PASSES):
            sums = {"roles": 0.0, "roots": 0.0}
            batches = self.make_batches(self.gather())
            for i, group in enumerate(batches):
                share = (number + i / len(batches)) / PASSES
                for settings, rate in zip(self.optimizer.param_groups, rates, strict=True):
                    settings["lr"] = rate * min(1, share / 0.06) * max(0.03, 1 - share)
                for name, value in self.step(group, keep=0.9 if step < 50 else 0.995).items():
                    sums[name] = 0.98 * sums[name] + 0.02 * value
                step += 1
            print(number + 1, {k: round(v, 3) for k, v in sums.items()}, flush=True)
            yield number

    def make_batches(self, examples: list[data.Example]) -> list[list[data.Example]]:
        """Windows of like length together, in another order each time."""
        order = sorted(examples, key=lambda e: len(e.rows.pieces) + self.dice.random() * 40)
        groups: list[list[data.Example]] = [[]]
        for one in order:
            if groups[-1] and (len(groups[-1]) + 1) * (len(one.rows.pieces) + 40) > PIECES:
                groups.append([])
            groups[-1].append(one)
        self.dice.shuffle(groups)
        return groups

    def step(self, group: list[data.Example], keep: float) -> dict[str, float]:
        """One step of the optimizer and of the running mean; gives the losses."""
        parts = losses(self.model, self.encoder, group, self.tokenizer.pad)
        self.optimizer.zero_grad(set_to_none=True)
        sum(parts.values(), torch.zeros(())).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        for name, parameter in self.model.named_parameters():
            self.mean[name].lerp_(parameter.detach(), 1 - keep)
        return {k: float(v.detach()) for k, v in parts.items()}


def losses(
    model: PartyReader, encoder: Encoder, group: list[data.Example], pad: int
) -> dict[str, Tensor]:
    """Cross-entropy of the words' parts in attacks, and of what sources do to targets."""
    b = to_tensors(group, pad)
    with torch.no_grad():
        embedded = encoder.embed(b.pieces, b.shapes, b.quotes)
    parties = torch.zeros(*b.pieces.shape, 2)
    for row, example in enumerate(group):
        if example.root is not None:
            mark_parties(parties[row], example)
    embedded = F.dropout(embedded, 0.1, model.training)
    words = F.dropout(model.read(embedded, parties, b.mask, b.first, b.last), 0.1, model.training)
    out = {}
    tagged = [i for i, e in enumerate(group) if e.roles is not None]
    if tagged:
        gold = torch.full((len(tagged), words.shape[1]), -100)
        for row, i in enumerate(tagged):
            tags = group[i].roles or []
            gold[row, : len(tags)] = torch.tensor(tags)
        scores = model.roles(words[tagged], b.word_mask[tagged])
        loss = F.cross_entropy(scores.flatten(0, 1), gold.flatten(), reduction="sum")
        out["roles"] = 0.5 * loss / (gold > 0).sum().clamp(min=8)
    asked = [(i, e.root) for i, e in enumerate(group) if e.root is not None]
    if asked:
        rows = [i for i, _ in asked]
        spans = torch.tensor([root for _, root in asked])
        scores = model.relate(words[rows], spans[:, :4], b.word_mask[rows])
        gold = torch.tensor([ASKED.index(label) for label in spans[:, 4].tolist()])
        out["roots"] = F.cross_entropy(scores[:, ASKED], gold, label_smoothing=0.1)
    return out


def mark_parties(parties: Tensor, example: data.Example) -> None:
    """Sets the pieces [P, 2] of the source's and the target's words."""
    assert example.root is not None
    rows = example.rows
    for column, (low, high) in enumerate((example.root[:2], example.root[2:4])):
        parties[rows.first[low] : rows.last[high] + 1, column] = 1


def main() -> None:
    """Reads the command line, trains and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    trainer = PartyTrainer(args.weights)
    for _ in trainer.run():
        torch.save(trainer.mean, args.out)


if __name__ == "__main__":
    main()
