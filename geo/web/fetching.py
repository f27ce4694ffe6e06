"""One answer of a server that is trusted (`get`), or whose address a stranger chose (`get_public`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from geo.web.addresses import Address, Resolve, is_public, resolve
from geo.web.connections import Bounds, TooLarge, direct, proxied
from geo.web.errors import WebError, WebTimeoutError

MAX_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 64 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server sent."""

    status: int
    headers: Mapping[str, str]
    """By lower-case names."""
    body: bytes
    url: str
    """Where the last redirect led."""


class Fetch(Protocol):
    """`get_public`, or what a test puts in its place."""

    def __call__(self, url: str, *, headers: Mapping[str, str], seconds: float, max_bytes: int) -> Answer: ...


def get(
    url: str,
    *,
    headers: Mapping[str, str],
    seconds: float,
    max_bytes: int,
    proxy: str | None = None,
    resolve: Resolve = resolve,
) -> Answer:
    """Return the answer of a server that the caller trusts, whatever its status; redirects are not followed.

    Raises `WebTimeoutError` when the whole answer is not there after `seconds`, and `WebError` where there is
    no connection, or an answer larger than `max_bytes`.
    """
    bounds = Bounds(seconds=seconds, max_bytes=max_bytes, resolve=resolve, allowed=lambda _: True)
    parts = _parts(url)
    if proxy is None:
        return _ask(parts, url, headers, bounds)
    try:
        with proxied(proxy, bounds) as pool:
            return _answer(pool, parts.geturl(), url, headers, bounds)
    except (HTTPError, ValueError) as error:
        raise WebError("The proxy's address cannot be used.") from error


def get_public(
    url: str,
    *,
    headers: Mapping[str, str],
    seconds: float,
    max_bytes: int,
    allowed: Callable[[Address], bool] = is_public,
    resolve: Resolve = resolve,
) -> Answer:
    """Return the answer at an address that a stranger may have chosen. At most `MAX_REDIRECTS` are followed.

    A host is looked up once and connected to by the addresses that were looked at, so that a name which
    changes its address in between leads nowhere else. No proxy is used: it would look names up itself.
    Raises as `get` does, and where a host has an address that is not `allowed`.
    """
    bounds = Bounds(seconds=seconds, max_bytes=max_bytes, resolve=resolve, allowed=allowed)
    for _ in range(MAX_REDIRECTS + 1):
        answer = _ask(_parts(url), url, headers, bounds)
        location = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not location:
            return answer
        try:
            url = urljoin(url, location)
        except ValueError as error:
            raise WebError("It redirects to what is no address.") from error
    raise WebError(f"It redirects more than {MAX_REDIRECTS} times.")


def _parts(url: str) -> SplitResult:
    """The parts of an address, its host in ASCII. Raises `WebError` unless it is one of http or https."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError as error:  # among them UnicodeError: a host that no name server could know
        raise WebError("It is no address.") from error
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise WebError("Only http and https addresses can be fetched.")
    if parts.username is not None or re.search(r"[\x00-\x20\x7f\ud800-\udfff]", url):
        raise WebError("It is no address that can be fetched.")
    host = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{host}:{port}" if port else host)


def _ask(parts: SplitResult, url: str, headers: Mapping[str, str], bounds: Bounds) -> Answer:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    with direct(parts.scheme, parts.hostname or "", port, bounds) as pool:
        return _answer(pool, target, url, {**headers, "Host": parts.netloc}, bounds)


def _answer(
    pool: urllib3.PoolManager | urllib3.HTTPConnectionPool,
    target: str,
    url: str,
    headers: Mapping[str, str],
    bounds: Bounds,
) -> Answer:
    try:
        response = pool.request(
            "GET",
            target,
            headers=dict(headers),
            timeout=urllib3.Timeout(total=bounds.remaining()),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            body = _body(response, bounds)
        finally:
            response.close()
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise _what_happened(error, bounds) from error
    named = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status, headers=named, body=body, url=url)


def _body(response: urllib3.BaseHTTPResponse, bounds: Bounds) -> bytes:
    chunks, size = [], 0
    while chunk := response.read1(_CHUNK, decode_content=True):
        chunks.append(chunk)
        size += len(chunk)
        if size > bounds.max_bytes:
            raise TooLarge
        bounds.remaining()
    return b"".join(chunks)


def _what_happened(error: BaseException, bounds: Bounds) -> WebError:
    """Say why an answer failed: the libraries between wrap a socket's errors in their own."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, TooLarge):
            return WebError(f"The answer is larger than {bounds.max_bytes / 1e6:g} MB.")
        cause = cause.__cause__ or cause.__context__
    if bounds.is_over:
        return WebTimeoutError("The answer did not come in time.")
    return WebError("The connection failed.")
