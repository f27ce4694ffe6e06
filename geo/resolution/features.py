"""The evidence on every candidate of a document, as one matrix: a row a candidate, a column a feature.

The same columns are what the ranker learns from and what the reasons are told from. Everything that
depends on the document's other names is a sum over their candidates, each weighted by how likely it
is, so that a name which could be anywhere says little and a country's name says much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from geo.model import Kind, Mention, NameKind
from geo.resolution.candidates import KIND_CODE, KINDS, NOWHERE, CandidateTable, Floats, Ints
from geo.resolution.surroundings import Qualifier

EARTH_RADIUS_KM = 6371.0088
"""Mean radius, IUGG."""

NEAR_KM = (40.0, 150.0, 600.0)
"""Scales on which distance counts: the same town and its suburbs, a day's drive, a region."""
FARTHEST = 4.5
"""log10 of more kilometres than the Earth is round: there is no other place."""
_WIDE = [KIND_CODE[kind] for kind in (Kind.COUNTRY, Kind.REGION, Kind.AREA)]
"""Kinds too wide for a distance between points to mean much."""
_DOUBT = 1.0
"""Added to what a share is of: one other name in the same country is not yet all of an article."""
_LIKELY = 0.1
"""Candidates less likely than this do not count as "near" for others."""
_MOST_LANDMARKS = 200
"""Of a very long document only so many places are measured to, the weightiest."""
_CLOSE_KM = 60.0
"""The reach of a local newspaper."""
_MOST_COMPARED = 1500
"""Beyond so many candidates a document is not compared all with all."""


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


NAMES = (
    "population",
    "fame",
    "place_in_list",
    "population_lead",
    "fame_lead",
    "homonyms",
    *(f"is_{kind.value}" for kind in KINDS),
    "seat",
    *(f"name_{kind.value}" for kind in NameKind),
    "shown_name",
    "has_namesake",
    "is_namesake",
    "asked_kind",
    "backed_off",
    "qualifier_after",
    "qualifier_before",
    "qualifier_listed",
    "country_share",
    "region_share",
    "district_share",
    "country_named",
    "region_named",
    "district_named",
    "other_country_named",
    "is_named_container",
    *(f"near_{km:.0f}" for km in NEAR_KM),
    "nearest",
    "dateline_country",
    "dateline_region",
    "dateline_near",
    "is_dateline",
    "mentions",
    "other_names",
    "same_place",
    "country_covers",
    "region_covers",
    "district_covers",
    "near_covers",
    "none_of_these",
    "dialect",
)
COLUMN = {name: column for column, name in enumerate(NAMES)}


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
    district: Ints
    kind: Ints
    weight: Floats
    """Of each row, what its group's mentions weigh."""

    def rows(self, group: int) -> slice:
        return slice(int(self.starts[group]), int(self.starts[group + 1]))


def stack(groups: Sequence[Group], american: float = 0.0) -> Stack:
    """Put the candidates of all groups under one another."""
    sizes = [len(g.table) for g in groups]
    group = np.repeat(np.arange(len(groups)), sizes)
    place = np.concatenate([g.table.place for g in groups])
    return Stack(
        groups=groups,
        american=american,
        group=group,
        family=_families(group, place, len(groups))[group],
        place=place,
        starts=np.concatenate(([0], np.cumsum(sizes))),
        points=np.concatenate([g.table.points for g in groups]),
        country=np.concatenate([g.table.country for g in groups]),
        region=np.concatenate([g.table.region for g in groups]),
        district=np.concatenate([g.table.district for g in groups]),
        kind=np.concatenate([g.table.kind for g in groups]),
        weight=np.repeat([g.weight for g in groups], sizes),
    )


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


def _leads(values: Floats) -> Floats:
    """How far each value is above the highest of the others."""
    if len(values) == 1:
        return np.full(1, 3.0)
    top = np.partition(values, -2)[-2:]
    return np.asarray(values - np.where(values == top[1], top[0], top[1]))


