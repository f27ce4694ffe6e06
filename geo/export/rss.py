"""RSS 2.0 with GeoRSS: one item per document, at the place that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.export.base import Format, text_writer
from geo.export.records import xml_text
from geo.export.syndication import GEORSS, Entry, add_point, categories, entries
from geo.model import ParsedDocument


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write one channel, document by document."""
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<rss version="2.0" xmlns:georss="{GEORSS}"><channel>\n'
        "<title>Dateline</title><link>urn:dateline:feed</link>"
        "<description>Documents and the places that they are about.</description>\n"
    )
    for entry in entries(documents):
        out.write(tostring(_item(entry), encoding="unicode") + "\n")
        out.flush()
    out.write("</channel></rss>\n")


def _item(entry: Entry) -> Element:
    item = Element("item")
    SubElement(item, "title").text = xml_text(entry.title)
    if entry.link:
        SubElement(item, "link").text = xml_text(entry.link)
    guid = SubElement(item, "guid", isPermaLink="true" if entry.link else "false")
    guid.text = xml_text(entry.id)
    if entry.published:
        SubElement(item, "pubDate").text = format_datetime(entry.published)
    SubElement(item, "description").text = xml_text(entry.summary)
    for name in categories(entry.places):
        SubElement(item, "category").text = name
    add_point(item, entry.places)
    return item


FORMAT = Format(
    name="rss",
    suffixes=(".rss",),
    label="RSS",
    media_type="application/rss+xml",
    hint="For feed readers: one item per document, with GeoRSS points",
    write=text_writer(write),
    offered=False,
)
