"""From the evidence on candidates to probabilities."""

from __future__ import annotations

import numpy as np

from geo.resolution.candidates import Floats
from geo.resolution.features import NAMES, Stack

WEIGHTS: dict[str, float] = {
    "population": 0.5,
    "fame": 0.35,
    "place_in_list": -0.4,
    "is_country": 5.0,
    "is_region": 2.2,
    "is_district": 0.2,
    "is_settlement": 0.6,
    "is_area": 2.0,
    "is_water": 0.8,
    "is_mountain": 0.3,
    "is_island": 0.5,
    "is_facility": -0.3,
    "seat": 0.4,
    "name_demonym": 1.0,
    "shown_name": 0.5,
    "asked_kind": 2.5,
    "qualifier_after": 4.0,
    "qualifier_before": 2.5,
    "country_share": 2.5,
    "region_share": 3.0,
    "district_share": 1.0,
    "country_named": 0.5,
    "region_named": 1.2,
    "district_named": 0.3,
    "is_named_container": 0.5,
    "near_40": 3.0,
    "near_150": 3.0,
    "near_600": 1.5,
    "dateline_country": 0.3,
    "dateline_region": 0.5,
    "dateline_near": 1.0,
}
"""Of a linear score; set by hand, in log odds."""

_VECTOR = np.array([WEIGHTS.get(name, 0.0) for name in NAMES])
NONE_OF_THESE = 0.0
"""The score that "none of these" has in every choice."""


def scores(matrix: Floats) -> Floats:
    """The score of each row, in log odds against the other rows of its group."""
    return np.asarray(matrix @ _VECTOR)


def probabilities(score: Floats, groups: Stack) -> Floats:
    """Softmax of the scores within each group."""
    starts = groups.starts[:-1]
    top = np.maximum.reduceat(score, starts)
    odds = np.exp(score - top[groups.group])
    total = np.add.reduceat(odds, starts)
    return np.asarray(odds / total[groups.group])
