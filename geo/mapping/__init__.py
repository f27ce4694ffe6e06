"""The map: an atlas drawn over a vector world that needs no network.

`geo.mapping.folium_map` is imported apart: Folium is slow to import, and only the page needs it.
"""

from geo.mapping.assets import asset_file, asset_names, install_assets, read_asset, read_script
from geo.mapping.browser_view import BrowserView
from geo.mapping.inert import inert_json
from geo.mapping.payload import article_payload, list_payload, map_payload
from geo.mapping.sources import read_source
from geo.mapping.tokens import icon, read_style, token_css
from geo.mapping.wording import describe, sureness, times, whereabouts

__all__ = [
    "BrowserView",
    "article_payload",
    "asset_file",
    "asset_names",
    "describe",
    "icon",
    "inert_json",
    "install_assets",
    "list_payload",
    "map_payload",
    "read_asset",
    "read_script",
    "read_source",
    "read_style",
    "sureness",
    "times",
    "token_css",
    "whereabouts",
]
