"""What documents are about: the countries, regions and places that they name, in order of weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from geo.model import Kind, ParsedDocument, Place, Reading, Resolution

WEIGHTS = {Reading.LITERAL: 1.0, Reading.METONYMIC: 0.5, Reading.DEMONYM: 0.5}
"""What a mention adds, times how sure its place is: where things happen comes before who was meant. On LGL,
TR-News and GeoWebNews the first country is the same for weights of 0.1 to 1, give or take two articles
in a hundred."""
MOST = 5
"""Entries kept of each list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """What a country, region or place has of the documents' attention."""

    id: str
    """A country's ISO code, a region's GeoNames code (`UA.07`), a place's id."""
    name: str
    country: str | None
    """ISO 3166-1 alpha-2 code."""
    weight: float
    """0 to 1: its part of the weight of all mentions."""
    mentions: int
    literal: int
    """How many of the mentions are literal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Focus:
    """The weightiest first; ties go to what is named first."""

    countries: tuple[Share, ...] = ()
    regions: tuple[Share, ...] = ()
    """First-level divisions, each with all that lies in it."""
    places: tuple[Share, ...] = ()
    """Everything that is neither a country nor such a division."""


@dataclass(slots=True)
class _Tally:
    name: str
    country: str | None
    weight: float = 0.0
    readings: list[Reading] = field(default_factory=list)


Key = tuple[str, str] | None
"""An id and a name; None where a place belongs to nothing of the sort."""


def focus(documents: Iterable[ParsedDocument], most: int = MOST) -> Focus:
    """Return what `documents` together are about, at most `most` of each."""
    resolutions = [r for parsed in documents for r in parsed.resolutions]
    return Focus(
        countries=_shares(resolutions, _country, most),
        regions=_shares(resolutions, _region, most),
        places=_shares(resolutions, _place, most),
    )


def _shares(resolutions: Sequence[Resolution], key: Callable[[Place], Key], most: int) -> tuple[Share, ...]:
    tallies: dict[str, _Tally] = {}
    total = 0.0
    for reading, weight, place in _weighed(resolutions):
        total += weight
        if belongs := key(place):
            id, name = belongs
            tally = tallies.setdefault(id, _Tally(name=name, country=place.country))
            tally.weight += weight
            tally.readings.append(reading)
    ranked = sorted(tallies.items(), key=lambda entry: -entry[1].weight)
    return tuple(
        Share(
            id=id,
            name=tally.name,
            country=tally.country,
            weight=tally.weight / total,
            mentions=len(tally.readings),
            literal=tally.readings.count(Reading.LITERAL),
        )
        for id, tally in ranked[:most]
    )


def _weighed(resolutions: Iterable[Resolution]) -> Iterator[tuple[Reading, float, Place]]:
    for resolution in resolutions:
        reading, place = resolution.mention.reading, resolution.place
        if place is not None and resolution.score > 0:
            yield reading, WEIGHTS[reading] * resolution.score, place


def _country(place: Place) -> Key:
    return (place.country, place.country_name or place.country) if place.country else None


def _region(place: Place) -> Key:
    if place.kind is Kind.COUNTRY or not place.region:
        return None
    return place.region_code or f"{place.country}.{place.region}", place.region


def _place(place: Place) -> Key:
    return None if place.kind in (Kind.COUNTRY, Kind.REGION) else (place.id, place.name)
