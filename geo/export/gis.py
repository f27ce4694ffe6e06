"""What GeoPackage and GeoParquet have in common: mentions and places as columns, points as WKB.

pyogrio and pyarrow, which write them, come with the extra `gis`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from itertools import chain

from geo.errors import MissingExtra
from geo.export.base import Format
from geo.export.records import COLUMNS, POINT_DIGITS, Cell, mention_rows, score
from geo.model import Atlas, ParsedDocument

NUMBERS = {
    **{"start": int, "end": int, "geonameid": int, "population": int},
    **{"score": float, "lat": float, "lon": float, "mentions": int, "approximate_km": float},
}
"""Columns that are not text, as Python types."""
PLACE_COLUMNS = ("id", "name", "kind", "country", "region", "population", "mentions", "score", "note")

Column = list[Cell]


def need(format: Format) -> None:
    """Raise `MissingExtra` where a library that writes `format` is not installed."""
    if not all(find_spec(module) for module in format.needs):
        raise MissingExtra(f"{format.label} needs the extra gis: pip install 'dateline[gis]'.")


def point(lat: float, lon: float) -> bytes:
    """Return a point as little-endian WKB, longitude first."""
    return struct.pack("<BIdd", 1, 1, round(lon, POINT_DIGITS), round(lat, POINT_DIGITS))


def mention_columns(documents: Iterable[ParsedDocument]) -> dict[str, Column]:
    """Return one entry per mention in each of `COLUMNS`."""
    rows = chain.from_iterable(mention_rows(parsed) for parsed in documents)
    return _columns(COLUMNS, rows)


def place_columns(atlas: Atlas) -> dict[str, Column]:
    """Return one entry per place of an atlas in each of `PLACE_COLUMNS`, and `lat` and `lon`."""
    rows = (
        (
            *(on_map.place.id, on_map.place.name, on_map.place.kind.value),
            *(on_map.place.country, on_map.place.region, on_map.place.population),
            *(on_map.mention_count, score(on_map.score), on_map.place.note),
            *(on_map.place.lat, on_map.place.lon),
        )
        for on_map in atlas.places
    )
    return _columns((*PLACE_COLUMNS, "lat", "lon"), rows)


def points(columns: dict[str, Column]) -> list[bytes | None]:
    """Return each row's point, None where it has no place."""
    return [
        None if lat is None or lon is None else point(float(lat), float(lon))
        for lat, lon in zip(columns["lat"], columns["lon"], strict=True)
    ]


def _columns(names: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> dict[str, Column]:
    table = list(rows)
    return {name: [_whole(row[index]) for row in table] for index, name in enumerate(names)}


def _whole(value: Cell) -> Cell:
    """Return text that UTF-8 can hold; numbers as they are."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
