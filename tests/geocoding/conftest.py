"""A service on loopback that answers as Nominatim does, and as badly as it can."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

KRYVYI_RIH = {
    "place_id": 1,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
    "osm_type": "relation",
    "osm_id": 2190226,
    "lat": "47.9102734",
    "lon": "33.3917703",
    "class": "boundary",
    "type": "administrative",
    "place_rank": 16,
    "importance": 0.59,
    "addresstype": "city",
    "name": "Kryvyi Rih",
    "display_name": "Kryvyi Rih, Dnipropetrovsk Oblast, Ukraine",
    "address": {
        "city": "Kryvyi Rih",
        "state": "Dnipropetrovsk Oblast",
        "country": "Ukraine",
        "country_code": "ua",
    },
}
A_SHOP = {
    "place_id": 2,
    "osm_type": "node",
    "osm_id": 7,
    "lat": "-12.5",
    "lon": "-77.0",
    "class": "shop",
    "type": "bakery",
    "addresstype": "shop",
    "name": "Kryvyi Rih",
    "display_name": "Kryvyi Rih, Lima, Peru",
    "address": {"country": "Peru", "country_code": "pe"},
}


class Nominatim(ThreadingHTTPServer):
    """Answers each question as `answer` says; keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, str]] = []
        self.user_agents: list[str] = []
        self.known = {"kryvyi rih": [KRYVYI_RIH, A_SHOP]}
        self.answer: Callable[[_Handler], None] = _rightly
        self.released = threading.Event()
        """Set at the end, so that a slow answer holds no thread after its test."""

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Nominatim

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests' output is no access log."""

    def do_GET(self) -> None:
        query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(query)
        self.server.user_agents.append(self.headers["User-Agent"])
        self.server.answer(self)

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _rightly(handler: _Handler) -> None:
    query = handler.server.asked[-1]
    found = handler.server.known.get(query["q"].casefold(), [])[: int(query.get("limit", 10))]
    handler.send(200, json.dumps(found).encode(), Content_Type="application/json")


def _slowly(handler: _Handler) -> None:
    handler.server.released.wait(30)


def _drop_by_drop(handler: _Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    try:
        while not handler.server.released.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()
    except OSError:  # the client has hung up, as it should
        handler.close_connection = True


BAD_ANSWERS: dict[str, Callable[[_Handler], None]] = {
    "slow": _slowly,
    "drop by drop": _drop_by_drop,
    "429": lambda handler: handler.send(429, b"slow down"),
    "500": lambda handler: handler.send(500, b"oops"),
    "503": lambda handler: handler.send(503, b"busy"),
    "400": lambda handler: handler.send(400, b"bad request"),
    "403": lambda handler: handler.send(403, b"blocked"),
    "redirect": lambda handler: handler.send(302, b"", Location="http://169.254.169.254/"),
    "not JSON": lambda handler: handler.send(200, b"<html>It works!</html>"),
    "not UTF-8": lambda handler: handler.send(200, b"\xff\xfe\x00"),
    "nested": lambda handler: handler.send(200, b"[" * 100_000),
    "a number": lambda handler: handler.send(200, b"42"),
    "a list of numbers": lambda handler: handler.send(200, b"[1, 2]"),
    "no coordinates": lambda handler: handler.send(200, b'[{"display_name": "Kryvyi Rih"}]'),
    "coordinates off the globe": lambda handler: handler.send(
        200, b'[{"display_name": "Kryvyi Rih", "lat": "947", "lon": "33"}]'
    ),
    "no number": lambda handler: handler.send(200, b'[{"display_name": "K", "lat": "NaN", "lon": "33"}]'),
    "an error": lambda handler: handler.send(200, b'{"error": "{{ 7 * 7 }}"}'),
    "endless": lambda handler: handler.send(200, b" " * 3_000_000),
    "cut off": lambda handler: handler.connection.close(),
}
"""How a service fails, by the name of the failure."""


@pytest.fixture
def nominatim() -> Iterator[Nominatim]:
    """The service, running on a free port."""
    server = Nominatim()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
