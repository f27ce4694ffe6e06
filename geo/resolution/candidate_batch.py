"""The candidates of a document under one another, with all that does not change while they are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from geo.model import Kind, Mention
from geo.resolution.candidates import KINDS, NOWHERE, CandidateTable, Floats, Ints
from geo.resolution.qualifiers import Qualifier

Flags = npt.NDArray[np.bool_]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius, IUGG."""

WIDE_KINDS = frozenset({Kind.COUNTRY, Kind.REGION, Kind.AREA})
"""Kinds too wide for a distance between points to mean much."""
_IS_NARROW = np.array([kind not in WIDE_KINDS for kind in KINDS])


@dataclass(slots=True)
class MentionCluster:
    """The mentions of a document that are decided together: one name, one sense, unless qualified."""

    table: CandidateTable
    mentions: list[Mention] = field(default_factory=list)
    """Empty for a name that only speaks for others: found outside the mentions, or the dateline."""
    qualifiers: list[Qualifier] = field(default_factory=list)
    kinds: frozenset[Kind] | None = None
    """The kinds that the words of or beside the mentions ask for."""
    weight: float = 1.0
    """How much it says about the others."""
    dateline: bool = False
    width: float = 0.0
    """How the words around the mentions speak of it, on average: 1 as of a region, -1 as of a town."""
    qualifies: float = 0.0
    """Share of the mentions that say in what another name lies: the "Texas" of "Paris, Texas"."""
    phoned: bool = False
    """Not named: a telephone number is from there."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Country, region and district of every row: one array row per level, one column per row of the batch.

    Codes and pairs are numbered through all three levels, so that one sum serves them together.
    """

    known: Flags
    """Whether the row has one."""
    code: Ints
    pair: Ints
    """A number for the row's alias cluster and code together."""
    code_of_pair: Ints
    pointlike: Ints
    """Where the rows whose points mean something stand among all levels' rows, ordered by pair."""
    firsts: Ints
    """The first of each pair in `pointlike`."""

    def alike(self, masses: Floats) -> Floats:
        """Return, for each row, the mass of other alias clusters' rows with its code.

        `masses` are several, each with one row per level: they are summed at once.
        """
        masses = masses * self.known
        total = sums(self.code, masses) - sums(self.pair, masses)
        return np.asarray(np.maximum(total, 0.0) * self.known)

    def covers(self, worth: Floats) -> Floats:
        """Return, for each row, the summed worth of other alias clusters' best rows with its code."""
        best = np.zeros(len(self.code_of_pair))
        if len(self.pointlike):
            counted = (worth * self.known).ravel()[self.pointlike]
            best[self.pair.ravel()[self.pointlike[self.firsts]]] = np.maximum.reduceat(counted, self.firsts)
        total = np.bincount(self.code_of_pair, best)[self.code] - best[self.pair]
        return np.asarray(np.maximum(total, 0.0) * self.known)


@dataclass(frozen=True, slots=True)
class CandidateBatch:
    """The candidates of all clusters of a document under one another."""

    clusters: Sequence[MentionCluster]
    american: float
    """How American the document's English is, -1 to 1."""
    cluster: Ints
    """For each row, the cluster that it belongs to."""
    alias_cluster: Ints
    """Of each row, its cluster's alias cluster: clusters with a place in common ("Alexandria", "the City of
    Alexandria") do not speak for one another as other names do."""
    place: Ints
    """For each row, a number that stands for the place."""
    starts: Ints
    """The first row of each cluster; a last entry closes the last."""
    points: Floats
    country: Ints
    region: Ints
    kind: Ints
    pointlike: Ints
    """The rows whose points mean something."""
    levels: Levels
    weight: Floats
    """For each row, what its cluster's mentions weigh."""

    def rows(self, cluster: int) -> slice:
        """The rows of a cluster."""
        return slice(int(self.starts[cluster]), int(self.starts[cluster + 1]))

    def total_of_others(self, masses: Floats) -> Floats:
        """Return, for each row, the mass of all other alias clusters, of each of several masses."""
        return np.asarray(
            np.maximum(masses.sum(axis=1, keepdims=True) - sums(self.alias_cluster, masses), 0.0)
        )


