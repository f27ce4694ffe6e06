"""Connections that keep to one deadline and one number of bytes, whatever part of an answer they wait for.

Every operation of a socket gets the time that is left of the whole answer's, from the connection over TLS'
handshake to a trailer's last line, and every byte is counted as it arrives, packed and before any parser.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, cast

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from geo.web.addresses import Address, Resolve
from geo.web.errors import WebError, WebTimeoutError

_BESIDE_BODY = 256 * 1024
"""Bytes that status lines, headers, chunk sizes and trailers may take beside the body."""


class TooLarge(OSError):
    """More bytes came than were allowed: for the libraries between a socket and its caller, a failed read."""


class Bounds:
    """The time and the bytes that one answer may take, and the addresses that it may come from."""

    def __init__(
        self, *, seconds: float, max_bytes: int, resolve: Resolve, allowed: Callable[[Address], bool]
    ) -> None:
        """Start the clock."""
        self._deadline = time.monotonic() + seconds
        self._resolve = resolve
        self._allowed = allowed
        self._received = 0
        self.max_bytes = max_bytes
        """The most bytes of a body, packed or not."""

    @property
    def is_over(self) -> bool:
        """Return whether the time has passed."""
        return time.monotonic() >= self._deadline

    def remaining(self) -> float:
        """Return the seconds that are left. Raises `TimeoutError` where there are none."""
        seconds = self._deadline - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("The deadline has passed.")
        return seconds

    def count(self, received: int) -> int:
        """Add bytes that have come. Raises `TooLarge` where they are more than an answer may have."""
        self._received += received
        if self._received > self.max_bytes + _BESIDE_BODY:
            raise TooLarge
        return received

    def connect(self, host: str, port: int) -> socket.socket:
        """Return a socket that is connected to a host: to the first of its addresses that takes the call.

        Raises `WebError` where the host has an address that is not allowed or none that answers, and
        `WebTimeoutError` where the time passes meanwhile.
        """
        addresses = self._looked_up(host, port)
        if not addresses or not all(self._allowed(address) for address in addresses):
            raise WebError("It leads into a private network.")
        refused: OSError | None = None
        for tried, address in enumerate(addresses):
            connection = _Socket(socket.AF_INET if address.version == 4 else socket.AF_INET6)
            connection.bounds = self
            try:
                connection.settimeout(self.remaining() / (len(addresses) - tried))
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.connect((str(address), port))
            except OSError as error:
                connection.close()
                refused = error
            else:
                return connection
        if self.is_over:
            raise WebTimeoutError("The server did not answer in time.") from refused
        raise WebError("There is no connection.") from refused

    def _looked_up(self, host: str, port: int) -> list[Address]:
        """The addresses of a host. The system's own lookup has no limit in time, and nothing ends it: its
        thread is left behind."""
        found: SimpleQueue[list[Address] | Exception] = SimpleQueue()

        def look_up() -> None:
            try:
                found.put(self._resolve(host, port))
            except Exception as error:  # noqa: BLE001 - raised below, by the thread that waits
                found.put(error)

        Thread(target=look_up, name="name lookup", daemon=True).start()
        try:
            addresses = found.get(timeout=max(self._deadline - time.monotonic(), 0))
        except Empty as error:
            raise WebTimeoutError("The name server did not answer in time.") from error
        if isinstance(addresses, (OSError, ValueError)):  # among them UnicodeError
            raise WebError("There is no such host.") from addresses
        if isinstance(addresses, Exception):
            raise addresses
        return addresses


class _Bounded(socket.socket):
    """A socket whose every operation ends by the deadline."""

    bounds: Bounds

    def recv(self, *args: Any) -> bytes:
        self.settimeout(self.bounds.remaining())
        received = super().recv(*args)
        self.bounds.count(len(received))
        return received

    def recv_into(self, *args: Any) -> int:
        self.settimeout(self.bounds.remaining())
        return self.bounds.count(super().recv_into(*args))

    def sendall(self, *args: Any) -> None:
        self.settimeout(self.bounds.remaining())
        super().sendall(*args)


class _Socket(_Bounded):
    """A plain connection."""


class _TLS(_Bounded, ssl.SSLSocket):
    """A connection by TLS. OpenSSL's own reads and its handshake keep to a socket's timeout as a whole."""

    def do_handshake(self, *args: Any) -> None:
        self.settimeout(self.bounds.remaining())
        super().do_handshake(*args)


class _Plain(HTTPConnection):
    """HTTP over a bounded socket."""

    def __init__(self, *args: Any, bounds: Bounds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bounds = bounds

    def _new_conn(self) -> socket.socket:
        return self._bounds.connect(self._dns_host, self.port)


class _Secure(_Plain, HTTPSConnection):
    """HTTPS over one."""


def _tls(bounds: Bounds) -> ssl.SSLContext:
    """Return what TLS is spoken with. Its sockets are of a class that knows the bounds, for their handshake
    starts before anybody is handed one."""
    context = urllib3.util.create_urllib3_context()
    context.load_default_certs()
    context.sslsocket_class = type("_BoundedTLS", (_TLS,), {"bounds": bounds})
    return context


def direct(scheme: str, host: str, port: int, bounds: Bounds) -> urllib3.HTTPConnectionPool:
    """Return connections to a host itself."""
    if scheme == "http":
        pool = urllib3.HTTPConnectionPool(host, port)
        pool.ConnectionCls = cast(Any, partial(_Plain, bounds=bounds))
        return pool
    secure = urllib3.HTTPSConnectionPool(host, port, ssl_context=_tls(bounds))
    secure.ConnectionCls = cast(Any, partial(_Secure, bounds=bounds))
    return secure


class _Proxied(urllib3.ProxyManager):
    """Connections through a proxy, which is spoken to within the bounds as any server is."""

    def __init__(self, proxy: str, bounds: Bounds) -> None:
        context = _tls(bounds)
        super().__init__(proxy, ssl_context=context, proxy_ssl_context=context)
        self._bounds = bounds

    def _new_pool(self, scheme: str, *args: Any, **kwargs: Any) -> urllib3.HTTPConnectionPool:
        pool = super()._new_pool(scheme, *args, **kwargs)
        kind = _Secure if scheme == "https" else _Plain
        pool.ConnectionCls = cast(Any, partial(kind, bounds=self._bounds))
        return pool


def proxied(proxy: str, bounds: Bounds) -> urllib3.PoolManager:
    """Return connections through a proxy, which looks hosts' names up itself."""
    return _Proxied(proxy, bounds)
