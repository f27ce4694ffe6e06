"""GeoPackage: a layer of places and a layer of mentions, for QGIS and other GIS programs. Home of pyogrio."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

import numpy as np

from geo.atlases import make_atlas
from geo.export.base import Format
from geo.export.gis import NUMBERS, PLACE_COLUMNS, Column, mention_columns, need, place_columns, points
from geo.export.records import COLUMNS
from geo.model import ParsedDocument


def write(documents: Iterable[ParsedDocument], out: BinaryIO) -> None:
    """Write both layers, points in WGS 84. Raises `MissingExtra` without pyogrio."""
    need(FORMAT)
    parsed = tuple(documents)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "dateline.gpkg"  # SQLite needs a file
        _layer(path, "places", place_columns(make_atlas(parsed)), PLACE_COLUMNS, append=False)
        names = tuple(name for name in COLUMNS if name not in ("lat", "lon"))
        _layer(path, "mentions", mention_columns(parsed), names, append=True)
        with path.open("rb") as file:
            copyfileobj(file, out)


def _layer(path: Path, name: str, columns: dict[str, Column], names: Sequence[str], *, append: bool) -> None:
    from pyogrio.raw import write as write_layer

    data, masks = [], []
    for column in names:
        kind = NUMBERS.get(column, str)
        missing = np.array([value is None for value in columns[column]], dtype=bool)
        if kind is str:
            values = np.array(columns[column], dtype=object)
        else:
            values = np.array([value or 0 for value in columns[column]], dtype=np.dtype(kind))
        data.append(values)
        masks.append(missing)
    write_layer(
        path,
        np.array(points(columns), dtype=object),
        field_data=data,
        fields=np.array(names, dtype=object),
        field_mask=masks,
        layer=name,
        driver="GPKG",
        geometry_type="Point",
        crs="EPSG:4326",
        append=append,
    )


FORMAT = Format(
    name="gpkg",
    suffixes=(".gpkg",),
    label="GeoPackage",
    media_type="application/geopackage+sqlite3",
    hint="For QGIS: a layer of places and a layer of mentions",
    write=write,
    needs=("pyogrio",),
)
