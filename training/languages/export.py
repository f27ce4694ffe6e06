"""The trained network as one ONNX file: layers in eight bits, embeddings in the four that the base model
has."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from geo.recognition.multilingual import FORMAT
from training.languages.e5 import BLOCK, Blocks
from training.languages.network import GATE, Network
from training.tagger.graph import Graph, attention, layer, self_attention
from training.tagger.labels import CLASS_LABELS, MENTION_LABELS, READING_LABELS


def _words(g: Graph, blocks: Blocks) -> str:
    """A look-up of rows of four bits, two numbers in a byte, with a scale for each block."""
    signed = (blocks.values.astype(np.int8) - 8) & 15  # four bits of two's complement
    packed = (signed[:, 0::2] | signed[:, 1::2] << 4).astype(np.uint8)
    g.constants.append(
        helper.make_tensor("words.values", TensorProto.INT4, signed.shape, packed.tobytes(), raw=True)
    )
    scales = g.constant("words.scales", blocks.scales.astype(np.float16))
    picked = g.node(
        "GatherBlockQuantized", ["words.values", "ids", scales], "words.halves", block_size=BLOCK, bits=4
    )
    return g.node("Cast", [picked], "words.rows", to=TensorProto.FLOAT)


def _gate(g: Graph, x: str, w: Mapping[str, np.ndarray]) -> str:
    """Which pieces are read in depth."""
    product = g.node("MatMul", [x, g.constant("gate.weight", w["gate.weight"].T)], "gate.product")
    odds = g.node("Reshape", [product, g.constant("all", np.array([-1]))], "gate.odds")
    leaning = g.node("Add", [odds, "leaning"], "gate.leaning")
    least = g.constant("gate.least", np.array([GATE], np.float32) - w["gate.bias"])
    return g.node("Greater", [leaning, least], "chosen")


def build(network: Network, words: Blocks, vocabulary: Sequence[str], scores: np.ndarray) -> onnx.ModelProto:
    """The ONNX model: the `ids` of one window in, the places `deep` of some of its pieces and their
    `logits` out.

    `leaning` is added to the log odds by which the gate chooses those pieces.
    """
    w = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    g = Graph()
    zero, one = g.constant("zero", np.array([0])), g.constant("one", np.array([1]))
    length = g.node("Shape", ["ids"], "length", start=1, end=2)
    rows = g.constant("positions.rows", w["positions.weight"])
    positions = g.node("Slice", [rows, zero, length, zero, one], "positions")
    x = g.node("Add", [_words(g, words), positions], "embedded")
    norm = [g.constant(f"norm.{kind}", w[f"norm.{kind}"]) for kind in ("weight", "bias")]
    x = g.node("LayerNormalization", [x, *norm], "embedded.normed", epsilon=1e-12)
    for i in range(network.shallow):
        x = layer(g, f"layers.{i}", x, self_attention(g, f"layers.{i}", x, w), w)
    chosen = _gate(g, x, w)
    deep = g.node(
        "Reshape", [g.node("NonZero", [chosen], "deep.found"), g.constant("flat", np.array([-1]))], "deep"
    )
    others = g.node("NonZero", [g.node("Not", [chosen], "others")], "rest.found")
    rest = g.node("Gather", [x, g.node("Reshape", [others, "flat"], "rest")], "rest.read", axis=1)
    x = g.node("Gather", [x, deep], "deep.read", axis=1)
    for i in range(network.shallow, len(network.layers)):
        seen = g.node("Concat", [x, rest], f"layers.{i}.seen", axis=1)
        x = layer(g, f"layers.{i}", x, attention(g, f"layers.{i}", x, seen, w), w)
    head = g.node("MatMul", [x, g.constant("head.weight", w["head.weight"].T)], "head.product")
    g.node("Add", [head, g.constant("head.bias", w["head.bias"])], "logits")
    graph = helper.make_graph(
        g.nodes,
        "tagger",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"]),
            helper.make_tensor_value_info("leaning", TensorProto.FLOAT, ["pieces"]),
        ],
        [
            helper.make_tensor_value_info("deep", TensorProto.INT64, ["deep"]),
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "deep", len(w["head.bias"])]),
        ],
        g.constants,
    )
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="dateline")
    metadata = {
        "format": FORMAT,
        "classes": json.dumps(CLASS_LABELS),
        "mentions": json.dumps(MENTION_LABELS),
        "readings": json.dumps(READING_LABELS),
        "vocabulary": "\n".join(vocabulary),
        "scores": base64.b64encode(np.asarray(scores, dtype="<f2").tobytes()).decode(),
    }
    helper.set_model_props(model, metadata)
    return model


def write(network: Network, words: Blocks, vocabulary: Sequence[str], scores: np.ndarray, path: Path) -> None:
    """Write the model file."""
    path.write_bytes(build(network, words, vocabulary, scores).SerializeToString())
