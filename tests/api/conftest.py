"""The API over a geoparser of the tests' own, and over the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from geo import parser_cache
from geo.api.application import PATH, api_of
from geo.settings import Settings

Client = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def _fresh_parsers() -> Iterator[None]:
    parser_cache.forget()
    yield
    parser_cache.forget()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Make a client of the API with settings, read by a given geoparser or the real one."""
    opened: list[TestClient] = []

    def make(
        *, parser: Any = None, host: str = "127.0.0.1", settings: dict[str, Any] | None = None, **limits: Any
    ) -> TestClient:
        if parser is not None:
            monkeypatch.setattr(parser_cache, "default_geoparser", lambda *_, **__: parser)
        app = Starlette(routes=[Mount(PATH, api_of(Settings(**(settings or {})), **limits))])
        opened.append(
            TestClient(app, base_url="http://127.0.0.1", client=(host, 50_000), raise_server_exceptions=False)
        )
        return opened[-1]

    yield make
    for each in opened:
        each.close()
