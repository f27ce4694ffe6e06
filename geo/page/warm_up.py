"""What the first visit would wait for, done while the browser opens."""

from __future__ import annotations

import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

MODULES = (
    "geo.mapping.folium_map",
    "folium.plugins",
    "geo.gazetteer",
    "geo.recognition.tagger",
    "geo.resolution",
    "geo.page.library",
    "geo.page.panels",
)
"""Slow to import (Folium brings pandas) and imported by the page's first run. Not streamlit-folium:
it registers its component with the session that imports it."""


@asynccontextmanager
async def warming(_app: Any) -> AsyncIterator[None]:
    """The server's lifespan: imports the page's libraries in a thread once the server stands."""
    threading.Thread(target=_load, name="warm-up", daemon=True).start()
    yield


def _load() -> None:
    for module in MODULES:
        importlib.import_module(module)
