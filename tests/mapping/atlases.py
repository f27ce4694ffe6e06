"""Small atlases to draw, made by finding names in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from geo.atlases import make_atlas
from geo.model import (
    Atlas,
    Document,
    Kind,
    Mention,
    ParsedDocument,
    Place,
    Reading,
    Resolution,
)
from geo.readers import split_sentences

KHARKIV = Place(
    id="geonames:706483",
    name="Kharkiv",
    kind=Kind.SETTLEMENT,
    lat=49.98081,
    lon=36.25272,
    country="UA",
    country_name="Ukraine",
    population=1_433_886,
    feature="PPLA",
)
UKRAINE = Place(
    id="geonames:690791",
    name="Ukraine",
    kind=Kind.COUNTRY,
    lat=49.0,
    lon=32.0,
    country="UA",
    country_name="Ukraine",
    population=44_622_516,
    feature="PCLI",
)


def parsed(
    text: str,
    places: Mapping[str, Place],
    *,
    id: str = "a",
    title: str | None = None,
    readings: Mapping[str, Reading] | None = None,
    score: float = 0.9,
) -> ParsedDocument:
    """A document whose mentions are every occurrence of the names in `places`."""
    document = Document(id=id, text=text, title=title)
    resolutions = [
        Resolution(
            mention=Mention(
                start=found.start(),
                end=found.end(),
                reading=(readings or {}).get(name, Reading.LITERAL),
            ),
            place=place,
            score=score,
        )
        for name, place in places.items()
        for found in re.finditer(re.escape(name), text)
    ]
    resolutions.sort(key=lambda resolution: resolution.mention.start)
    return ParsedDocument(
        document=document, sentences=split_sentences(document), resolutions=tuple(resolutions)
    )


def atlas(text: str, **of_document: object) -> Atlas:
    """One document that names Kharkiv and Ukraine."""
    places = {"Kharkiv": KHARKIV, "Ukraine": UKRAINE}
    return make_atlas([parsed(text, places, **of_document)])  # type: ignore[arg-type]
