"""The evidence on every candidate of a document, as one matrix: a row a candidate, a column a feature.

The same columns are what the ranker learns from and what the reasons are told from. Those that need only
a name, its neighbours in the text and the gazetteer are filled here; those that need the document's other
names in `company.py`.
"""

from __future__ import annotations

import numpy as np

from geo.model import Kind, NameKind
from geo.resolution.candidates import KIND_CODE, KINDS, NOWHERE, CandidateTable, Floats
from geo.resolution.stack import EARTH_RADIUS_KM, Flags, Stack

NEAR_KM = (40.0, 150.0, 600.0)
"""Scales on which distance counts: the same town and its suburbs, a day's drive, a region."""
FARTHEST = 4.5
"""log10 of more kilometres than the Earth is round: there is no other place."""
_AREA_REACH_KM = 400.0
"""What lies within this of the point of a sea, an island or an area counts as in it."""

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
    "overshadowed",
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
        rows[:, COLUMN["overshadowed"]] = table.overshadowed
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


def contained(table: CandidateTable, container: CandidateTable) -> Flags:
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
            within = table.points @ container.points[code] > np.cos(_AREA_REACH_KM / EARTH_RADIUS_KM)
        wider = table.kind > kind if kind <= KIND_CODE[Kind.DISTRICT] else table.kind != kind
        inside |= within & wider & (container.country[code] != NOWHERE if kind == 0 else True)
    return inside
