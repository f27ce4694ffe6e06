"""GeoPackage and GeoParquet open in other programs with every row, type and point."""

from __future__ import annotations

import io
import json
import struct
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pyogrio.raw
import pytest

from geo.errors import MissingExtra
from geo.export import writer
from geo.export.gis import NUMBERS
from geo.export.records import COLUMNS, mention_rows
from geo.model import ParsedDocument
from tests.export.documents import KYIV, empty, parsed


def binary(format: str, *documents: ParsedDocument) -> bytes:
    out = io.BytesIO()
    writer(format)(iter(documents), out)
    return out.getvalue()


def layer(path: Path, name: str) -> tuple[list[bytes | None], dict[str, list[object]]]:
    meta, _, geometry, fields = pyogrio.raw.read(path, layer=name)
    assert meta["crs"] == "EPSG:4326"
    return list(geometry), {n: f.tolist() for n, f in zip(meta["fields"], fields, strict=True)}


def test_gdal_reads_both_layers_of_a_geopackage(tmp_path: Path) -> None:
    path = tmp_path / "places.gpkg"
    path.write_bytes(binary("gpkg", parsed(), empty()))
    assert {name for name, _ in pyogrio.list_layers(path)} == {"places", "mentions"}
    geometry, places = layer(path, "places")
    assert struct.unpack("<BIdd", geometry[0] or b"")[2:] == (30.5238, 50.45466)
    assert (places["name"], places["mentions"], places["population"]) == (["Kyiv"], [2], [2797553])
    geometry, mentions = layer(path, "mentions")
    assert mentions["text"] == ["Kyiv", "Atlantis", "Kyiv"]
    assert geometry[1] is None
    assert mentions["place"][1] is None
    assert mentions["start"][0] == 3
    assert set(mentions) == set(COLUMNS) - {"lat", "lon"}


def test_geoparquet_has_a_typed_row_per_mention_and_its_metadata() -> None:
    table = pq.read_table(io.BytesIO(binary("geoparquet", parsed(), empty())))
    meta = json.loads(table.schema.metadata[b"geo"])
    assert (meta["version"], meta["primary_column"]) == ("1.1.0", "geometry")
    assert meta["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point"]}
    assert table.column_names == [*COLUMNS, "geometry"]
    rows = table.to_pylist()
    assert [row["reading"] for row in rows] == ["literal", "literal", "metonymic"]
    assert struct.unpack("<BIdd", rows[0]["geometry"])[2:] == (rows[0]["lon"], rows[0]["lat"])
    assert rows[1]["geometry"] is None
    assert str(table.schema.field("population").type) == "int64"


@pytest.mark.parametrize("format", ["gpkg", "geoparquet"])
def test_nothing_to_write_and_hostile_text_make_whole_files(tmp_path: Path, format: str) -> None:
    for number, documents in enumerate([(), (empty(),), (parsed("In Kyiv \x00\ud800. Atlantis, Kyiv"),)]):
        content = binary(format, *documents)
        if format == "gpkg":
            path = tmp_path / f"{number}.gpkg"
            path.write_bytes(content)
            assert len(layer(path, "mentions")[0]) == sum(len(d.resolutions) for d in documents)
        else:
            assert pq.read_table(io.BytesIO(content)).num_rows == sum(len(d.resolutions) for d in documents)


@pytest.mark.parametrize(("format", "module"), [("gpkg", "pyogrio"), ("geoparquet", "pyarrow")])
def test_without_the_extra_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, format: str, module: str
) -> None:
    monkeypatch.setattr("geo.export.gis.find_spec", lambda name: None if name == module else object())
    with pytest.raises(MissingExtra, match=r"needs the extra gis: pip install 'dateline\[gis\]'"):
        binary(format, parsed())


def everything() -> ParsedDocument:
    """A document whose first place has a value in every field that a place may have."""
    document = parsed(title="Kyiv", source="here")
    first, *others = document.resolutions
    whole = replace(KYIV, approximate_km=12.5)
    return replace(document, resolutions=(replace(first, place=whole, failure="Photon is down."), *others))


def test_each_column_that_holds_numbers_is_one_of_numbers_in_every_format(tmp_path: Path) -> None:
    row = next(mention_rows(everything()))
    assert None not in row
    numbers = {name: type(value) for name, value in zip(COLUMNS, row, strict=True) if type(value) is not str}
    assert numbers == {name: kind for name, kind in NUMBERS.items() if name in COLUMNS}
    table = pq.read_table(io.BytesIO(binary("geoparquet", everything())))
    assert table["approximate_km"].to_pylist() == [12.5, None, None]
    path = tmp_path / "places.gpkg"
    path.write_bytes(binary("gpkg", everything()))
    assert layer(path, "mentions")[1]["approximate_km"][0] == 12.5
