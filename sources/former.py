"""Makes former_regions.tsv: first-level regions that were merged or divided, and that texts still name.

    python sources/former.py WORK_FOLDER

From Debian's `libtimezonemap-data`, which holds GeoNames' regions and towns of some years ago: the regions
that are no region now, at the middle of their towns then. Those without a town are left out, and so are
countries whose regions are towns and quarters.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from divisions import BARE, Point, mean_point
from packages import package, write_table

from geo.gazetteer.names import name_key
from geo.gazetteer.tables import listed, read_table

TOWNS = {"LV", "MK", "MO", "MR", "MV"}
RENAMED = {"1581129", "7627603"}
"""Hanoi and Dakhla, which are still there under other numbers."""


def main(work: Path) -> None:
    """Writes the file."""
    numbers, names = set(), defaultdict(set)
    for record in read_table("regions.tsv"):
        country = record["code"][:2]
        numbers.add(record["geonameid"])
        names[country] |= {name_key(BARE.sub("", n)) for n in (record["name"], *listed(record["names"]))}
    folder = package("libtimezonemap-data", work) / "usr/share/libtimezonemap/ui"
    towns: dict[str, list[tuple[Point, int]]] = defaultdict(list)
    for line in (folder / "cities15000.txt").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        point = float(fields[4]), float(fields[5])
        towns[f"{fields[8]}.{fields[10]}"].append((point, int(fields[14])))
    rows = []
    for line in (folder / "admin1Codes.txt").read_text(encoding="utf-8").splitlines():
        code, name, _, number = line.split("\t")
        country = code[:2]
        still = number in numbers | RENAMED or name_key(BARE.sub("", name)) in names[country]
        if not still and towns[code] and country not in TOWNS:
            lat, lon = mean_point([point for point, _ in towns[code]])
            people = sum(people for _, people in towns[code])
            rows.append(f"{number}\t{name}\t{country}\t{lat:.4f}\t{lon:.4f}\t{people}")
    rows.sort(key=lambda row: int(row.partition("\t")[0]))
    write_table("former_regions.tsv", "geonameid\tname\tcountry\tlat\tlon\tpopulation", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
