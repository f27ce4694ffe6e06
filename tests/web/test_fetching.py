"""Fetching has bounds in size and redirects, and strangers' addresses lead into no private network."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

from geo.web import Address, Answer, WebError, WebTimeoutError, get, get_public

LOOPBACK = ipaddress.ip_address("127.0.0.1")
PAGES: dict[str, Callable[[_Handler], None]]


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests' output is no access log."""

    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))
        PAGES[self.path.partition("?")[0]](self)

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


def drip(handler: _Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    try:
        while not handler.server.over.wait(0.02):
            handler.wfile.write(b".")
            handler.wfile.flush()
    except OSError:
        handler.close_connection = True


PAGES = {
    "/": lambda handler: handler.send(200, b"Kyiv", Content_Type="text/plain"),
    "/zipped": lambda handler: handler.send(200, gzip.compress(b"Kyiv" * 9), Content_Encoding="gzip"),
    "/bomb": lambda handler: handler.send(200, gzip.compress(bytes(20_000_000)), Content_Encoding="gzip"),
    "/large": lambda handler: handler.send(200, bytes(200_000)),
    "/silent": lambda handler: handler.server.over.wait(20) and None,
    "/drip": drip,
    "/cut": lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nKy"),
    "/noise": lambda handler: handler.wfile.write(b"\x00\xff" * 100),
    "/gone": lambda handler: handler.send(404, b"Not here"),
    "/moved": lambda handler: handler.send(302, Location="/?there"),
    "/loop": lambda handler: handler.send(302, Location="/loop"),
    "/to-file": lambda handler: handler.send(302, Location="file:///etc/passwd"),
    "/to-nowhere": lambda handler: handler.send(302, Location="http://[::1"),
    "/to-odd-port": lambda handler: handler.send(302, Location="http://127.0.0.1:port/"),
    "/to-metadata": lambda handler: handler.send(301, Location="http://169.254.169.254/latest/meta-data/"),
}


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.over.set()
        made.shutdown()
        thread.join()
        made.server_close()


def here(address: Address) -> bool:
    """The guard of a test: loopback stands for the internet, all else is private."""
    return address == LOOPBACK


def trusted(url: str) -> Answer:
    return get(url, headers={}, seconds=1, max_bytes=100_000)


def guarded(url: str, **others: Any) -> Answer:
    return get_public(url, headers={}, seconds=1, max_bytes=100_000, **{"allowed": here, **others})


FETCHES = pytest.mark.parametrize("fetch", [trusted, guarded])


@FETCHES
def test_an_answer_comes_with_status_headers_and_body(server: Server, fetch: Callable[[str], Answer]) -> None:
    answer = fetch(f"{server.url}/")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"Kyiv", "text/plain")
    assert server.asked == [(f"127.0.0.1:{server.server_port}", "/")]
    assert fetch(f"{server.url}/zipped").body == b"Kyiv" * 9
    assert fetch(f"{server.url}/gone").status == 404
    assert fetch(server.url).body == b"Kyiv"


@FETCHES
@pytest.mark.parametrize("path", ["silent", "drip"])
def test_an_answer_that_does_not_end_is_given_up_in_time(
    server: Server, fetch: Callable[[str], Answer], path: str
) -> None:
    started = time.monotonic()
    with pytest.raises(WebTimeoutError):
        fetch(f"{server.url}/{path}")
    assert time.monotonic() - started < 5


@FETCHES
@pytest.mark.parametrize("path", ["large", "bomb"])
def test_an_answer_that_is_too_large_packed_or_not_is_refused(
    server: Server, fetch: Callable[[str], Answer], path: str
) -> None:
    with pytest.raises(WebError, match="larger than"):
        fetch(f"{server.url}/{path}")


@FETCHES
@pytest.mark.parametrize("path", ["cut", "noise"])
def test_a_broken_answer_is_an_error(server: Server, fetch: Callable[[str], Answer], path: str) -> None:
    with pytest.raises(WebError):
        fetch(f"{server.url}/{path}")


@FETCHES
def test_where_nobody_listens_is_an_error(fetch: Callable[[str], Answer]) -> None:
    closed = Server()
    closed.server_close()
    with pytest.raises(WebError, match="no connection"):
        fetch(closed.url)


@FETCHES
@pytest.mark.parametrize(
    "url",
    [
        "",
        "kyiv",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://user:password@127.0.0.1/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nHost: other",
        "http://" + "a" * 300 + ".org/",
    ],
)
def test_what_is_no_address_of_http_is_refused(fetch: Callable[[str], Answer], url: str) -> None:
    with pytest.raises(WebError):
        fetch(url)


def test_a_trusted_servers_redirect_is_handed_on_and_not_followed(server: Server) -> None:
    assert trusted(f"{server.url}/moved").status == 302
    assert len(server.asked) == 1


def test_redirects_are_followed_a_few_times(server: Server) -> None:
    answer = guarded(f"{server.url}/moved")
    assert (answer.body, answer.url) == (b"Kyiv", f"{server.url}/?there")
    with pytest.raises(WebError, match="redirects more than 5 times"):
        guarded(f"{server.url}/loop")


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("to-metadata", "private network"),
        ("to-file", "Only http and https"),
        ("to-nowhere", "redirects to what is no address"),
        ("to-odd-port", "no address"),
    ],
)
def test_a_redirect_is_looked_at_like_any_address(server: Server, path: str, problem: str) -> None:
    with pytest.raises(WebError, match=problem):
        guarded(f"{server.url}/{path}")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"]
)
def test_no_spelling_of_loopback_is_fetched(server: Server, host: str) -> None:
    with pytest.raises(WebError):
        get_public(f"http://{host}:{server.server_port}/", headers={}, seconds=1, max_bytes=1000)
    assert server.asked == []


