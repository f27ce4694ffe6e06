"""The places that a name may mean, as arrays: looked up once a name, shared by all documents."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from threading import Lock
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from geo.gazetteer import fits_case, is_well_known, name_key
from geo.gazetteer.forms import country_called, country_of_people, dictionary_forms, unglued
from geo.model import Kind, NamedPlace, NameKind, Place
from geo.resolution.dialect import spelling
from geo.resolution.toponyms import INSIDE, Query, queries

MAX_CANDIDATES = 100
"""Beyond the hundred most important places of one name the rest is noise and time."""
_CACHED_NAMES = 50_000

_GREAT = 500_000
"""Inhabitants of a country or region that everyone has heard of."""
_NATURAL = (Kind.AREA, Kind.WATER, Kind.MOUNTAIN, Kind.ISLAND)
_RENOWNED = 6.5
"""Prominence of an ocean, a continent, a range that everyone has heard of."""

_CODE = re.compile("[A-Z]{2}")
_METROPOLIS = 5_000_000
"""People of a city that is known without the word City."""
_STEM = 4
"""Letters that two spellings of one name share at their beginning."""
_ALIKE = 0.6
"""Least similarity of two spellings that begin otherwise, by `difflib`."""

KINDS = tuple(Kind)
KIND_CODE = {kind: code for code, kind in enumerate(KINDS)}
NOWHERE = -1
"""Code of a missing country, region or district."""

OWN_EVIDENCE = (
    "population",
    "known_names",
    "place_in_list",
    "population_lead",
    "importance",
    "importance_lead",
    "known_names_lead",
    "homonyms",
    *(f"is_{kind.value}" for kind in KINDS),
    "seat",
    *(f"name_{kind.value}" for kind in NameKind),
    "shown_name",
    "overshadowed",
    "has_namesake",
    "is_namesake",
    "times_namesake",
)
"""What a name and the gazetteer alone say of a candidate, whatever the document."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Lookup(Protocol):
    """What the resolver needs of a gazetteer."""

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """The places of that name, most important first; empty where it is unknown."""
        ...


@runtime_checkable
class Listening(Protocol):
    """A gazetteer that knows how names sound."""

    def sounding_like(self, name: str, languages: tuple[str, ...] = ()) -> tuple[NamedPlace, ...]:
        """The places whose names sound like one in another script."""
        ...


@dataclass(frozen=True, slots=True)
class CandidateTable:
    """The candidates of one name, most important first, column by column."""

    name: str
    """The folded name: equal for "MANSFIELD" and "Mansfield"."""
    query: Query
    places: tuple[NamedPlace, ...]
    points: Floats
    """n x 3 unit vectors: distances are one matrix product."""
    evidence: Floats
    """A column a name of `OWN_EVIDENCE`."""
    kind: Ints
    country: Ints
    region: Ints
    district: Ints
    place: Ints
    """A number that stands for the place, the same in every table."""
    american: Floats
    """1 in the United States, -1 where British spelling is written, 0 elsewhere."""

    def __len__(self) -> int:
        return len(self.places)


_AHEAD = 1.0
"""Powers of ten in importance."""
_SEATS = {"PPLC": 3.0, "PPLA": 2.0, "PPLA2": 1.0}
"""Administrative rank: a country's capital, a region's, a district's."""


def unit_vector(lat: float, lon: float) -> tuple[float, float, float]:
    """The point on the unit sphere of a latitude and a longitude in degrees."""
    phi, theta = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)


