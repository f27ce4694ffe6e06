"""One HTML file that needs no network: the map, the popups, the text and what links them.

Everything is inside the file, and a policy inside it too lets it load nothing else. Articles' text is
data (`inert_json`) that the same scripts as the page's turn into text nodes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from typing import TextIO

from geo.atlases import make_atlas
from geo.export.base import Format, text_writer
from geo.mapping import article_payload, inert_json, map_payload, read_asset, read_style
from geo.mapping.payload import heading
from geo.model import Atlas, ParsedDocument

ATTRIBUTION = "Natural Earth · GeoNames"
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write the page of all documents."""
    atlas = make_atlas(tuple(documents))
    data = {
        "map": map_payload(atlas),
        "article": article_payload(atlas),
        "world": json.loads(read_asset("dateline/world.json")),
        "attribution": ATTRIBUTION,
        "css": read_style("article.css"),
    }
    title = html.escape(_title(atlas))
    out.write(
        "<!doctype html>\n"
        '<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n"
    )
    leaflet = re.sub(r"url\([^)]*\)", "none", read_asset("leaflet/leaflet.css").decode())
    for sheet in (leaflet, *map(read_style, ("map.css", "popup.css", "export.css"))):
        out.write(f"<style>{sheet}</style>\n")
    out.write(
        f"</head><body>\n<header><h1>{title}</h1><p>{_count(atlas)}</p></header>\n"
        '<main><div id="map_div"></div><div id="article"></div></main>\n'
    )
    scripts = (
        read_asset("leaflet/leaflet.js").decode().replace("//# sourceMappingURL=leaflet.js.map", ""),
        f"window.datelineExport = {inert_json(data)};",
        read_asset("dateline/export.js").decode(),
    )
    for script in scripts:
        out.write(f"<script>{script}</script>\n")
    out.write("</body></html>\n")


def _title(atlas: Atlas) -> str:
    if len(atlas.documents) == 1:
        return heading(atlas.documents[0].document)
    return f"{len(atlas.documents)} documents"


def _count(atlas: Atlas) -> str:
    mentions = sum(place.mention_count for place in atlas.places)
    return f"{len(atlas.places)} places, {mentions} mentions"


FORMAT = Format(
    name="html",
    suffixes=(".html", ".htm"),
    label="Web page",
    media_type="text/html",
    hint="One file with map and text that opens without a network",
    write=text_writer(write),
)
