"""What the feeds have in common: one entry per document, at the place that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from geo.export.records import POINT_DIGITS, xml_text
from geo.focus import focus
from geo.mapping.payload import heading
from geo.model import ParsedDocument, Place

GEORSS = "http://www.georss.org/georss"
"""GeoRSS-Simple, https://docs.ogc.org/cs/17-002r1/17-002r1.html"""
_SUMMARY = 300
"""Characters of the text that a summary has at most."""
_NAMED = 20
"""Places that an entry names at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One document as a feed has it."""

    title: str
    id: str
    """A URI: the document's address where it has one."""
    link: str | None
    published: datetime | None
    source: str | None
    summary: str
    places: tuple[Place, ...]
    """What it is about first; an entry's point is the first's."""


def entries(documents: Iterable[ParsedDocument]) -> Iterator[Entry]:
    """Yield one entry per document, in their order."""
    for parsed in documents:
        document = parsed.document
        link = next((part for part in (document.id, document.source) if _is_address(part)), None)
        day = datetime.combine(document.date, time(), UTC) if document.date else None
        yield Entry(
            title=heading(parsed.document),
            id=link or f"urn:dateline:{quote(document.id, safe='', errors='replace')}",
            link=link,
            published=day,
            source=document.source,
            summary=_shortened(document.text[document.body_start :]),
            places=tuple(_by_weight(parsed)),
        )


def categories(places: tuple[Place, ...]) -> list[str]:
    """Return the names of the places, which a feed has as categories."""
    return [xml_text(place.name) for place in places[:_NAMED]]


def add_point(entry: Element, places: tuple[Place, ...]) -> None:
    """Add the first place's point, name and kind."""
    for place in places[:1]:
        lat, lon = round(place.lat, POINT_DIGITS), round(place.lon, POINT_DIGITS)
        SubElement(entry, "georss:point").text = f"{lat} {lon}"
        SubElement(entry, "georss:featurename").text = xml_text(place.name)
        SubElement(entry, "georss:featuretypetag").text = place.kind.value


def _by_weight(parsed: ParsedDocument) -> Iterator[Place]:
    """Yield the document's places, what it is about first, each once."""
    met = {r.place.id: r.place for r in parsed.resolutions if r.place}
    for share in focus([parsed]).places:
        if place := met.pop(share.id, None):
            yield place
    yield from met.values()


def _is_address(text: str | None) -> bool:
    return text is not None and text.startswith(("http://", "https://")) and " " not in text


def _shortened(text: str) -> str:
    text = " ".join(text[: 4 * _SUMMARY].split())
    return text if len(text) <= _SUMMARY else text[: _SUMMARY - 1].rsplit(" ", 1)[0] + "…"
