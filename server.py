"""What `make app` runs: the page in app.py, with its static files in place and its policy on every answer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from geo.mapping import install_assets
from geo.page.security import SecurityHeaders
from geo.page.warm_up import warming
from geo.settings import load_settings

install_assets(Path(__file__).parent / "static")

app = st.App(
    "app.py",
    lifespan=warming,
    middleware=[Middleware(SecurityHeaders, tiles_url=load_settings().tiles_url or None)],
)
