"""Documents side by side with their map, and the places they name."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.model import Document
from geo.page.atlas_map import atlas_map
from geo.page.downloads import take_away
from geo.page.filters import filter_panel
from geo.page.inspector import Inspector, chosen_place, corrections, keep_in_step
from geo.page.layout import Slots
from geo.page.notices import say
from geo.page.opening import opening
from geo.page.panels import article_panel, places_list
from geo.page.progress import say_progress
from geo.page.reader import Reader
from geo.page.timeline import timeline
from geo.page.view_cache import gathered, shown
from geo.settings import Settings

NO_PLACES = (
    "No places were found in this text. Dateline looks for countries, regions, cities, seas and mountains."
)
SOON_SECONDS = 0.4
"""A text that is read within this is shown at once; of others the page shows how far they are."""
_GREW = "grew"
"""The documents that came to the page a part at a time."""
ALL_FILTERED = "No place passes these filters."


def channel() -> str:
    """The name under which this session's map, text and list hear one another."""
    name: str = st.session_state.setdefault("channel", f"dateline-{secrets.token_hex(8)}")
    return name


def frame_of(documents: Sequence[Document]) -> str:
    """Changes when other documents are chosen: the map is then framed anew."""
    digest = hashlib.blake2b(digest_size=8)
    for document in documents:
        digest.update(document.text.encode("utf-8", "replace"))
    return digest.hexdigest()


def reading_room(
    documents: tuple[Document, ...],
    settings: Settings,
    reader: Reader,
    page: Slots,
    filter_slot: DeltaGenerator,
) -> None:
    """Map, text and list of the documents' places; the filters go into `filter_slot`."""
    made = corrections(reader)
    reading = opening(documents, settings)
    opened = reading.wait(SOON_SECONDS)
    frame = frame_of(documents)
    if not opened.complete:
        st.session_state[_GREW] = frame
        with page.progress:
            say_progress(reading, opened, settings)
    everything = gathered(opened, made)
    with filter_slot:
        filters = filter_panel(everything.documents)
    sent = shown(opened, made, filters)
    atlas = sent.atlas
    with page.timeline:
        in_span = timeline(atlas.documents, filters, channel=channel(), frame=frame)
    keep_in_step(
        frame,
        sent.article.version,
        {place.place.id for place in atlas.places},
        complete=opened.complete,
    )
    with page.notices:
        for notice in dict.fromkeys(notice for each in atlas.documents for notice in each.notices):
            say(notice)
        if not atlas.places and opened.complete:
            say(ALL_FILTERED if everything.places else NO_PLACES, "empty")
    with page.map:
        atlas_map(
            sent,
            settings,
            channel=channel(),
            documents=frame,
            frame=f"{frame} {filters.choices()}",
            grows=st.session_state.get(_GREW) == frame,
        )
    with page.text:
        inspector = Inspector(atlas.documents, settings, reader, opened.parser)
        article_panel(
            sent,
            channel(),
            selected=chosen_place(),
            inspected=inspector.shown(),
            on_chosen=inspector.on_chosen,
            on_act=inspector.on_act,
        )
    if atlas.places:
        with page.places:
            st.html('<h2 class="section">Places</h2>')
            places_list(sent, channel())
            take_away(shown(opened, made, in_span).atlas)
