"""What a source hands to the build: a place with its names, before it is in the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log10

from geo.model import Kind, NameKind

Names = list[tuple[str, NameKind]]


@dataclass(kw_only=True, slots=True)
class PlaceRow:
    """One place of a source. Its fields are `geo.model.Place`'s."""

    id: str
    name: str
    kind: Kind
    lat: float
    lon: float
    country: str | None = None
    region_code: str | None = None
    district_code: str | None = None
    population: int = 0
    feature: str | None = None
    note: str | None = None
    source: str = "geonames"
    importance: float | None = None
    """How well known the place is, as the decimal logarithm of the population of a town as well known;
    None: from its kind and population."""
    names: Names = field(default_factory=list)
    """Its other names in use, in order of preference."""
    listed: list[str] = field(default_factory=list)
    """Names that a gazetteer lists without saying who uses them: they count for less."""
    name_count: int = 0
    """How many names the source has for it; 0: as many as are given here."""


_IMPORTANCE_OF_KIND = {
    Kind.COUNTRY: 2.0,
    Kind.REGION: 0.0,
    Kind.SETTLEMENT: 0.0,
    Kind.DISTRICT: -0.5,
}
"""Added to the logarithm of the population: news names countries before cities of as many people,
and a town before the district around it."""
_IMPORTANCE_OF_CAPITAL = 0.5
_LEAST_COUNTRY = 5.0
"""Vatican City is better known than its 800 people say."""
_OTHERS = 3.5
"""Waters, mountains, facilities without an importance of their own."""


def importance_of(row: PlaceRow) -> float:
    """The place's importance, by which names with several places are ordered before anything is read."""
    if row.importance is not None:
        return row.importance
    if row.kind not in _IMPORTANCE_OF_KIND:
        return _OTHERS
    people = log10(max(row.population, 1))
    if row.kind is Kind.COUNTRY:
        people = max(people, _LEAST_COUNTRY)
    return people + _IMPORTANCE_OF_KIND[row.kind] + (_IMPORTANCE_OF_CAPITAL if row.feature == "PPLC" else 0.0)
