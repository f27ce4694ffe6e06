"""The server of the page: Streamlit's, with the page's files and its policy on every answer."""

from __future__ import annotations

import tomllib
import webbrowser
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from streamlit import config
from streamlit.web.server.server_util import get_url

from geo.api import PATH, make_api
from geo.loopback import is_loopback
from geo.page.listening import may_listen
from geo.page.own_address import never_ask
from geo.page.reader_cookie import ReaderCookie
from geo.page.security import SecurityHeaders
from geo.page.static_files import Delivery
from geo.page.warm_up import warming
from geo.settings import Settings, shipped

SCRIPT = Path(__file__).with_name("script.py")


def tiles_url() -> str | None:
    """The street maps that the reader may switch on; None where there are none."""
    from geo.settings import load_settings  # slow to import, and not needed before the map's frame is

    return load_settings().tiles_url or None


def parts(*, open_browser: bool = False) -> dict[str, Any]:
    """The arguments of `st.App` that make the page's server of any script that draws the page."""
    never_ask()

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        async with warming(app):
            if open_browser:
                Thread(target=webbrowser.open, args=(_address(),), daemon=True).start()
            yield

    base = config.get_option("server.baseUrlPath").strip("/")
    return {
        "lifespan": lifespan,
        "routes": [Mount(f"/{base}{PATH}" if base else PATH, make_api())],
        "middleware": [
            Middleware(SecurityHeaders, tiles_url=tiles_url),
            Middleware(ReaderCookie),
            Middleware(Delivery),
        ],
    }


def serve(*, host: str, port: int | None, open_browser: bool) -> None:
    """Serve the page until the process is told to stop. Without a port: 8501, or the next that is free.

    Raises `SettingsError` where others can reach it and no setting says how its readers are told apart.
    """
    may_listen(host)
    st.App(SCRIPT, **parts(open_browser=open_browser)).run(config=streamlit_settings(host, port))


def _settings() -> Settings:
    from geo.settings import load_settings  # slow to import

    return load_settings()


def streamlit_settings(host: str, port: int | None) -> dict[str, Any]:
    """Streamlit's settings: those of the file that ships, and where to listen."""
    file = shipped(".streamlit") / "config.toml"
    settings = dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))
    settings["server.enableStaticServing"] = False  # `Delivery` sends the map's files
    settings["server.address"] = host
    if port is not None:
        settings["server.port"] = port
    # Behind a proxy, or reached from elsewhere, it is called by names that nobody here knows.
    if not is_loopback(host) or _settings().readers in ("proxy", "login"):
        settings["server.allowedHosts"] = []
    return settings


def _flat(tables: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tables.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _address() -> str:
    """Return where a browser on this machine finds the page."""
    host = config.get_option("server.address")
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        host = "localhost"
    return get_url(f"[{host}]" if ":" in host else host)