class CandidateSource:
    """Answers a mention's words with a table of candidates, and remembers the answers."""

    def __init__(self, gazetteer: Lookup) -> None:
        self._gazetteer = gazetteer
        self._codes: dict[str, int] = {}
        self._lock = Lock()
        self.table = lru_cache(maxsize=_CACHED_NAMES)(self._table)
        """The candidates of a mention with this text; None where the gazetteer knows no name in it."""
        self.exact = lru_cache(maxsize=_CACHED_NAMES)(self._exact)
        """The candidates of just this name, without anything stripped or shortened."""
        self.people = lru_cache(maxsize=_CACHED_NAMES)(self._people)
        """The candidates that this word is a demonym of; None where it is no demonym."""

    def _table(self, text: str, languages: tuple[str, ...] = ()) -> CandidateTable | None:
        asked = (query for query in queries(text) if self._stands(query))
        for query in asked:
            if query.backed_off:
                break
            if (table := self._answer(query)) is not None:
                other = self._in_dictionary(text, languages)
                return other if other is not None and _far_ahead(other, table) else table
        else:
            return self._in_dictionary(text, languages) or self._heard(text, languages)
        if (table := self._in_dictionary(text, languages)) is not None:
            return table
        for each in (query, *asked):
            if (table := self._answer(each)) is not None:
                return table
        return self._heard(text, languages)

    def _in_dictionary(self, text: str, languages: tuple[str, ...]) -> CandidateTable | None:
        """The candidates of the name that those languages bend into `text`."""
        for language in languages:
            for form in dictionary_forms(text, language):
                if (table := self._answer(Query(form, backed_off=1))) is not None:
                    return table
        return None

    def _stands(self, query: Query) -> bool:
        """Whether the two capitals after a name, where that is all there is, are a code at all."""
        code = query.container and _CODE.fullmatch(query.container)
        return not code or self._is_code(query.container or "")

    def _is_code(self, word: str) -> bool:
        """Whether two capitals are a region's postal code: the "PA" of "Lebanon PA"."""
        found = self._gazetteer.lookup(word)
        return any(n.name_kind is NameKind.ABBREVIATION and n.place.kind is Kind.REGION for n in found)

    def _heard(self, text: str, languages: tuple[str, ...]) -> CandidateTable | None:
        """The candidates of a name that only sounds like one that the gazetteer has, or that is called
        otherwise."""
        for language in languages:
            country = country_called(text, language)
            if country and (table := self._answer(Query(country, backed_off=1))) is not None:
                return table
        if not isinstance(self._gazetteer, Listening):
            return None
        for form in (text, *(form for code in languages for form in unglued(text, code))):
            if named := self._gazetteer.sounding_like(form, languages):
                return self._columns(Query(form, backed_off=1), named[:MAX_CANDIDATES])
        return None

    def _people(self, name: str, languages: tuple[str, ...] = ()) -> CandidateTable | None:
        for query in queries(name):
            if not query.backed_off or query.demonyms_only:
                table = self._answer(Query(query.name, backed_off=query.backed_off, demonyms_only=True))
                if table is not None:
                    return table
        for language in languages:
            country = country_of_people(name, language)
            if country and (table := self._answer(Query(country, backed_off=1))) is not None:
                return table
        return None

    def _exact(self, name: str) -> CandidateTable | None:
        return self._answer(Query(name))

    def _answer(self, query: Query) -> CandidateTable | None:
        named = self._gazetteer.lookup(query.name)
        if query.demonyms_only:
            named = tuple(n for n in named if n.name_kind is NameKind.DEMONYM)
        else:
            # Who writes without capitals names places too; only an abbreviation needs them.
            any_case = query.name.islower() and not query.backed_off
            named = tuple(
                n
                for n in named
                if fits_case(query.name, n.name_kind)
                or (any_case and n.name_kind is not NameKind.ABBREVIATION)
            )
        if query.backed_off == INSIDE:
            named = tuple(n for n in named if is_well_known(n))
        return self._columns(query, named[:MAX_CANDIDATES]) if named else None

    def _code(self, key: str | None) -> int:
        if key is None:
            return NOWHERE
        code = self._codes.get(key)
        if code is None:
            with self._lock:  # two threads of the page must not give one number to two codes
                code = self._codes.setdefault(key, len(self._codes))
        return code

    def codes(self, place: Place) -> tuple[int, int, int]:
        """Country, region and district of a place as the numbers that the tables hold."""
        return self._code(place.country), self._code(place.region_code), self._code(place.district_code)

    def _columns(self, query: Query, named: Sequence[NamedPlace]) -> CandidateTable:
        places = [n.place for n in named]
        codes = np.array([self.codes(p) for p in places], dtype=np.int64)
        name = name_key(query.name)
        points = np.array([unit_vector(p.lat, p.lon) for p in places])
        return CandidateTable(
            name=name,
            query=query,
            places=tuple(named),
            points=points,
            evidence=_evidence(name, named),
            kind=np.array([KIND_CODE[p.kind] for p in places], dtype=np.int64),
            country=codes[:, 0],
            region=codes[:, 1],
            district=codes[:, 2],
            place=np.array([self._code(p.id) for p in places], dtype=np.int64),
            american=np.array([spelling(p.country) for p in places]),
        )


