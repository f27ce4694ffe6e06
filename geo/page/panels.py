"""The text panel and the list of places, as Streamlit components without a frame of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from geo.mapping import BrowserView, read_script, read_style
from geo.mapping.browser_view import VersionedJson


@cache
def _component(name: str) -> ComponentRenderer:
    """The panel that `geo/browser/NAME_panel.js` mounts."""
    return st.components.v2.component(
        f"dateline_{name}",
        html=f'<div data-root class="dateline-{name}"></div>',
        css="" if name == "page" else read_style(f"{name}.css"),
        js=read_script(f"{name}_panel.js"),
    )


def _data(versioned: VersionedJson, channel: str) -> dict[str, Any]:
    return {"version": versioned.version, "channel": channel, "payload": versioned.json}


ARTICLE = "text"
"""The key under which the session keeps what the text panel says: `chosen` and `act`."""


def article_panel(
    sent: BrowserView,
    channel: str,
    *,
    selected: str | None = None,
    inspected: dict[str, Any] | None = None,
    on_chosen: Callable[[], None] = lambda: None,
    on_act: Callable[[], None] = lambda: None,
) -> None:
    """The documents in full with their places marked; `channel` links them to the map.

    `selected` is the id of the place that is marked at first, `inspected` what "Why here?" shows.
    `on_chosen` is called when the reader chooses a place anywhere, `on_act` when one is to be put right.
    """
    panel = _component("article")
    panel(
        key=ARTICLE,
        data=_data(sent.article, channel) | {"selected": selected, "inspected": json.dumps(inspected)},
        on_chosen_change=on_chosen,
        on_act_change=on_act,
    )


def places_list(sent: BrowserView, channel: str) -> None:
    """The table of places; a row chooses its place on the map and in the text."""
    panel = _component("list")
    panel(key="places", data=_data(sent.places, channel))


def timeline_panel(payload: dict[str, Any], channel: str, *, on_span: Callable[[], None]) -> None:
    """The timeline; it tells map, text and list what is on show, and calls `on_span` when that stands."""
    panel = _component("timeline")
    panel(key="timeline", data=_data(VersionedJson(payload), channel), on_span_change=on_span)


def whole_page() -> None:
    """What runs in the browser for the page as a whole: the steps of its history."""
    panel = _component("page")
    panel(key="page", data={"version": "1", "channel": "dateline", "payload": "null", "selected": None})
