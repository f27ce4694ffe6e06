"""Where things were when: a slider over the documents' dates, with play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from geo.model import ParsedDocument
from geo.page.filters import Filters

STEP_SECONDS = 1.0
"""How long each day is shown while the timeline plays."""
_PLAYING = "timeline_playing"


def timeline(parsed: Sequence[ParsedDocument], filters: Filters) -> Filters:
    """The slider, where the documents have two dates or more; the filters with its span."""
    days = sorted({each.document.date for each in parsed if each.document.date})
    if len(days) < 2:
        return filters
    key = f"days-{days[0]}-{days[-1]}-{len(days)}"
    with st.container(key="days", horizontal=True, vertical_alignment="center", gap="medium"):
        playing = st.session_state.get(_PLAYING) == key
        st.button(
            "Stop" if playing else "Play",
            icon=":material/pause:" if playing else ":material/play_arrow:",
            key="play",
            on_click=_toggle,
            args=(key, days),
        )
        since, until = st.select_slider(
            "Days",
            days,
            value=(days[0], days[-1]),
            format_func=lambda day: f"{day.day} {day:%b %Y}",
            key=key,
            label_visibility="collapsed",
        )
    if playing:
        _advance(key, days)
    if (since, until) == (days[0], days[-1]):
        return filters  # the whole span leaves out no document, not even one without a date
    return replace(filters, since=since, until=until)


def _toggle(key: str, days: Sequence[date]) -> None:
    if st.session_state.get(_PLAYING) == key:
        st.session_state[_PLAYING] = None
        return
    st.session_state[_PLAYING] = key
    since, until = st.session_state.get(key, (days[0], days[-1]))
    if until == days[-1]:
        st.session_state[key] = (since, since if since != until else days[0])


@st.fragment(run_every=STEP_SECONDS)
def _advance(key: str, days: Sequence[date]) -> None:
    """Show the next day, and the page with it, until the last."""
    shown = st.session_state.setdefault("timeline_shown", None)
    since, until = st.session_state[key]
    if shown != (key, until):  # the page has just been drawn for this day: wait a step
        st.session_state["timeline_shown"] = (key, until)
        return
    later = [day for day in days if day > until]
    if not later:
        st.session_state[_PLAYING] = None
    else:
        st.session_state["timeline_next"] = (key, (since, later[0]))
    st.rerun(scope="app")


def apply_next() -> None:
    """Take the step that a playing timeline asked for; call before the slider is drawn."""
    if step := st.session_state.pop("timeline_next", None):
        key, span = step
        st.session_state[key] = span
