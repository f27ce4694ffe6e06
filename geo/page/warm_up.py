"""What the first visit would wait for, done while the browser opens."""

from __future__ import annotations

import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from geo.errors import DatelineError
from geo.gazetteer.shapes import has_shape
from geo.page import engine
from geo.settings import load_settings

MODULES = (
    "geo.mapping.folium_map",
    "folium.plugins",
    "geo.page.library",
    "geo.page.panels",
)
"""Slow to import (Folium brings pandas) and imported by the page's first run. Not streamlit-folium:
it registers its component with the session that imports it."""


@asynccontextmanager
async def warming(_app: Any) -> AsyncIterator[None]:
    """The server's lifespan: loads the page's libraries and the geoparser in a thread of its own."""
    threading.Thread(target=_load, name="warm-up", daemon=True).start()
    yield


def _load() -> None:
    for module in MODULES:
        importlib.import_module(module)
    has_shape("")  # reads the outlines
    with suppress(DatelineError):  # the page meets the same error, and tells it
        engine.geoparser(load_settings())
