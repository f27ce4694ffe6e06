"""Where things were when: the documents' days, and the span of them that is on show.

The span is chosen and played in the browser (`geo/browser/timeline.js`), which narrows map, text and list by
itself; here it only decides what is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from geo.model import ParsedDocument
from geo.page.filters import Filters
from geo.page.messages import read_span
from geo.page.panels import timeline_panel

_SPAN = "timeline_span"


def timeline(parsed: Sequence[ParsedDocument], filters: Filters, *, channel: str, frame: str) -> Filters:
    """The timeline, where the documents have two dates or more; the filters with its span.

    `channel` leads to map, text and list; the span is of the choice of documents that `frame` stands for.
    """
    days = sorted({each.document.date for each in parsed if each.document.date})
    if len(days) < 2:
        return filters
    timeline_panel(_payload(parsed, days), channel, on_span=lambda: _keep(frame))
    kept, span = st.session_state.get(_SPAN, (None, None))
    if kept != frame or span is None:
        return filters
    return replace(filters, since=span[0], until=span[1])


def _payload(parsed: Sequence[ParsedDocument], days: Sequence[date]) -> dict[str, Any]:
    numbers = {day: number for number, day in enumerate(days)}
    return {
        "days": [day.isoformat() for day in days],
        "labels": [f"{day.day} {day:%b %Y}" for day in days],
        "documents": [numbers[each.document.date] if each.document.date else None for each in parsed],
    }


def _keep(frame: str) -> None:
    st.session_state[_SPAN] = (frame, read_span(st.session_state["timeline"].get("span")))
