"""What the first visit would wait for, done while the browser opens."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from geo.errors import DatelineError

MODULES = (
    "geo.mapping.folium_map",
    "folium.plugins",
    "geo.page.library",
    "geo.page.panels",
)
"""Slow to import and imported by the page's first run. Not streamlit-folium: it registers its component
with the session that imports it."""
_POLITE_SECONDS = 0.0005
"""How long this thread may keep others waiting; Python's own 5 ms, at every request of a browser that
opens the page meanwhile, add up to a second."""


@asynccontextmanager
async def warming(_app: Any) -> AsyncIterator[None]:
    """The server's lifespan: loads the page's libraries and geoparser in a thread of its own."""
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield


@cache
def install(static: Path) -> None:
    """Put the map's files into the folder that plain Streamlit serves from, once a process."""
    from geo.mapping import install_assets

    install_assets(static)


def warm_up() -> None:
    """Load everything, down to the places of the article that the page opens with."""
    with _politely():
        for module in MODULES:
            importlib.import_module(module)
        with suppress(DatelineError):  # the page meets the same error, and tells it
            _read_first_seed()


def _read_first_seed() -> None:
    from geo import parser_cache
    from geo.gazetteer.shapes import has_shape
    from geo.page import library
    from geo.settings import load_settings

    settings = load_settings()
    parser = parser_cache.geoparser(settings)
    has_shape("")  # reads the outlines
    seeds, _ = library.read_seeds(settings.seeds_dir)
    if seeds:
        parser_cache.read(seeds[0], parser)


@contextmanager
def _politely() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_POLITE_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
