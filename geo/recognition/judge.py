"""From the evidence on a suggested mention to the probability that it names a place: small learned trees.

`training.tagger` makes the file, from what taggers suggested on articles that they had not seen.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Self

import numpy as np

from geo.errors import ModelMissing
from geo.recognition.evidence import NAMES
from geo.recognition.sessions import open_session, session_of
from geo.recognition.suggestions import Floats

MODEL = Path(__file__).parent / "data" / "judge.onnx"


class Judge:
    """Boosted trees. Read-only, safe to share between threads."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def probabilities(self, evidence: Floats) -> Floats:
        """Of each row of evidence, that it is on a place."""
        odds: Floats = self._session.run(None, {"evidence": evidence})[0][:, 0]
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float32)

    @classmethod
    def load(cls, path: Path = MODEL) -> Self:
        """The shipped judge. Raises `ModelMissing` where its file is missing, damaged or outdated."""
        session, metadata = open_session(path, "judge")
        if metadata.get("evidence") != json.dumps(NAMES):
            raise ModelMissing(f"The judge's model file {path} was made for other evidence.")
        return cls(session)

    @classmethod
    def of(cls, model: bytes) -> Self:
        """The judge that a file would hold these bytes of."""
        return cls(session_of(model, "The judge's model")[0])
