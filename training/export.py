"""Trained weights → the ONNX graphs that Whence ships: `python -m training.export WEIGHTS PARTIES`.

One graph reads pages, a small one answers what is asked of parties (`export_parties`). Word
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
from onnx import TensorProto, helper

from training.encode import encode, window_inputs
from training.export_parties import build_parties
from training.graph import FUSED, Graph
from training.model import PAIR_HEADS, WIDTH, Whence, buckets
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
FAR = 1024  # the longest distance in words that the bucket table holds


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
    "embedded": ["P", WIDTH],
    "types": ["W", len(EVENT_TYPES)],
    "events": ["E"],
    "parts": ["E", "W", len(EVENT_TAGS)],
    "marks": ["E", "W", len(EVENT_MARKS)],
    "natures": ["E", len(STATUSES) + len(EVENT_MODES)],
}


def build(state: dict[str, NDArray[np.float32]], rounded: bool = True) -> onnx.ModelProto:
    """The whole graph; `rounded` False keeps the encoder's matrices as floats, to compare."""
    g = Graph(state)
    embedded, words = encode(g, rounded)
    out = find_statements(g, words) | find_events(g, words)
    out["names"] = two_layers(g, words, "names")
    out["embedded"] = embedded
    for name, inner in out.items():
        g.nodes.append(helper.make_node("Identity", [inner], [name]))
    ints, floats = TensorProto.INT64, TensorProto.FLOAT
    inputs = window_inputs()
    inputs += [helper.make_tensor_value_info(n, floats, []) for n in ("least", "least_event")]
    whole = ("picks", "events")
    outputs = [
        helper.make_tensor_value_info(n, ints if n in whole else floats, SHAPES[n])
        for n in (*OUTPUTS, "embedded")
    ]
    graph = helper.make_graph(g.nodes, "whence", inputs, outputs, list(g.weights.values()))
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="whence")


def export(
    weights: tuple[Path, Path],
    out: Path,
    version: str,
    thresholds: dict[str, float],
    rounded: bool = True,
) -> None:
    """Writes `model.onnx`, `parties.onnx` and `manifest.json` into `out`.

    `weights` are those of reading and of what is asked of parties.
    """
    model = Whence()
    model.load_state_dict(torch.load(weights[0]), strict=False)
    state = {n: p.detach().numpy() for n, p in model.state_dict().items()}
    blob = build(state, rounded).SerializeToString()
    (out / "model.onnx").write_bytes(blob)
    upper = {n: p.numpy() for n, p in torch.load(weights[1]).items()}
    parties = build_parties(upper, rounded).SerializeToString()
    (out / "parties.onnx").write_bytes(parties)
    manifest = {
        "name": "whence-minilm-l6",
        "version": version,
        "sha256": hashlib.sha256(blob).hexdigest(),
        "parties": hashlib.sha256(parties).hexdigest(),
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
    parser.add_argument("parties", type=Path, help="weights of `training.parties`")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--version", default="1")
    parser.add_argument("--statement", type=float, default=0.55, help="least score of a statement")
    parser.add_argument("--floats", action="store_true", help="do not round the matrices")
    parser.add_argument("--event", type=float, default=0.4, help="least score of an event")
    args = parser.parse_args()
    thresholds = {"statement": args.statement, "event": args.event}
    export(
        (args.weights, args.parties), args.out, args.version, thresholds, rounded=not args.floats
    )


if __name__ == "__main__":
    main()
