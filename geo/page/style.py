"""The page's frame: title, icon and style sheet."""

from __future__ import annotations

from functools import cache
from importlib import resources

import streamlit as st

_DATA = resources.files("geo.page") / "data"
TITLE = "Dateline"


@cache
def _read(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


def set_up() -> None:
    """Call first: the page's title, icon, width and style."""
    st.set_page_config(page_title=TITLE, page_icon=_read("icon.svg"), layout="wide")
    st.html(f"<style>{_read('page.css')}</style>")
    st.session_state["notices"] = 0


def wordmark() -> None:
    """The page's name, as its first heading."""
    st.html(f'<h1 class="wordmark">{TITLE}</h1>')
