"""Geocoders by name: geopy's own services, and those that other packages bring.

Another package adds one by an entry point in the group `dateline.geocoders`: its name is what
`DATELINE_GEOCODER` takes, its object a `GeocoderKind`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any, Protocol

from geopy.exc import GeocoderNotFound
from geopy.geocoders import get_geocoder_for_service

from geo import __version__
from geo.errors import SettingsError
from geo.geocoding.adapter import Adapter
from geo.settings import Settings

GROUP = "dateline.geocoders"
"""Entry points of other packages' geocoders."""
USER_AGENT = f"dateline/{__version__} (news geoparser; geopy)"
"""What public services know us by; `user_agent` among the options names another."""
PUBLIC_INTERVAL = 1.0
"""Seconds between questions to a public service: the policy of nominatim.openstreetmap.org
(operations.osmfoundation.org/policies/nominatim), which others are content with too."""


class GeopyShaped(Protocol):
    """What is asked of a geocoder: geopy's `geocode`, which answers with geopy's `Location`s.

    Where its `geocode` has arguments called `language`, `limit` or `addressdetails`, they are given too.
    """

    geocode: Callable[..., Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class GeocoderKind:
    """One service, or other source of places, that names can be asked of."""

    name: str
    """What `DATELINE_GEOCODER` calls it."""
    make: Callable[..., GeopyShaped]
    """Makes one of `DATELINE_GEOCODER_OPTIONS`, as keyword arguments. Those called `timeout` (seconds that a
    question may take), `user_agent` and `adapter_factory` (geopy's HTTP within bounds) are given where it
    takes them."""
    interval: float = PUBLIC_INTERVAL
    """Seconds to leave between two questions. None are left to a server of one's own: a `domain` among the
    options that is not the default."""

    def made(self, settings: Settings) -> GeopyShaped:
        """Return one as the settings want it. Raises `SettingsError` where their options do not fit."""
        given = settings.geocoder_options
        ours = {
            "user_agent": USER_AGENT,
            "adapter_factory": Adapter,
            "timeout": settings.geocoder_timeout,
        }
        try:
            known = self._parameters()
            return self.make(**{key: value for key, value in ours.items() if key in known} | given)
        except Exception as error:  # of another's making, with arguments of the user's
            raise SettingsError(f"DATELINE_GEOCODER_OPTIONS do not fit {self.name}: {error}.") from error

    def is_public(self, settings: Settings) -> bool:
        """Tell whether the settings leave the service where its makers have it."""
        domain = settings.geocoder_options.get("domain")
        return domain is None or domain == getattr(self._parameters().get("domain"), "default", None)

    def _parameters(self) -> Mapping[str, inspect.Parameter]:
        return inspect.signature(self.make).parameters


def geocoder_kind(name: str) -> GeocoderKind:
    """Return the geocoder of that name: another package's, or else geopy's. Raises `SettingsError`."""
    for found in entry_points(group=GROUP, name=name):
        try:
            kind = found.load()
        except Exception as error:  # whatever another package's import may raise
            raise SettingsError(
                f"DATELINE_GEOCODER: {name!r} of {found.value} cannot be loaded: {error}."
            ) from error
        if not isinstance(kind, GeocoderKind):
            raise SettingsError(f"DATELINE_GEOCODER: {name!r} of {found.value} is no GeocoderKind.")
        return kind
    try:
        return GeocoderKind(name=name, make=get_geocoder_for_service(name))
    except GeocoderNotFound as error:
        others = sorted({found.name for found in entry_points(group=GROUP)})
        also = f", nor does another package bring it: those bring {', '.join(others)}" if others else ""
        raise SettingsError(f"DATELINE_GEOCODER: geopy has no geocoder called {name!r}{also}.") from error
