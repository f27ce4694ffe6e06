"""The ring in which an approximate place lies, as an outline that the map draws like any other."""

from __future__ import annotations

import math
from typing import Any

_CORNERS = 48
_KM_A_DEGREE = 111.195
_STEEPEST = 0.05
"""Least cosine of a latitude: at the poles a degree of longitude is nothing."""


def ring(*, lat: float, lon: float, km: float) -> dict[str, Any]:
    """Return the circle of `km` kilometres around a point as a GeoJSON polygon."""
    tall = km / _KM_A_DEGREE
    wide = tall / max(_STEEPEST, math.cos(math.radians(lat)))
    corners = []
    for number in range(_CORNERS + 1):
        angle = 2 * math.pi * (number % _CORNERS) / _CORNERS
        north = max(-90.0, min(90.0, lat + tall * math.sin(angle)))
        corners.append([round(lon + wide * math.cos(angle), 5), round(north, 5)])
    return {"type": "Polygon", "coordinates": [corners]}
