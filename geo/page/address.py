"""The page's address: which article and which place it names.

A choice of article is a step of the browser's history, everything else changes the step where the reader
is (`geo/browser/page/history.js`). Filters are bound to the address by Streamlit.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_ARTICLE, _PLACE = "article", "place"
_OPENED = "address_opened"


def asked_article() -> str | None:
    """The article that the address asks for: on a first visit, and after a step back or forward.

    At any other run the page itself has the say, and the address may lag behind it.
    """
    first = not st.session_state.get(_OPENED)
    st.session_state[_OPENED] = True
    context = get_script_run_ctx()
    if first or (context is not None and context.is_history_navigation):
        return st.query_params.get(_ARTICLE)
    return None


def write_article(id: str) -> None:
    """Name the article. Another one than before starts a step of history, without the last one's place."""
    before = st.query_params.get(_ARTICLE)
    if before == id:
        return
    st.query_params[_ARTICLE] = id
    if before:  # a link may name a place without an article
        write_place(None)


def asked_place() -> str | None:
    """The id of the place that the address names."""
    return st.query_params.get(_PLACE)


def write_place(id: str | None) -> None:
    """Name the place, or none."""
    if id == asked_place():
        return
    if id:
        st.query_params[_PLACE] = id
    else:
        st.query_params.pop(_PLACE, None)
