"""The full GeoNames in place of the short list of settlements, joined with the project's own tables.

What the project knows of a place (its usual names, demonyms, notes, its importance) goes to GeoNames' row of
the same place; the rest comes from GeoNames. Countries that the file does not cover keep the packaged rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import asin, cos, log10, radians, sin, sqrt

from geo.gazetteer.divisions import spellings
from geo.gazetteer.geonames_dump import AlternateName, DumpRow
from geo.gazetteer.names import name_key
from geo.gazetteer.rows import Names, PlaceRow
from geo.gazetteer.settlements import usable_names
from geo.model import Kind, NameKind

_SAME_KM = 60.0
"""A row of the same name and kind, this near to a hand-made one, is the same place."""
_COUNTRIES = frozenset(("PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS"))
_ISLANDS = frozenset(("ATOL", "ISL", "ISLET", "ISLF", "ISLM", "ISLS", "ISLT", "ISLX"))
_MOUNTAINS = frozenset(
    ("CONE", "CRTR", "GAP", "HLL", "HLLS", "HMCK", "MESA", "MND", "MT", "MTS", "NTK", "PASS", "PK", "PKS")
).union(("RDGE", "SDL", "SPUR", "VLC"))
_PARKS_AND_SITES = ("AMUS", "COLF", "INDS", "MILB", "MNA", "NVB", "OILF", "PRK", "PRT", "RES")
_IMPORTANCE_OF_UNKNOWN = 1.5
_IMPORTANCE_OF_NAME = 1.0
"""Without a count of people a place is as well known as its names are many: a power of ten a power of ten."""


def kind_of(row: DumpRow) -> Kind:
    """GeoNames' feature class and code as one of the project's kinds."""
    feature = row.feature
    match row.feature_class:
        case "P":
            return Kind.SETTLEMENT
        case "A" if feature in _COUNTRIES:
            return Kind.COUNTRY
        case "A" if feature == "ADM1":
            return Kind.REGION
        case "A" if feature.startswith("ADM") and not feature.endswith("H"):
            return Kind.DISTRICT
        case "H" | "U":
            return Kind.WATER
        case "T" if feature in _ISLANDS:
            return Kind.ISLAND
        case "T" if feature in _MOUNTAINS:
            return Kind.MOUNTAIN
        case "S" | "R":
            return Kind.FACILITY
        case "L" if feature.startswith(_PARKS_AND_SITES):
            return Kind.FACILITY
        case _:
            return Kind.AREA


class FullRows:
    """Turns GeoNames' rows into the index's, each with what the project's tables know of it."""

    def __init__(
        self, own: Iterable[PlaceRow], extra: dict[str, Names], words: frozenset[str], *, listed: bool
    ) -> None:
        """`own` are countries, regions and hand-made places; `extra` names by GeoNames' number; `words`
        ordinary ones that are no names. `listed`: whether to take the names that GeoNames lists in a
        place's own row, for want of the file that says what they are."""
        self._by_id: dict[str, PlaceRow] = {}
        self._by_code: dict[str, PlaceRow] = {}
        self._by_name: dict[str, list[PlaceRow]] = defaultdict(list)
        for row in own:
            self._by_id[row.id] = row
            if row.kind is Kind.REGION and row.region_code:
                self._by_code[row.region_code] = row
            elif not row.id.startswith("geonames:"):
                for name in (row.name, *(name for name, _ in row.names)):
                    self._by_name[name_key(name)].append(row)
        self._extra = extra
        self._words = words
        self._listed = listed
        self._used: set[str] = set()
        self.covered: set[str] = set()
        """Codes of the countries whose settlements the file has."""
        self.regions: dict[str, str] = {}
        """Names of first-level regions by code."""

    def rows(self, places: Iterable[DumpRow]) -> Iterator[PlaceRow]:
        """One row a place, in the file's order."""
        for place in places:
            kind = kind_of(place)
            if kind is Kind.SETTLEMENT:
                self.covered.add(place.country)
            yield self._row(place, kind)

    def unmatched(self) -> Iterator[PlaceRow]:
        """The project's own rows that the file has no place for. Call it when `rows` is through."""
        for id_, row in self._by_id.items():
            if id_ not in self._used:
                yield row

    def _row(self, place: DumpRow, kind: Kind) -> PlaceRow:
        region = (
            f"{place.country}.{place.admin1}" if place.country and place.admin1 not in ("", "00") else None
        )
        if kind is Kind.REGION and region:
            self.regions.setdefault(region, place.name)
        row = PlaceRow(
            id=f"geonames:{place.number}",
            name=place.name,
            kind=kind,
            lat=place.lat,
            lon=place.lon,
            country=place.country or None,
            region_code=region if kind is not Kind.COUNTRY else None,
            district_code=f"{region}.{place.admin2}" if region and place.admin2 else None,
            population=place.population,
            feature=place.feature or None,
            names=self._extra.get(str(place.number), []),
            listed=usable_names(place.alternates, self._words) if self._listed else [],
            name_count=1 + len(place.alternates),
        )
        if kind is Kind.DISTRICT:
            row.listed += [name for name in spellings([place.name]) if name_key(name) not in self._words]
        if not place.population:
            row.importance = _IMPORTANCE_OF_UNKNOWN + _IMPORTANCE_OF_NAME * log10(1 + len(place.alternates))
        own = self._own(row)
        if own is not None:
            self._used.add(own.id)
            row.name, row.kind, row.note, row.importance = own.name, own.kind, own.note, own.importance
            row.names = own.names + row.names
            row.population = row.population or own.population
            row.region_code = row.region_code or own.region_code
        return row

    def _own(self, row: PlaceRow) -> PlaceRow | None:
        """The project's own row of the same place, unless another row had it before."""
        own = self._by_id.get(row.id)
        if own is None and row.kind is Kind.REGION and row.region_code:
            own = self._by_code.get(row.region_code)
        if own is None:
            for other in self._by_name.get(name_key(row.name), ()):
                if (
                    other.kind is row.kind
                    and other.id not in self._used
                    and _kilometres(row, other) <= _SAME_KM
                ):
                    own = other
                    break
        return own if own is not None and own.id not in self._used else None


def names_in_use(
    names: Iterable[AlternateName], words: frozenset[str]
) -> Iterator[tuple[int, str, NameKind, bool]]:
    """GeoNames' number of the place, the name, what it is, and whether it is only listed: every one but
    English's preferred and short names and the abbreviations. `words` are ordinary ones, no names."""
    for name in names:
        if name.language == "abbr":
            yield name.number, name.name, NameKind.ABBREVIATION, False
        elif usable_names([name.name], words):
            listed = not (name.language == "en" and name.preferred)
            yield name.number, name.name, NameKind.ALTERNATE, listed


def _kilometres(a: PlaceRow, b: PlaceRow) -> float:
    lat1, lon1, lat2, lon2 = map(radians, (a.lat, a.lon, b.lat, b.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(half)))
