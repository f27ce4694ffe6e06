"""Outlines that can be drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer.divisions import countries, regions
from geo.gazetteer.shapes import _decoded, encode, has_shape, shape_of
from geo.gazetteer.tables import read_table

UKRAINE, RUSSIA, CRIMEA, ISTANBUL = (
    "geonames:690791",
    "geonames:2017370",
    "geonames:703883",
    "geonames:745044",
)
SIMFEROPOL, KHARKIV, ROSTOV = (34.11, 44.95), (36.25, 49.98), (39.71, 47.23)
GRID = 0.01


def covers(shape: dict[str, Any] | None, point: tuple[float, float]) -> bool:
    """Whether the point lies in the shape: an odd number of borders to the east of it."""
    assert shape is not None
    x, y = point
    crossings = 0
    for polygon in shape["coordinates"]:
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return bool(crossings % 2)


def test_ukraine_covers_kharkiv_and_crimea() -> None:
    ukraine = shape_of(UKRAINE)
    assert [covers(ukraine, point) for point in (KHARKIV, SIMFEROPOL, ROSTOV)] == [True, True, False]


def test_russia_does_not_cover_crimea() -> None:
    russia = shape_of(RUSSIA)
    assert [covers(russia, point) for point in (ROSTOV, SIMFEROPOL, KHARKIV)] == [True, False, False]


def test_a_region_and_an_area_have_shapes_of_their_own() -> None:
    assert covers(shape_of(CRIMEA), SIMFEROPOL)
    assert covers(shape_of("dateline:donbas"), (37.8, 48.0))
    assert not covers(shape_of("dateline:donbas"), KHARKIV)


def test_a_settlement_has_none() -> None:
    assert shape_of(ISTANBUL) is None
    assert not has_shape(ISTANBUL)
    assert shape_of("no such id") is None


def test_nearly_every_country_and_most_regions_have_one() -> None:
    missing = {row.country for row in countries() if not has_shape(row.id)}
    assert missing <= {"AQ", "BV", "CC", "CX", "SJ", "TK", "UM"}
    found = [has_shape(row.id) for row in regions({}, {})]
    assert sum(found) > 0.85 * len(found)


@pytest.mark.parametrize("place", [record["id"] for record in read_table("shapes.tsv.gz")][::40])
def test_rings_are_closed_untorn_and_on_the_map(place: str) -> None:
    shape = shape_of(place)
    assert shape is not None
    assert shape["type"] == "MultiPolygon"
    for polygon in shape["coordinates"]:
        for ring in polygon:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(-169.5 <= lon <= 191.5 and -90 <= lat <= 90 for lon, lat in ring)
            assert all(abs(one[0] - other[0]) < 40 for one, other in pairwise(ring))


def test_chukotka_is_not_torn_at_the_antimeridian() -> None:
    russia = shape_of(RUSSIA)
    assert covers(russia, (177.5, 65.0))
    assert covers(russia, (360 - 173.2, 64.6))


points = st.tuples(st.integers(-18000, 18000), st.integers(-9000, 9000))


@given(st.lists(points, min_size=4, max_size=50).filter(lambda p: all(a != b for a, b in pairwise(p))))
def test_what_is_encoded_comes_back(ring: list[tuple[int, int]]) -> None:
    text = encode([[[(x * GRID, y * GRID) for x, y in ring]]], GRID)
    assert [(round(x / GRID), round(y / GRID)) for x, y in _decoded(text, GRID)] == ring


def test_rings_that_collapse_are_left_out() -> None:
    assert encode([[[(0, 0), (0.001, 0), (0.001, 0.001), (0, 0)]]], GRID) == ""
