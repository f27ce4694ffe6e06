"""The network in torch: e5's embeddings and first layers, three linear heads."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.languages.e5 import E5
from training.tagger.network import HEAD_SIZES, LAYOUT, WIDTH, Layer

LAYERS = 8
"""Layers of the twelve that are kept."""
SHALLOW = 3
"""Layers that read every piece; those above read what the gate lets through, in the light of all."""
GATE = -4.0
"""Log odds of a name from which the gate lets a piece through."""
POSITIONS = 160
"""Pieces that are told apart by where they stand: more than a window has."""


class Network(nn.Module):
    """Pieces in, the logits of the three heads side by side out. What words mean stays as e5 has it."""

    def __init__(self, vocabulary_size: int, dropout: float = 0.1, layers: int = LAYERS) -> None:
        super().__init__()
        self.shallow = SHALLOW
        self.words = nn.Embedding(vocabulary_size, WIDTH)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.gate = nn.Linear(WIDTH, 1)
        nn.init.zeros_(self.gate.weight)
        nn.init.zeros_(self.gate.bias)
        self.head = nn.Linear(WIDTH, sum(HEAD_SIZES))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, ids: Tensor, mask: Tensor, allowed: Tensor, wanted: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """The logits of each piece, and the log odds by which the gate takes it for part of a name.

        `mask` is true where there is a piece, `allowed` where it may be read in depth by how it is written.
        It is where the gate says so; while learning also where `wanted`.
        """
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.positions(positions)))
        for layer in self.layers[: self.shallow]:
            x = layer(x, x, mask)
        gate = self.gate(x).squeeze(-1).float()
        passed = gate > GATE if wanted is None else (gate > GATE) | wanted
        in_depth = allowed & passed
        in_depth = in_depth.index_fill(1, torch.tensor([0]), True)  # the start, so that there is one
        # The in_depth pieces of each row, moved to its front.
        size = int(in_depth.sum(1).max())
        order = in_depth.long().argsort(dim=1, descending=True, stable=True)[:, :size, None]
        is_read = in_depth.gather(1, order[..., 0])
        deep = x.gather(1, order.expand(-1, -1, WIDTH))
        seen_mask = torch.cat([is_read, mask & ~in_depth], dim=1)
        for layer in self.layers[self.shallow :]:
            deep = layer(deep, torch.cat([deep, x.to(deep.dtype)], dim=1), seen_mask)
        logits = self.head(self.dropout(deep)).float()
        result = torch.from_numpy(LAYOUT.outside).expand(*ids.shape, -1).clone()
        rows, columns = is_read.nonzero(as_tuple=True)
        result[rows, order[rows, columns, 0]] = logits[rows, columns]
        return result, gate


def pretrained(model: E5, kept: list[int], layers: int = LAYERS) -> Network:
    """A network that starts from e5's weights, for the pieces `kept`."""
    network = Network(len(kept), layers=layers)
    w = {name: torch.from_numpy(value.copy()) for name, value in model.weights.items()}
    state = network.state_dict()  # the gate and the head stay as they are
    state["words.weight"] = torch.from_numpy(model.words.floats()[kept])
    positions = w["emb.pos"].view(-1, WIDTH)[:POSITIONS]
    state["positions.weight"] = positions + w["emb.type"].view(-1, WIDTH)[0]
    state["norm.weight"], state["norm.bias"] = w["emb.ln.w"], w["emb.ln.b"]
    for i in range(layers):
        for kind, short in (("weight", "w"), ("bias", "b")):
            state[f"layers.{i}.qkv.{kind}"] = torch.cat([w[f"l{i}.{part}.{short}"] for part in "qkv"])
            for ours, theirs in (
                ("out", "ao"),
                ("norm1", "aln"),
                ("up", "fi"),
                ("down", "fo"),
                ("norm2", "oln"),
            ):
                state[f"layers.{i}.{ours}.{kind}"] = w[f"l{i}.{theirs}.{short}"]
    network.load_state_dict(state)
    return network
