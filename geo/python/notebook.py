"""`geo.atlas`: the places of many documents, which a notebook shows as a map."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable
from dataclasses import dataclass

from geo.atlases import make_atlas
from geo.export import writer
from geo.model import Atlas, ParsedDocument
from geo.python.results import each

_HEIGHT = 640
"""Pixels of the map in a notebook."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownAtlas(Atlas):
    """An atlas that a notebook's cell shows as the map beside the text, without a network."""

    def _repr_html_(self) -> str:
        """Return a frame with the page of the HTML export: its scripts reach nothing of the notebook's."""
        out = io.BytesIO()
        writer("html")(self.documents, out)
        page = html.escape(out.getvalue().decode("utf-8"))
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-popups" title="Dateline" '
            f'style="width: 100%; height: {_HEIGHT}px; border: 0"></iframe>'
        )

    def __repr__(self) -> str:
        """Say how much it holds."""
        mentions = sum(place.mention_count for place in self.places)
        return f"Atlas({len(self.places):,} places, {mentions:,} mentions, {len(self.documents):,} documents)"


def atlas(*parsed: ParsedDocument | Iterable[ParsedDocument]) -> Atlas:
    """Return the places that parsed documents name, the most named first, with the sentences that name them.

    A notebook shows it as a map. `geo.write("map.html", parsed)` writes the same map to a file.
    """
    made = make_atlas(tuple(each(*parsed)))
    return ShownAtlas(documents=made.documents, places=made.places)
