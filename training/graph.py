"""An ONNX graph, written operator by operator, so that what runs is what is read here."""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

FUSED = "com.microsoft"
SEVEN_BITS = 63


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
