"""The API as a server of its own. Home of uvicorn."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from geo import parser_cache
from geo.api.application import PATH, make_api
from geo.api.problems import HANDLERS
from geo.errors import DatelineError, SettingsError
from geo.loopback import is_loopback
from geo.settings import Settings, load_settings

FIRST_PORT = 8501
"""The page's own, where no port is asked for."""
_PORTS = 100
_GRACE_SECONDS = 5
"""How long requests may go on once the process is told to stop."""


@asynccontextmanager
async def _warming(_: Starlette) -> AsyncIterator[None]:
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
    yield


def _warm_up() -> None:
    with suppress(DatelineError):  # the first request meets the same error, and tells it
        parser_cache.geoparser(load_settings())


def make_server() -> Starlette:
    """Return the API at its path and nothing else."""
    return Starlette(
        routes=[Mount(PATH, make_api())],
        exception_handlers=HANDLERS,
        lifespan=_warming,
    )


def serve(*, host: str, port: int | None) -> None:
    """Serve until the process is told to stop. Raises `SettingsError` where strangers could ask."""
    check_token(host, load_settings())
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    print(f"Dateline answers at http://{shown}:{listening.getsockname()[1]}{PATH}/health", flush=True)
    config = uvicorn.Config(
        make_server(), access_log=False, log_level="warning", timeout_graceful_shutdown=_GRACE_SECONDS
    )
    uvicorn.Server(config).run(sockets=[listening])


def check_token(host: str, settings: Settings) -> None:
    """Raise `SettingsError` where the API would be served beyond this machine without a token."""
    if not is_loopback(host) and settings.api_token is None:
        raise SettingsError(
            f"Serving the API on {host} needs a token: set DATELINE_API_TOKEN to a long random word."
        )


def _listen(host: str, port: int | None) -> socket.socket:
    """Return a socket on `port`, or on the first that is free."""
    ports = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + _PORTS)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in ports:
        try:
            return socket.create_server((host, number), family=family, backlog=2048)
        except OSError as error:
            problem = error
    raise DatelineError(f"Nothing can listen on {host}, port {ports[0]}: {problem.strerror}.") from problem
