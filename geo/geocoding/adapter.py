"""geopy's HTTP, without what its own adapters do: ask again by themselves, wait for as long as a Retry-After
says, and read for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable
from geopy.geocoders import options

from geo.web import Answer, WebError, WebTimeoutError, get

MOST_BYTES = 2_000_000
"""An answer is some kilobytes; more is a fault or an attack."""


class Adapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """Asks once, through the system's proxies or those among the options, within the time it is given."""

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
        """Return the answer as text."""
        return self._get(url, timeout, headers).body.decode("utf-8", errors="replace")

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:
        """Return the answer as what its JSON says."""
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
