"""The network of a model file again, its weights as the eight bits have them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.tagger.network import LAYERS, Network

SHALLOW = 2
"""Layers of the shipped network that read every piece."""


def read(path: Path) -> Network:
    """The network that `export.write` wrote to `path`."""
    stored = {c.name: numpy_helper.to_array(c) for c in onnx.load(path).graph.initializer}

    def matrix(name: str) -> np.ndarray:
        return (stored[f"{name}.values"].astype(np.float32) * stored[f"{name}.scale"]).T

    words = stored["words.values"].astype(np.float32) * stored["words.scale"]
    network = Network(len(words))
    state: dict[str, np.ndarray] = {
        "words.weight": words,
        "cases.weight": stored["cases.rows"],
        "positions.weight": stored["positions.rows"],
        "types.weight": np.zeros((2, words.shape[1]), np.float32),  # they are part of the positions' rows
        "head.weight": stored["head.weight"].T,
        "head.bias": stored["head.bias"],
    }
    state |= {f"norm.{kind}": stored[f"norm.{kind}"] for kind in ("weight", "bias")}
    for layer in (f"layers.{number}" for number in range(LAYERS)):
        for part in ("out", "up", "down"):
            state[f"{layer}.{part}.weight"] = matrix(f"{layer}.{part}")
            state[f"{layer}.{part}.bias"] = stored[f"{layer}.{part}.bias"]
        for norm in ("norm1", "norm2"):
            state |= {
                f"{layer}.{norm}.{kind}": stored[f"{layer}.{norm}.{kind}"] for kind in ("weight", "bias")
            }
        if f"{layer}.qkv.values" in stored:
            state[f"{layer}.qkv.weight"] = matrix(f"{layer}.qkv")
            state[f"{layer}.qkv.bias"] = stored[f"{layer}.qkv.bias"]
        else:
            parts = [f"{layer}.{part}" for part in ("query", "key", "value")]
            state[f"{layer}.qkv.weight"] = np.concatenate([matrix(part) for part in parts])
            state[f"{layer}.qkv.bias"] = np.concatenate([stored[f"{part}.bias"] for part in parts])
    network.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in state.items()})
    network.shallow = SHALLOW
    return network.eval()
