"""An atlas as plain lists and dictionaries for the browser.

The format is read by `geo/browser/payload.js`, which knows the tables' columns too.
JavaScript counts UTF-16 units where Python counts code points, so every offset is converted here, once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypedDict

from geo.gazetteer.shapes import shape_of
from geo.mapping.framing import first_view
from geo.mapping.ring import ring
from geo.mapping.wording import describe, sureness
from geo.mapping.writing import SAMPLE, direction, language_of
from geo.model import Atlas, Document, Kind, ParsedDocument, Place, PlaceOnMap, Reading

READING_ORDER = (Reading.LITERAL, Reading.METONYMIC, Reading.DEMONYM)
"""Strongest first: a place is drawn by the strongest of its readings."""

OPENING = 70
"""Characters of a text that stand for a title."""
MOST_SHAPES = 150
"""At most this many places are drawn as areas; countries' outlines are in the world map itself."""


class Utf16:
    """Converts offsets into a text from code points to UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [at for at, sign in enumerate(text) if ord(sign) > 0xFFFF]

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)

    def back(self, units: int) -> int:
        """The offset in code points of an offset in UTF-16 units."""
        wide = 0
        while wide < len(self._wide) and self._wide[wide] + wide < units:
            wide += 1
        return units - wide


def place_reading(place: PlaceOnMap) -> Reading:
    """The strongest reading among a place's mentions."""
    found = {resolution.mention.reading for quote in place.quotes for resolution in quote.resolutions}
    return min(found, key=READING_ORDER.index)


class Table(TypedDict):
    """Records as rows under one line of names: a third of the size for thousands."""

    names: list[str]
    rows: list[list[Any]]


class PlaceRow(TypedDict):
    """A place on the map."""

    id: str
    name: str
    what: str
    note: str
    kind: str
    country: str | None
    lat: float
    lon: float
    count: int
    reading: str
    sure: str
    own: bool
    approximate: float | None
    """Radius of the ring in which it lies, in kilometres; None where its point is known."""
    shape: dict[str, Any] | None


class QuoteRow(TypedDict):
    """A sentence that names a place: numbers of the place, the sentence and the document."""

    place: int
    sentence: int
    document: int


class MarkRow(TypedDict):
    """A mention in a quote: the quote's number, offsets into the sentence, the mention's in its text."""

    quote: int
    start: int
    end: int
    reading: str
    mention: int


class MentionRow(TypedDict):
    """A mention in the text panel; `from` and `to` bound its sentence."""

    start: int
    end: int
    reading: str
    place: str | None
    sure: str
    from_: int
    to: int


class ListRow(TypedDict):
    """A place in the list."""

    id: str
    name: str
    what: str
    country: str
    count: int
    score: float
    sure: str
    reading: str
    counts: list[int]
    """Document and mentions in it, one pair after another; empty where there is one document."""


def map_payload(atlas: Atlas) -> dict[str, Any]:
    """Return what the map draws: documents' headings, each quoted sentence once, and the places that quote
    them."""
    documents = {parsed.document.id: index for index, parsed in enumerate(atlas.documents)}
    mentions = [
        {(r.mention.start, r.mention.end): index for index, r in enumerate(parsed.resolutions)}
        for parsed in atlas.documents
    ]
    sentences: list[str] = []
    numbers: dict[tuple[int, int, int], int] = {}
    quotes: list[QuoteRow] = []
    marks: list[MarkRow] = []
    for index, place in enumerate(atlas.places):
        for quote in place.quotes:
            document = documents[quote.document_id]
            text = atlas.documents[document].document.text
            start, end = quote.sentence.start, quote.sentence.end
            number = numbers.setdefault((document, start, end), len(sentences))
            if number == len(sentences):
                sentences.append(text[start:end])
            utf16 = Utf16(sentences[number])
            marks += [
                {
                    "quote": len(quotes),
                    "start": utf16(max(r.mention.start - start, 0)),
                    "end": utf16(min(r.mention.end, end) - start),
                    "reading": r.mention.reading.value,
                    "mention": mentions[document].get((r.mention.start, r.mention.end), -1),
                }
                for r in quote.resolutions
            ]
            quotes.append({"place": index, "sentence": number, "document": document})
    few = len(atlas.places) <= MOST_SHAPES
    view = first_view([(place, place_reading(place)) for place in atlas.places])
    return {
        "documents": [_heading_record(parsed) for parsed in atlas.documents],
        "sentences": sentences,
        "places": table(PlaceRow, [_place_row(place, with_shape=few) for place in atlas.places]),
        "quotes": table(QuoteRow, quotes),
        "marks": table(MarkRow, marks),
        "view": list(view) if view else None,
    }


