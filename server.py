"""What `make app` runs: the page in app.py, with its static files in place and its policy on every answer."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from geo.page.security import SecurityHeaders
from geo.page.static_files import Delivery
from geo.page.warm_up import warming


def tiles_url() -> str | None:
    """Whose street maps the reader may switch on; None where there are none."""
    from geo.settings import load_settings  # slow to import, and not needed before the map's frame is

    return load_settings().tiles_url or None


app = st.App(
    "app.py",
    lifespan=warming,
    middleware=[Middleware(SecurityHeaders, tiles_url=tiles_url), Middleware(Delivery)],
)
