"""What a document's other names say of each candidate.

Everything here is a sum over the other names' candidates, each weighted by how likely it is, so that a
name which could be anywhere says little and a country's name says much.
"""

from __future__ import annotations

import numpy as np

from geo.model import Kind
from geo.resolution.candidates import KIND_CODE, NOWHERE, Floats
from geo.resolution.features import COLUMN, FARTHEST, NEAR_KM
from geo.resolution.stack import EARTH_RADIUS_KM, Flags, Stack, firsts, kilometres

_LIKELY = 0.1
"""Candidates less likely than this are no landmarks for others."""
_CERTAIN = 0.4
"""Nor do those less likely than this count as the nearest place."""
_DOUBT = 1.0
"""Added to what a share is of: one other name in the same country is not yet all of an article."""
_CLOSE = np.cos(60.0 / EARTH_RADIUS_KM)
"""Cosine of 60 km, the reach of a local newspaper."""
_MOST_COMPARED = 1500
"""Beyond so many candidates a document is not compared all with all."""
_MOST_LANDMARKS = 200
"""Of a very long document only so many places are measured to, the weightiest."""
_CONTAINERS = (Kind.COUNTRY, Kind.REGION, Kind.DISTRICT)
_SHARE, _NAMED, _COVERS = (
    [COLUMN[f"{kind.value}_{says}"] for kind in _CONTAINERS] for says in ("share", "named", "covers")
)
_COUNTED = [COLUMN[name] for name in ("other_country_named", "is_named_container", "same_place")]
_NEAR = [COLUMN[f"near_{km:.0f}"] for km in NEAR_KM]
_FADING = -1.0 / np.array(NEAR_KM)


class Company:
    """A document's names, each seen in the company of the others."""

    def __init__(self, groups: Stack) -> None:
        self._groups = groups
        narrow, family = groups.narrow, groups.family
        has_narrow = np.bincount(family[narrow], minlength=int(family.max()) + 1) > 0
        self._others = has_narrow.sum() - has_narrow[family] + _DOUBT
        self._is_container = np.array([groups.kind == KIND_CODE[kind] for kind in _CONTAINERS])
        below = ~np.logical_or.accumulate(self._is_container)
        self._counted = np.stack([np.ones_like(below), self._is_container, below])
        self._holders = np.concatenate([groups.levels.known, self._is_container[:1]])
        self._columns = narrow[np.argsort(family[narrow], kind="stable")]
        self._close: Flags | None = None
        if 0 < len(narrow) <= _MOST_COMPARED:
            self._close = groups.points @ groups.points[self._columns].T > _CLOSE
            self._close &= family[:, None] != family[self._columns]
            self._firsts = firsts(family[self._columns])

    def put_together(self, matrix: Floats, probability: Floats) -> None:
        """Fill the columns that need the document's other names, given how likely each candidate is."""
        groups, levels = self._groups, self._groups.levels
        mass = probability * groups.weight
        worth = np.sqrt(probability)
        alike, named, contents = levels.alike(mass * self._counted)
        everything = groups.total_of_others(mass * self._holders)
        matrix[:, _SHARE] = (alike / (everything[:3] + _DOUBT)).T
        matrix[:, _NAMED] = np.log2(1.0 + named).T
        # An unlikely candidate covers less, by the root of its probability: of many obscure places of two
        # names some lie side by side by chance, but a small paper's towns are all obscure.
        matrix[:, _COVERS] = (levels.covers(worth) / self._others).T
        elsewhere = np.maximum(everything[3] - named[0], 0.0)
        inside = (contents * self._is_container)[:2].sum(axis=0)
        same = np.maximum(np.bincount(groups.place, mass)[groups.place] - mass, 0.0)
        matrix[:, _COUNTED] = np.log2(1.0 + np.array([elsewhere, inside, same])).T
        matrix[:, COLUMN["near_covers"]] = self._neighbours(worth) / self._others
        _distances(matrix, groups, probability, mass)
        _dateline(matrix, groups, probability)

    def _neighbours(self, worth: Floats) -> Floats:
        """Of each row, the sum over other families of their worthiest candidate close by."""
        if self._close is None:
            return np.zeros(len(worth))
        worthiest = np.maximum.reduceat(self._close * worth[self._columns], self._firsts, axis=1)
        return np.asarray(worthiest.sum(axis=1))


def _distances(matrix: Floats, groups: Stack, probability: Floats, mass: Floats) -> None:
    landmarks = groups.narrow[probability[groups.narrow] > _LIKELY]
    if len(landmarks) > _MOST_LANDMARKS:
        weightiest = np.argsort(-mass[landmarks], kind="stable")[:_MOST_LANDMARKS]
        landmarks = landmarks[np.sort(weightiest)]
    matrix[:, COLUMN["nearest"]] = FARTHEST
    if not len(landmarks):
        return
    distance = kilometres(groups.points @ groups.points[landmarks].T)
    others = groups.family[:, None] != groups.family[landmarks]
    weights = others * mass[landmarks]
    total = weights.sum(axis=1) + _DOUBT
    near = np.einsum("ij,ijk->ik", weights, np.exp(distance[:, :, None] * _FADING))
    matrix[:, _NEAR] = near / total[:, None]
    certain = others & (probability[landmarks] > _CERTAIN)
    nearest = np.where(certain, distance, 10.0**FARTHEST).min(axis=1)
    matrix[:, COLUMN["nearest"]] = np.log10(1.0 + nearest)


def _dateline(matrix: Floats, groups: Stack, probability: Floats) -> None:
    lines = np.flatnonzero([group.dateline for group in groups.groups])
    for index in lines[:1]:
        rows = groups.rows(int(index))
        best = rows.start + int(np.argmax(probability[rows]))
        others = groups.group != index
        same = (groups.country == groups.country[best]) & (groups.country != NOWHERE)
        matrix[:, COLUMN["dateline_country"]] = np.where(same, 1.0, -1.0) * others
        same = (groups.region == groups.region[best]) & (groups.region != NOWHERE)
        matrix[:, COLUMN["dateline_region"]] = np.where(same, 1.0, -1.0) * others
        distance = kilometres(groups.points @ groups.points[best])
        matrix[:, COLUMN["dateline_near"]] = np.exp(-distance / NEAR_KM[1]) * others
