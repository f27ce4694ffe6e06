"""The trained network as one ONNX file, its weights in eight bits, see `graph.py`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from training.tagger.graph import Graph, attention, layer, self_attention
from training.tagger.labels import CLASS_LABELS, MENTION_LABELS, READING_LABELS
from training.tagger.network import LAYERS, Network

FORMAT = 2
"""Raised when the inputs, outputs or metadata change; the tagger refuses what it does not know."""


def build(network: Network, vocabulary: Sequence[str]) -> onnx.ModelProto:
    """The ONNX model: `ids` and `cases` of one window in, `logits` of some of its pieces out.

    `deep` are the places of those pieces in the window, `rest` those of the others.
    """
    w = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    g = Graph()
    words = g.table("words", w["words.weight"], "ids")
    cases = g.node("Gather", [g.constant("cases.rows", w["cases.weight"]), "cases"], "cases.picked")
    zero, one = g.constant("zero", np.array([0])), g.constant("one", np.array([1]))
    length = g.node("Shape", ["ids"], "length", start=1, end=2)
    rows = g.constant("positions.rows", w["positions.weight"] + w["types.weight"][0])
    positions = g.node("Slice", [rows, zero, length, zero, one], "positions")
    x = g.node("Add", [g.node("Add", [words, cases], "word_case"), positions], "embedded")
    norm = [g.constant(f"norm.{kind}", w[f"norm.{kind}"]) for kind in ("weight", "bias")]
    x = g.node("LayerNormalization", [x, *norm], "embedded.normed", epsilon=1e-12)
    for i in range(network.shallow):
        x = layer(g, f"layers.{i}", x, self_attention(g, f"layers.{i}", x, w), w)
    rest = g.node("Gather", [x, "rest"], "rest.read", axis=1)
    x = g.node("Gather", [x, "deep"], "deep.read", axis=1)
    for i in range(network.shallow, LAYERS):
        seen = g.node("Concat", [x, rest], f"layers.{i}.seen", axis=1)
        x = layer(g, f"layers.{i}", x, attention(g, f"layers.{i}", x, seen, w), w)
    head = g.node("MatMul", [x, g.constant("head.weight", w["head.weight"].T)], "head.product")
    g.node("Add", [head, g.constant("head.bias", w["head.bias"])], "logits")
    graph = helper.make_graph(
        g.nodes,
        "tagger",
        [
            *(helper.make_tensor_value_info(n, TensorProto.INT64, [1, "pieces"]) for n in ("ids", "cases")),
            *(helper.make_tensor_value_info(n, TensorProto.INT64, [n]) for n in ("deep", "rest")),
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "deep", len(w["head.bias"])])],
        g.constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="dateline")
    metadata = {
        "format": str(FORMAT),
        "classes": json.dumps(CLASS_LABELS),
        "mentions": json.dumps(MENTION_LABELS),
        "readings": json.dumps(READING_LABELS),
        "vocabulary": "\n".join(vocabulary),
    }
    helper.set_model_props(model, metadata)
    return model


def write(network: Network, vocabulary: Sequence[str], path: Path) -> None:
    """Write the model file."""
    path.write_bytes(build(network, vocabulary).SerializeToString())
