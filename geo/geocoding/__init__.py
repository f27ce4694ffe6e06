"""Names -> places by anything with geopy's `geocode`: the gazetteer, a service, a cache around one.

The home of geopy. Nothing is asked of a service unless the settings name one.
"""

from __future__ import annotations

from geo.geocoding.base import Geocodes, Location
from geo.geocoding.cache import CachedGeocoder
from geo.geocoding.fallback import FallbackGeocoding
from geo.geocoding.gazetteer import GazetteerGeocoder
from geo.geocoding.geocode_cache import FILE_NAME, GeocodeCache, Kept
from geo.geocoding.services import Service, service
from geo.settings import Settings

__all__ = [
    "CachedGeocoder",
    "FallbackGeocoding",
    "GazetteerGeocoder",
    "GeocodeCache",
    "Geocodes",
    "Kept",
    "Location",
    "Service",
    "answer_store",
    "enquiry",
    "service",
]


def answer_store(settings: Settings) -> GeocodeCache:
    """Where services' answers are kept."""
    return GeocodeCache(settings.cache_dir / FILE_NAME)


def enquiry(settings: Settings) -> FallbackGeocoding | None:
    """What asks the service that the settings name, through the cache; None where they name none.

    Raises `SettingsError` where geopy has no such service, or its options do not fit it.
    """
    if not settings.geocoder:
        return None
    asked = service(settings)
    cached = CachedGeocoder(asked, answer_store(settings), service=asked.address, language=settings.language)
    return FallbackGeocoding(cached, asked.name)
