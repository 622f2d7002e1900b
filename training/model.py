"""The model: a MiniLM encoder and the heads that read statements and names from it.

A statement is found by its *anchor*, the first word of its cue (or of its content or source,
where there is no cue), as semantic-role labellers find a predicate. Every other word of the
window is then tagged with the part it plays for that anchor, by a small network over the pair
(anchor, word) and a linear-chain CRF. So sources, cues and contents come out linked, nested
statements are simply two anchors, and contents may be discontinuous. Events are found in the
same way, by heads of their own: an anchor with its type, the parts that words play for it, the
places, dates and counts that belong to it, its mode and its status.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from whence.encoder.labels import (
    ACTS,
    ANCHORS,
    CERTAINTIES,
    EVENT_MARKS,
    EVENT_MODES,
    EVENT_TAGS,
    EVENT_TYPES,
    NAME_TAGS,
    SOURCE_KINDS,
    STATUSES,
    TAGS,
)

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
SHAPES, QUOTES = 7, 5  # the tokenizer's features, shifted by one for the marks
PAIR, PAIR_HEADS, PAIR_INNER = 128, 4, 256
REACH = 24  # buckets of signed distance between anchor and word, on each side
DROPOUT = 0.1


class Drop(nn.Module):
    """Dropout whose mask is a slice, at a random place, of one long mask drawn beforehand.

    Drawing a fresh mask each time took 11 % of a training step on four cores.
    """

    def __init__(self, share: float = DROPOUT) -> None:
        super().__init__()
        dice = torch.Generator().manual_seed(1)
        mask = (torch.rand(1 << 23, generator=dice) >= share).float() / (1 - share)
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """`x` with some of its numbers set to zero in training, else unchanged."""
        if not self.training:
            return x
        size = x.numel()
        at = int(torch.randint(0, len(self.mask) - size, ()))
        return x * self.mask[at : at + size].view_as(x)


DROP = Drop()  # one mask serves every layer


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.out_norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = DROP

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x` is [batch, length, width]; `mask` [batch, 1, 1, length], true where to look."""
        b, n, d = x.shape
        qkv = self.query_key_value(x).reshape(b, n, 3, self.heads, d // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = a.transpose(1, 2).reshape(b, n, d)
        x = self.out_norm(x + self.drop(self.out(a)))
        return self.norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 with two small feature embeddings; the word embeddings are frozen."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.quotes = nn.Embedding(QUOTES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.quotes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in range(LAYERS))

    def forward(
        self, pieces: Tensor, shapes: Tensor, quotes: Tensor, mask: Tensor | None
    ) -> Tensor:
        """All inputs [batch, length]; gives [batch, length, width]."""
        x = self.drop(self.embed(pieces, shapes, quotes))
        look = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, look)
        return x

    def embed(self, pieces: Tensor, shapes: Tensor, quotes: Tensor) -> Tensor:
        """The pieces before the first layer: [batch, length, width]."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = (
            self.words(pieces)
            + self.positions(places)[None]
            + self.shapes(shapes)
            + self.quotes(quotes)
        )
        embedded: Tensor = self.norm(x)
        return embedded


class PairTagger(nn.Module):
    """Scores, for each (anchor, word), the part that the word plays for the anchor."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.anchor = nn.Linear(WIDTH, 2 * PAIR)
        self.word = nn.Linear(WIDTH, 2 * PAIR)
        self.distance = nn.Embedding(2 * REACH + 1, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.mix = Layer(PAIR, PAIR_HEADS, PAIR_INNER)
        self.near = nn.Conv1d(PAIR, PAIR, 5, padding=2, groups=PAIR)
        self.tags = nn.Linear(PAIR, tags)

    def forward(self, anchors: Tensor, words: Tensor, at: Tensor, mask: Tensor | None) -> Tensor:
        """Anchors [A, width] at word index `at` [A], words [A, W, width] → tags [A, W, tags]."""
        a_sum, a_mul = self.anchor(anchors)[:, None].chunk(2, -1)
        w_sum, w_mul = self.word(words).chunk(2, -1)
        z = a_sum + w_sum + a_mul * w_mul + self.distance(buckets(at, words.shape[1]))
        z = F.gelu(self.norm(z))
        z = self.mix(z, None if mask is None else mask[:, None, None, :])
        if mask is not None:
            z = z * mask[..., None]
        z = z + F.gelu(self.near(z.transpose(1, 2)).transpose(1, 2))
        return self.tags(z)


def buckets(at: Tensor, count: int) -> Tensor:
    """Signed distance from each anchor to each of `count` words, exact near, coarse far off."""
    d = torch.arange(count, device=at.device)[None] - at[:, None]
    far = d.abs().clamp(min=1).float()
    coarse = (8 + torch.log2(far / 8).clamp(min=0) * 3).long()
    size = torch.where(d.abs() <= 8, d.abs(), coarse).clamp(max=REACH)
    return torch.sign(d) * size + REACH


class Whence(nn.Module):
    """Encoder and heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.anchors = nn.Sequential(nn.Linear(WIDTH, 192), nn.GELU(), nn.Linear(192, len(ANCHORS)))
        self.names = nn.Sequential(nn.Linear(WIDTH, 128), nn.GELU(), nn.Linear(128, len(NAME_TAGS)))
        self.pairs = PairTagger(len(TAGS))
        self.traits = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(3 * WIDTH, 192),
            nn.GELU(),
            nn.Linear(192, len(SOURCE_KINDS) + len(ACTS) + len(CERTAINTIES)),
        )
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))  # the CRF's transitions
        self.event_anchors = nn.Sequential(
            nn.Linear(WIDTH, 192), nn.GELU(), nn.Linear(192, len(EVENT_TYPES))
        )
        self.event_pairs = PairTagger(len(EVENT_TAGS) + len(EVENT_MARKS))
        self.event_traits = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(3 * WIDTH, 192),
            nn.GELU(),
            nn.Linear(192, len(STATUSES) + len(EVENT_MODES)),
        )
        self.event_steps = nn.Parameter(torch.zeros(len(EVENT_TAGS), len(EVENT_TAGS)))
        self.drop = nn.Dropout(DROPOUT)

    def read(
        self,
        pieces: Tensor,
        shapes: Tensor,
        quotes: Tensor,
        mask: Tensor | None,
        first: Tensor,
        last: Tensor,
    ) -> Tensor:
        """Word vectors [batch, words, width]: the mean of each word's first and last piece."""
        x = self.encoder(pieces, shapes, quotes, mask)
        take = lambda i: torch.gather(x, 1, i[..., None].expand(-1, -1, WIDTH))  # noqa: E731
        return self.drop((take(first) + take(last)) / 2)

    def link(
        self, words: Tensor, which: Tensor, at: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """Tags [A, W, tags] and traits [A, traits] for anchors `at` of windows `which`."""
        own = words[which]
        anchors = words[which, at]
        own_mask = None if mask is None else mask[which]
        tags = self.pairs(anchors, own, at, own_mask)
        parts = tags.softmax(-1)
        if own_mask is not None:
            parts = parts * own_mask[..., None]
        source = pool(parts[..., 1] + parts[..., 2], own)
        content = pool(parts[..., 5] + parts[..., 6], own)
        return tags, self.traits(torch.cat((anchors, source, content), -1))

    def link_events(
        self, words: Tensor, which: Tensor, at: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Tags [E, W, tags], marks [E, W, marks] and traits [E, traits] for event anchors."""
        own = words[which]
        anchors = words[which, at]
        own_mask = None if mask is None else mask[which]
        scores = self.event_pairs(anchors, own, at, own_mask)
        tags, marks = scores.split([len(EVENT_TAGS), len(EVENT_MARKS)], -1)
        parts = tags.softmax(-1)
        if own_mask is not None:
            parts = parts * own_mask[..., None]
        actor = pool(parts[..., 5] + parts[..., 6], own)
        recipient = pool(parts[..., 7] + parts[..., 8], own)
        return tags, marks, self.event_traits(torch.cat((anchors, actor, recipient), -1))


def pool(weights: Tensor, vectors: Tensor) -> Tensor:
    """The weighted mean of vectors [A, W, width] under weights [A, W]; zero where none weigh."""
    total = weights.sum(1, keepdim=True).clamp(min=0.1)
    return torch.einsum("aw,awd->ad", weights / total, vectors)


def crf_loss(scores: Tensor, tags: Tensor, mask: Tensor, steps: Tensor) -> Tensor:
    """Mean negative log-likelihood of the tag paths (Lafferty et al. 2001).

    `scores` [A, W, T], `tags` [A, W], `mask` [A, W] true for real words, which come first.
    """
    emitted = scores.gather(2, tags[..., None]).squeeze(2) * mask
    moved = steps[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]
    gold = emitted.sum(1) + moved.sum(1)
    alpha = scores[:, 0]
    for i in range(1, scores.shape[1]):
        after = torch.logsumexp(alpha[:, :, None] + steps[None], 1) + scores[:, i]
        alpha = torch.where(mask[:, i, None], after, alpha)
    return (torch.logsumexp(alpha, 1) - gold).mean()


@dataclass(frozen=True)
class Base:
    """Where the base encoder's weights lie."""

    weights: Path


def load_base(model: Whence, base: Base) -> None:
    """Puts the MiniLM weights into the encoder, words and positions rounded as they ship."""
    from safetensors.torch import load_file

    w = load_file(str(base.weights))
    e = model.encoder
    with torch.no_grad():
        e.words.weight.copy_(round_rows(w["embeddings.word_embeddings.weight"]))
        types = w["embeddings.token_type_embeddings.weight"][0]
        e.positions.weight.copy_(w["embeddings.position_embeddings.weight"] + types)
        e.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
        e.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(e.layers):
            assert isinstance(layer, Layer)
            at = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [w[f"{at}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                getattr(layer.query_key_value, kind).copy_(torch.cat(parts))
                getattr(layer.out, kind).copy_(w[f"{at}attention.output.dense.{kind}"])
                getattr(layer.out_norm, kind).copy_(w[f"{at}attention.output.LayerNorm.{kind}"])
                getattr(layer.up, kind).copy_(w[f"{at}intermediate.dense.{kind}"])
                getattr(layer.down, kind).copy_(w[f"{at}output.dense.{kind}"])
                getattr(layer.norm, kind).copy_(w[f"{at}output.LayerNorm.{kind}"])
    e.words.weight.requires_grad_(False)


def round_rows(table: Tensor) -> Tensor:
    """A table as it ships: int8 with one scale for each row. Training sees the rounded values."""
    scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    return (table / scale).round() * scale


def layer_rates(
    model: Whence, top: float, heads: tuple[float, float], decay: float
) -> list[dict[str, object]]:
    """Parameter groups: the top encoder layer at `top`, each one below times `decay`.

    `heads` are the rates of the heads of statements and names, and of all others.
    """
    groups: list[dict[str, object]] = []

    def add(parameters: list[nn.Parameter], rate: float) -> None:
        live = [p for p in parameters if p.requires_grad]
        groups.append(
            {"params": [p for p in live if p.dim() > 1], "lr": rate, "weight_decay": 0.01}
        )
        groups.append(
            {"params": [p for p in live if p.dim() <= 1], "lr": rate, "weight_decay": 0.0}
        )

    e = model.encoder
    for i, layer in enumerate(e.layers):
        add(list(layer.parameters()), top * math.pow(decay, LAYERS - 1 - i))
    low = top * math.pow(decay, LAYERS)
    add([*e.positions.parameters(), *e.norm.parameters()], low)
    add([*e.shapes.parameters(), *e.quotes.parameters()], top)
    settled = ("anchors.", "names.", "pairs.", "traits.", "steps")
    rest = [(n, p) for n, p in model.named_parameters() if not n.startswith("encoder.")]
    add([p for n, p in rest if n.startswith(settled)], heads[0])
    add([p for n, p in rest if not n.startswith(settled)], heads[1])
    return groups
