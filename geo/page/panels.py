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

# Streamlit calls a component's function again whenever its data changes; it is drawn anew only when
# `version` does, so that a choice made meanwhile, the scroll and the focus stay.
_MOUNT = """
const rooms = new WeakMap();
const bus = (name) => {
  const channel = new BroadcastChannel(name);
  const listeners = [];
  channel.onmessage = (event) => listeners.forEach((listener) => listener(event.data));
  return {
    send: (message) => channel.postMessage(message),
    listen: (listener) => listeners.push(listener),
    close: () => channel.close(),
  };
};
export default function ({ data, parentElement, setTriggerValue }) {
  const { version, channel, payload, selected, inspected } = data;
  let room = rooms.get(parentElement);
  if (!room || room.version !== version) {
    room?.view.close();
    const root = parentElement.querySelector("[data-root]");
    const view = %s(root, JSON.parse(payload), bus(channel), {
      selected,
      onSelect: (choice) => setTriggerValue("chosen", choice),
      onAct: (act) => setTriggerValue("act", act),
    });
    room = { version, view };
    rooms.set(parentElement, room);
  }
  if (room.inspected !== inspected) room.view.inspect?.(inspected ? JSON.parse(inspected) : null);
  room.inspected = inspected;
  return () => {
    rooms.get(parentElement)?.view.close();
    rooms.delete(parentElement);
  };
}
"""


@cache
def _component(name: str, function: str, css: str, js: str) -> ComponentRenderer:
    return st.components.v2.component(
        f"dateline_{name}",
        html=f'<div data-root class="dateline-{name}"></div>',
        css=css,
        js=js + _MOUNT % function,
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
    panel = _component("article", "datelineArticle", read_style("article.css"), read_script("article.js"))
    panel(
        key=ARTICLE,
        data=_data(sent.article, channel) | {"selected": selected, "inspected": json.dumps(inspected)},
        on_chosen_change=on_chosen,
        on_act_change=on_act,
    )


def places_list(sent: BrowserView, channel: str) -> None:
    """The table of places; a row chooses its place on the map and in the text."""
    panel = _component("list", "datelineList", read_style("list.css"), read_script("list.js"))
    panel(key="places", data=_data(sent.places, channel))


def whole_page() -> None:
    """What runs in the browser for the page as a whole: the steps of its history."""
    panel = _component("page", "datelinePage", "", read_script("page.js"))
    panel(key="page", data={"version": "1", "channel": "dateline", "payload": "null", "selected": None})
