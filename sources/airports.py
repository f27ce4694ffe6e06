"""Makes airports.tsv: the airports with an IATA code.

    python sources/airports.py WORK_FOLDER

From PyPI `airportsdata`; the words that are no names from Debian's `wamerican-small`. News says "Gatwick",
not "London Gatwick Airport": the names without the city and without the kind of field are given too. Those
in the hand-made facilities.tsv are left out.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from packages import DATA, ordinary_words, package, write_table
from towns import kilometres

from geo.gazetteer.names import name_key

KIND = re.compile(
    r"\s*\b(?:(?:Inter)?national|Regional|Municipal|County|Domestic|City|Metropolitan|Memorial|Public|Private|Army"
    r"|Air(?:port|field|strip| Base| Force Base)|Aerodrome|Heliport|Seaplane Base|Field)\b",
)
HAND_MADE_KM = 8.0
"""An airport this near to a hand-made one of the list is that one."""


def names(airport: str, city: str, words: set[str]) -> list[str]:
    """Return what else the airport is called, the longest first; `words` are no names."""
    found = []
    bare = " ".join(KIND.sub("", airport).replace("/", " ").split())
    if "International Airport" in airport:
        found.append(airport.replace(" International Airport", " Airport"))
    if city and bare.startswith(f"{city} ") and len(bare) > len(city) + 3:
        found += [bare, bare.removeprefix(f"{city} "), f"{bare.removeprefix(f'{city} ')} Airport"]
    elif bare and bare != city and " " in bare:
        found.append(bare)
    return [
        name
        for name in dict.fromkeys(found)
        if name not in (airport, city) and name.lower().removesuffix(" airport") not in words
    ]


def main(work: Path) -> None:
    """Writes the file."""
    hand_made = []
    for line in (DATA / "facilities.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        fields = line.split("\t")
        if fields[6] in ("AIRP", "AIRB"):
            hand_made.append((float(fields[2]), float(fields[3])))
    rows = []
    words = {word for word in ordinary_words(work) if word.islower()}
    with (package("airportsdata", work) / "airports.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            point = float(row["lat"]), float(row["lon"])
            usable = row["iata"] and re.search("Air|Field|Aero", row["name"]) and name_key(row["name"])
            if usable and all(kilometres(point, other) > HAND_MADE_KM for other in hand_made):
                others = "; ".join(names(row["name"], row["city"], words))
                rows.append(
                    f"{row['iata']}\t{row['name']}\t{row['country']}\t{point[0]:.4f}\t{point[1]:.4f}\t{others}"
                )
    write_table("airports.tsv", "code\tname\tcountry\tlat\tlon\tnames", sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
