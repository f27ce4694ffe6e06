"""From the evidence on a suggested mention to the probability that it names a place: a small learned network.

`training.tagger` makes the file, from what taggers suggested on articles that they had not seen.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import numpy as np

from geo.errors import ModelMissing
from geo.recognition.evidence import NAMES
from geo.recognition.suggestions import Floats

MODEL = Path(__file__).parent / "data" / "judge.npz"


@dataclass(frozen=True, slots=True)
class Judge:
    """One hidden layer and a direct path. Read-only, safe to share between threads."""

    hidden: Floats
    """Weights, evidence x units."""
    bias: Floats
    out: Floats
    direct: Floats
    """A weight a column of the evidence."""
    shift: float

    def probabilities(self, evidence: Floats) -> Floats:
        """Of each row of evidence, that it is on a place."""
        units = np.maximum(evidence @ self.hidden + self.bias, 0.0)
        odds = units @ self.out + evidence @ self.direct + self.shift
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float32)

    @classmethod
    def load(cls, path: Path = MODEL) -> Self:
        """The shipped judge. Raises `ModelMissing` where its file is missing, damaged or outdated."""
        try:
            with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as stored:
                arrays = dict(stored)
            if arrays.pop("names").tolist() != list(NAMES):
                raise ModelMissing(f"The judge's file {path} was made for other evidence.")
            return cls(
                **{name: arrays[name] for name in ("hidden", "bias", "out", "direct")},
                shift=float(arrays["shift"]),
            )
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
            raise ModelMissing(f"The judge's file {path} cannot be read: {error}.") from error

    def save(self, path: Path) -> None:
        """Write the file that `load` reads."""
        arrays: dict[str, Any] = {name: getattr(self, name) for name in ("hidden", "bias", "out", "direct")}
        np.savez_compressed(path, names=np.array(NAMES), shift=np.array(self.shift), **arrays)