def own(groups: Stack) -> Floats:
    """The columns that need only a name, its neighbours in the text, and the gazetteer."""
    matrix = np.zeros((len(groups.group), len(NAMES)))
    count = len(groups.groups)
    for index, group in enumerate(groups.groups):
        rows = matrix[groups.rows(index)]
        table = group.table
        size = len(table)
        rows[:, COLUMN["population"]] = table.population
        rows[:, COLUMN["fame"]] = table.fame
        rows[:, COLUMN["place_in_list"]] = np.log2(1.0 + np.arange(size))
        rows[:, COLUMN["population_lead"]] = _leads(table.population)
        rows[:, COLUMN["fame_lead"]] = _leads(table.fame)
        rows[:, COLUMN["homonyms"]] = np.log2(size)
        rows[np.arange(size), COLUMN["is_country"] + table.kind] = 1.0
        rows[:, COLUMN["seat"]] = table.rank
        rows[np.arange(size), COLUMN["name_official"] + table.name_kind] = 1.0
        rows[:, COLUMN["shown_name"]] = table.shown
        rows[:, COLUMN["has_namesake"]] = table.has_namesake
        rows[:, COLUMN["is_namesake"]] = table.is_namesake
        if group.kinds:
            asked = np.isin(table.kind, [KIND_CODE[kind] for kind in group.kinds])
            rows[:, COLUMN["asked_kind"]] = np.where(asked, 1.0, -1.0 if asked.any() else -0.5)
        rows[:, COLUMN["backed_off"]] = table.query.backed_off
        for qualifier in group.qualifiers:
            inside = contained(table, qualifier.table)
            column = COLUMN["qualifier_before" if qualifier.before else "qualifier_after"]
            if inside.any():
                rows[:, column] = np.maximum(rows[:, column], np.where(inside, 1.0, -1.0))
            if not qualifier.before:
                rows[:, COLUMN["qualifier_listed"]] = float(qualifier.listed)
        rows[:, COLUMN["is_dateline"]] = float(group.dateline)
        rows[:, COLUMN["mentions"]] = np.log2(1.0 + len(group.mentions))
        rows[:, COLUMN["other_names"]] = np.log2(count)
        rows[:, COLUMN["dialect"]] = table.american * groups.american
    return matrix


def contained(table: CandidateTable, container: CandidateTable) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which candidates of `table` lie in a likely place of `container`'s name."""
    inside = np.zeros(len(table), dtype=bool)
    for code in range(min(5, len(container))):
        kind = container.kind[code]
        if kind == KIND_CODE[Kind.COUNTRY]:
            within = table.country == container.country[code]
        elif kind == KIND_CODE[Kind.REGION]:
            within = (table.region == container.region[code]) & (container.region[code] != NOWHERE)
        elif kind == KIND_CODE[Kind.DISTRICT]:
            within = (table.district == container.district[code]) & (container.district[code] != NOWHERE)
        elif kind == KIND_CODE[Kind.SETTLEMENT]:
            continue
        else:
            within = table.points @ container.points[code] > np.cos(400.0 / EARTH_RADIUS_KM)
        wider = table.kind > kind if kind <= KIND_CODE[Kind.DISTRICT] else table.kind != kind
        inside |= within & wider & (container.country[code] != NOWHERE if kind == 0 else True)
    return inside


def _in_same(codes: Ints, mass: Floats, groups: Stack) -> tuple[Floats, Floats]:
    """Of each row: other families' mass with its code, and other families' mass with any code."""
    mass = np.where(codes == NOWHERE, 0.0, mass)
    _, local = np.unique(codes, return_inverse=True)
    _, pair = np.unique(groups.family * (int(local.max()) + 1) + local, return_inverse=True)
    alike = np.bincount(local, mass)[local] - np.bincount(pair, mass)[pair]
    everything = mass.sum() - np.bincount(groups.family, mass)[groups.family]
    return np.where(codes == NOWHERE, 0.0, np.maximum(alike, 0.0)), np.maximum(everything, 1e-9)


