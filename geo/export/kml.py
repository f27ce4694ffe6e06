"""KML (OGC 2.2), for Google Earth and My Maps: one placemark per place, whose balloon quotes the sentences.

Written with the standard library: simplekml keeps its state in its classes, which threads would share,
and takes text that holds `<![CDATA[` over as markup.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.atlases import make_atlas
from geo.export.base import Format, text_writer
from geo.export.records import POINT_DIGITS, score, xml_text
from geo.mapping.wording import describe, times
from geo.model import ParsedDocument, PlaceOnMap, Quote

_NAMESPACE = "http://www.opengis.net/kml/2.2"


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write one KML document, one placemark per line."""
    atlas = make_atlas(tuple(documents))
    parsed = {document.document.id: document for document in atlas.documents}
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{_NAMESPACE}"><Document>\n')
    for place in atlas.places:
        out.write(tostring(_placemark(place, parsed), encoding="unicode") + "\n")
    out.write("</Document></kml>\n")


def _placemark(on_map: PlaceOnMap, documents: dict[str, ParsedDocument]) -> Element:
    place = on_map.place
    placemark = Element("Placemark")
    _text(placemark, "name", place.name)
    _text(placemark, "Snippet", f"{describe(place)}, named {times(on_map.mention_count)}")
    _text(placemark, "description", "".join(_balloon(on_map, documents)))
    data = {
        "id": place.id,
        "kind": place.kind.value,
        "country": place.country,
        "region": place.region,
        "mentions": str(on_map.mention_count),
        "score": str(score(on_map.score)),
    }
    extended = SubElement(placemark, "ExtendedData")
    for name, value in data.items():
        if value is not None:
            _text(SubElement(extended, "Data", name=name), "value", value)
    lon, lat = round(place.lon, POINT_DIGITS), round(place.lat, POINT_DIGITS)
    _text(SubElement(placemark, "Point"), "coordinates", f"{lon},{lat}")
    return placemark


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = xml_text(text)


def _balloon(on_map: PlaceOnMap, documents: dict[str, ParsedDocument]) -> Iterator[str]:
    """HTML: the quotes, under the document that they are from wherever it changes."""
    yield f"<p>{_html(describe(on_map.place))}, named {times(on_map.mention_count)}</p>"
    if on_map.place.note:
        yield f"<p>{_html(on_map.place.note)}</p>"
    shown = None
    for quote in on_map.quotes:
        document = documents[quote.document_id].document
        if document.id != shown:
            shown = document.id
            day = document.date and document.date.isoformat()
            yield f"<h4>{_html(' · '.join(p for p in (document.title or document.id, day) if p))}</h4>"
        yield f"<p>{_quoted(quote, document.text)}</p>"


def _quoted(quote: Quote, text: str) -> str:
    pieces, position = [], quote.sentence.start
    for resolution in quote.resolutions:
        mention = resolution.mention
        if mention.start < position:  # given mentions may overlap; the text is quoted once
            continue
        toponym = text[mention.start : mention.end]
        pieces.append(f"{_html(text[position : mention.start])}<b>{_html(toponym)}</b>")
        position = mention.end
    return "".join(pieces) + _html(text[position : quote.sentence.end])


def _html(text: str) -> str:
    """Text inside a balloon's HTML. Google Earth fills in `$[name]` before it reads the HTML."""
    return html.escape(text).replace("$", "&#36;")


FORMAT = Format(
    name="kml",
    suffixes=(".kml",),
    label="KML",
    media_type="application/vnd.google-earth.kml+xml",
    hint="For Google Earth",
    write=text_writer(write),
)
