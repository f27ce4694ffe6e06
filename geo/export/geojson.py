"""GeoJSON (RFC 7946): one feature per place, with every sentence that names it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from geo.atlases import make_atlas
from geo.export.base import Format, text_writer
from geo.export.records import place_record, score
from geo.model import Atlas, ParsedDocument, PlaceOnMap, Quote, Resolution


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write one feature collection, one feature per line."""
    out.write('{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for feature in features(make_atlas(tuple(documents))):
        out.write(separator + json.dumps(feature, ensure_ascii=False, allow_nan=False))
        separator = ",\n"
    out.write("\n]}\n")


def features(atlas: Atlas) -> Iterable[dict[str, Any]]:
    """The places of an atlas, the most named first."""
    documents = {parsed.document.id: parsed for parsed in atlas.documents}
    for place in atlas.places:
        yield _feature(place, documents)


def _feature(on_map: PlaceOnMap, documents: dict[str, ParsedDocument]) -> dict[str, Any]:
    properties = place_record(on_map.place)
    lat, lon, id = properties.pop("lat"), properties.pop("lon"), properties.pop("id")
    properties |= {
        "country_name": on_map.place.country_name,
        "note": on_map.place.note,
        "mentions": on_map.mention_count,
        "score": score(on_map.score),
        "quotes": [_quote(quote, documents[quote.document_id]) for quote in on_map.quotes],
    }
    return {
        "type": "Feature",
        "id": id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def _quote(quote: Quote, parsed: ParsedDocument) -> dict[str, Any]:
    document = parsed.document
    start, end = quote.sentence.start, quote.sentence.end
    return {
        "document": document.id,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "start": start,
        "end": end,
        "text": document.text[start:end],
        "mentions": [_mention(r, document.text) for r in quote.resolutions],
    }


def _mention(resolution: Resolution, text: str) -> dict[str, Any]:
    mention = resolution.mention
    return {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "reading": mention.reading.value,
        "score": score(resolution.score),
    }


FORMAT = Format(
    name="geojson",
    suffixes=(".geojson",),
    label="GeoJSON",
    media_type="application/geo+json",
    hint="For QGIS, geopandas and other maps",
    write=text_writer(write),
)
