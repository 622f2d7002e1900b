"""The encoder as it ships: rounded, as an ONNX graph, over one window at a time.

Heads that settle on what the rounded encoder gives lose nothing to the rounding afterwards.
"""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import TensorProto, helper

from training.graph import FUSED, Graph
from training.model import HEADS, LAYERS, WIDTH
from whence.encoder.windows import Rows

State = dict[str, NDArray[np.float32]]


def embed(g: Graph) -> str:
    """Piece ids and features [P] → [P, width]."""
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
    return g.norm(x, "encoder.norm", 1e-12)


def encode(g: Graph, rounded: bool) -> tuple[str, str]:
    """The pieces before the first layer [P, width], and the words' vectors [W, width]."""
    embedded = embed(g)
    x = g.node("Unsqueeze", embedded, g.number([0]))
    for i in range(LAYERS):
        x = g.layer(x, f"encoder.layers.{i}", HEADS, rounded)
    x = g.node("Squeeze", x, g.number([0]))
    words = g.node("Add", g.node("Gather", x, "first"), g.node("Gather", x, "last"))
    return embedded, g.node("Mul", words, g.constant("middle", np.array(0.5, np.float32)))


def window_inputs() -> list[onnx.ValueInfoProto]:
    """What describes a window: pieces with their features [P], each word's first and last [W]."""
    of_pieces, of_words = ("pieces", "shapes", "quotes"), ("first", "last")
    kinds = [(n, "P") for n in of_pieces] + [(n, "W") for n in of_words]
    return [helper.make_tensor_value_info(n, TensorProto.INT64, [size]) for n, size in kinds]


class RoundedEncoder:
    """The rounded encoder of a state, to run."""

    def __init__(self, state: State) -> None:
        g = Graph(state)
        _, words = encode(g, rounded=True)
        g.nodes.append(helper.make_node("Identity", [words], ["words"]))
        output = helper.make_tensor_value_info("words", TensorProto.FLOAT, ["W", WIDTH])
        graph = helper.make_graph(
            g.nodes, "encoder", window_inputs(), [output], list(g.weights.values())
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self.session = ort.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def read(self, rows: Rows) -> NDArray[np.float32]:
        """The word vectors [W, width] of one window."""
        names = ("pieces", "shapes", "quotes", "first", "last")
        feed = {name: np.array(getattr(rows, name), np.int64) for name in names}
        words: NDArray[np.float32]
        (words,) = self.session.run(("words",), feed)
        return words
