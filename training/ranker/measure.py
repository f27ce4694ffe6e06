"""How right the ranker is on annotated articles, and how sure it should be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.resolution.candidates import Floats
from training.ranker.examples import Example

_BINS = 10


def chosen(examples: Sequence[Example], probability: Sequence[Floats]) -> tuple[Floats, Floats, Floats]:
    """Of each judged name: the best candidate's probability, how right it is, and the number of mentions."""
    found = []
    for example, likely in zip(examples, probability, strict=True):
        for index in np.flatnonzero(example.judged):
            part = example.stack.rows(int(index))
            best = part.start + int(np.argmax(likely[part]))
            found.append((likely[best], example.right[best], example.judged[index]))
    return tuple(np.array(found).T)


def accuracy(examples: Sequence[Example], probability: Sequence[Floats]) -> float:
    """Acc@161: of all annotated and placed mentions, those whose best candidate is within 161 km."""
    _, right, mentions = chosen(examples, probability)
    return float((right * mentions).sum() / (mentions.sum() + sum(e.unknown for e in examples)))


def calibration_error(score: Floats, right: Floats, mentions: Floats) -> float:
    """Expected calibration error over ten bins, a mention a vote."""
    bins = np.minimum((score * _BINS).astype(int), _BINS - 1)
    gap = np.bincount(bins, mentions * (score - right), _BINS)
    return float(np.abs(gap).sum() / mentions.sum())


def calibrate(score: Floats, right: Floats, mentions: Floats) -> tuple[float, float]:
    """Platt scaling: slope and shift of the log odds that make `score` fit, by Newton's method."""
    p = np.clip(score, 1e-6, 1 - 1e-6)
    design = np.stack([np.log(p / (1 - p)), np.ones_like(p)], axis=1)
    answer = np.array([1.0, 0.0])
    for _ in range(50):
        fitted = 1 / (1 + np.exp(-design @ answer))
        gradient = design.T @ (mentions * (right - fitted))
        curvature = (design * (mentions * fitted * (1 - fitted))[:, None]).T @ design
        change = np.linalg.solve(curvature + 1e-9 * np.eye(2), gradient)
        answer += change
        if np.abs(change).max() < 1e-9:
            break
    return float(answer[0]), float(answer[1])
