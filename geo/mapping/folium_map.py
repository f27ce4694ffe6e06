"""The Folium map: a base that never changes and a layer of places that does. The only importer of folium.

Whatever changes goes into the layer: streamlit-folium redraws the whole frame when the base changes,
and just the layer when the layer does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from geo.mapping.assets import asset_url
from geo.mapping.browser_view import BrowserView
from geo.mapping.inert import inert_json

ATTRIBUTION = "Natural Earth · GeoNames"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tiles:
    """A server of street map tiles."""

    url: str
    """With `{z}`, `{x}` and `{y}`."""
    attribution: str


OPENSTREETMAP = Tiles(
    url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    attribution="© OpenStreetMap contributors",
)


class Basemap(JSCSSMixin, MacroElement):
    """The vector world, fetched by the frame as a static file, and the switch for street tiles."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "dateline.basemap({{ this._parent.get_name() }}, {{ this.options }});"
        "{% endmacro %}"
    )

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "Basemap"
        self.default_js = [
            ("leaflet", asset_url("leaflet/leaflet.js")),
            ("protomaps", asset_url("vendor/protomaps-leaflet.js")),
            ("dateline", asset_url("dateline/map.js")),
        ]
        self.default_css = [
            ("leaflet", asset_url("leaflet/leaflet.css")),
            ("dateline", asset_url("dateline/map.css")),
            ("popup", asset_url("dateline/popup.css")),
        ]
        self.options = inert_json(options)


class Places(MacroElement):
    """The places of an atlas with their quotes."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "dateline.places({{ this.payload }}, {{ this.options }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: str, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "Places"
        self.payload = payload
        self.options = inert_json(options)

    def render(self, **_kwargs: Any) -> str:
        """Nothing: streamlit-folium takes the script from the template. Branca would compile the whole
        payload as a template of its own, which takes longer than everything else together."""
        return ""


def base_map(tiles: Tiles | None = OPENSTREETMAP, fonts: list[dict[str, str]] | None = None) -> folium.Map:
    """The map without places. Made anew for each run: a used one changes its script."""
    figure = folium.Map(
        location=(30, 10),
        zoom_start=2,
        tiles=None,
        min_zoom=1,
        max_zoom=18,
        zoom_snap=0.25,
        zoom_control="bottomright",
        fade_animation=False,  # a popup answers at once
        world_copy_jump=False,
    )
    options: dict[str, Any] = {
        "url": asset_url("dateline/world.json"),
        "detail": asset_url("dateline/world.pmtiles"),
        "attribution": ATTRIBUTION,
        "fonts": fonts or [],
    }
    if tiles:
        options["tiles"] = {"url": tiles.url, "attribution": tiles.attribution}
    figure.default_js = []  # Folium's own come from servers elsewhere
    figure.default_css = []
    Basemap(options).add_to(figure)
    return figure


def places_layer(
    sent: BrowserView,
    *,
    channel: str | None = None,
    documents: str = "",
    frame: str = "",
    grows: bool = False,
    asks: bool = False,
) -> folium.FeatureGroup:
    """The layer of places, for `st_folium(..., feature_group_to_add=...)`.

    `channel` names the BroadcastChannel that links map and text. The map is framed on the places
    once for each value of `frame`, and again while it `grows` until the reader moves it; another value of
    `documents` lets go of the chosen place. With `asks` the popups lead to "Why here?".
    """
    layer = folium.FeatureGroup(name="places", control=False)
    options = {"channel": channel, "documents": documents, "frame": frame, "grows": grows, "asks": asks}
    Places(sent.map, options).add_to(layer)
    return layer
