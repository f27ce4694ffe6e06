"""What a document's other names say of each candidate.

Everything here is a sum over the other names' candidates, each weighted by how likely it is, so that a
name which could be anywhere says little and a country's name says much.
"""

from __future__ import annotations

import numpy as np

from geo.model import Kind
from geo.resolution.candidate_batch import EARTH_RADIUS_KM, CandidateBatch, Flags, firsts, kilometres
from geo.resolution.candidates import KIND_CODE, NOWHERE, Floats
from geo.resolution.features import COLUMN, FARTHEST, NEAR_KM

_LIKELY = 0.1
"""Candidates less likely than this are no landmarks for others."""
_CERTAIN = 0.4
"""Nor do those less likely than this count as the nearest place."""
_DOUBT = 1.0
"""Added to what a share is of: one other name in the same country is not yet all of an article."""
_CLOSE = np.cos(60.0 / EARTH_RADIUS_KM)
"""Cosine of 60 km, the reach of a local newspaper."""
_MOST_COMPARED = 1500
"""A document with more candidates than this is not compared all with all."""
_MOST_LANDMARKS = 200
"""At most this many places of a long document are measured to, the weightiest."""
_CONTAINERS = (Kind.COUNTRY, Kind.REGION, Kind.DISTRICT)
_SHARE, _NAMED, _COVERS = (
    [COLUMN[f"{kind.value}_{says}"] for kind in _CONTAINERS] for says in ("share", "named", "covers")
)
_COUNTED = [COLUMN[name] for name in ("other_country_named", "is_named_container", "same_place")]
_NEAR = [COLUMN[f"near_{km:.0f}"] for km in NEAR_KM]
_FADING = -1.0 / np.array(NEAR_KM)


class DocumentContext:
    """A document's names, each seen in the company of the others."""

    def __init__(self, batch: CandidateBatch) -> None:
        self._batch = batch
        pointlike, alias_cluster = batch.pointlike, batch.alias_cluster
        has_narrow = np.bincount(alias_cluster[pointlike], minlength=int(alias_cluster.max()) + 1) > 0
        self._others = has_narrow.sum() - has_narrow[alias_cluster] + _DOUBT
        self._is_container = np.array([batch.kind == KIND_CODE[kind] for kind in _CONTAINERS])
        below = ~np.logical_or.accumulate(self._is_container)
        self._counted = np.stack([np.ones_like(below), self._is_container, below])
        self._holders = np.concatenate([batch.levels.known, self._is_container[:1]])
        self._columns = pointlike[np.argsort(alias_cluster[pointlike], kind="stable")]
        self._close: Flags | None = None
        if 0 < len(pointlike) <= _MOST_COMPARED:
            self._close = batch.points @ batch.points[self._columns].T > _CLOSE
            self._close &= alias_cluster[:, None] != alias_cluster[self._columns]
            self._firsts = firsts(alias_cluster[self._columns])

    def put_together(self, matrix: Floats, probability: Floats) -> None:
        """Fill the columns that need the document's other names, given how likely each candidate is."""
        batch, levels = self._batch, self._batch.levels
        mass = probability * batch.weight
        worth = np.sqrt(probability)
        alike, named, contents = levels.alike(mass * self._counted)
        everything = batch.total_of_others(mass * self._holders)
        matrix[:, _SHARE] = (alike / (everything[:3] + _DOUBT)).T
        matrix[:, _NAMED] = np.log2(1.0 + named).T
        # Coverage grows with the square root of the probability, so unlikely namesakes do not add up: of many
        # obscure places of two names some lie side by side by chance; a small paper's towns are all obscure.
        matrix[:, _COVERS] = (levels.covers(worth) / self._others).T
        elsewhere = np.maximum(everything[3] - named[0], 0.0)
        inside = (contents * self._is_container)[:2].sum(axis=0)
        same = np.maximum(np.bincount(batch.place, mass)[batch.place] - mass, 0.0)
        matrix[:, _COUNTED] = np.log2(1.0 + np.array([elsewhere, inside, same])).T
        matrix[:, COLUMN["near_covers"]] = self._neighbours(worth) / self._others
        _distances(matrix, batch, probability, mass)
        _dateline(matrix, batch, probability)

    def _neighbours(self, worth: Floats) -> Floats:
        """Return, for each row, the sum over other families of their worthiest candidate close by."""
        if self._close is None:
            return np.zeros(len(worth))
        worthiest = np.maximum.reduceat(self._close * worth[self._columns], self._firsts, axis=1)
        return np.asarray(worthiest.sum(axis=1))


def _distances(matrix: Floats, batch: CandidateBatch, probability: Floats, mass: Floats) -> None:
    landmarks = batch.pointlike[probability[batch.pointlike] > _LIKELY]
    if len(landmarks) > _MOST_LANDMARKS:
        weightiest = np.argsort(-mass[landmarks], kind="stable")[:_MOST_LANDMARKS]
        landmarks = landmarks[np.sort(weightiest)]
    matrix[:, COLUMN["nearest"]] = FARTHEST
    if not len(landmarks):
        return
    distance = kilometres(batch.points @ batch.points[landmarks].T)
    others = batch.alias_cluster[:, None] != batch.alias_cluster[landmarks]
    weights = others * mass[landmarks]
    total = weights.sum(axis=1) + _DOUBT
    near = np.einsum("ij,ijk->ik", weights, np.exp(distance[:, :, None] * _FADING))
    matrix[:, _NEAR] = near / total[:, None]
    certain = others & (probability[landmarks] > _CERTAIN)
    nearest = np.where(certain, distance, 10.0**FARTHEST).min(axis=1)
    matrix[:, COLUMN["nearest"]] = np.log10(1.0 + nearest)


def _dateline(matrix: Floats, batch: CandidateBatch, probability: Floats) -> None:
    lines = np.flatnonzero([cluster.dateline for cluster in batch.clusters])
    for index in lines[:1]:
        rows = batch.rows(int(index))
        best = rows.start + int(np.argmax(probability[rows]))
        others = batch.cluster != index
        same = (batch.country == batch.country[best]) & (batch.country != NOWHERE)
        matrix[:, COLUMN["dateline_country"]] = np.where(same, 1.0, -1.0) * others
        same = (batch.region == batch.region[best]) & (batch.region != NOWHERE)
        matrix[:, COLUMN["dateline_region"]] = np.where(same, 1.0, -1.0) * others
        distance = kilometres(batch.points @ batch.points[best])
        matrix[:, COLUMN["dateline_near"]] = np.exp(-distance / NEAR_KM[1]) * others
