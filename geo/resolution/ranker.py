"""From the evidence on candidates to probabilities: three small learned networks, one a pass.

The first sees a name, its neighbours in the text and the gazetteer. The second also sees the document's
other names as the first understood them, the third as the second did. Each gives every candidate, and
"none of these", a score; a softmax over a name's candidates makes probabilities of them. `training.ranker`
makes the file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import numpy as np

from geo.errors import ModelMissing
from geo.resolution import features
from geo.resolution.candidate_batch import CandidateBatch
from geo.resolution.candidates import Floats
from geo.resolution.document_context import DocumentContext
from geo.resolution.features import COLUMN, NAMES
from geo.resolution.rules import RULES, Evidence, Rule, penalty

MODEL = Path(__file__).parent / "data" / "ranker.npz"
PASSES = 3
_ROWS_AT_ONCE = 256
"""The linear algebra library would share a larger product among threads, which costs more than it spares:
they wait for one another in a busy loop, and other documents have work for every core."""


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer and a direct path: small enough to evaluate a document in a few products."""

    hidden: Floats
    """A column a feature, a row a hidden unit's weights: features x units."""
    bias: Floats
    out: Floats
    direct: Floats
    """A weight a feature."""

    def scores(self, matrix: Floats) -> Floats:
        """Of each row of evidence, its log odds up to a constant of the cluster."""
        scores = matrix @ self.direct
        for start in range(0, len(matrix), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            scores[rows] += np.maximum(matrix[rows] @ self.hidden + self.bias, 0.0) @ self.out
        return np.asarray(scores)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the ranker thinks of a document's candidates."""

    matrix: Floats
    """The evidence, a row a candidate."""
    probability: Floats
    """Of each candidate, that the name means it."""
    none: Floats
    """Of each cluster, that it means none of its candidates."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Probabilities of candidates. Read-only, safe to share between threads."""

    networks: Sequence[Network]
    neutral: Floats
    """Evidence that says nothing: the average candidate's importance and distance to the document's other
    places, and no word of it."""
    slope: float
    shift: float
    """Calibration: log odds are `slope` times the networks' plus `shift`."""
    rules: Sequence[Rule] = RULES
    """What is not learnt."""

    @classmethod
    def load(cls, path: Path = MODEL) -> Self:
        """The shipped ranker. Raises `ModelMissing` where its file is missing, damaged or outdated."""
        try:
            with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as stored:
                arrays = dict(stored)
        except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise ModelMissing(f"The ranker's file {path} cannot be read: {error}.") from error
        try:
            if arrays["names"].tolist() != list(NAMES):
                raise ModelMissing(f"The ranker's file {path} was made for other evidence.")
            networks = [
                Network(*(arrays[f"{part}_{number}"] for part in ("hidden", "bias", "out", "direct")))
                for number in range(PASSES)
            ]
            slope, shift = arrays["calibration"].tolist()
            return cls(networks=networks, neutral=arrays["neutral"], slope=slope, shift=shift)
        except (KeyError, ValueError) as error:
            raise ModelMissing(f"The ranker's file {path} is not whole: {error}.") from error

    def save(self, path: Path) -> None:
        """Write the file that `load` reads."""
        arrays: dict[str, Any] = {"names": np.array(NAMES), "neutral": self.neutral}
        arrays["calibration"] = np.array([self.slope, self.shift])
        for number, network in enumerate(self.networks):
            for part in ("hidden", "bias", "out", "direct"):
                arrays[f"{part}_{number}"] = getattr(network, part)
        np.savez_compressed(path, **arrays)

    def rank(self, batch: CandidateBatch) -> Ranking:
        """Weigh every candidate of a document."""
        matrix = features.own(batch)
        loss = penalty(self.rules, Evidence(matrix=matrix, batch=batch))
        probability, none = choose(self.networks[0], matrix, batch, loss)
        company = DocumentContext(batch)
        for network in self.networks[1:]:
            company.put_together(matrix, probability)
            loss = penalty(self.rules, Evidence(matrix=matrix, batch=batch, probability=probability))
            probability, none = choose(network, matrix, batch, loss)
        return Ranking(matrix=matrix, probability=self.calibrated(probability, batch), none=none)

    def weights(self, rows: Floats, columns: Sequence[Sequence[int]]) -> Floats:
        """Return what each set of columns adds to each row's log odds, compared with neutral evidence."""
        network = self.networks[-1]
        changed = np.repeat(rows[None], len(columns), axis=0)
        for number, some in enumerate(columns):
            changed[number][:, some] = self.neutral[some]
        without = network.scores(changed.reshape(-1, rows.shape[1])).reshape(len(columns), -1)
        return (network.scores(rows) - without).T * self.slope

    def calibrated(self, probability: Floats, batch: CandidateBatch) -> Floats:
        """Make each cluster's best candidate right as often as it says; the others share what that leaves."""
        starts = batch.starts[:-1]
        best = np.maximum.reduceat(probability, starts)
        odds = np.log(np.clip(best, 1e-9, 1 - 1e-9) / np.clip(1 - best, 1e-9, 1 - 1e-9))
        sure = 1 / (1 + np.exp(-self.slope * odds - self.shift))
        left = np.minimum(1.0, (1 - sure) / np.clip(1 - best, 1e-9, None))
        at_top = probability == best[batch.cluster]
        return np.asarray(np.where(at_top, sure[batch.cluster], probability * left[batch.cluster]))


def choose(
    network: Network, matrix: Floats, batch: CandidateBatch, loss: Floats | float = 0.0
) -> tuple[Floats, Floats]:
    """Probability of every candidate within its cluster, and of each cluster's "none of these"."""
    starts = batch.starts[:-1]
    scores = network.scores(np.concatenate([matrix, none_of_these(matrix, batch)]))
    score, nobody = scores[: len(matrix)] - loss, scores[len(matrix) :]
    top = np.maximum(np.maximum.reduceat(score, starts), nobody)
    odds, none_odds = np.exp(score - top[batch.cluster]), np.exp(nobody - top)
    total = np.add.reduceat(odds, starts) + none_odds
    return np.asarray(odds / total[batch.cluster]), np.asarray(none_odds / total)


def none_of_these(matrix: Floats, batch: CandidateBatch) -> Floats:
    """The evidence on "none of these", a row a cluster: the best of its candidates in every column."""
    best = np.maximum.reduceat(matrix, batch.starts[:-1], axis=0)
    best[:, COLUMN["none_of_these"]] = 1.0
    return np.asarray(best)
