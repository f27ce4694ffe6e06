"""Names -> places by anything with geopy's `geocode`: the gazetteer, a service, a cache around one.

The home of geopy. Nothing is asked of a service unless the settings name one.
"""

from __future__ import annotations

from geo.geocoding.base import Geocodes, Location
from geo.geocoding.cache import CachedGeocoder
from geo.geocoding.fallback import FallbackGeocoding
from geo.geocoding.gazetteer import GazetteerGeocoder
from geo.geocoding.geocode_cache import FILE_NAME, GeocodeCache, Kept
from geo.geocoding.kinds import GeocoderKind
from geo.geocoding.services import Service, service
from geo.settings import Settings

__all__ = [
    "CachedGeocoder",
    "FallbackGeocoding",
    "GazetteerGeocoder",
    "GeocodeCache",
    "GeocoderKind",
    "Geocodes",
    "Kept",
    "Location",
    "Service",
    "default_cache",
    "fallback_geocoding",
    "service",
]


def default_cache(settings: Settings) -> GeocodeCache:
    """Return the place where services' answers are kept."""
    return GeocodeCache(settings.cache_dir / FILE_NAME)


def fallback_geocoding(settings: Settings) -> FallbackGeocoding | None:
    """Return what asks the geocoder that the settings name, through the cache; None where they name none.

    Raises `SettingsError` where there is no such geocoder, or its options do not fit it.
    """
    if not settings.geocoder:
        return None
    asked = service(settings)
    cached = CachedGeocoder(asked, default_cache(settings), service=asked.address, language=settings.language)
    return FallbackGeocoding(cached, asked.name)
