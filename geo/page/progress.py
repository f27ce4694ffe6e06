"""What the page is waiting for, said on it with a bar; the page itself has its shape meanwhile."""

from __future__ import annotations

import streamlit as st

from geo import parser_cache
from geo.page.opening import Opened, Opening
from geo.settings import Settings

LOOK_SECONDS = 0.5
"""How long the bar stands still."""
MORE = 2
"""What is read is shown when it is so many times what was shown: a few times, and often at first."""


def say_progress(opening: Opening, shown: Opened, settings: Settings) -> None:
    """A bar that moves by itself, and draws the page again when there is more to show."""
    with st.container(key="progress-box"):
        _watch(opening, shown, settings)


@st.fragment(run_every=LOOK_SECONDS)
def _watch(opening: Opening, shown: Opened, settings: Settings) -> None:
    now = opening.wait(0)
    st.progress(*_doing(now, settings))
    grown = now.characters >= MORE * max(1, shown.characters)
    if now.complete or grown or (now.parser and not shown.parser) or opening.failed():
        st.rerun(scope="app")


def _doing(now: Opened, settings: Settings) -> tuple[float, str]:
    """The share that is done, and what is being done."""
    if now.parser is None:
        share = parser_cache.share_built(settings)
        return share, "Preparing the list of places. This happens once and takes half a minute."
    if len(now.documents) > 1:
        return now.share(), f"Reading: {now.read:,} of {len(now.documents):,} documents"
    words = len(now.documents[0].document.text.split())
    return now.share(), f"Reading a text of {words:,} words: {now.share():.0%}"
