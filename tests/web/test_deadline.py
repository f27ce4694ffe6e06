"""One deadline and one number of bytes hold for a whole answer, whatever part of it a server drips."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from geo.web import Answer, WebError, WebTimeoutError, get, get_public
from tests.web.hostile_servers import FLOODS, PATIENT, Way, hostile

SECONDS = 0.3
MAX_BYTES = 100_000
SOON = 2.0
"""Longer than the deadline by what a busy machine needs, and far from the servers' for ever."""


Fetched = Callable[..., Answer]


def trusted(scheme: str, port: int) -> Answer:
    return get(f"{scheme}://localhost:{port}/", headers={}, seconds=SECONDS, max_bytes=MAX_BYTES)


def guarded(scheme: str, port: int, seconds: float = SECONDS) -> Answer:
    return get_public(
        f"{scheme}://localhost:{port}/",
        headers={},
        seconds=seconds,
        max_bytes=MAX_BYTES,
        allowed=lambda address: address.is_loopback,
    )


def proxied(scheme: str, port: int, seconds: float = SECONDS) -> Answer:
    """The server is the proxy: what it drips comes before and instead of any answer."""
    return get(
        f"{scheme}://news.example/",
        headers={},
        seconds=seconds,
        max_bytes=MAX_BYTES,
        proxy=f"http://localhost:{port}",
    )


FETCHES = pytest.mark.parametrize("fetch", [guarded, proxied])


@FETCHES
@pytest.mark.parametrize("way", PATIENT)
def test_no_way_to_drip_outlives_the_deadline(fetch: Fetched, way: str) -> None:
    with hostile(PATIENT[way]) as port:
        begun = time.monotonic()
        with pytest.raises(WebTimeoutError, match="in time"):
            fetch("http", port)
        assert time.monotonic() - begun < SOON


@pytest.mark.parametrize("way", ["silence", "a header's value drips", "the body drips"])
def test_a_trusted_server_has_the_same_deadline(way: str) -> None:
    with hostile(PATIENT[way]) as port:
        begun = time.monotonic()
        with pytest.raises(WebTimeoutError):
            trusted("http", port)
        assert time.monotonic() - begun < SOON


@FETCHES
@pytest.mark.parametrize("way", FLOODS)
def test_no_flood_is_read_beyond_the_bytes_that_are_allowed(fetch: Fetched, way: str) -> None:
    with hostile(FLOODS[way], pause=0) as port:
        begun = time.monotonic()
        with pytest.raises(WebError) as caught:
            fetch("http", port, seconds=30)
        assert time.monotonic() - begun < 15
        assert not isinstance(caught.value, WebTimeoutError), "the bytes end it, not the time"


@pytest.mark.parametrize("way", PATIENT)
def test_a_tunnel_through_a_proxy_is_held_to_the_deadline(way: str) -> None:
    with hostile(PATIENT[way]) as port:
        begun = time.monotonic()
        with pytest.raises(WebError):  # some proxies say yes, and then speak no TLS
            proxied("https", port)
        assert time.monotonic() - begun < SOON


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The context of a server whose certificate for localhost this machine trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.mark.parametrize("way", PATIENT)
def test_tls_changes_nothing(tls: ssl.SSLContext, way: str) -> None:
    with hostile(PATIENT[way], tls=tls) as port:
        begun = time.monotonic()
        with pytest.raises(WebTimeoutError):
            guarded("https", port)
        assert time.monotonic() - begun < SOON


def test_a_server_that_does_not_shake_hands_is_given_up_in_time() -> None:
    with hostile(PATIENT["silence"]) as port:
        begun = time.monotonic()
        with pytest.raises(WebTimeoutError):
            guarded("https", port)
        assert time.monotonic() - begun < SOON


def test_a_handshake_that_drips_is_given_up_in_time(tls: ssl.SSLContext) -> None:
    """A relay hands on what a true server says byte by byte, too slowly to be done in time."""
    over = threading.Event()

    def relay(client: socket.socket, server: socket.socket) -> None:
        client.settimeout(5)
        server.settimeout(5)
        try:
            server.sendall(client.recv(65536))
            while not over.wait(0.02) and (byte := server.recv(1)):
                client.sendall(byte)
        except OSError:  # the client has hung up, as it should
            return

    with hostile(_kyiv, tls=tls) as port, socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            client, _ = listener.accept()
            with client, socket.create_connection(("127.0.0.1", port)) as server:
                relay(client, server)

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            begun = time.monotonic()
            with pytest.raises(WebTimeoutError):
                guarded("https", listener.getsockname()[1])
            assert time.monotonic() - begun < SOON
        finally:
            over.set()
            thread.join()


def _kyiv() -> list[bytes]:
    return [b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nKyiv"]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nKyiv",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nKyiv\r\n0\r\nX: y\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nKyiv",
    ],
)
@pytest.mark.parametrize("piece", [1, 7, 10_000])
def test_a_right_answer_that_drips_fast_enough_is_read(answer: bytes, piece: int) -> None:
    way: Way = lambda: [answer[start : start + piece] for start in range(0, len(answer), piece)]  # noqa: E731
    with hostile(way, pause=0.001) as port:
        assert guarded("http", port).body == b"Kyiv"


def test_slow_redirects_share_one_deadline() -> None:
    def way() -> list[bytes]:
        return [b""] * 4 + [b"HTTP/1.1 302 Found\r\nLocation: /on\r\nContent-Length: 0\r\n\r\n"]

    with hostile(way) as port:  # about a tenth of a second each, six of them
        begun = time.monotonic()
        with pytest.raises(WebTimeoutError):
            guarded("http", port)
        assert time.monotonic() - begun < SOON
