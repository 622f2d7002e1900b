"""Trained weights → the one ONNX graph that Whence ships: `python -m training.export WEIGHTS`.

The graph is written operator by operator, so that what runs is what is read here. Word
embeddings are stored as int8 with a scale for each row (training saw the rounded values), the
encoder's matrices as seven-bit integers with a scale for each output, heads as floats. ONNX
Runtime's own operators (DynamicQuantizeMatMul, MultiHeadAttention, BiasGelu) are used by name.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.model import HEADS, LAYERS, PAIR_HEADS, Whence, buckets
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
from whence.encoder.session import LABELS, OUTPUTS
from whence.encoder.windows import BUDGET

WEIGHTS = Path(__file__).resolve().parent.parent / "src/whence/encoder/weights"
FUSED = "com.microsoft"
SEVEN_BITS = 63
FAR = 1024  # the longest distance in words that the bucket table holds


class Graph:
    """Collects nodes and weights under names."""

    def __init__(self, state: dict[str, NDArray[np.float32]]) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, onnx.TensorProto] = {}
        self.count = 0

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """A stored tensor."""
        self.weights[name] = numpy_helper.from_array(value, name)
        return name

    def node(
        self, operator: str, *inputs: str, domain: str = "", outputs: int = 1, **settings: object
    ) -> str:
        """One operator; gives the name of its first output."""
        self.count += 1
        names = [f"t{self.count}" if k == 0 else f"t{self.count}_{k}" for k in range(outputs)]
        self.nodes.append(
            helper.make_node(operator, list(inputs), names, domain=domain, **settings)
        )
        return names[0]

    def full(self, name: str, transpose: bool = False) -> str:
        """A weight of the state, as floats."""
        value = self.state[name]
        return self.constant(name, np.ascontiguousarray(value.T if transpose else value))

    def linear(self, x: str, at: str) -> str:
        """`x @ weight.T + bias`."""
        product = self.node("MatMul", x, self.full(f"{at}.weight", transpose=True))
        return self.node("Add", product, self.full(f"{at}.bias"))

    def norm(self, x: str, at: str, epsilon: float) -> str:
        """Layer normalisation over the last axis."""
        return self.node(
            "LayerNormalization",
            x,
            self.full(f"{at}.weight"),
            self.full(f"{at}.bias"),
            axis=-1,
            epsilon=epsilon,
        )

    def skip_norm(self, x: str, skip: str, at: str, bias: str) -> str:
        """`norm(x + bias + skip)`.

        Three plain operators: ONNX Runtime's fused SkipLayerNormalization took twice their time.
        """
        return self.norm(self.node("Add", self.node("Add", x, bias), skip), at, 1e-12)

    def product(self, x: str, name: str, rounded: bool) -> str:
        """`x @ weight.T`, with the weight rounded to integers or not.

        Rounded to seven bits with a scale for each output, so that no processor's kernel can
        overflow its sixteen-bit sums and all give the same result; activations get their scale
        from each window as it runs.
        """
        matrix = np.ascontiguousarray(self.state[name].T)
        if not rounded:
            return self.node("MatMul", x, self.constant(name, matrix))
        scale = (np.abs(matrix).max(0) / SEVEN_BITS).astype(np.float32)
        whole = np.round(matrix / scale).astype(np.int8)
        return self.node(
            "DynamicQuantizeMatMul",
            x,
            self.constant(name, whole),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
            domain=FUSED,
        )

    def layer(self, x: str, at: str, heads: int, rounded: bool) -> str:
        """One transformer layer on [batch, length, width]."""
        qkv = self.product(x, f"{at}.query_key_value.weight", rounded)
        qkv = self.node("Add", qkv, self.full(f"{at}.query_key_value.bias"))
        q = self.node("Split", qkv, outputs=3, axis=-1, num_outputs=3)
        a = self.node("MultiHeadAttention", q, f"{q}_1", f"{q}_2", domain=FUSED, num_heads=heads)
        a = self.product(a, f"{at}.out.weight", rounded)
        x = self.skip_norm(a, x, f"{at}.out_norm", self.full(f"{at}.out.bias"))
        u = self.product(x, f"{at}.up.weight", rounded)
        u = self.node("BiasGelu", u, self.full(f"{at}.up.bias"), domain=FUSED)
        u = self.product(u, f"{at}.down.weight", rounded)
        return self.skip_norm(u, x, f"{at}.norm", self.full(f"{at}.down.bias"))

    def number(self, value: int | list[int]) -> str:
        """An integer constant."""
        self.count += 1
        return self.constant(f"n{self.count}", np.array(value, np.int64))

    def gelu(self, x: str) -> str:
        """The exact Gaussian error linear unit."""
        return self.node("Gelu", x, domain=FUSED)


def embed(g: Graph) -> str:
    """Piece ids and features [P] → [1, P, width]."""
    table = g.state["encoder.words.weight"]
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    rows = g.constant("words.rows", np.round(table / scale).astype(np.int8))
    scales = g.constant("words.scales", scale.astype(np.float32))
    x = g.node(
        "Mul",
        g.node("Cast", g.node("Gather", rows, "pieces"), to=TensorProto.FLOAT),
        g.node("Gather", scales, "pieces"),
    )
    length = g.node("Shape", "pieces")
    positions = g.node("Slice", g.full("encoder.positions.weight"), g.number([0]), length)
    for part in (
        positions,
        g.node("Gather", g.full("encoder.shapes.weight"), "shapes"),
        g.node("Gather", g.full("encoder.quotes.weight"), "quotes"),
    ):
        x = g.node("Add", x, part)
    return g.node("Unsqueeze", g.norm(x, "encoder.norm", 1e-12), g.number([0]))


def two_layers(g: Graph, x: str, at: str) -> str:
    """A head: linear, GELU, linear."""
    return g.linear(g.gelu(g.linear(x, f"{at}.0")), f"{at}.2")


def pick(g: Graph, shares: str, words: str, least: str) -> str:
    """Word indices [A] of the likeliest anchors: over `least`, at most a fourth, at least one."""
    none = g.node(
        "Squeeze",
        g.node("Slice", shares, g.number([0]), g.number([1]), g.number([1])),
        g.number([1]),
    )
    likely = g.node("Sub", g.constant("one", np.array(1, np.float32)), none)
    count = g.node("Shape", words)
    count = g.node("Slice", count, g.number([0]), g.number([1]))
    most = g.node("Max", g.node("Div", count, g.number([4])), g.number([1]))
    values = g.node("TopK", likely, most, outputs=2, axis=0, largest=1, sorted=1)
    top = g.node("ReduceMax", values, keepdims=0)
    enough = g.node("GreaterOrEqual", values, g.node("Min", top, least))
    return g.node("Compress", f"{values}_1", enough, axis=0)


def tag_pairs(g: Graph, head: str, words: str, anchors: str, picks: str) -> str:
    """Scores [A, W, tags] of each word's part for each anchor, by the tagger named `head`."""

    def halves(x: str) -> tuple[str, str]:
        first = g.node("Split", x, outputs=2, axis=-1, num_outputs=2)
        return first, f"{first}_1"

    a_sum, a_mul = halves(g.node("Unsqueeze", g.linear(anchors, f"{head}.anchor"), g.number([1])))
    w_sum, w_mul = halves(g.node("Unsqueeze", g.linear(words, f"{head}.word"), g.number([0])))
    table = buckets(torch.tensor([FAR]), 2 * FAR + 1)[0].numpy()
    count = g.node("Squeeze", g.node("Slice", g.node("Shape", words), g.number([0]), g.number([1])))
    places = g.node("Range", g.number(0), count, g.number(1))
    far = g.node(
        "Sub", g.node("Unsqueeze", places, g.number([0])), g.node("Unsqueeze", picks, g.number([1]))
    )
    far = g.node("Gather", g.constant("buckets", table), g.node("Add", far, g.number(FAR)))
    z = g.node("Add", g.node("Add", a_sum, w_sum), g.node("Mul", a_mul, w_mul))
    z = g.node("Add", z, g.node("Gather", g.full(f"{head}.distance.weight"), far))
    z = g.gelu(g.norm(z, f"{head}.norm", 1e-5))
    z = g.layer(z, f"{head}.mix", PAIR_HEADS, rounded=False)
    turned = g.node("Transpose", z, perm=[0, 2, 1])
    near = g.node(
        "Conv",
        turned,
        g.full(f"{head}.near.weight"),
        g.full(f"{head}.near.bias"),
        group=g.state[f"{head}.near.bias"].size,
        pads=[2, 2],
        kernel_shape=[5],
    )
    z = g.node("Add", z, g.gelu(g.node("Transpose", near, perm=[0, 2, 1])))
    return g.linear(z, f"{head}.tags")


