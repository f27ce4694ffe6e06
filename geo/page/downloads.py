"""The documents' places as files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import partial

import streamlit as st

from geo.export import writer
from geo.mapping.payload import heading
from geo.model import Atlas

_FORMATS = {
    "html": ("Web page", "text/html", "One file with map and text that opens without a network"),
    "geojson": ("GeoJSON", "application/geo+json", "For QGIS, geopandas and other maps"),
    "kml": ("KML", "application/vnd.google-earth.kml+xml", "For Google Earth"),
    "csv": ("CSV", "text/csv", "For Excel: a row a mention"),
}


def take_away(atlas: Atlas) -> None:
    """A button a format; a file is written when its button is pressed."""
    name = _file_name(heading(atlas.documents[0]) if len(atlas.documents) == 1 else "dateline")
    with st.container(key="take-away", horizontal=True, vertical_alignment="center", gap="small"):
        st.html('<span class="label">Take it away</span>', width="content")
        for format, (label, mime, hint) in _FORMATS.items():
            st.download_button(
                label,
                _content(atlas, format),
                f"{name}.{format}",
                mime,
                key=f"take-{format}",
                help=hint,
                on_click="ignore",
                icon=":material/download:",
            )


def _content(atlas: Atlas, format: str) -> Callable[[], bytes]:
    return partial(_write, atlas, format)


def _write(atlas: Atlas, format: str) -> bytes:
    out = io.StringIO(newline="")
    writer(format)(atlas.documents, out)
    return out.getvalue().encode("utf-8", "replace")


def _file_name(title: str) -> str:
    """A name that every file system takes."""
    return re.sub(r"[^\w]+", "-", title.lower())[:60].strip("-") or "dateline"
