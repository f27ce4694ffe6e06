"""HTTP with bounds: so many seconds, bytes and redirects, and no more. The only importer of urllib3.

urllib3's own timeout starts anew with each packet, so a server that sends one byte a second could hold
a caller for ever; here the whole answer has one deadline.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError

from geo.errors import DatelineError

_CHUNK = 64 * 1024


class WebError(DatelineError):
    """A page or a service could not be fetched."""


class WebTimeoutError(WebError):
    """It took longer than was allowed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server sent."""

    status: int
    headers: Mapping[str, str]
    """By lower-case names."""
    body: bytes
    url: str
    """Where the last redirect led."""


def get(
    url: str,
    *,
    headers: Mapping[str, str],
    seconds: float,
    max_bytes: int,
    proxy: str | None = None,
) -> Answer:
    """The answer of a server that the caller trusts, whatever its status; redirects are not followed.

    Raises `WebTimeoutError` when the whole answer is not there after `seconds`, and `WebError` where there is
    no connection, or an answer larger than `max_bytes`.
    """
    if not url.startswith(("http://", "https://")):
        raise WebError("Only http and https addresses can be fetched.")
    deadline = time.monotonic() + seconds
    pool = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
    with pool:
        try:
            response = pool.request(
                "GET",
                url,
                headers=dict(headers),
                timeout=urllib3.Timeout(total=seconds),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                body = _body(response, deadline, max_bytes)
            finally:
                response.close()
        except NewConnectionError as error:  # which urllib3 counts among the timeouts
            raise WebError("There is no connection.") from error
        except TimeoutError as error:
            raise WebTimeoutError(f"There was no answer within {seconds:g} seconds.") from error
        except (HTTPError, OSError, ValueError) as error:
            raise WebError("The connection failed.") from error
    answered = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status, headers=answered, body=body, url=url)


def _body(response: urllib3.BaseHTTPResponse, deadline: float, max_bytes: int) -> bytes:
    chunks, size = [], 0
    while chunk := response.read1(_CHUNK, decode_content=True):
        chunks.append(chunk)
        size += len(chunk)
        if size > max_bytes:
            raise WebError(f"The answer is larger than {max_bytes / 1e6:g} MB.")
        if time.monotonic() > deadline:
            raise WebTimeoutError("The answer did not end in time.")
    return b"".join(chunks)
