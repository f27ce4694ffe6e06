"""The page with its policy as an ASGI app, for Streamlit's own options: `streamlit run server.py`."""

import streamlit as st

from geo.page.server import parts

app = st.App("app.py", **parts())
