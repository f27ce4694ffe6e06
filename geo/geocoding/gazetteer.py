"""The gazetteer as a geopy geocoder: `geocode("Istanbul")`, without a network."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal, NoReturn, Protocol, overload

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import Geocoder

from geo.geocoding.base import Answered, Location, one_or_all
from geo.model import Kind, NamedPlace, Place


class Lookup(Protocol):
    """What is needed of a gazetteer."""

    def lookup(self, name: str) -> tuple[NamedPlace, ...]:
        """The places of that name, most important first."""
        ...


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """geopy wants an HTTP client in every geocoder; this one has nothing to ask."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> NoReturn:
        raise NotImplementedError("the gazetteer is asked without a network")

    get_text = get_json


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Places of the embedded gazetteer. `Location.raw` is the `Place` as a dictionary."""

    def __init__(self, gazetteer: Lookup) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        self._gazetteer = gazetteer

    @overload
    def geocode(
        self, query: str, *, exactly_one: Literal[True] = True, timeout: Any = None, limit: int | None = None
    ) -> Location | None: ...

    @overload
    def geocode(
        self, query: str, *, exactly_one: Literal[False], timeout: Any = None, limit: int | None = None
    ) -> list[Location] | None: ...

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = None,  # noqa: ARG002 - geopy's; there is nothing to wait for
        limit: int | None = None,
    ) -> Answered:
        """Return the places called `query`, the most important first.

        What follows a comma must contain the place: "Springfield, Illinois", "Paris, TX, USA".
        """
        places = [named.place for named in self.lookup(query)]
        return one_or_all([_location(place) for place in places[:limit]], exactly_one)

    def lookup(self, query: str) -> tuple[NamedPlace, ...]:
        """Return what `geocode` finds, as the gazetteer's own places."""
        found = self._gazetteer.lookup(query)
        if found or "," not in query:
            return found
        name, *containers = (part.strip() for part in query.split(","))
        outer = [[named.place for named in self._gazetteer.lookup(part)] for part in containers if part]
        return tuple(
            named
            for named in self._gazetteer.lookup(name)
            if all(any(_contains(place, named.place) for place in places) for places in outer)
        )


def _contains(outer: Place, inner: Place) -> bool:
    if outer.kind is Kind.COUNTRY:
        return outer.country is not None and outer.country == inner.country
    if outer.kind is Kind.REGION:
        return outer.region_code is not None and outer.region_code == inner.region_code
    return outer.district_code is not None and outer.district_code == inner.district_code


def _location(place: Place) -> Location:
    parts = dict.fromkeys(part for part in (place.name, place.region, place.country_name) if part)
    return Location(", ".join(parts), (place.lat, place.lon), asdict(place))
