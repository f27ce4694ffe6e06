"""The committed world map says what the page promises of it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from geo.mapping import read_asset

WORLD: dict[str, Any] = json.loads(read_asset("dateline/world.json"))
Point = tuple[float, float]


def contains(ring: list[Point], point: Point) -> bool:
    x, y = point
    crossings = (
        x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 > y) != (y2 > y)
    )
    return sum(crossings) % 2 == 1


def owners(point: Point) -> list[str]:
    return [
        country["properties"].get("name", "")
        for country in WORLD["features"]
        for polygon in country["geometry"]["coordinates"]
        if contains(polygon[0], point) and not any(contains(hole, point) for hole in polygon[1:])
    ]


@pytest.mark.parametrize(
    ("point", "country"),
    [
        ((34.10, 44.95), "Ukraine"),  # Simferopol
        ((33.53, 44.65), "Ukraine"),  # north of Sevastopol
        ((36.40, 45.32), "Ukraine"),  # near Kerch
        ((33.70, 46.12), "Ukraine"),  # Perekop, where a border was taken out
        ((37.62, 55.75), "Russia"),
        ((171.0, 66.0), "Russia"),  # Chukotka
        ((360 - 173.3, 64.8), "Russia"),  # Chukotka's end, beyond the antimeridian, drawn east of 180°
        ((24.0, 55.3), "Lithuania"),
        ((-99.1, 39.0), "United States"),
        ((2.35, 48.85), "France"),
    ],
)
def test_a_point_lies_in_its_country_and_no_other(point: Point, country: str) -> None:
    assert owners(point) == [country]


def test_no_border_runs_through_crimea() -> None:
    ukraine = next(c for c in WORLD["features"] if c["properties"].get("name") == "Ukraine")
    mainland = max((polygon[0] for polygon in ukraine["geometry"]["coordinates"]), key=len)
    assert contains(mainland, (34.10, 44.95))
    assert contains(mainland, (30.52, 50.45))


def test_nothing_is_torn_at_the_antimeridian() -> None:
    for country in WORLD["features"]:
        for polygon in country["geometry"]["coordinates"]:
            for ring in polygon:
                for (x1, y1), (x2, y2) in pairwise(ring):
                    assert abs(x2 - x1) < 20 or y1 == y2 == -88, (country["properties"], (x1, y1), (x2, y2))
                assert ring[0] == ring[-1]


def test_every_name_has_a_place_inside_its_country() -> None:
    named = [c for c in WORLD["features"] if "name" in c["properties"]]
    assert len(named) > 200
    for country in named:
        properties = country["properties"]
        assert "." not in properties["name"].replace("U.S.", "US"), properties["name"]
        if properties["area"] > 1:
            assert properties["name"] in owners(tuple(properties["at"])), properties


def test_the_file_is_small_enough_to_commit() -> None:
    assert len(read_asset("dateline/world.json")) < 1_600_000
