"""The documents' places as files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

import streamlit as st

from geo.export import Format, formats
from geo.mapping.payload import heading
from geo.model import Atlas


def take_away(atlas: Atlas) -> None:
    """A button a format; a file is written when its button is pressed."""
    name = _file_name(heading(atlas.documents[0].document) if len(atlas.documents) == 1 else "dateline")
    with st.container(key="take-away", horizontal=True, vertical_alignment="center", gap="small"):
        st.html('<span class="label">Take it away</span>', width="content")
        for format in filter(_is_offered, formats()):
            st.download_button(
                format.label,
                _content(atlas, format),
                f"{name}{format.suffixes[0]}",
                format.media_type,
                key=f"take-{format.name}",
                help=format.hint,
                on_click="ignore",
                icon=":material/download:",
            )


def _is_offered(format: Format) -> bool:
    return format.offered and all(find_spec(module) for module in format.needs)


def _content(atlas: Atlas, format: Format) -> Callable[[], bytes]:
    return partial(_write, atlas, format)


def _write(atlas: Atlas, format: Format) -> bytes:
    out = io.BytesIO()
    format.write(atlas.documents, out)
    return out.getvalue()


def _file_name(title: str) -> str:
    """A name that every file system takes."""
    return re.sub(r"[^\w]+", "-", title.lower())[:60].strip("-") or "dateline"