def _far_ahead(one: CandidateTable, other: CandidateTable) -> bool:
    """Whether the best known place of `one` is so much better known that `other` is no more than a namesake
    of an inflected form: Polish "Pile" is said of Piła."""
    return one.places[0].importance > other.places[0].importance + _AHEAD


def _evidence(name: str, named: Sequence[NamedPlace]) -> Floats:
    """Return one row per candidate, one column per name of `OWN_EVIDENCE`."""
    places = [n.place for n in named]
    population = np.log10([1.0 + max(0, p.population) for p in places])
    importance = np.array([n.importance for n in named])
    known_names = np.log2([1.0 + max(1, p.name_count) for p in places])
    columns = [
        population,
        known_names,  # how many names the place has
        np.log2(1.0 + np.arange(len(places))),
        _leads(population),
        importance,
        _leads(importance),
        _leads(known_names),
        np.full(len(places), np.log2(len(places))),
        *([p.kind is kind for p in places] for kind in KINDS),
        [_SEATS.get(p.feature or "", 0.0) for p in places],
        *([n.name_kind is kind for n in named] for kind in NameKind),
        [name_key(p.name) == name for p in places],  # the gazetteer shows the place under this very name
        _overshadowed(named),
        *_namesakes(name, places),
    ]
    return np.array(columns, dtype=np.float64).T


def _leads(values: Floats) -> Floats:
    """Return how far each value is above the highest of the others."""
    if len(values) == 1:
        return np.full(1, 3.0)
    top = np.partition(values, -2)[-2:]
    return np.asarray(values - np.where(values == top[1], top[0], top[1]))


def _overshadowed(named: Sequence[NamedPlace]) -> Floats:
    """1 for a place whose name is foremost a country's, its people's, a great region's or an ocean's:
    Maryland has a California, Iowa an Atlantic."""
    great = [_is_great(n) for n in named]
    return np.array([float(any(great) and not one) for one in great])


def _is_great(named: NamedPlace) -> bool:
    if named.place.kind in (Kind.COUNTRY, Kind.REGION):
        usual = named.name_kind in (NameKind.OFFICIAL, NameKind.DEMONYM)
        return usual and named.place.population >= _GREAT
    return named.place.kind in _NATURAL and named.importance >= _RENOWNED


def _namesakes(name: str, places: Sequence[Place]) -> tuple[Floats, Floats, Floats]:
    """Of regions and districts with a settlement of the same name in them, as the region of Kyiv has, and of
    the largest settlement of that name there: 1 for the division, 1 for the settlement, and for the division
    how many times the settlement's people it has, as a decimal logarithm."""
    has, is_, times = np.zeros(len(places)), np.zeros(len(places)), np.zeros(len(places))
    settlements = [n for n, place in enumerate(places) if place.kind is Kind.SETTLEMENT]
    called = {n for n in settlements if _is_called(places[n], name)}
    for number, division in enumerate(places):
        inside = [n for n in settlements if _lies_in(places[n], division)]
        if name_key(division.name) == name:
            inside = [n for n in inside if n in called]
        if inside:
            largest = max(inside, key=lambda n: places[n].population)
            has[number], is_[largest] = 1.0, 1.0
            people = max(1, places[largest].population)
            times[number] = math.log10(max(1.0, division.population / people))
    return has, is_, times


def _is_called(place: Place, name: str) -> bool:
    """Whether a settlement is called so by itself.

    Zaporizhzhya is Zaporizhzhia and Victoria de Durango is Durango, but nobody calls Salvador Bahia, or
    Oklahoma City Oklahoma. New York City is too great for that. Al Hudaydah is Hodeidah.
    """
    shown = name_key(place.name)
    if shown == f"{name} city":
        return place.population >= _METROPOLIS
    return name in shown or any(
        word[:_STEM] == name[:_STEM] or SequenceMatcher(None, word, name).ratio() > _ALIKE
        for word in shown.split()
    )


def _lies_in(place: Place, division: Place) -> bool:
    """Whether a settlement lies in a region or district, by their codes."""
    if division.kind is Kind.REGION:
        return place.region_code == division.region_code and division.region_code is not None
    if division.kind is Kind.DISTRICT:
        return place.district_code == division.district_code and division.district_code is not None
    return False
