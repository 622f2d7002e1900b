"""What is asked of parties as a graph of its own, over embedded pieces: see `training.export`."""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from training.graph import FUSED, Graph
from training.model import HEADS, LAYERS, PAIR_HEADS, WIDTH
from whence.encoder.labels import EVENT_TYPES, ROLE_TAGS


def build_parties(state: dict[str, NDArray[np.float32]], rounded: bool = True) -> onnx.ModelProto:
    """The layers and the heads.

    Takes the embedded pieces [P, width], the parties marked on them [P, 2], each word's first and
    last piece [W], and the words of source and target [W]; gives `roles` [W, role tags] and
    `relation` [types].
    """
    g = Graph(state)
    marked = g.node("MatMul", "parties", g.full("marks"))
    x = g.node("Unsqueeze", g.node("Add", "embedded", marked), g.number([0]))
    for i in range(LAYERS):
        x = g.layer(x, f"layers.{i}", HEADS, rounded)
    x = g.node("Squeeze", x, g.number([0]))
    words = g.node("Add", g.node("Gather", x, "first"), g.node("Gather", x, "last"))
    words = g.node("Mul", words, g.constant("middle", np.array(0.5, np.float32)))
    out = {"roles": tag_roles(g, words), "relation": relate(g, words)}
    for name, inner in out.items():
        g.nodes.append(helper.make_node("Identity", [inner], [name]))
    floats: dict[str, list[str | int]] = {
        "embedded": ["P", WIDTH],
        "parties": ["P", 2],
    }
    floats |= {"source": ["W"], "target": ["W"]}
    inputs = [describe(n, TensorProto.FLOAT, s) for n, s in floats.items()]
    inputs += [describe(n, TensorProto.INT64, ["W"]) for n in ("first", "last")]
    results: dict[str, list[str | int]] = {
        "roles": ["W", len(ROLE_TAGS)],
        "relation": [len(EVENT_TYPES)],
    }
    outputs = [describe(n, TensorProto.FLOAT, s) for n, s in results.items()]
    graph = helper.make_graph(g.nodes, "parties", inputs, outputs, list(g.weights.values()))
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="whence")


def describe(name: str, kind: int, shape: list[str | int]) -> onnx.ValueInfoProto:
    """An input or output of the graph."""
    return helper.make_tensor_value_info(name, kind, shape)


def tag_roles(g: Graph, words: str) -> str:
    """Scores [W, role tags], as `RoleTagger` has it."""
    z = g.gelu(g.norm(g.linear(words, "roles.word"), "roles.norm", 1e-5))
    z = g.layer(g.node("Unsqueeze", z, g.number([0])), "roles.mix", PAIR_HEADS, rounded=False)
    return g.linear(g.node("Squeeze", z, g.number([0])), "roles.tags")


def relate(g: Graph, words: str) -> str:
    """Scores [types] of what `source` does to `target`, as `PartyReader.relate` has it.

    Concessions and retreats are left apart: their powers are to be added.
    """
    parts = [pool_words(g, weights, words) for weights in ("source", "target")]
    parts += [g.node("ReduceMean", words, g.number([0]), keepdims=0)]
    scores = g.gelu(g.linear(g.node("Concat", *parts, axis=0), "roots.1"))
    return g.linear(scores, "roots.3")


def pool_words(g: Graph, weights: str, words: str) -> str:
    """The weighted mean [width] of word vectors [W, width] under weights [W]."""
    total = g.node("ReduceSum", weights, g.number([0]), keepdims=1)
    total = g.node("Max", total, g.constant("least weight", np.array(0.1, np.float32)))
    return g.node("MatMul", g.node("Div", weights, total), words)