def pool_parts(g: Graph, parts: str, words: str, first: int) -> str:
    """The mean of word vectors under the shares of tags `first` and `first + 1`: [A, width]."""
    two = g.node("Slice", parts, g.number([first]), g.number([first + 2]), g.number([2]))
    weights = g.node("ReduceSum", two, g.number([2]), keepdims=0)
    total = g.node("ReduceSum", weights, g.number([1]), keepdims=1)
    total = g.node("Max", total, g.constant("floor", np.array(0.1, np.float32)))
    return g.node("MatMul", g.node("Div", weights, total), words)


def find_statements(g: Graph, words: str) -> dict[str, str]:
    """The statements' outputs by name, from word vectors [W, width]."""
    shares = g.node("Softmax", two_layers(g, words, "anchors"), axis=-1)
    picks = pick(g, shares, words, "least")
    anchors = g.node("Gather", words, picks)
    tags = tag_pairs(g, "pairs", words, anchors, picks)
    parts = g.node("Softmax", tags, axis=-1)
    pooled = [pool_parts(g, parts, words, first) for first in (1, 5)]
    traits = g.node("Concat", anchors, *pooled, axis=-1)
    traits = g.linear(g.gelu(g.linear(traits, "traits.1")), "traits.3")
    return {"anchors": shares, "picks": picks, "tags": tags, "traits": traits}


