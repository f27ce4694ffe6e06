"""Outlines of countries, first-level regions and areas made of them, for drawing on a map.

They are simplified for a map of the world or a continent (off by some hundred metres in small countries, by
a few kilometres in large ones). Longitudes run from 169° W eastwards to 191° E: no shape is torn at the
antimeridian.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from geo.gazetteer.tables import read_table

Ring = Sequence[tuple[float, ...]]
"""Points of (longitude, latitude) in degrees, the last like the first."""

_PART, _RING = " ", "!"
"""Between two polygons, and between two rings of one. Neither is a character of an encoded number."""
_FIRST = 63
_BITS = 5
_MORE = 1 << _BITS
_LEAST_POINTS = 4
"""Of a ring, with the first point again at its end."""


def shape_of(place_id: str) -> dict[str, Any] | None:
    """The outline of a place as a GeoJSON geometry (`MultiPolygon`), or None where there is none."""
    encoded = _shapes().get(place_id)
    if encoded is None:
        return None
    grid, polygons = encoded
    coordinates = [
        [_decoded(ring, float(grid)) for ring in polygon.split(_RING)] for polygon in polygons.split(_PART)
    ]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def has_shape(place_id: str) -> bool:
    """Return whether `shape_of` has an answer."""
    return place_id in _shapes()


@lru_cache(maxsize=1)
def _shapes() -> dict[str, tuple[str, str]]:
    """Grid and encoded polygons by place, read on first use."""
    return {record["id"]: (record["grid"], record["polygons"]) for record in read_table("shapes.tsv.gz")}


def encode(polygons: Sequence[Sequence[Ring]], grid: float) -> str:
    """Polygons of an outer ring and its holes, on a grid of this many degrees, as text.

    Each coordinate is the difference to the one before, in steps of the grid, in the signed base-32 digits of
    Google's polyline format. Rings that collapse on the grid are left out; blank where none is left.
    """
    encoded = []
    for polygon in polygons:
        rings = [text for ring in polygon if (text := _encoded(ring, grid))]
        if rings and _encoded(polygon[0], grid):
            encoded.append(_RING.join(rings))
    return _PART.join(encoded)


def _encoded(ring: Ring, grid: float) -> str:
    points = [(round(lon / grid), round(lat / grid)) for lon, lat, *_ in ring]
    kept = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
    if len(kept) < _LEAST_POINTS:
        return ""
    digits: list[str] = []
    x = y = 0
    for next_x, next_y in kept:
        digits += _digits(next_x - x)
        digits += _digits(next_y - y)
        x, y = next_x, next_y
    return "".join(digits)


def _digits(number: int) -> Iterator[str]:
    number = ~(number << 1) if number < 0 else number << 1
    while number >= _MORE:
        yield chr((number & (_MORE - 1) | _MORE) + _FIRST)
        number >>= _BITS
    yield chr(number + _FIRST)


def _decoded(text: str, grid: float) -> list[list[float]]:
    numbers = list(_numbers(text))
    ring = []
    x = y = 0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append([round(x * grid, 4), round(y * grid, 4)])
    return ring


def _numbers(text: str) -> Iterator[int]:
    number = shift = 0
    for character in text:
        digit = ord(character) - _FIRST
        number |= (digit & (_MORE - 1)) << shift
        if digit & _MORE:
            shift += _BITS
        else:
            yield ~(number >> 1) if number & 1 else number >> 1
            number = shift = 0
