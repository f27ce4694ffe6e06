"""How each candidate that is shown stands to the places that the document's other names likely mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from geo.resolution.candidate_batch import CandidateBatch, Flags, kilometres
from geo.resolution.candidates import Floats, Ints

_COMPARED_AT_ONCE = 1_000_000
"""Pairs of candidates and places, so that a long document needs no more memory than a short one."""


class Relation(NamedTuple):
    """What is named with one candidate. Other names are those of other families."""

    in_country: int
    """Other names' places in its country; meaningless where it lies in none."""
    in_region: int
    namesake: int | None
    """The row by which another cluster means the same place."""
    nearest: int | None
    """The row of the nearest place of another name; None where no other has a point that means something."""
    km: float
    """How far that is, in kilometres."""


def relations(batch: CandidateBatch, rows: Ints, chosen: Ints) -> Iterator[Relation]:
    """The relation of each of `rows` to the `chosen` rows, which the likely understood names mean."""
    if not len(chosen):
        yield from [Relation(0, 0, None, None, 0.0)] * len(rows)
        return
    points = chosen[np.isin(chosen, batch.pointlike)]
    step = max(1, _COMPARED_AT_ONCE // len(chosen))
    for begin in range(0, len(rows), step):
        yield from _compared(batch, rows[begin : begin + step], chosen, points)


def _compared(batch: CandidateBatch, rows: Ints, chosen: Ints, points: Ints) -> Iterator[Relation]:
    other = _unlike(batch.alias_cluster, rows, chosen)
    in_country = (other & ~_unlike(batch.country, rows, chosen)).sum(axis=1)
    in_region = (other & ~_unlike(batch.region, rows, chosen)).sum(axis=1)
    same = ~_unlike(batch.place, rows, chosen) & _unlike(batch.cluster, rows, chosen)
    namesake = np.where(same.any(axis=1), chosen[same.argmax(axis=1)], -1)
    nearest, km = _nearest(batch, rows, points)
    columns = (in_country, in_region, namesake, nearest, km)
    for country, region, twin, near, distance in zip(*(c.tolist() for c in columns), strict=True):
        yield Relation(country, region, None if twin < 0 else twin, None if near < 0 else near, distance)


def _unlike(values: Ints, rows: Ints, columns: Ints) -> Flags:
    return np.asarray(values[rows][:, None] != values[columns])


def _nearest(batch: CandidateBatch, rows: Ints, points: Ints) -> tuple[Ints, Floats]:
    """The nearest of `points` in another alias cluster for each of `rows`, and how far it is; -1 for none."""
    if not len(points):
        return np.full(len(rows), -1), np.zeros(len(rows))
    cosines = batch.points[rows] @ batch.points[points].T
    cosines[~_unlike(batch.alias_cluster, rows, points)] = -2.0
    nearest = cosines.argmax(axis=1)
    cosine = cosines[np.arange(len(rows)), nearest]
    return np.where(cosine < -1.5, -1, points[nearest]), kilometres(cosine)
