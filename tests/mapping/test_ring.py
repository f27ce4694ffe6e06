"""The ring of an approximate place is a circle on the ground."""

from __future__ import annotations

import math

import pytest

from geo.mapping.ring import ring


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(h))


@pytest.mark.parametrize(("lat", "lon"), [(0.0, 0.0), (47.6, -117.4), (-33.9, 151.2), (64.1, -21.9)])
@pytest.mark.parametrize("km", [10.0, 150.0])
def test_every_corner_is_as_far_as_it_says(lat: float, lon: float, km: float) -> None:
    outline = ring(lat=lat, lon=lon, km=km)
    (corners,) = outline["coordinates"]
    assert corners[0] == corners[-1]
    for east, north in corners:
        assert _km(lat, lon, north, east) == pytest.approx(km, rel=0.05)


def test_at_the_pole_it_stays_on_the_globe() -> None:
    (corners,) = ring(lat=89.9, lon=0.0, km=60.0)["coordinates"]
    assert all(-90.0 <= north <= 90.0 for _, north in corners)
