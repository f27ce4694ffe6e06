"""Documents side by side with their map, and the places they name."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

import streamlit as st

from geo.atlas import make_atlas
from geo.model import Atlas, Document, ParsedDocument
from geo.page.atlas_map import atlas_map
from geo.page.inspector import Inspector, corrected, corrections, state
from geo.page.notices import say
from geo.page.panels import article_panel, places_list
from geo.page.take_away import take_away
from geo.pipeline import Geoparser, default_geoparser
from geo.settings import Settings

NO_PLACES = (
    "No places were found in this text. Dateline looks for countries, regions, cities, seas and mountains."
)


@st.cache_resource(show_spinner="Preparing the gazetteer. This takes half a minute the first time.")
def geoparser(_settings: Settings) -> Geoparser:
    """The process's geoparser. Raises a `DatelineError` where the gazetteer cannot be built."""
    return default_geoparser(_settings)


@st.cache_resource(max_entries=200, show_spinner="Reading …")
def parse(document: Document, _geoparser: Geoparser) -> ParsedDocument:
    """A document's places; the same document is read once a process."""
    return _geoparser.parse(document)


def channel() -> str:
    """The name under which this session's map, text and list hear one another."""
    name: str = st.session_state.setdefault("channel", f"dateline-{secrets.token_hex(8)}")
    return name


def frame_of(atlas: Atlas) -> str:
    """Changes when other documents are shown: the map is then framed anew."""
    digest = hashlib.blake2b(digest_size=8)
    for parsed in atlas.documents:
        digest.update(parsed.document.text.encode("utf-8", "replace"))
    return digest.hexdigest()


def reading_room(documents: Sequence[Document], settings: Settings, parser: Geoparser) -> None:
    """Map, text and list of the documents' places."""
    made = corrections(settings)
    parsed = [corrected(parse(document, parser), made, parser) for document in documents]
    atlas = make_atlas(parsed)
    for notice in dict.fromkeys(notice for each in parsed for notice in each.notices):
        say(notice)
    if not atlas.places:
        say(NO_PLACES, "empty")
    left, right = st.columns([7, 5], gap="large")
    with left, st.container(key="map"):
        atlas_map(atlas, settings, channel=channel(), frame=frame_of(atlas))
    with right:
        inspector = Inspector(atlas.documents, settings, parser)
        article_panel(
            atlas,
            channel(),
            selected=state().place or st.query_params.get("place"),
            inspected=inspector.shown(),
            on_chosen=inspector.on_chosen,
            on_act=inspector.on_act,
        )
    if atlas.places:
        st.html('<h2 class="section">Places</h2>')
        places_list(atlas, channel())
        take_away(atlas)