def test_one_private_address_among_a_hosts_is_enough_to_refuse_it(server: Server) -> None:
    both = [LOOPBACK, ipaddress.ip_address("10.0.0.1")]
    with pytest.raises(WebError, match="private network"):
        guarded("http://news.example/", resolve=lambda host, port: both)


def test_a_host_is_looked_up_once_and_connected_to_by_that_address(server: Server) -> None:
    looked_up = []

    def changing(host: str, port: int) -> list[Address]:
        looked_up.append(host)
        return [LOOPBACK if len(looked_up) == 1 else ipaddress.ip_address("10.0.0.1")]

    answer = guarded(f"http://news.example:{server.server_port}/", resolve=changing)
    assert answer.body == b"Kyiv"
    assert looked_up == ["news.example"]
    assert server.asked == [(f"news.example:{server.server_port}", "/")]


def test_the_next_address_is_tried_where_the_first_does_not_answer(server: Server) -> None:
    addresses = [ipaddress.ip_address("127.0.0.2"), ipaddress.ip_address("::1"), LOOPBACK]
    answer = guarded(
        f"http://news.example:{server.server_port}/",
        allowed=lambda address: address.is_loopback,
        resolve=lambda host, port: addresses,
    )
    assert answer.body == b"Kyiv"


def test_an_address_that_swallows_the_call_leaves_time_for_the_next(server: Server) -> None:
    """A listener whose queue is full answers no call, as a firewall that drops packets."""
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.2", server.server_port))
        full.listen(0)
        for caller in (first, second):
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.2", server.server_port))
        answer = guarded(
            f"http://news.example:{server.server_port}/",
            allowed=lambda address: address.is_loopback,
            resolve=lambda host, port: [ipaddress.ip_address("127.0.0.2"), LOOPBACK],
        )
    assert answer.body == b"Kyiv"


def test_a_host_without_an_address_is_an_error() -> None:
    def unknown(host: str, port: int) -> list[Address]:
        raise OSError("no such host")

    for resolve in (unknown, lambda host, port: []):
        with pytest.raises(WebError):
            guarded("http://news.example/", resolve=resolve)


@FETCHES
def test_a_name_server_that_does_not_answer_is_given_up_in_time(
    fetch: Callable[[str], Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()

    def hanging(*_: object, **__: object) -> list[Any]:
        over.wait(30)
        return []

    monkeypatch.setattr("socket.getaddrinfo", hanging)
    begun = time.monotonic()
    try:
        with pytest.raises(WebTimeoutError, match="name server"):
            fetch("http://news.example/")
    finally:
        over.set()
    assert time.monotonic() - begun < 5


@pytest.fixture
def issuer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this machine trusts for the length of a test."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


@pytest.fixture
def secured(server: Server, issuer: trustme.CA) -> Callable[[trustme.LeafCert], str]:
    """Lets the server speak TLS with a certificate; its port."""

    def secure(certificate: trustme.LeafCert) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        return str(server.server_port)

    return secure


def on_loopback(host: str, port: int) -> list[Address]:
    return [LOOPBACK]


def test_a_certificate_is_checked_against_the_name_and_not_the_address(
    server: Server, issuer: trustme.CA, secured: Callable[[trustme.LeafCert], str]
) -> None:
    port = secured(issuer.issue_cert("news.example"))
    answer = guarded(f"https://news.example:{port}/", resolve=on_loopback)
    assert answer.body == b"Kyiv"
    assert server.asked == [(f"news.example:{port}", "/")]


@pytest.mark.parametrize("names", [("other.example",), ("127.0.0.1",), ("*.news.example",)])
def test_a_certificate_of_another_name_is_refused_before_anything_is_asked(
    server: Server, issuer: trustme.CA, secured: Callable[[trustme.LeafCert], str], names: tuple[str, ...]
) -> None:
    port = secured(issuer.issue_cert(*names))
    with pytest.raises(WebError, match="connection failed"):
        guarded(f"https://news.example:{port}/", resolve=on_loopback)
    assert server.asked == []


def test_a_certificate_of_an_unknown_authority_is_refused(
    server: Server, secured: Callable[[trustme.LeafCert], str]
) -> None:
    port = secured(trustme.CA().issue_cert("news.example"))
    with pytest.raises(WebError, match="connection failed"):
        guarded(f"https://news.example:{port}/", resolve=on_loopback)
    assert server.asked == []


def test_letters_of_any_script_may_stand_in_an_address(server: Server) -> None:
    PAGES["/%D0%9A%D0%B8%D1%97%D0%B2"] = PAGES["/"]
    guarded(f"http://новини.example:{server.server_port}/Київ?q=é#top", resolve=lambda host, port: [LOOPBACK])
    host, path = server.asked[0]
    assert host == f"xn--b1amarcd.example:{server.server_port}"
    assert path == "/%D0%9A%D0%B8%D1%97%D0%B2?q=%C3%A9"
