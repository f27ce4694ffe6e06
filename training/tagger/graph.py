"""Parts of a transformer as an ONNX graph, its weights in eight bits.

Nodes are written one by one with onnxruntime's fused operators, so that no tracing and no optimiser pass is
needed. Weights are symmetric, a scale for each output column, and use seven of the eight bits: processors
without VNNI add two products in sixteen bits, which eight would overflow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HEADS = 12
"""Heads of attention in each layer."""
WEIGHT_LIMIT = 64
"""Largest absolute value of a quantised weight: 255 * 64 * 2 fits sixteen bits."""
KEPT_RANGES = np.linspace(1.0, 0.6, 17)
"""Shares of a column's largest weight that are tried as the largest that is kept."""


class Graph:
    """Collects nodes and constants under running names."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, inputs: Sequence[str], output: str, **attributes: object) -> str:
        fused = {"DynamicQuantizeMatMul", "QAttention", "MultiHeadAttention", "Gelu", "GatherBlockQuantized"}
        domain = "com.microsoft" if op in fused else ""
        self.nodes.append(helper.make_node(op, list(inputs), [output], domain=domain, **attributes))
        return output

    def weight(self, name: str, matrix: np.ndarray) -> list[str]:
        """`matrix` (input by output) in eight bits: names of its values, scales and zero points."""
        scale = _best_scale(matrix)
        values = _in_steps(matrix, scale).astype(np.int8)
        return [
            self.constant(f"{name}.values", values),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(matrix.shape[1], np.int8)),
        ]

    def matmul(self, name: str, x: str, matrix: np.ndarray, bias: np.ndarray) -> str:
        inputs = [x, *self.weight(name, matrix), self.constant(f"{name}.bias", bias)]
        return self.node("DynamicQuantizeMatMul", inputs, f"{name}.output")

    def table(self, name: str, rows: np.ndarray, index: str) -> str:
        """A look-up of eight-bit rows, each with its own scale."""
        scale = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-8) / 127
        values = np.rint(rows / scale).astype(np.int8)
        picked = self.node("Gather", [self.constant(f"{name}.values", values), index], f"{name}.picked")
        scales = self.node(
            "Gather", [self.constant(f"{name}.scale", scale.astype(np.float32)), index], f"{name}.scales"
        )
        cast = self.node("Cast", [picked], f"{name}.float", to=TensorProto.FLOAT)
        return self.node("Mul", [cast, scales], f"{name}.rows")


def _in_steps(matrix: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Every weight as a whole number of its column's scale."""
    return np.clip(np.rint(matrix / scale), -WEIGHT_LIMIT, WEIGHT_LIMIT)


def _best_scale(matrix: np.ndarray) -> np.ndarray:
    """Of each column, the scale whose steps miss it least in squares: a few great weights that are cut short
    cost less than coarse steps for all."""
    largest = np.maximum(np.abs(matrix).max(0), 1e-8) / WEIGHT_LIMIT
    scales = largest * KEPT_RANGES[:, None]
    missed = np.array([((_in_steps(matrix, scale) * scale - matrix) ** 2).sum(0) for scale in scales])
    return np.take_along_axis(scales, missed.argmin(0)[None], axis=0)[0]


def self_attention(g: Graph, name: str, x: str, w: Mapping[str, np.ndarray]) -> str:
    """Every piece attends to every piece."""
    g.nodes.append(
        helper.make_node("DynamicQuantizeLinear", [x], [f"{name}.q", f"{name}.q_scale", f"{name}.q_zero"])
    )
    values, scale, zero = g.weight(f"{name}.qkv", w[f"{name}.qkv.weight"].T)
    bias = g.constant(f"{name}.qkv.bias", w[f"{name}.qkv.bias"])
    return g.node(
        "QAttention",
        [f"{name}.q", values, bias, f"{name}.q_scale", scale, "", f"{name}.q_zero", zero],
        f"{name}.mixed",
        num_heads=HEADS,
    )


def attention(g: Graph, name: str, x: str, seen: str, w: Mapping[str, np.ndarray]) -> str:
    """The pieces of `x` attend to those of `seen`."""
    matrices, biases = np.split(w[f"{name}.qkv.weight"], 3), np.split(w[f"{name}.qkv.bias"], 3)
    inputs = [
        g.matmul(f"{name}.{part}", read, matrix.T, bias)
        for part, read, matrix, bias in zip(
            ("query", "key", "value"), (x, seen, seen), matrices, biases, strict=True
        )
    ]
    return g.node("MultiHeadAttention", inputs, f"{name}.mixed", num_heads=HEADS)


def layer(g: Graph, name: str, x: str, mixed: str, w: Mapping[str, np.ndarray]) -> str:
    """`x` after what was attended to and the two halves of the network that each piece goes through."""
    out = g.matmul(f"{name}.out", mixed, w[f"{name}.out.weight"].T, w[f"{name}.out.bias"])
    x = normed(g, f"{name}.norm1", out, x, w)
    up = g.matmul(f"{name}.up", x, w[f"{name}.up.weight"].T, w[f"{name}.up.bias"])
    up = g.node("Gelu", [up], f"{name}.gelu")
    down = g.matmul(f"{name}.down", up, w[f"{name}.down.weight"].T, w[f"{name}.down.bias"])
    return normed(g, f"{name}.norm2", down, x, w)


def normed(g: Graph, name: str, x: str, skip: str, w: Mapping[str, np.ndarray]) -> str:
    """`x` and what was worked out of it, added and normalised."""
    parameters = [g.constant(f"{name}.{kind}", w[f"{name}.{kind}"]) for kind in ("weight", "bias")]
    # SkipLayerNormalization would be one node, but is four times slower on a processor.
    added = g.node("Add", [x, skip], f"{name}.sum")
    return g.node("LayerNormalization", [added, *parameters], f"{name}.output", epsilon=1e-12)
