"""What a document's other names say of each candidate.

Everything here is a sum over the other names' candidates, each weighted by how likely it is, so that a
name which could be anywhere says little and a country's name says much.
"""

from __future__ import annotations

import numpy as np

from geo.model import Kind
from geo.resolution.candidates import KIND_CODE, NOWHERE, Floats
from geo.resolution.features import COLUMN, FARTHEST, NEAR_KM
from geo.resolution.stack import EARTH_RADIUS_KM, Stack

_LIKELY = 0.1
"""Candidates less likely than this are no landmarks for others."""
_CERTAIN = 0.4
"""Nor do those less likely than this count as the nearest place."""
_DOUBT = 1.0
"""Added to what a share is of: one other name in the same country is not yet all of an article."""
_CLOSE_KM = 60.0
"""The reach of a local newspaper."""
_MOST_COMPARED = 1500
"""Beyond so many candidates a document is not compared all with all."""
_MOST_LANDMARKS = 200
"""Of a very long document only so many places are measured to, the weightiest."""
_CONTAINERS = (Kind.COUNTRY, Kind.REGION, Kind.DISTRICT)
_SHARE, _NAMED, _COVERS = (
    [COLUMN[f"{kind.value}_{says}"] for kind in _CONTAINERS] for says in ("share", "named", "covers")
)


def put_together(matrix: Floats, groups: Stack, probability: Floats) -> None:
    """Fill the columns that need the document's other names, given how likely each candidate is."""
    mass = probability * groups.weight
    is_container = np.array([groups.kind == KIND_CODE[kind] for kind in _CONTAINERS])
    narrow, levels = groups.narrow, groups.levels
    families = np.bincount(groups.family[narrow], minlength=int(groups.family.max()) + 1) > 0
    others = families.sum() - families[groups.family] + _DOUBT
    worth = np.sqrt(probability)
    everything = np.array([groups.total_of_others(mass * known) for known in levels.known])
    named = levels.alike(mass * is_container)
    matrix[:, _SHARE] = (levels.alike(mass) / (everything + _DOUBT)).T
    matrix[:, _NAMED] = np.log2(1.0 + named).T
    # An unlikely candidate covers less, by the root of its probability: of many obscure places of two
    # names some lie side by side by chance, but a small paper's towns are all obscure.
    matrix[:, _COVERS] = (levels.covers(worth, narrow) / others).T
    elsewhere = groups.total_of_others(mass * is_container[0]) - named[0]
    matrix[:, COLUMN["other_country_named"]] = np.log2(1.0 + np.maximum(elsewhere, 0.0))
    contents = levels.alike(mass * ~np.logical_or.accumulate(is_container))
    inside = np.where(is_container, contents, 0.0)[:2].sum(axis=0)
    matrix[:, COLUMN["is_named_container"]] = np.log2(1.0 + inside)
    same = np.bincount(groups.place, mass)[groups.place] - mass
    matrix[:, COLUMN["same_place"]] = np.log2(1.0 + np.maximum(same, 0.0))
    matrix[:, COLUMN["near_covers"]] = _neighbours(groups, worth) / others
    _distances(matrix, groups, probability, mass)
    _dateline(matrix, groups, probability)


def _neighbours(groups: Stack, worth: Floats) -> Floats:
    """Of each row, the sum over other families of their worthiest candidate close by."""
    narrow = groups.narrow
    if not 0 < len(narrow) <= _MOST_COMPARED:
        return np.zeros(len(groups.group))
    columns = narrow[np.argsort(groups.family[narrow], kind="stable")]
    family = groups.family[columns]
    close = groups.points @ groups.points[columns].T > np.cos(_CLOSE_KM / EARTH_RADIUS_KM)
    close &= groups.family[:, None] != family[None, :]
    firsts = np.flatnonzero(np.concatenate(([True], family[1:] != family[:-1])))
    return np.asarray(np.maximum.reduceat(close * worth[columns], firsts, axis=1).sum(axis=1))


def _distances(matrix: Floats, groups: Stack, probability: Floats, mass: Floats) -> None:
    landmarks = groups.narrow[probability[groups.narrow] > _LIKELY]
    if len(landmarks) > _MOST_LANDMARKS:
        weightiest = np.argsort(-mass[landmarks], kind="stable")[:_MOST_LANDMARKS]
        landmarks = landmarks[np.sort(weightiest)]
    matrix[:, COLUMN["nearest"]] = FARTHEST
    if not len(landmarks):
        return
    distance = EARTH_RADIUS_KM * np.arccos(np.clip(groups.points @ groups.points[landmarks].T, -1.0, 1.0))
    others = groups.family[:, None] != groups.family[landmarks][None, :]
    weights = others * mass[landmarks]
    total = weights.sum(axis=1) + _DOUBT
    for km in NEAR_KM:
        matrix[:, COLUMN[f"near_{km:.0f}"]] = (weights * np.exp(-distance / km)).sum(axis=1) / total
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
        distance = EARTH_RADIUS_KM * np.arccos(np.clip(groups.points @ groups.points[best], -1.0, 1.0))
        matrix[:, COLUMN["dateline_near"]] = np.exp(-distance / NEAR_KM[1]) * others