def find_events(g: Graph, words: str) -> dict[str, str]:
    """The events' outputs by name, from word vectors [W, width]."""
    shares = g.node("Softmax", two_layers(g, words, "event_anchors"), axis=-1)
    picks = pick(g, shares, words, "least_event")
    anchors = g.node("Gather", words, picks)
    scores = tag_pairs(g, "event_pairs", words, anchors, picks)
    tags = g.node(
        "Split", scores, g.number([len(EVENT_TAGS), len(EVENT_MARKS)]), outputs=2, axis=-1
    )
    parts = g.node("Softmax", tags, axis=-1)
    pooled = [pool_parts(g, parts, words, first) for first in (5, 7)]
    natures = g.node("Concat", anchors, *pooled, axis=-1)
    natures = g.linear(g.gelu(g.linear(natures, "event_traits.1")), "event_traits.3")
    return {
        "types": shares,
        "events": picks,
        "parts": tags,
        "marks": f"{tags}_1",
        "natures": natures,
    }


SHAPES = {
    "anchors": ["W", len(ANCHORS)],
    "picks": ["A"],
    "tags": ["A", "W", len(TAGS)],
    "traits": ["A", len(SOURCE_KINDS) + len(ACTS) + len(CERTAINTIES)],
    "names": ["W", len(NAME_TAGS)],
    "types": ["W", len(EVENT_TYPES)],
    "events": ["E"],
    "parts": ["E", "W", len(EVENT_TAGS)],
    "marks": ["E", "W", len(EVENT_MARKS)],
    "natures": ["E", len(STATUSES) + len(EVENT_MODES)],
}


def build(state: dict[str, NDArray[np.float32]], rounded: bool = True) -> onnx.ModelProto:
    """The whole graph; `rounded` False keeps the encoder's matrices as floats, to compare."""
    g = Graph(state)
    x = embed(g)
    for i in range(LAYERS):
        x = g.layer(x, f"encoder.layers.{i}", HEADS, rounded)
    x = g.node("Squeeze", x, g.number([0]))
    words = g.node("Add", g.node("Gather", x, "first"), g.node("Gather", x, "last"))
    words = g.node("Mul", words, g.constant("middle", np.array(0.5, np.float32)))
    out = find_statements(g, words) | find_events(g, words)
    out["names"] = two_layers(g, words, "names")
    for name, inner in out.items():
        g.nodes.append(helper.make_node("Identity", [inner], [name]))
    ints, floats = TensorProto.INT64, TensorProto.FLOAT
    inputs = [helper.make_tensor_value_info(n, ints, ["P"]) for n in ("pieces", "shapes", "quotes")]
    inputs += [helper.make_tensor_value_info(n, ints, ["W"]) for n in ("first", "last")]
    inputs += [helper.make_tensor_value_info(n, floats, []) for n in ("least", "least_event")]
    whole = ("picks", "events")
    outputs = [
        helper.make_tensor_value_info(n, ints if n in whole else floats, SHAPES[n]) for n in OUTPUTS
    ]
    graph = helper.make_graph(g.nodes, "whence", inputs, outputs, list(g.weights.values()))
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="whence")


def export(
    weights: Path, out: Path, version: str, thresholds: dict[str, float], rounded: bool = True
) -> None:
    """Writes `model.onnx` and `manifest.json` into `out`."""
    model = Whence()
    model.load_state_dict(torch.load(weights))
    state = {n: p.detach().numpy() for n, p in model.state_dict().items()}
    blob = build(state, rounded).SerializeToString()
    (out / "model.onnx").write_bytes(blob)
    manifest = {
        "name": "whence-minilm-l6",
        "version": version,
        "sha256": hashlib.sha256(blob).hexdigest(),
        "budget": BUDGET,
        "thresholds": thresholds,
        "calibration": {},  # filled by training/calibrate.py
        "labels": LABELS,
        "steps": [[round(float(x), 5) for x in row] for row in state["steps"]],
        "event_steps": [[round(float(x), 5) for x in row] for row in state["event_steps"]],
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Reads the command line and exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--version", default="1")
    parser.add_argument("--statement", type=float, default=0.55, help="least score of a statement")
    parser.add_argument("--floats", action="store_true", help="do not round the matrices")
    parser.add_argument("--event", type=float, default=0.4, help="least score of an event")
    args = parser.parse_args()
    thresholds = {"statement": args.statement, "event": args.event}
    export(args.weights, args.out, args.version, thresholds, rounded=not args.floats)


if __name__ == "__main__":
    main()
