"""The evidence on a document's candidates as one matrix: one row per candidate, one column per feature.

The same columns are what the ranker learns from and what the reasons are told from. Those that need only
a name, its neighbours in the text and the gazetteer are filled here; those that need the document's other
names in `document_context.py`.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from geo.model import Kind
from geo.resolution.candidate_batch import (
    EARTH_RADIUS_KM,
    WIDE_KINDS,
    CandidateBatch,
    Flags,
    MentionCluster,
)
from geo.resolution.candidates import KIND_CODE, KINDS, NOWHERE, OWN_EVIDENCE, CandidateTable, Floats

NEAR_KM = (40.0, 150.0, 600.0)
"""Scales on which distance counts: the same town and its suburbs, a day's drive, a region."""
FARTHEST = 4.5
"""log10 of more kilometres than the Earth is round: there is no other place."""
CITY = 100_000
"""People of a town that has parts of other names: "Clifton, Bristol"."""
_CITY_REACH = np.cos(20.0 / EARTH_RADIUS_KM)
"""Cosine of 20 km, within which a part of such a town lies."""
_AREA_REACH_KM = 400.0
"""What lies within this of the point of a sea, an island or an area counts as in it."""

NAMES = (
    *OWN_EVIDENCE,
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
    "width_words",
    "qualifies_others",
)
_OF_WIDE = [NAMES.index(name) for name in ("width_words", "qualifies_others")]
_WIDENESS = np.array([1.0 if kind in WIDE_KINDS else -1.0 for kind in KINDS])
COLUMN = {name: column for column, name in enumerate(NAMES)}
_OF_GROUP = [COLUMN[name] for name in ("backed_off", "is_dateline", "mentions")]


def own(batch: CandidateBatch) -> Floats:
    """The columns that need only a name, its neighbours in the text, and the gazetteer."""
    matrix = np.zeros((len(batch.cluster), len(NAMES)))
    matrix[:, : len(OWN_EVIDENCE)] = np.concatenate([cluster.table.evidence for cluster in batch.clusters])
    american = np.concatenate([cluster.table.american for cluster in batch.clusters])
    matrix[:, COLUMN["dialect"]] = american * batch.american
    wide = np.array([(cluster.width, cluster.qualifies) for cluster in batch.clusters])[batch.cluster]
    matrix[:, _OF_WIDE] = wide * _WIDENESS[batch.kind][:, None]
    matrix[:, COLUMN["other_names"]] = np.log2(len(batch.clusters))
    of_group = [
        (g.table.query.backed_off, g.dateline, np.log2(1.0 + len(g.mentions))) for g in batch.clusters
    ]
    matrix[:, _OF_GROUP] = np.array(of_group, dtype=np.float64)[batch.cluster]
    for index, cluster in enumerate(batch.clusters):
        if cluster.kinds or cluster.qualifiers:
            _asked(matrix[batch.rows(index)], cluster)
    return matrix


def _asked(rows: Floats, cluster: MentionCluster) -> None:
    """Fill the columns of what the words beside a cluster's mentions ask for."""
    if cluster.kinds:
        asked = of_kinds(cluster.table, cluster.kinds)
        rows[:, COLUMN["asked_kind"]] = np.where(asked, 1.0, -1.0 if asked.any() else -0.5)
    for qualifier in cluster.qualifiers:
        inside = contained(cluster.table, qualifier.table)
        if qualifier.other:
            inside = ~inside
        column = COLUMN["qualifier_before" if qualifier.before else "qualifier_after"]
        if inside.any():
            rows[:, column] = np.maximum(rows[:, column], np.where(inside, 1.0, -1.0))
        if not qualifier.before:
            rows[:, COLUMN["qualifier_listed"]] = float(qualifier.listed)


def of_kinds(table: CandidateTable, kinds: Collection[Kind]) -> Flags:
    """Return which candidates are of these kinds."""
    return np.array([kind in kinds for kind in KINDS])[table.kind]


def contained(table: CandidateTable, container: CandidateTable) -> Flags:
    """Return which candidates of `table` lie in a likely place of `container`'s name."""
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
            if container.places[code].place.population >= CITY:
                near = table.points @ container.points[code] > _CITY_REACH
                inside |= near & (table.kind >= kind) & (table.place != container.place[code])
            continue
        else:
            within = table.points @ container.points[code] > np.cos(_AREA_REACH_KM / EARTH_RADIUS_KM)
        wider = table.kind > kind if kind <= KIND_CODE[Kind.DISTRICT] else table.kind != kind
        inside |= within & wider & (container.country[code] != NOWHERE if kind == 0 else True)
    return inside
