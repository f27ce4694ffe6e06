"""Servers that answer for ever: each way to keep a client waiting, by its name.

A way is a generator of what is sent, piece by piece, once a request has been read. `PATIENT` ones pause
between pieces, so that each comes before the time-out of a single read; `FLOODS` send as fast as they can.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat

PAUSE = 0.02
"""Seconds between two pieces."""
_OK = b"HTTP/1.1 200 OK\r\n"
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"
_ZIPPED = _OK + b"Content-Encoding: gzip\r\nContent-Length: 100000000\r\n\r\n"

Way = Callable[[], Iterable[bytes]]


def _after(start: bytes, piece: bytes) -> Way:
    """Send `start`, and then the same piece again and again."""

    def way() -> Iterator[bytes]:
        yield start
        yield from repeat(piece)

    return way


def _empty_gzip_blocks() -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    yield _ZIPPED + packer.flush(zlib.Z_FULL_FLUSH)
    while True:  # a stored block of no bytes
        yield packer.flush(zlib.Z_FULL_FLUSH) or b"\x00\x00\x00\xff\xff"


def _numbered_headers() -> Iterator[bytes]:
    yield _OK
    for number in range(10**9):
        yield b"X-%d: y\r\n" % number


PATIENT: dict[str, Way] = {
    "silence": lambda: repeat(b""),
    "status line drips": _after(b"HTTP/1.1 200 ", b"K"),
    "a header's name drips": _after(_OK + b"X", b"x"),
    "a header's value drips": _after(_OK + b"X: ", b"y"),
    "headers one by one": _numbered_headers,
    "100 Continue again and again": _after(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "the body drips": _after(_OK + b"Content-Length: 100000\r\n\r\n", b"."),
    "a body without a length drips": _after(_OK + b"\r\n", b"."),
    "a chunk's size drips": _after(_CHUNKED, b"0"),
    "a chunk's extension drips": _after(_CHUNKED + b"4;", b"x"),
    "a chunk drips": _after(_CHUNKED + b"fffff\r\n", b"."),
    "trailers drip": _after(_CHUNKED + b"4\r\nKyiv\r\n0\r\n", b"X: y\r\n"),
    "gzip that yields nothing": _empty_gzip_blocks,
    "empty gzip members": _after(_ZIPPED, gzip.compress(b"")),
}
"""How a server keeps its client waiting though something arrives all the time."""

_MANY = 4096
FLOODS: dict[str, Way] = {
    "100 Continue": _after(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * _MANY),
    "a status line": _after(b"HTTP/1.1 200 ", b"K" * _MANY),
    "headers": _after(_OK, b"X: y\r\n" * _MANY),
    "chunk extensions": _after(_CHUNKED, b"1;" + b"x" * 60_000 + b"\r\n.\r\n"),
    "trailers": _after(_CHUNKED + b"4\r\nKyiv\r\n0\r\n", b"X: y\r\n" * _MANY),
    "gzip that yields nothing": _after(_ZIPPED + gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff" * _MANY),
    "empty gzip members": _after(_ZIPPED, gzip.compress(b"") * _MANY),
    "packed ten times": _after(
        _OK + b"Content-Encoding: " + b", ".join([b"gzip"] * 10) + b"\r\n\r\n",
        gzip.compress(bytes(1_000_000)),
    ),
    "a body": _after(_OK + b"Content-Length: 100000000000\r\n\r\n", bytes(1_000_000)),
    "noise": _after(b"", b"\x00\xff" * _MANY),
}
"""What a server sends without end and without a pause."""


class HostileServer:
    """Answers every connection on a free port of loopback in one way, until its client hangs up."""

    def __init__(self, way: Way, *, pause: float, tls: ssl.SSLContext | None = None) -> None:
        """`tls` is the context of a server that speaks TLS."""
        self._way = way
        self._pause = pause
        self._tls = tls
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with connection:
            try:
                wrapped = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
                with wrapped:
                    wrapped.recv(65536)
                    for piece in self._way():
                        if self._over.is_set():
                            return
                        wrapped.sendall(piece)
                        if self._pause:
                            self._over.wait(self._pause)
            except OSError:  # the client has hung up, as it should
                return

    def close(self) -> None:
        """Hang up on everybody."""
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()


@contextmanager
def hostile(way: Way, *, pause: float = PAUSE, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run such a server; its port."""
    server = HostileServer(way, pause=pause, tls=tls)
    try:
        yield server.port
    finally:
        server.close()
