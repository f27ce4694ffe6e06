"""The trained tagger for every language.

Like the tagger for English, on the pieces of XLM-R: `training/languages` made it. A gate above its lower
layers tells which pieces the upper ones read: those that may be part of a name, by what the lower layers
made of them and by their capital, where the script has capitals.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from geo.recognition.pieces import Ints, Pieces, Splitter
from geo.recognition.proposals import Floats
from geo.recognition.tagger import Tagger
from geo.recognition.unigram import UnigramSplitter

MODEL = Path(__file__).parent / "data" / "multilingual.onnx"
FORMAT = "m1"
"""The model file's own version number that this code reads."""
_NEVER = 1000.0
"""Log odds that decide, whatever the gate says."""


class MultilingualTagger(Tagger):
    """Finds places, people and organisations in text of any language. Safe to share between threads."""

    _format = FORMAT
    _default = MODEL

    def _read(self, window: Pieces) -> tuple[Ints, Floats]:
        leaning = np.full(len(window) + 2, -_NEVER, dtype=np.float32)
        leaning[1:-1][window.in_depth] = 0.0
        leaning[0] = _NEVER  # the start, so that there is a piece
        deep, logits = self._session.run(["deep", "logits"], {"ids": self._ids(window), "leaning": leaning})
        return deep[1:] - 1, logits[0, 1:]

    @staticmethod
    def _splitter_of(metadata: Mapping[str, str]) -> Splitter:
        scores = np.frombuffer(base64.b64decode(metadata["scores"]), dtype="<f2")
        return UnigramSplitter(metadata["vocabulary"].split("\n"), scores.tolist())

    @staticmethod
    def _skips(text: str, start: int, end: int) -> bool:  # noqa: ARG004  (English's own rule)
        return False
