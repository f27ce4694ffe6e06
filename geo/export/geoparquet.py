"""GeoParquet 1.1: one row per mention, with its place's point, for DuckDB, pandas and GDAL.

https://geoparquet.org/releases/v1.1.0/
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from geo.export.base import Format
from geo.export.gis import NUMBERS, mention_columns, need, points
from geo.model import ParsedDocument

_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}
"""The file's metadata. Without `crs` it is OGC:CRS84: WGS 84, longitude first."""


def write(documents: Iterable[ParsedDocument], out: BinaryIO) -> None:
    """Write one table of all documents' mentions. Raises `MissingExtra` without pyarrow."""
    need(FORMAT)
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {int: pa.int64(), float: pa.float64()}
    columns = mention_columns(documents)
    arrays = {
        name: pa.array(values, types.get(NUMBERS.get(name, str), pa.string()))
        for name, values in columns.items()
    }
    arrays["geometry"] = pa.array(points(columns), pa.binary())
    table = pa.table(arrays).replace_schema_metadata({"geo": json.dumps(_GEO)})
    pq.write_table(table, out, compression="zstd")


FORMAT = Format(
    name="geoparquet",
    suffixes=(".parquet", ".geoparquet"),
    label="GeoParquet",
    media_type="application/vnd.apache.parquet",
    hint="For DuckDB, pandas and GDAL: one row per mention",
    write=write,
    needs=("pyarrow",),
    offered=False,
)
