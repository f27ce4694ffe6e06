"""A geocoder around a geocoder that remembers its answers."""

from __future__ import annotations

from typing import Literal, overload

from geo.geocoding.base import Answered, Geocodes, Location, one_or_all
from geo.geocoding.geocode_cache import GeocodeCache


class CachedGeocoder:
    """Asks another geocoder only what the store does not hold.

    Whole ranked lists are kept, so `exactly_one` makes no second question. A failure is never kept.
    """

    def __init__(self, geocoder: Geocodes, store: GeocodeCache, *, service: str, language: str) -> None:
        """`service` names the one that answers, so that two do not share answers."""
        self._geocoder = geocoder
        self._store = store
        self._service = service
        self._language = language

    @overload
    def geocode(self, query: str, *, exactly_one: Literal[True] = True) -> Location | None: ...

    @overload
    def geocode(self, query: str, *, exactly_one: Literal[False]) -> list[Location] | None: ...

    def geocode(self, query: str, *, exactly_one: bool = True) -> Answered:
        """As the geocoder that is asked; raises what it raises."""
        found = self._store.get(self._service, query, self._language)
        if found is None:
            found = self._geocoder.geocode(query, exactly_one=False) or []
            self._store.put(self._service, query, self._language, found)
        return one_or_all(found, exactly_one)
