"""From the evidence on a proposed mention to the probability that it names a place: small learned trees.

`training.tagger` makes the file, from what taggers proposed on articles that they had not seen.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Self

import numpy as np

from geo.errors import ModelMissing
from geo.recognition.proposals import Floats
from geo.recognition.sessions import open_session, session_of
from geo.recognition.span_features import NAMES

MODEL = Path(__file__).parent / "data" / "span_classifier.onnx"


class SpanClassifier:
    """Boosted trees. Read-only, safe to share between threads."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def probabilities(self, evidence: Floats) -> Floats:
        """Of each row of evidence, that it is on a place."""
        odds: Floats = self._session.run(None, {"evidence": evidence})[0][:, 0]
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float32)

    @classmethod
    def load(cls, path: Path = MODEL) -> Self:
        """Load the shipped classifier.

        Raises `ModelMissing` where its file is missing, damaged or outdated.
        """
        session, metadata = open_session(path, "span classifier")
        if metadata.get("evidence") != json.dumps(NAMES):
            raise ModelMissing(f"The span classifier's model file {path} was made for other evidence.")
        return cls(session)

    @classmethod
    def of(cls, model: bytes) -> Self:
        """Load a classifier from the bytes of a model file."""
        return cls(session_of(model, "The span classifier's model")[0])