def _place_row(place: PlaceOnMap, *, with_shape: bool) -> PlaceRow:
    return {
        "id": place.place.id,
        "name": place.place.name,
        "what": describe(place.place),
        "note": place.place.note or "",
        "kind": place.place.kind.value,
        "country": place.place.country,
        "lat": place.place.lat,
        "lon": place.place.lon,
        "count": place.mention_count,
        "reading": place_reading(place).value,
        "sure": sureness(place.score),
        "own": any(r.corrected_by is not None for quote in place.quotes for r in quote.resolutions),
        "approximate": place.place.approximate_km,
        "shape": _outline(place.place) if with_shape else None,
    }


def _heading_record(parsed: ParsedDocument) -> dict[str, Any]:
    return {"title": heading(parsed.document), "dateline": dateline(parsed)} | _writing(parsed)


def _writing(parsed: ParsedDocument) -> dict[str, str]:
    """The language and the direction in which a browser sets the document's text."""
    document = parsed.document
    sample = document.text[document.body_start : document.body_start + SAMPLE]
    return {"lang": language_of(sample), "dir": direction(sample)}


def table(row: type[Any], records: Sequence[Any]) -> Table:
    """Records of one type as a table, its columns in the type's order."""
    keys = list(row.__annotations__)
    return {
        "names": [key.removesuffix("_") for key in keys],
        "rows": [[record[key] for key in keys] for record in records],
    }


def article_payload(atlas: Atlas, *, narrowed: bool = False) -> dict[str, Any]:
    """Return what the text panel shows: each document's text with its mentions."""
    shown = {
        (quote.document_id, r.mention.start): (place.place.id, quote.sentence)
        for place in atlas.places
        for quote in place.quotes
        for r in quote.resolutions
    }
    documents = []
    for parsed in atlas.documents:
        document = parsed.document
        utf16 = Utf16(document.text)
        mentions: list[MentionRow] = []
        for r in parsed.resolutions:
            id, sentence = shown.get((document.id, r.mention.start), (None, r.mention))
            mentions.append(
                {
                    "start": utf16(r.mention.start),
                    "end": utf16(r.mention.end),
                    "reading": r.mention.reading.value,
                    "place": id,
                    "sure": sureness(r.score) if r.place else "unknown",
                    "from_": utf16(sentence.start),
                    "to": utf16(sentence.end),
                }
            )
        documents.append(
            {
                "title": document.title or "",
                "dateline": dateline(parsed),
                "text": document.text,
                "from": utf16(document.body_start),
                "mentions": table(MentionRow, mentions),
            }
            | _writing(parsed)
        )
    places = {
        place.place.id: {
            "name": place.place.name,
            "what": describe(place.place),
            "note": place.place.note or "",
        }
        for place in atlas.places
    }
    return {"documents": documents, "places": places, "narrowed": narrowed}


def list_payload(atlas: Atlas) -> Table:
    """The rows of the list of places."""
    documents = {parsed.document.id: index for index, parsed in enumerate(atlas.documents)}
    rows: list[ListRow] = [
        {
            "id": place.place.id,
            "name": place.place.name,
            "what": describe(place.place),
            "country": place.place.country_name or "",
            "count": place.mention_count,
            "score": round(place.score, 2),
            "sure": sureness(place.score),
            "reading": place_reading(place).value,
            "counts": _counts(place, documents) if len(documents) > 1 else [],
        }
        for place in atlas.places
    ]
    return table(ListRow, rows)


def _outline(place: Place) -> dict[str, Any] | None:
    """A place's own outline, or the ring in which an approximate one lies. Countries are drawn by the map."""
    if place.approximate_km is not None:
        return ring(lat=place.lat, lon=place.lon, km=place.approximate_km)
    return None if place.kind is Kind.COUNTRY else _shape(place.id)


def _counts(place: PlaceOnMap, documents: Mapping[str, int]) -> list[int]:
    found = Counter[int]()
    for quote in place.quotes:
        found[documents[quote.document_id]] += len(quote.resolutions)
    return [number for pair in sorted(found.items()) for number in pair]


@lru_cache(maxsize=256)
def _shape(place_id: str) -> dict[str, Any] | None:
    return shape_of(place_id)


def heading(document: Document) -> str:
    """A document's title, or its opening words where it has none."""
    if document.title:
        return document.title
    opening = " ".join(document.text[document.body_start : document.body_start + 4 * OPENING].split())
    if len(opening) <= OPENING:
        return opening or document.id
    return opening[:OPENING].rsplit(" ", 1)[0].rstrip(",;:–—-") + "…"


def dateline(parsed: ParsedDocument) -> str:
    """A document's date and source in one line: "2 June 2025 · Example Times"."""
    day = parsed.document.date
    parts = [f"{day.day} {day:%B %Y}" if day else "", parsed.document.source or ""]
    return " · ".join(part for part in parts if part)
