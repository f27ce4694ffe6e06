"""The map on the page. The only importer of streamlit-folium."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit
from streamlit_folium import st_folium

from geo.mapping import BrowserView
from geo.mapping.folium_map import Tiles, base_map, places_layer
from geo.settings import Settings

_HEIGHT = 640
"""Pixels before the style sheet is read, which sets the height by the window's."""
_FRAME_TO_STATIC = "../../static/media"
_TYPEFACES = {
    "Source Sans": "SourceSansVF-Upright*.woff2",
    "Source Serif": "SourceSerifVariable-Roman*.woff2",
}


@cache
def _fonts() -> list[dict[str, str]]:
    """The page's own typefaces, which Streamlit serves under names that change with its version."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return [
        {"family": family, "url": f"{_FRAME_TO_STATIC}/{file.name}"}
        for family, pattern in _TYPEFACES.items()
        for file in sorted(media.glob(pattern))[:1]
    ]


def atlas_map(
    sent: BrowserView, settings: Settings, *, channel: str, documents: str, frame: str, grows: bool
) -> None:
    """The atlas on the map. Panning, zooming and clicking run nothing on the server."""
    tiles = None
    if settings.tiles_url:
        tiles = Tiles(url=settings.tiles_url, attribution=settings.tiles_attribution)
    st_folium(
        base_map(tiles, _fonts()),
        key="map",
        height=_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=[
            places_layer(sent, channel=channel, documents=documents, frame=frame, grows=grows, asks=True)
        ],
    )
