"""What every format says of a place and of a mention: one set of keys, one rounding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from geo.atlases import sentence_of
from geo.model import NamedPlace, ParsedDocument, Place, Resolution

SCORE_DIGITS = 4
"""Decimals of a probability: finer than its calibration is."""
POINT_DIGITS = 6
"""Decimals of a degree: 11 cm, finer than any source's points."""

Cell = str | int | float | None

_OF_DOCUMENT = ("document", "title", "date", "source")
_OF_MENTION = ("start", "end", "text", "reading", "score")
_OF_PLACE = (
    *("place", "place_id", "geonameid", "kind", "country", "country_name", "region", "lat", "lon"),
    *("population", "place_source", "approximate_km"),
)
COLUMNS = (*_OF_DOCUMENT, *_OF_MENTION, *_OF_PLACE, "failure", "sentence")
"""The columns of a table with one row per mention."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, even escaped."""


def place_record(place: Place) -> dict[str, Any]:
    """Return a place as JSON has it."""
    record: dict[str, Any] = {
        "id": place.id,
        "geonameid": place.geonameid,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "region": place.region,
        "lat": round(place.lat, POINT_DIGITS),
        "lon": round(place.lon, POINT_DIGITS),
        "population": place.population,
        "source": place.source,
    }
    if place.approximate_km is not None:
        record["approximate"] = {"km": place.approximate_km}
    return record


def named_place_record(named: NamedPlace) -> dict[str, Any]:
    """Return a place that was found by a name, and what the name is to it."""
    return place_record(named.place) | {
        "name_kind": named.name_kind.value,
        "importance": round(named.importance, SCORE_DIGITS),
    }


def mention_rows(parsed: ParsedDocument) -> Iterator[tuple[Cell, ...]]:
    """Yield a document's mentions as rows of `COLUMNS`, in the text's order."""
    document = parsed.document
    day = document.date.isoformat() if document.date else None
    for resolution in parsed.resolutions:
        mention = resolution.mention
        sentence = sentence_of(parsed.sentences, mention)
        yield (
            *(document.id, document.title, day, document.source),
            *(mention.start, mention.end, document.text[mention.start : mention.end]),
            *(mention.reading.value, score(resolution.score)),
            *_place_cells(resolution),
            *(resolution.failure, document.text[sentence.start : sentence.end]),
        )


def _place_cells(resolution: Resolution) -> tuple[Cell, ...]:
    place = resolution.place
    if place is None:
        return (None,) * len(_OF_PLACE)
    return (
        *(place.name, place.id, place.geonameid, place.kind.value),
        *(place.country, place.country_name, place.region),
        *(round(place.lat, POINT_DIGITS), round(place.lon, POINT_DIGITS)),
        *(place.population, place.source, place.approximate_km),
    )


def score(value: float) -> float:
    """Return a probability as it is written."""
    return round(value, SCORE_DIGITS)


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML cannot hold, each replaced by U+FFFD."""
    return _NO_XML.sub("\ufffd", text)
