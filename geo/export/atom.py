"""Atom (RFC 4287) with GeoRSS: one entry per document, at the place that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.export.base import Format, text_writer
from geo.export.records import xml_text
from geo.export.syndication import GEORSS, Entry, add_point, categories, entries
from geo.model import ParsedDocument


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write one feed. An entry without a date is as old as the feed, for Atom wants one."""
    now = datetime.now(UTC).replace(microsecond=0)
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="{GEORSS}">\n'
        "<title>Dateline</title><id>urn:dateline:feed</id>"
        f"<updated>{now.isoformat()}</updated><author><name>Dateline</name></author>\n"
    )
    for entry in entries(documents):
        out.write(tostring(_entry(entry, now), encoding="unicode") + "\n")
        out.flush()
    out.write("</feed>\n")


def _entry(entry: Entry, now: datetime) -> Element:
    element = Element("entry")
    SubElement(element, "title").text = xml_text(entry.title)
    SubElement(element, "id").text = xml_text(entry.id)
    SubElement(element, "updated").text = (entry.published or now).isoformat()
    if entry.published:
        SubElement(element, "published").text = entry.published.isoformat()
    if entry.link:
        SubElement(element, "link", href=xml_text(entry.link))
    if entry.source:
        SubElement(SubElement(element, "author"), "name").text = xml_text(entry.source)
    SubElement(element, "summary").text = xml_text(entry.summary)
    for name in categories(entry.places):
        SubElement(element, "category", term=name)
    add_point(element, entry.places)
    return element


FORMAT = Format(
    name="atom",
    suffixes=(".atom",),
    label="Atom",
    media_type="application/atom+xml",
    hint="For feed readers: one entry per document, with GeoRSS points",
    write=text_writer(write),
    offered=False,
)
