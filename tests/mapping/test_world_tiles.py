"""The detailed world beneath the map: one file of vector tiles, as another program reads it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import pyogrio.raw
import pytest

from geo.mapping import asset_file, asset_names, read_asset

WORLD = Path(str(asset_file("dateline/world.pmtiles")))
ISTHMUS = (33.9, 45.9, 34.6, 46.2)
"""West, south, east, north of the land bridge between Crimea and the rest of Ukraine."""


def lines(layer: str, box: tuple[float, float, float, float]) -> int:
    """How many lines of a layer cross a box, on the finest zoom."""
    west, south, east, north = box
    left, bottom, right, top = (
        *_mercator(west, south),
        *_mercator(east, north),
    )
    found = pyogrio.raw.read(WORLD, layer=layer, bbox=(left, bottom, right, top))[2]
    return len(found)


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    radius = 6378137.0
    return radius * np.radians(lon), radius * np.log(np.tan(np.pi / 4 + np.radians(lat) / 2))


def test_the_file_holds_every_layer_and_stays_small() -> None:
    assert {name for name, _ in pyogrio.list_layers(WORLD)} == {
        *("land", "lakes", "rivers", "coast", "regions", "counties", "borders")
    }
    assert WORLD.stat().st_size < 20_000_000


def test_no_country_ends_at_crimea_but_a_region_does() -> None:
    assert lines("borders", ISTHMUS) == 0
    assert lines("regions", ISTHMUS) > 0


@pytest.mark.parametrize(
    ("layer", "box"),
    [
        ("borders", (-122.9, 48.9, -122.5, 49.1)),  # the 49th parallel
        ("borders", (36.0, 49.9, 37.5, 50.6)),  # Ukraine and Russia north of Kharkiv
        ("rivers", (30.9, 29.6, 31.5, 30.3)),  # the Nile at Cairo
        ("rivers", (18.9, 47.3, 19.2, 47.7)),  # the Danube at Budapest
        ("counties", (-87.9, 41.5, -87.3, 42.1)),  # Cook County
        ("coast", (28.8, 40.8, 29.3, 41.3)),  # the Bosphorus
        ("lakes", (17.3, 46.6, 18.2, 47.1)),  # Balaton
    ],
)
def test_what_belongs_there_is_there(layer: str, box: tuple[float, float, float, float]) -> None:
    assert lines(layer, box) > 0


def test_the_renderer_is_served_with_the_map_and_its_licence_ships() -> None:
    assert "vendor/protomaps-leaflet.js" in asset_names()
    script = read_asset("vendor/protomaps-leaflet.js")
    assert b"sourceMappingURL" not in script
    licence = WORLD.parent / "vendor" / "protomaps-leaflet.LICENSE"
    assert "Protomaps LLC" in licence.read_text(encoding="utf-8")
