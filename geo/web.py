"""HTTP with bounds: so many seconds, bytes and redirects, and no more. The only importer of urllib3.

urllib3's own timeout starts anew with each packet, so a server that sends one byte a second could hold
a caller for ever; here the whole answer has one deadline.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError

from geo.errors import DatelineError

MAX_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 64 * 1024
_EMBEDDING = [
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]
"""IPv6 networks whose addresses hold IPv4 ones (NAT64, 6to4, Teredo): a way around every check of those."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[Address]]
"""The addresses of a host for a port, or an `OSError`."""


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


class Fetch(Protocol):
    """`get_public`, or what a test puts in its place."""

    def __call__(self, url: str, *, headers: Mapping[str, str], seconds: float, max_bytes: int) -> Answer: ...


def get(
    url: str, *, headers: Mapping[str, str], seconds: float, max_bytes: int, proxy: str | None = None
) -> Answer:
    """The answer of a server that the caller trusts, whatever its status; redirects are not followed.

    Raises `WebTimeoutError` when the whole answer is not there after `seconds`, and `WebError` where
    there is no connection, or an answer larger than `max_bytes`.
    """
    deadline = time.monotonic() + seconds
    parts = _parts(url)
    if proxy is None:  # which looks the name up itself
        _looked_up(parts, resolve, deadline)
    with urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager() as pool:
        return _answer(pool, url, url, headers, deadline, max_bytes)


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet at large: not private, loopback, link-local, shared,
    reserved or multicast, and no IPv6 address that leads to an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in _EMBEDDING):
            return False
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a host. Raises `OSError` where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def get_public(
    url: str,
    *,
    headers: Mapping[str, str],
    seconds: float,
    max_bytes: int,
    allowed: Callable[[Address], bool] = is_public,
    resolve: Resolve = resolve,
) -> Answer:
    """The answer at an address that a stranger may have chosen, after at most `MAX_REDIRECTS` redirects.

    A host is looked up once and connected to by the address that was looked at, so that a name which
    changes its address in between leads nowhere else. No proxy is used: it would look names up itself.
    Raises as `get` does, and where a host has an address that is not `allowed`.
    """
    deadline = time.monotonic() + seconds
    for _ in range(MAX_REDIRECTS + 1):
        parts = _parts(url)
        with _pool(parts, allowed, _looked_up(parts, resolve, deadline)) as pool:
            target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            answer = _answer(pool, target, url, {**headers, "Host": parts.netloc}, deadline, max_bytes)
        location = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not location:
            return answer
        url = urljoin(url, location)
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
    if parts.username is not None or re.search(r"[\x00-\x20\x7f]", url):
        raise WebError("It is no address that can be fetched.")
    host = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{host}:{port}" if port else host)


def _looked_up(parts: SplitResult, resolve: Resolve, deadline: float) -> list[Address]:
    """The addresses of a host. Raises `WebTimeoutError` where they are not there by the deadline.

    The system's own lookup has no limit in time, and nothing ends it: its thread is left behind.
    """
    found: SimpleQueue[list[Address] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            found.put(resolve(parts.hostname or "", _port(parts)))
        except Exception as error:  # noqa: BLE001 - raised below, by the thread that waits
            found.put(error)

    Thread(target=look_up, name="name lookup", daemon=True).start()
    try:
        addresses = found.get(timeout=max(deadline - time.monotonic(), 0))
    except Empty as error:
        raise WebTimeoutError("The name server did not answer in time.") from error
    if isinstance(addresses, (OSError, ValueError)):  # among them UnicodeError
        raise WebError("There is no such host.") from addresses
    if isinstance(addresses, Exception):
        raise addresses
    return addresses


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _pool(
    parts: SplitResult, allowed: Callable[[Address], bool], addresses: list[Address]
) -> urllib3.HTTPConnectionPool:
    host, port = parts.hostname or "", _port(parts)
    if not addresses or not all(allowed(address) for address in addresses):
        raise WebError("It leads into a private network.")
    address = str(addresses[0])
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(address, port)
    return urllib3.HTTPSConnectionPool(address, port, server_hostname=host, assert_hostname=host)


def _answer(
    pool: urllib3.PoolManager | urllib3.HTTPConnectionPool,
    target: str,
    url: str,
    headers: Mapping[str, str],
    deadline: float,
    max_bytes: int,
) -> Answer:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise WebTimeoutError("The answer did not come in time.")
    try:
        response = pool.request(
            "GET",
            target,
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
        raise WebTimeoutError("The answer did not come in time.") from error
    except (HTTPError, OSError, ValueError) as error:
        raise WebError("The connection failed.") from error
    named = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status, headers=named, body=body, url=url)


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
