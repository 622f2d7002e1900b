"""Trains what is asked of parties: `python -m training.parties WEIGHTS OUT`. Seeded.

Who plays which part in an attack (MUC-4) and what one party does to another (PLV, and the events
of our own text that have an actor and a recipient) is read from the encoder's lower layers, which
stay as they are, through upper layers of its own, so that reading pages neither gains nor loses.
The parties of a relation are marked where their pieces enter the upper layers, as Soares et al.
(2019) mark entities in the text.
"""

from __future__ import annotations

import argparse
import bisect
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training import attacks, data
from training.heads import GOLD, own_texts
from training.model import (
    HEADS,
    INNER,
    LAYERS,
    LOWER,
    PAIR,
    PAIR_HEADS,
    PAIR_INNER,
    WIDTH,
    Layer,
    Whence,
    pool,
)
from training.train import VOCABULARY, to_tensors
from whence.encoder.labels import EVENT_TYPES, ROLE_TAGS
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import BUDGET
from whence.reading.wording.sentence import sentence_starts

COPIES = 2  # of each MUC-4 report, in different cases
# Eight passes learned MUC-4 by heart: loss 0.007, F1 0.36.
PASSES, PIECES, RATE, HEAD_RATE, SEED = 3, 2600, 2e-4, 1e-3, 5
# Below it a type's share says nothing more; with 1e-20 the tails of rare types decided.
LEAST_SHARE = 1e-3
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
    """Upper layers over the lower ones' states, and the two heads."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in range(LAYERS - LOWER))
        self.marks = nn.Parameter(torch.zeros(2, WIDTH))  # of the source, of the target
        self.roles = RoleTagger(len(ROLE_TAGS))
        self.roots = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(4 * WIDTH, 192), nn.GELU(), nn.Linear(192, len(EVENT_TYPES))
        )

    def read(
        self, lower: Tensor, parties: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> Tensor:
        """Word vectors [B, W, width] from lower states [B, P, width] and parties [B, P, 2]."""
        x = lower + parties @ self.marks
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        take = lambda i: torch.gather(x, 1, i[..., None].expand(-1, -1, WIDTH))  # noqa: E731
        return (take(first) + take(last)) / 2

    def relate(self, words: Tensor, spans: Tensor, shares: Tensor, mask: Tensor) -> Tensor:
        """How well each event type fits between a source and a target: [R, types].

        `spans` [R, 4] holds the first and last word of the source, then of the target; `shares`
        [R, W, types] what the page reader takes each word for, which is added. To concede and to
        retreat are one here, under `RETREAT`.
        """
        at = torch.arange(words.shape[1])[None]
        source = pool(((at >= spans[:, :1]) & (at <= spans[:, 1:2])).float(), words)
        target = pool(((at >= spans[:, 2:3]) & (at <= spans[:, 3:4])).float(), words)
        logs = shares.clamp(min=LEAST_SHARE).log()
        seen = (logs - logs[..., :1]).masked_fill(~mask[..., None], -10).amax(1)
        likely = (1 - shares[..., 0]) * mask
        parts = (source, target, pool(mask.float(), words), pool(likely, words))
        scores: Tensor = self.roots(torch.cat(parts, -1)) + seen
        either = torch.logaddexp(scores[:, CONCEDE], scores[:, RETREAT])
        return torch.where(torch.arange(scores.shape[1]) == RETREAT, either[:, None], scores)


@dataclass(slots=True)
class Case:
    """One window: the lower layers' states [P, width], the types' shares [W, types], its gold."""

    example: data.Example
    lower: Tensor
    shares: Tensor


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
    """Runs the passes over states of the lower layers, which are computed once."""

    def __init__(self, weights: Path) -> None:
        torch.manual_seed(SEED)
        self.dice = random.Random(SEED)
        self.tokenizer = Tokenizer.load(VOCABULARY)
        self.reader = Whence()
        self.reader.load_state_dict(torch.load(weights), strict=False)
        self.reader.eval()
        self.model = PartyReader()
        for mine, its in zip(self.model.layers, self.reader.encoder.layers[LOWER:], strict=True):
            mine.load_state_dict(its.state_dict())
        self.mean = {n: p.detach().clone() for n, p in self.model.named_parameters()}
        self.cases = [self.look(e) for e in self.gather()]
        heads = [p for n, p in self.model.named_parameters() if not n.startswith("layers.")]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": list(self.model.layers.parameters()), "lr": RATE},
                {"params": heads, "lr": HEAD_RATE},
            ],
            weight_decay=0.01,
        )

    def gather(self) -> list[data.Example]:
        """MUC-4 in several cases, PLV without the sentences kept apart, our own text."""
        own = [t for t in own_texts() if t.events]
        texts = list(attacks.read_relations(GOLD / "events/plv/train.jsonl")) * 2
        texts += own_relations(own)
        for _ in range(COPIES):
            texts += attacks.read_attacks(GOLD / "events/muc4/train.jsonl", self.dice)
        return [e for t in texts for e in attacks.make_role_examples(self.tokenizer, t, BUDGET)]

    def look(self, example: data.Example) -> Case:
        """What the page reader gives for one window."""
        b = to_tensors([example], self.tokenizer.pad)
        with torch.no_grad():
            lower, words = read_lower(self.reader, b.pieces, b.shapes, b.quotes, b.first, b.last)
            shares = self.reader.event_anchors(words).softmax(-1)
        return Case(example, lower[0].half(), shares[0].half())

    def run(self) -> None:
        """All passes, with the rate rising briefly and falling linearly."""
        self.model.train()
        rates = [g["lr"] for g in self.optimizer.param_groups]
        total = PASSES * len(self.make_batches())
        step = 0
        for number in range(PASSES):
            sums = {"roles": 0.0, "roots": 0.0}
            for group in self.make_batches():
                share = step / total
                for settings, rate in zip(self.optimizer.param_groups, rates, strict=True):
                    settings["lr"] = rate * min(1, share / 0.06) * max(0.03, 1 - share)
                for name, value in self.step(group, keep=0.9 if step < 50 else 0.995).items():
                    sums[name] = 0.98 * sums[name] + 0.02 * value
                step += 1
            print(number + 1, {k: round(v, 3) for k, v in sums.items()}, flush=True)

    def make_batches(self) -> list[list[Case]]:
        """Cases of like length together, in another order each time."""
        order = sorted(self.cases, key=lambda c: len(c.lower) + self.dice.random() * 40)
        groups: list[list[Case]] = [[]]
        for case in order:
            if groups[-1] and (len(groups[-1]) + 1) * (len(case.lower) + 40) > PIECES:
                groups.append([])
            groups[-1].append(case)
        self.dice.shuffle(groups)
        return groups

    def step(self, group: list[Case], keep: float) -> dict[str, float]:
        """One step of the optimizer and of the running mean; gives the losses."""
        parts = losses(self.model, group, self.tokenizer.pad)
        self.optimizer.zero_grad(set_to_none=True)
        sum(parts.values(), torch.zeros(())).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        for name, parameter in self.model.named_parameters():
            self.mean[name].lerp_(parameter.detach(), 1 - keep)
        return {k: float(v.detach()) for k, v in parts.items()}


def read_lower(
    reader: Whence, pieces: Tensor, shapes: Tensor, quotes: Tensor, first: Tensor, last: Tensor
) -> tuple[Tensor, Tensor]:
    """The states [B, P, width] behind the lower layers, and the page reader's word vectors."""
    held: list[Tensor] = []
    hook = reader.encoder.layers[LOWER - 1].register_forward_hook(
        lambda _module, _inputs, output: held.append(output)
    )
    words = reader.read(pieces, shapes, quotes, None, first, last)
    hook.remove()
    return held[0], words


