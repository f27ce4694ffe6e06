"""The page's frame: title, icon and style sheet."""

from __future__ import annotations

import streamlit as st

from geo.mapping import icon, read_style, token_css
from geo.page.panels import whole_page

TITLE = "Dateline"


def set_up() -> None:
    """Call first: the page's title, icon, width and style."""
    st.set_page_config(page_title=TITLE, page_icon=icon(), layout="wide")
    st.html(f"<style>{token_css('.stApp')}{read_style('page.css')}</style>")
    whole_page()
    st.session_state["notices"] = 0


def entitle(name: str) -> None:
    """Name what is read in the browser's tab, its history and its bookmarks."""
    st.set_page_config(page_title=f"{name} · {TITLE}")


def wordmark() -> None:
    """The page's name, as its first heading."""
    st.html(f'<h1 class="wordmark">{TITLE}</h1>')
