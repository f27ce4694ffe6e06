"""TEI P5: the text with its place names marked, and the places that they mean in a list.

`standOff/listPlace` holds a document's places with their coordinates; in the text each `placeName` points to
one and says how sure that is. The text inside `body` is the document's, character for character.
Guidelines: https://tei-c.org/release/doc/tei-p5-doc/en/html/ND.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.export.base import Format, text_writer
from geo.export.records import POINT_DIGITS, score, xml_text
from geo.model import Document, ParsedDocument, Place, Resolution

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
"""What stands between two paragraphs."""
_CERTAIN = ((0.9, "high"), (0.5, "medium"), (0.0, "low"))
"""Least probability of each of TEI's words for certainty."""


def write(documents: Iterable[ParsedDocument], out: TextIO) -> None:
    """Write one `TEI` element, or a `teiCorpus` of several, document by document."""
    stream = iter(documents)
    first = list(islice(stream, 2))
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    if len(first) < 2:
        for parsed in first:
            out.write(_serialised(parsed, 1, f' xmlns="{NAMESPACE}"'))
        if not first:
            out.write(_corpus_start() + "</teiCorpus>\n")
        return
    out.write(_corpus_start())
    for number, parsed in enumerate(chain(first, stream), start=1):
        out.write(_serialised(parsed, number, ""))
        out.flush()
    out.write("</teiCorpus>\n")


def _corpus_start() -> str:
    header = tostring(_header("Documents read by Dateline", None), encoding="unicode")
    return f'<teiCorpus xmlns="{NAMESPACE}">\n{header}\n'


def _serialised(parsed: ParsedDocument, number: int, namespace: str) -> str:
    """Return one document; `number` keeps its ids apart from other documents'."""
    tei = Element("TEI")
    document = parsed.document
    tei.append(_header(document.title or document.id, document))
    ids: dict[str, str] = {}
    for place in (r.place for r in parsed.resolutions if r.place):
        ids.setdefault(place.id, f"d{number}.p{len(ids) + 1}")
    if ids:
        tei.append(_places(parsed, ids))
    body = SubElement(SubElement(tei, "text"), "body")
    body.set(_SPACE, "preserve")
    _Body(parsed, ids).fill(body)
    text = tostring(tei, encoding="unicode").replace("\r", "&#13;")  # a parser takes a bare one for "\n"
    return text.replace("<TEI", f"<TEI{namespace}", 1) + "\n"


def _header(title: str, document: Document | None) -> Element:
    header = Element("teiHeader")
    file = SubElement(header, "fileDesc")
    _text(SubElement(file, "titleStmt"), "title", title)
    _text(SubElement(file, "publicationStmt"), "p", "Place names marked and placed by Dateline.")
    source = SubElement(file, "sourceDesc")
    if document is None:
        _text(source, "p", "See each document.")
        return header
    bibl = SubElement(source, "bibl")
    _text(bibl, "title", document.title or document.id)
    _text(bibl, "idno", document.id)
    if document.source:
        _text(bibl, "publisher", document.source)
    if document.date:
        _text(bibl, "date", document.date.isoformat()).set("when", document.date.isoformat())
    return header


def _places(parsed: ParsedDocument, ids: dict[str, str]) -> Element:
    standoff = Element("standOff")
    listed = SubElement(standoff, "listPlace")
    met = {r.place.id: r.place for r in parsed.resolutions if r.place}
    for id, xml_id in ids.items():
        listed.append(_place(met[id], xml_id))
    return standoff


def _place(place: Place, xml_id: str) -> Element:
    element = Element("place", type=place.kind.value)
    element.set(_ID, xml_id)
    _text(element, "placeName", place.name)
    if place.country:
        _text(element, "country", place.country_name or place.country).set("key", place.country)
    if place.region:
        _text(element, "region", place.region)
    location = SubElement(element, "location")
    _text(location, "geo", f"{round(place.lat, POINT_DIGITS)} {round(place.lon, POINT_DIGITS)}")
    if place.note:
        _text(element, "note", place.note)
    scheme, _, number = place.id.partition(":")
    _text(element, "idno", number).set("type", scheme)
    return element


class _Body:
    """The text in paragraphs, its mentions marked."""

    def __init__(self, parsed: ParsedDocument, ids: dict[str, str]) -> None:
        self._text = parsed.document.text
        self._ids = ids
        self._left = [r for r in parsed.resolutions if r.mention.end > r.mention.start]

    def fill(self, body: Element) -> None:
        """Put the paragraphs into `body`; what stands between them stays between them."""
        position = len(self._text) - len(self._text.lstrip())
        body.text = xml_text(self._text[:position])
        end = len(self._text.rstrip())
        while position < end:
            found = _BREAK.search(self._text, position, end)
            while found and self._is_within(found.start()):
                found = _BREAK.search(self._text, found.end(), end)
            stop, following = (found.start(), found.end()) if found else (end, len(self._text))
            paragraph = SubElement(body, "p")
            self._mark(paragraph, position, stop)
            paragraph.tail = xml_text(self._text[stop:following])
            position = following

    def _is_within(self, offset: int) -> bool:
        """Return whether a mention goes over a break, so that its paragraph has to."""
        return any(r.mention.start < offset < r.mention.end for r in self._left)

    def _mark(self, paragraph: Element, start: int, end: int) -> None:
        position = start
        last: Element | None = None
        while self._left and self._left[0].mention.start < end:
            resolution = self._left.pop(0)
            mention = resolution.mention
            if mention.start < position or mention.end > end:  # given mentions may overlap; one is marked
                continue
            _append(paragraph, last, self._text[position : mention.start])
            last = self._place_name(resolution)
            paragraph.append(last)
            position = mention.end
        _append(paragraph, last, self._text[position:end])

    def _place_name(self, resolution: Resolution) -> Element:
        mention, place = resolution.mention, resolution.place
        element = Element("placeName", type=mention.reading.value)
        text = xml_text(self._text[mention.start : mention.end])
        if place is None:
            element.text = text
            return element
        element.set("ref", f"#{self._ids[place.id]}")
        element.set("cert", next(word for least, word in _CERTAIN if resolution.score >= least))
        certainty = SubElement(element, "certainty", match="../@ref", locus="value")
        certainty.set("degree", str(score(resolution.score)))
        certainty.tail = text
        return element


def _append(parent: Element, last: Element | None, text: str) -> None:
    """Add text to `parent`, after `last` where there is one."""
    if last is None:
        parent.text = xml_text(text)
    else:
        last.tail = xml_text(text)


def _text(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = xml_text(text)
    return element


FORMAT = Format(
    name="tei",
    suffixes=(".tei",),
    label="TEI",
    media_type="application/tei+xml",
    hint="For editions: the text with its place names marked, and their places",
    write=text_writer(write),
)
