"""The candidates of a document under one another, with all that does not change while they are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from geo.model import Kind, Mention
from geo.resolution.candidates import KINDS, NOWHERE, CandidateTable, Floats, Ints
from geo.resolution.surroundings import Qualifier

Flags = npt.NDArray[np.bool_]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius, IUGG."""

WIDE_KINDS = frozenset({Kind.COUNTRY, Kind.REGION, Kind.AREA})
"""Kinds too wide for a distance between points to mean much."""
_IS_NARROW = np.array([kind not in WIDE_KINDS for kind in KINDS])


@dataclass(slots=True)
class Group:
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
    phoned: bool = False
    """Not named: a telephone number is from there."""


@dataclass(frozen=True, slots=True)
class Levels:
    """In which country, region and district all rows lie: a line a level, a column a row of the stack.

    Codes and pairs are numbered through all three levels, so that one sum serves them together.
    """

    known: Flags
    """Whether the row has one."""
    code: Ints
    pair: Ints
    """A number for the row's family and code together."""
    code_of_pair: Ints

    def alike(self, mass: Floats) -> Floats:
        """Of each row, the mass of other families' rows with its code; `mass` has a line a level."""
        mass = mass * self.known
        total = _added(self.code, mass)[self.code] - _added(self.pair, mass)[self.pair]
        return np.asarray(np.maximum(total, 0.0) * self.known)

    def covers(self, worth: Floats, counted: Ints) -> Floats:
        """Of each row, the sum over other families of the worthiest of their `counted` rows with its code."""
        best = np.zeros(len(self.code_of_pair))
        np.maximum.at(best, self.pair[:, counted], worth[counted] * self.known[:, counted])
        total = np.bincount(self.code_of_pair, best)[self.code] - best[self.pair]
        return np.asarray(np.maximum(total, 0.0) * self.known)


@dataclass(frozen=True, slots=True)
class Stack:
    """The candidates of all groups of a document under one another."""

    groups: Sequence[Group]
    american: float
    """How American the document's English is, -1 to 1."""
    group: Ints
    """Of each row, the group that it belongs to."""
    family: Ints
    """Of each row, its group's family: groups with a place in common ("Alexandria", "the City of Alexandria")
    do not speak for one another as other names do."""
    place: Ints
    """Of each row, a number that stands for the place."""
    starts: Ints
    """The first row of each group; a last entry closes the last."""
    points: Floats
    country: Ints
    region: Ints
    kind: Ints
    narrow: Ints
    """The rows whose points mean something."""
    levels: Levels
    weight: Floats
    """Of each row, what its group's mentions weigh."""

    def rows(self, group: int) -> slice:
        """The rows of a group."""
        return slice(int(self.starts[group]), int(self.starts[group + 1]))

    def total_of_others(self, mass: Floats) -> Floats:
        """Of each row, the mass of all other families."""
        return np.asarray(np.maximum(mass.sum() - np.bincount(self.family, mass)[self.family], 0.0))


def stack(groups: Sequence[Group], american: float = 0.0) -> Stack:
    """Put the candidates of all groups under one another."""
    sizes = [len(g.table) for g in groups]
    group = np.repeat(np.arange(len(groups)), sizes)
    place = np.unique(np.concatenate([g.table.place for g in groups]), return_inverse=True)[1]
    family = _families(group, place, len(groups))[group]
    kind = np.concatenate([g.table.kind for g in groups])
    country = np.concatenate([g.table.country for g in groups])
    region = np.concatenate([g.table.region for g in groups])
    district = np.concatenate([g.table.district for g in groups])
    return Stack(
        groups=groups,
        american=american,
        group=group,
        family=family,
        place=place,
        starts=np.concatenate(([0], np.cumsum(sizes))),
        points=np.concatenate([g.table.points for g in groups]),
        country=country,
        region=region,
        kind=kind,
        narrow=np.flatnonzero(_IS_NARROW[kind]),
        levels=_levels(np.array([country, region, district]), family),
        weight=np.repeat([g.weight for g in groups], sizes),
    )


def _levels(codes: Ints, family: Ints) -> Levels:
    apart = np.arange(len(codes))[:, None] * (codes.max() + 2)
    code = np.unique(codes + apart, return_inverse=True)[1]
    size = int(code.max()) + 1
    pairs, pair = np.unique(family * size + code, return_inverse=True)
    return Levels(known=codes != NOWHERE, code=code, pair=pair, code_of_pair=pairs % size)


def _added(numbers: Ints, mass: Floats) -> Floats:
    """The sum of the `mass` of each number."""
    return np.asarray(np.bincount(numbers.ravel(), mass.ravel()), dtype=np.float64)


def _families(group: Ints, place: Ints, count: int) -> Ints:
    """Of each group, the first group that it shares a place with, directly or through others."""
    family = list(range(count))

    def first(index: int) -> int:
        while family[index] != index:
            index = family[index]
        return index

    order = np.argsort(place, kind="stable")
    again = np.flatnonzero(place[order][1:] == place[order][:-1])
    for a, b in zip(group[order[again]].tolist(), group[order[again + 1]].tolist(), strict=True):
        low, high = sorted((first(a), first(b)))
        family[high] = low
    return np.array([first(index) for index in range(count)], dtype=np.int64)
