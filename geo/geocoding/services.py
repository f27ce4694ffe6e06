"""A geocoder asked as its operators ask to be asked, whose every failure is one of ours."""

from __future__ import annotations

import inspect
import logging
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, overload

from geo.errors import GeocoderUnavailable
from geo.geocoding.base import Answered, Location, RateLimited, map_exceptions, one_or_all
from geo.geocoding.kinds import GeopyShaped, geocoder_kind
from geo.geocoding.turns import Reason, Turns
from geo.settings import Settings

MOST_ANSWERS = 5
"""Places asked for of each name."""
DEFAULT_PAUSE = 60.0
"""Seconds to leave a service alone that asks for it without saying how long."""

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_log = logging.getLogger(__name__)


class Service:
    """A geocoder that is asked politely: one question at a time, among all processes of this machine."""

    def __init__(
        self,
        geocoder: GeopyShaped,
        name: str,
        folder: Path,
        *,
        language: str,
        seconds: float,
        interval: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`folder` keeps the files that processes agree by; a question takes `seconds` at most, and
        `interval` are left before the next."""
        self.name = name
        self._geocoder = geocoder
        domain = getattr(geocoder, "domain", None)
        self.address = f"{name} {domain}" if domain else name
        """Tells this service's answers from those of another server of its kind."""
        file = re.sub(r"[^\w.-]+", "-", self.address) + ".turn"
        self._turns = Turns(folder / file, name, clock=clock, sleep=sleep)
        self._seconds = seconds
        self.interval = interval
        """Seconds between questions."""
        known = inspect.signature(geocoder.geocode).parameters
        wanted = {"language": language, "limit": MOST_ANSWERS, "addressdetails": True}
        self._arguments = {key: value for key, value in wanted.items() if key in known}

    @overload
    def geocode(self, query: str, *, exactly_one: Literal[True] = True) -> Location | None: ...

    @overload
    def geocode(self, query: str, *, exactly_one: Literal[False]) -> list[Location] | None: ...

    def geocode(self, query: str, *, exactly_one: bool = True) -> Answered:
        """Return the service's places of this name, best first. Raises `GeocoderUnavailable` if it fails."""
        if not query.strip():
            return None
        self._turns.take(self._seconds)
        wait, reason = self.interval, Reason.INTERVAL
        try:
            with map_exceptions(self.name):
                found = self._geocoder.geocode(_clean(query), exactly_one=False, **self._arguments)
                return one_or_all(_checked(found), exactly_one)
        except RateLimited as refusal:
            pause = DEFAULT_PAUSE if refusal.retry_after is None else refusal.retry_after
            if pause > wait:
                wait, reason = pause, Reason.PAUSE
            raise
        finally:
            try:
                self._turns.give_back(wait, reason)
            except GeocoderUnavailable as error:  # the answer is worth more than the turn
                _log.warning("%s", error)


def _checked(found: object) -> list[Location]:
    """The places of an answer; raises what `map_exceptions` takes for garbage where they are none."""
    if found is None:
        return []
    if not isinstance(found, list | tuple) or not all(isinstance(each, Location) for each in found):
        raise TypeError("not a list of places")
    locations: list[Location] = list(found)
    if any(location.latitude == location.longitude == 0 for location in locations):
        raise ValueError("a place without coordinates, which geopy puts at 0, 0")
    return [Location(_clean(str(each.address)), each.point, _clean(each.raw)) for each in locations]


def _clean(value: Any) -> Any:
    """`value` with U+FFFD for each lone surrogate in its texts, which no file and no socket takes."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_clean(key): _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def service(
    settings: Settings,
    *,
    interval: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Service:
    """Return the geocoder that the settings name.

    `interval` is the seconds between questions: by default what its kind says, and none for a server of one's
    own. Raises `SettingsError` where there is no geocoder of that name, or the options do not fit it.
    """
    kind = geocoder_kind((settings.geocoder or "").lower())
    if interval is None:
        interval = kind.interval if kind.is_public(settings) else 0.0
    return Service(
        kind.made(settings),
        kind.name,
        settings.cache_dir,
        language=settings.language,
        seconds=settings.geocoder_timeout + 1,
        interval=interval,
        clock=clock,
        sleep=sleep,
    )