def losses(model: PartyReader, group: list[Case], pad: int) -> dict[str, Tensor]:
    """Cross-entropy of the words' parts in attacks, and of what sources do to targets."""
    b = to_tensors([c.example for c in group], pad)
    lower = torch.zeros(*b.pieces.shape, WIDTH)
    shares = torch.zeros(*b.first.shape, len(EVENT_TYPES))
    parties = torch.zeros(*b.pieces.shape, 2)
    for row, case in enumerate(group):
        lower[row, : len(case.lower)] = case.lower.float()
        shares[row, : len(case.shares)] = case.shares.float()
        if case.example.root is not None:
            mark_parties(parties[row], case.example)
    words = F.dropout(model.read(lower, parties, b.mask, b.first, b.last), 0.1, model.training)
    out = {}
    tagged = [i for i, c in enumerate(group) if c.example.roles is not None]
    if tagged:
        gold = torch.full((len(tagged), words.shape[1]), -100)
        for row, i in enumerate(tagged):
            tags = group[i].example.roles or []
            gold[row, : len(tags)] = torch.tensor(tags)
        scores = model.roles(words[tagged], b.word_mask[tagged])
        loss = F.cross_entropy(scores.flatten(0, 1), gold.flatten(), reduction="sum")
        out["roles"] = 0.5 * loss / (gold > 0).sum().clamp(min=8)
    asked = [(i, c.example.root) for i, c in enumerate(group) if c.example.root is not None]
    if asked:
        rows = [i for i, _ in asked]
        spans = torch.tensor([root for _, root in asked])
        scores = model.relate(words[rows], spans[:, :4], shares[rows], b.word_mask[rows])
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
    print(len(trainer.cases), "windows", flush=True)
    trainer.run()
    torch.save(trainer.mean, args.out)


if __name__ == "__main__":
    main()
