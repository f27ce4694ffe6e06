"""Sentences to the reader. They may quote an article, so they are plain text, never Markdown."""

from __future__ import annotations

from typing import Literal

import streamlit as st


def say(text: str, kind: Literal["problem", "notice", "empty"] = "notice") -> None:
    """Show a sentence: a problem, something worth knowing, or that there is nothing to see."""
    number = st.session_state["notices"] = st.session_state.get("notices", 0) + 1
    with st.container(key=f"say-{kind}-{number}"):
        st.text(text)
