"""The page's shape: a slot for each part, always there and in the same order.

The browser tells the parts by where they stand. What comes and goes inside a slot moves nothing outside it,
so that the map, whose frame starts anew when it is moved, and the text keep what their reader did there.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True, kw_only=True, slots=True)
class Slots:
    """Where the parts of the page are drawn."""

    masthead: DeltaGenerator
    notices: DeltaGenerator
    """What is wrong or worth knowing."""
    progress: DeltaGenerator
    """What is being done, and how far it is."""
    timeline: DeltaGenerator
    map: DeltaGenerator
    text: DeltaGenerator
    places: DeltaGenerator
    """The list of places, and the ways to take them away."""
    footer: DeltaGenerator


def slots() -> Slots:
    """Lay the page out, empty."""
    masthead = st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="medium")
    notices = st.container(key="notices")
    timeline = st.container(key="timeline-slot")
    left, right = st.columns([7, 5], gap="large")
    progress = left.container(key="progress")
    return Slots(
        masthead=masthead,
        notices=notices,
        progress=progress,
        timeline=timeline,
        map=left.container(key="map"),
        text=right.container(key="article-panel"),
        places=st.container(key="places-panel"),
        footer=st.container(key="footer"),
    )
