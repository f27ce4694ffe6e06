"""How a network of the ranker learns: softmax over a name's candidates and "none of these", with Adam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.resolution.candidates import Floats
from geo.resolution.features import COLUMN, NAMES
from geo.resolution.ranker import Network, none_of_these
from training.ranker.examples import Example

UNITS = 24
TWINS = 2
"""Networks that learn from other beginnings and are averaged into one."""
EPOCHS = 30
BATCH = 64
RATE = 0.004
WARM_UP = 50
DECAY = 0.1
"""Weight decay of AdamW."""
HIDDEN_EVIDENCE = 0.1
"""Share of the columns that a name's candidates lose at each step: no column is relied on alone."""
REPEATS = 0.7
"""A name counts its mentions to this power: the tenth mention of a name teaches less than the first."""


_BEGINNINGS = (
    *("near_", "qualifier_after", "qualifier_before", "dateline_", "dialect", "same_place", "asked"),
    *("width_words", "qualifies_others"),
)
_ENDINGS = ("_share", "_covers", "country_named", "region_named", "district_named", "_lead")
_OTHERS = ("population", "importance", "known_names", "is_named_container", "is_namesake")
_AGAINST = [
    COLUMN[name] for name in ("place_in_list", "overshadowed", "nearest", "other_country_named", "backed_off")
]
_FOR = [
    COLUMN[name]
    for name in NAMES
    if (name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS) or name in _OTHERS)
    and COLUMN[name] not in _AGAINST
]
"""Columns that may only speak for a candidate, and only against: the reasons then mean what they say."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """All names' candidates under one another, each name's "none of these" last."""

    rows: Floats
    target: Floats
    starts: np.ndarray
    ends: np.ndarray
    weight: Floats
    """Of each name."""


def lessons(examples: Sequence[Example], matrices: Sequence[Floats]) -> Lessons:
    """Return what there is to learn from the names that the annotators placed."""
    rows, target, weight, sizes = [], [], [], []
    for example, matrix in zip(examples, matrices, strict=True):
        nobody = none_of_these(matrix, example.stack)
        for index in np.flatnonzero(example.judged):
            part = example.stack.rows(int(index))
            rows += [matrix[part], nobody[index : index + 1]]
            target += [example.target[part], example.none[index : index + 1]]
            weight.append(example.weight * example.judged[index] ** REPEATS)
            sizes.append(part.stop - part.start + 1)
    ends = np.cumsum(sizes)
    return Lessons(
        rows=np.concatenate(rows),
        target=np.concatenate(target),
        starts=ends - sizes,
        ends=ends,
        weight=np.array(weight) / np.mean(weight),
    )


def learn(lessons: Lessons, seed: int = 0) -> Network:
    """One network, the average of its twins, for evidence as it comes."""
    mean, spread = lessons.rows.mean(axis=0), lessons.rows.std(axis=0)
    spread[spread < 1e-6] = 1.0
    rows = ((lessons.rows - mean) / spread).astype(np.float32)
    learnt = [_learn(rows, lessons, seed + number) for number in range(TWINS)]
    hidden = np.concatenate([weights[0] for weights in learnt], axis=1).astype(float)
    bias = np.concatenate([weights[1] for weights in learnt]).astype(float)
    out = np.concatenate([weights[2] for weights in learnt]).astype(float) / TWINS
    direct = np.mean([weights[3] for weights in learnt], axis=0).astype(float)
    return Network(hidden / spread[:, None], bias - (mean / spread) @ hidden, out, direct / spread)


def _learn(rows: np.ndarray, lessons: Lessons, seed: int) -> list[np.ndarray]:
    generator = np.random.default_rng(seed)
    columns, names = rows.shape[1], len(lessons.starts)
    weights = [
        generator.normal(0, columns**-0.5, (columns, UNITS)),
        np.zeros(UNITS),
        generator.normal(0, 0.1 * UNITS**-0.5, UNITS),
        np.zeros(columns),
    ]
    weights = [weight.astype(np.float32) for weight in weights]
    first = [np.zeros_like(weight) for weight in weights]
    second = [np.zeros_like(weight) for weight in weights]
    steps = EPOCHS * -(-names // BATCH)
    step = 0
    for _ in range(EPOCHS):
        order = generator.permutation(names)
        for begin in range(0, names, BATCH):
            step += 1
            gradients = _gradients(rows, lessons, order[begin : begin + BATCH], weights, generator)
            rate = RATE * min(1.0, step / WARM_UP) * 0.5 * (1 + np.cos(np.pi * step / steps))
            for weight, gradient, m, v in zip(weights, gradients, first, second, strict=True):
                m += 0.1 * (gradient - m)
                v += 0.01 * (gradient**2 - v)
                size = m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
                weight -= (rate * (size + DECAY * weight)).astype(np.float32)
            _keep_direction(weights)
    return weights


def _keep_direction(weights: Sequence[np.ndarray]) -> None:
    """More of what speaks for a candidate never speaks against it: half of the units add, half take away."""
    hidden, _, out, direct = weights
    adding, taking = slice(0, UNITS // 2), slice(UNITS // 2, UNITS)
    np.maximum(out[adding], 0, out=out[adding])
    np.minimum(out[taking], 0, out=out[taking])
    for columns, sign in ((_FOR, 1), (_AGAINST, -1)):
        hidden[columns, adding] = sign * np.maximum(sign * hidden[columns, adding], 0)
        hidden[columns, taking] = sign * np.minimum(sign * hidden[columns, taking], 0)
        direct[columns] = sign * np.maximum(sign * direct[columns], 0)


def _gradients(
    rows: np.ndarray,
    lessons: Lessons,
    names: np.ndarray,
    weights: Sequence[np.ndarray],
    generator: np.random.Generator,
) -> list[np.ndarray]:
    """Of the cross-entropy between the annotators' choices and the softmax of some names."""
    hidden, bias, out, direct = weights
    sizes = lessons.ends[names] - lessons.starts[names]
    picked = np.concatenate([np.arange(lessons.starts[n], lessons.ends[n]) for n in names])
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    kept = generator.random((len(names), rows.shape[1]), dtype=np.float32) > HIDDEN_EVIDENCE
    batch = rows[picked] * np.repeat(kept / np.float32(1 - HIDDEN_EVIDENCE), sizes, axis=0)
    units = np.maximum(batch @ hidden + bias, 0)
    score = units @ out + batch @ direct
    odds = np.exp(score - np.repeat(np.maximum.reduceat(score, begins), sizes))
    probability = odds / np.repeat(np.add.reduceat(odds, begins), sizes)
    error = np.repeat(lessons.weight[names], sizes) * (probability - lessons.target[picked]) / len(names)
    error = error.astype(np.float32)
    behind = np.outer(error, out) * (units > 0)
    return [batch.T @ behind, behind.sum(axis=0), units.T @ error, batch.T @ error]