def sums(numbers: Ints, masses: Floats) -> Floats:
    """Return, for each entry, the sum of the mass of all that have its number; of each of several masses."""
    shape = (len(masses), *(1,) * numbers.ndim)
    apart = numbers + (int(numbers.max()) + 1) * np.arange(len(masses)).reshape(shape)
    return np.asarray(np.bincount(apart.ravel(), masses.ravel())[apart], dtype=np.float64)


def stack(clusters: Sequence[MentionCluster], american: float = 0.0) -> CandidateBatch:
    """Put the candidates of all clusters under one another."""
    sizes = [len(g.table) for g in clusters]
    cluster = np.repeat(np.arange(len(clusters)), sizes)
    place = np.unique(np.concatenate([g.table.place for g in clusters]), return_inverse=True)[1]
    alias_cluster = _alias_clusters(cluster, place, len(clusters))[cluster]
    kind = np.concatenate([g.table.kind for g in clusters])
    country = np.concatenate([g.table.country for g in clusters])
    region = np.concatenate([g.table.region for g in clusters])
    district = np.concatenate([g.table.district for g in clusters])
    pointlike = np.flatnonzero(_IS_NARROW[kind])
    return CandidateBatch(
        clusters=clusters,
        american=american,
        cluster=cluster,
        alias_cluster=alias_cluster,
        place=place,
        starts=np.concatenate(([0], np.cumsum(sizes))),
        points=np.concatenate([g.table.points for g in clusters]),
        country=country,
        region=region,
        kind=kind,
        pointlike=pointlike,
        levels=_levels(np.array([country, region, district]), alias_cluster, pointlike),
        weight=np.repeat([g.weight for g in clusters], sizes),
    )


def _levels(codes: Ints, alias_cluster: Ints, pointlike: Ints) -> Levels:
    lines = np.arange(len(codes))[:, None]
    code = np.unique(codes + lines * (codes.max() + 2), return_inverse=True)[1]
    size = int(code.max()) + 1
    pairs, pair = np.unique(alias_cluster * size + code, return_inverse=True)
    counted = (pointlike + lines * codes.shape[1]).ravel()
    order = counted[np.argsort(pair.ravel()[counted], kind="stable")]
    return Levels(
        known=codes != NOWHERE,
        code=code,
        pair=pair,
        code_of_pair=pairs % size,
        pointlike=order,
        firsts=firsts(pair.ravel()[order]),
    )


def kilometres(cosines: Floats) -> Floats:
    """Great-circle distances of unit vectors, from the cosines between them."""
    return np.asarray(EARTH_RADIUS_KM * np.arccos(np.minimum(np.maximum(cosines, -1.0), 1.0)))


def firsts(ordered: Ints) -> Ints:
    """Return where each run of one number begins; the numbers count from 0."""
    return np.flatnonzero(np.diff(ordered, prepend=-1))


def _alias_clusters(cluster: Ints, place: Ints, count: int) -> Ints:
    """Return, for each cluster, the first cluster that it shares a place with, directly or through others."""
    alias_cluster = list(range(count))

    def first(index: int) -> int:
        while alias_cluster[index] != index:
            index = alias_cluster[index]
        return index

    order = np.argsort(place, kind="stable")
    again = np.flatnonzero(place[order][1:] == place[order][:-1])
    for a, b in zip(cluster[order[again]].tolist(), cluster[order[again + 1]].tolist(), strict=True):
        low, high = sorted((first(a), first(b)))
        alias_cluster[high] = low
    return np.array([first(index) for index in range(count)], dtype=np.int64)
