"""What every format says of a place: one set of keys, one rounding."""

from __future__ import annotations

from typing import Any

from geo.model import Place

SCORE_DIGITS = 4
"""Decimals of a probability: finer than its calibration is."""
POINT_DIGITS = 6
"""Decimals of a degree: 11 cm, finer than any source's points."""


def place_record(place: Place) -> dict[str, Any]:
    """A place as JSON has it."""
    return {
        "id": place.id,
        "geonameid": place.geonameid,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "region": place.region,
        "lat": round(place.lat, POINT_DIGITS),
        "lon": round(place.lon, POINT_DIGITS),
        "population": place.population,
        "source": place.source,
    }


def score(value: float) -> float:
    """A probability as it is written."""
    return round(value, SCORE_DIGITS)
