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

import numpy as np

from geo.evaluation.records import Article, GoldMention
from geo.gazetteer import Gazetteer
from geo.model import Kind, Mention, Place, Recognition
from geo.resolution.candidate_batch import WIDE_KINDS
from geo.resolution.grouping import Grouper
from training.ranker.examples import Example, make_example
from training.ranker.world import World

CORPUS = "imagined"
DOCUMENTS = 1500
WEIGHT = 0.6
"""What a name of these counts, held against one mention of an annotated article."""
_MOST_NAMES = 6
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
_SIBLINGS = 0.35
"""Share of the documents from one country that name only regions of it: "Georgia, Arizona and Nevada"."""
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
_SUBURBS = 0.1
"""Share of the world's documents that name a great city and a part of it which the gazetteer knows only as
the name of small places elsewhere: none of these is meant."""
_POINT_WORDS = ("in ", "in ", "in ", "near ", "from ", "to ", "at ", "the mayor of ", "the streets of ")
_WIDE_WORDS = (
    "across ",
    "throughout ",
    "much of ",
    "parts of ",
    "the governor of ",
    "voters in ",
    "northern ",
)
_WORDS_OF_TOWNS = (0.4, 0.01)
_WORDS_OF_REGIONS = (0.15, 0.2)
"""Shares of the places behind words that speak of a point, and of a wide place."""


def imagine(gazetteer: Gazetteer, grouper: Grouper, seed: int = 0) -> Iterator[Example]:
    """Documents of one to six places each."""
    generator = np.random.default_rng(seed)
    world = World(gazetteer)
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
        part = world.suburb(generator) if number % 3 == 0 and generator.random() < _SUBURBS else None
        if part is not None:
            named = [part[0]]
            page.write(part[0], part[1], before="in ")
        for place in named:
            if generator.random() < _QUALIFIED:
                page.write_qualified(world.small(generator), generator)
            elif place.kind in _SORTS and generator.random() < _SORTED:
                page.write(place, place.name, before=f"the {_SORTS[place.kind]} of ")
            else:
                page.write_in_words(place, world.name(place, generator), generator)
        example = page.example(f"{CORPUS}-{number}", grouper)
        if example is not None:
            yield example


def _from_one_country(world: World, size: int, generator: np.random.Generator) -> list[Place]:
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

    def write_in_words(self, place: Place, name: str, generator: np.random.Generator) -> None:
        """One line with the words that stand before a town's name or a region's."""
        shares = _WORDS_OF_REGIONS if place.kind in WIDE_KINDS else _WORDS_OF_TOWNS
        for share, words in zip(shares, (_POINT_WORDS, _WIDE_WORDS), strict=True):
            if generator.random() < share:
                self.write(place, name, before=str(generator.choice(words)))
                return
        self.write(place, name)

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