def put_together(matrix: Floats, groups: Stack, probability: Floats) -> None:
    """Fill the columns that need the document's other names, given how likely each candidate is."""
    mass = probability * groups.weight
    is_country = groups.kind == KIND_CODE[Kind.COUNTRY]
    is_region = groups.kind == KIND_CODE[Kind.REGION]
    is_district = groups.kind == KIND_CODE[Kind.DISTRICT]
    for level, codes, container in (
        ("country", groups.country, is_country),
        ("region", groups.region, is_region),
        ("district", groups.district, is_district),
    ):
        others, everything = _in_same(codes, mass, groups)
        matrix[:, COLUMN[f"{level}_share"]] = others / (everything + _DOUBT)
        named, _ = _in_same(codes, mass * container, groups)
        matrix[:, COLUMN[f"{level}_named"]] = np.log2(1.0 + named)
    countries = (mass * is_country).sum()
    own_countries = np.bincount(groups.family, mass * is_country)[groups.family]
    here = np.exp2(matrix[:, COLUMN["country_named"]]) - 1.0
    matrix[:, COLUMN["other_country_named"]] = np.log2(
        1.0 + np.maximum(countries - own_countries - here, 0.0)
    )
    small, _ = _in_same(groups.region, mass * ~(is_country | is_region), groups)
    wide, _ = _in_same(groups.country, mass * ~is_country, groups)
    matrix[:, COLUMN["is_named_container"]] = np.log2(
        1.0 + np.where(is_country, wide, np.where(is_region, small, 0.0))
    )
    _coverage(matrix, groups, probability)
    _, local = np.unique(groups.place, return_inverse=True)
    same = np.bincount(local, mass)[local] - mass
    matrix[:, COLUMN["same_place"]] = np.log2(1.0 + np.maximum(same, 0.0))
    _distances(matrix, groups, probability, mass)
    _dateline(matrix, groups, probability)


def _coverage(matrix: Floats, groups: Stack, probability: Floats) -> None:
    """Which share of the other names has a candidate in the same country, region, district, or close by.

    An unlikely candidate counts less, by the root of its probability: of many obscure places of two names
    some lie side by side by chance, but a small paper's towns are all obscure.
    """
    small = np.flatnonzero(~np.isin(groups.kind, _WIDE))
    worth = np.sqrt(probability)
    families = np.unique(groups.family[small])
    others = len(families) - np.isin(groups.family, families) + _DOUBT
    for level, codes in (
        ("country", groups.country),
        ("region", groups.region),
        ("district", groups.district),
    ):
        _, local = np.unique(codes, return_inverse=True)
        size = int(local.max()) + 1
        counted = small[codes[small] != NOWHERE]
        pairs, pair = np.unique(groups.family * size + local, return_inverse=True)
        best = np.zeros(len(pairs))
        np.maximum.at(best, pair[counted], worth[counted])
        alike = np.bincount(pairs % size, best, size)[local] - best[pair]
        matrix[:, COLUMN[f"{level}_covers"]] = np.where(codes == NOWHERE, 0.0, alike) / others
    if 0 < len(small) <= _MOST_COMPARED:
        columns = small[np.argsort(groups.family[small], kind="stable")]
        close = groups.points @ groups.points[columns].T > np.cos(_CLOSE_KM / EARTH_RADIUS_KM)
        close &= groups.family[:, None] != groups.family[columns][None, :]
        firsts = np.unique(groups.family[columns], return_index=True)[1]
        met = np.maximum.reduceat(close * worth[columns], firsts, axis=1)
        matrix[:, COLUMN["near_covers"]] = met.sum(axis=1) / others


def _distances(matrix: Floats, groups: Stack, probability: Floats, mass: Floats) -> None:
    pointlike = ~np.isin(groups.kind, _WIDE)
    landmarks = np.flatnonzero(pointlike & (probability > _LIKELY))
    if len(landmarks) > _MOST_LANDMARKS:
        weightiest = np.argsort(-mass[landmarks], kind="stable")[:_MOST_LANDMARKS]
        landmarks = landmarks[np.sort(weightiest)]
    matrix[:, COLUMN["nearest"]] = FARTHEST
    if not len(landmarks):
        return
    distance = EARTH_RADIUS_KM * np.arccos(np.clip(groups.points @ groups.points[landmarks].T, -1.0, 1.0))
    others = groups.family[:, None] != groups.family[landmarks][None, :]
    weights = np.where(others, mass[landmarks][None, :], 0.0)
    total = np.maximum(weights.sum(axis=1), 1e-9)
    for km in NEAR_KM:
        matrix[:, COLUMN[f"near_{km:.0f}"]] = (weights * np.exp(-distance / km)).sum(axis=1) / (
            total + _DOUBT
        )
    likely = others & (probability[landmarks] > 0.4)[None, :]
    nearest = np.where(likely, distance, 10.0**FARTHEST).min(axis=1)
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
