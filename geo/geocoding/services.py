"""geopy's services by geopy's own names, asked as their operators ask to be asked."""

from __future__ import annotations

import inspect
import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, cast, overload
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderNotFound, GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable
from geopy.geocoders import get_geocoder_for_service, options
from geopy.geocoders.base import Geocoder

from geo import __version__
from geo.errors import SettingsError
from geo.geocoding.base import Answered, Location, RateLimited, one_or_all, translated
from geo.settings import Settings
from geo.storage import exclusive
from geo.web import Answer, WebError, WebTimeoutError, get

USER_AGENT = f"dateline/{__version__} (news geoparser; geopy)"
"""What public services know us by; `user_agent` among the options names another."""
MOST_ANSWERS = 5
"""Places asked for of each name."""
MOST_BYTES = 2_000_000
"""An answer is some kilobytes; more is a fault or an attack."""

PUBLIC_INTERVAL = 1.0
"""Seconds between questions to a public service: the policy of nominatim.openstreetmap.org
(operations.osmfoundation.org/policies/nominatim), which others are content with too."""
DEFAULT_WAIT = 60.0
"""Seconds to leave a service alone that asks for it without saying how long."""
LONGEST_WAIT = timedelta(days=1).total_seconds()
"""A wait beyond this is taken for a mistake of a clock."""
PATIENCE = 3.0
"""Seconds that a question may wait for its turn; where it would be longer it is refused at once."""


class Service:
    """A geopy geocoder that is asked politely: one question at a time, among all processes of this machine.

    The next question's earliest time is the modification time of a file, so that a pause that the service
    asked for holds for every process, and for those that start later.
    """

    def __init__(
        self,
        geocoder: Geocoder,
        name: str,
        folder: Path,
        *,
        language: str,
        interval: float,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        """`folder` keeps the files that processes agree by; `interval` is the seconds between questions."""
        self.name = name
        self._geocoder = geocoder
        self._turn = folder / f"{name}.turn"
        self.interval = interval
        """Seconds between questions."""
        self._clock = clock
        self._sleep = sleep
        known = inspect.signature(geocoder.geocode).parameters
        wanted = {"language": language, "limit": MOST_ANSWERS, "addressdetails": True}
        domain = getattr(geocoder, "domain", None)
        self.address = f"{name} {domain}" if domain else name
        """Tells this service's answers from those of another server of its kind."""
        self._arguments = {key: value for key, value in wanted.items() if key in known}

    @overload
    def geocode(self, query: str, *, exactly_one: Literal[True] = True) -> Location | None: ...

    @overload
    def geocode(self, query: str, *, exactly_one: Literal[False]) -> list[Location] | None: ...

    def geocode(self, query: str, *, exactly_one: bool = True) -> Answered:
        """The service's places of this name, best first. Raises `GeocoderUnavailable` where it fails."""
        if not query.strip():
            return None
        with exclusive(self._turn.with_suffix(".lock")):
            self._wait_for_turn()
            wait = self.interval
            try:
                with translated(self.name):
                    found = self._geocoder.geocode(query, exactly_one=False, **self._arguments)
                    return one_or_all(_checked(found), exactly_one)
            except RateLimited as refusal:
                wait = max(wait, DEFAULT_WAIT if refusal.retry_after is None else refusal.retry_after)
                raise
            finally:
                self._set_turn(self._clock() + wait)

    def _wait_for_turn(self) -> None:
        try:
            turn = self._turn.stat().st_mtime
        except FileNotFoundError:
            return
        wait = turn - self._clock()
        if wait > LONGEST_WAIT or wait <= 0:
            return
        if wait > max(PATIENCE, self.interval):
            raise RateLimited(f"{self.name} has asked to be left alone for another {wait:.0f} seconds.", wait)
        self._sleep(wait)

    def _set_turn(self, turn: float) -> None:
        self._turn.touch()
        os.utime(self._turn, (turn, turn))


def _checked(found: object) -> list[Location]:
    """The places of an answer; raises what `translated` takes for garbage where they are none."""
    if found is None:
        return []
    if not isinstance(found, list | tuple) or not all(isinstance(each, Location) for each in found):
        raise TypeError("not a list of places")
    locations: list[Location] = list(found)
    if any(location.latitude == location.longitude == 0 for location in locations):
        raise ValueError("a place without coordinates, which geopy puts at 0, 0")
    return locations


def service(
    settings: Settings,
    *,
    interval: float | None = None,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Service:
    """The geocoder that the settings name.

    `interval` is the seconds between questions: by default `PUBLIC_INTERVAL`, and none for a server of
    one's own (a `domain` among the options). Raises `SettingsError` where geopy has no service of that
    name, or the options do not fit it.
    """
    name = (settings.geocoder or "").lower()
    given = settings.geocoder_options
    try:
        kind = get_geocoder_for_service(name)
        known = inspect.signature(kind.__init__).parameters
        ours: dict[str, Any] = {"user_agent": USER_AGENT, "adapter_factory": _Adapter}
        arguments = {key: value for key, value in ours.items() if key in known} | given
        geocoder = kind(timeout=settings.geocoder_timeout, **arguments)
    except GeocoderNotFound as error:
        raise SettingsError(f"DATELINE_GEOCODER: geopy has no geocoder called {name!r}.") from error
    except Exception as error:  # a class of geopy's choosing, with arguments of the user's
        raise SettingsError(f"DATELINE_GEOCODER_OPTIONS do not fit {name}: {error}.") from error
    own = "domain" in given and given["domain"] != getattr(known.get("domain"), "default", None)
    if interval is None:
        interval = 0.0 if own else PUBLIC_INTERVAL
    return Service(
        geocoder,
        name,
        settings.cache_dir,
        language=settings.language,
        interval=interval,
        clock=clock,
        sleep=sleep,
    )


class _Adapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """geopy's HTTP, without what its own adapters do: ask again by themselves, wait for as long as a
    Retry-After says, and read for ever."""

    def __init__(self, *, proxies: Mapping[str, str] | None, ssl_context: object) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._proxies = proxies

    def _proxy(self, url: str) -> str | None:
        """The proxy to go through: the one among the options, else the system's."""
        parts = urlsplit(url)
        if self._proxies is None and proxy_bypass(parts.hostname or ""):
            return None
        proxies = getproxies() if self._proxies is None else self._proxies
        proxy = proxies.get(parts.scheme)
        return proxy if not proxy or "://" in proxy else f"http://{proxy}"

    def get_text(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> str:
        return self._get(url, timeout, headers).body.decode("utf-8", errors="replace")

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:
        try:
            return json.loads(self._get(url, timeout, headers).body)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("The answer is not JSON.") from error

    def _get(self, url: str, timeout: float | None, headers: Mapping[str, str]) -> Answer:
        seconds = timeout or cast(float, options.default_timeout)
        try:
            answer = get(url, headers=headers, seconds=seconds, max_bytes=MOST_BYTES, proxy=self._proxy(url))
        except WebTimeoutError as error:
            raise GeocoderTimedOut(str(error)) from error
        except WebError as error:
            raise GeocoderUnavailable(str(error)) from error
        if answer.status != 200:
            raise AdapterHTTPError(
                f"The status is {answer.status}.",
                status_code=answer.status,
                headers=answer.headers,
                text=answer.body.decode("utf-8", errors="replace"),
            )
        return answer
