"""Open the parts of office documents: zip archives of XML, of which every promise may be a lie."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from geo.errors import UnreadableDocument
from geo.readers.zip import DAMAGE, MAX_MEMBERS, unpacked

MAX_UNPACKED = 50_000_000
"""Bytes of a part; a novel's text has one million. Pictures may be larger, but are not unpacked."""


@contextmanager
def opened(data: bytes, name: str, what: str) -> Iterator[zipfile.ZipFile]:
    """Open an office document. Raises `UnreadableDocument`, calling it a damaged `what`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise UnreadableDocument(f"{name} holds more than {MAX_MEMBERS:,} parts.")
            yield archive
    except (*DAMAGE, KeyError, etree.LxmlError) as error:
        raise UnreadableDocument(f"{name} is a damaged {what}.") from error


def part(archive: zipfile.ZipFile, path: str, name: str) -> bytes:
    """Return one part; empty where there is none. Raises `UnreadableDocument` where it is too large."""
    try:
        info = archive.getinfo(path)
    except KeyError:
        return b""
    content = unpacked(archive, info, MAX_UNPACKED)
    if content is None:
        raise UnreadableDocument(f"{name} is damaged or unpacks to more than {MAX_UNPACKED // 1_000_000} MB.")
    return content


@dataclass(frozen=True, kw_only=True, slots=True)
class Markup:
    """What the elements of an office format mean, by their names without a namespace."""

    paragraphs: frozenset[str]
    row: str
    cell: str
    unseen: frozenset[str]
    """What is deleted, or no text."""
    signs: Mapping[str, str]
    """Elements that stand for a character, each once: no number of spaces is believed."""
    text: str | None = None
    """The element that text stands in; None: in any."""
    signs_in: str | None = None
    """The element that signs stand in; None: in any."""


def blocks(xml: bytes, markup: Markup) -> list[str]:
    """Return the paragraphs, and the rows of tables with tabs between their cells, in their order.

    It is one pass that holds no tree and follows no entity. Raises lxml's errors.
    """
    if not xml:
        return []
    walk = _Walk(markup)
    parser = etree.XMLParser(target=walk, resolve_entities=False, no_network=True)
    etree.fromstring(xml, parser)
    return walk.blocks


class _Walk:
    """What the parser tells, one element after the other."""

    def __init__(self, markup: Markup) -> None:
        self.blocks: list[str] = []
        self._markup = markup
        self._above: list[str] = []
        self._paragraphs: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._unseen = 0

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        name, markup = tag.rpartition("}")[2], self._markup
        above = self._above[-1] if self._above else None
        self._above.append(name)
        if name in markup.unseen:
            self._unseen += 1
        elif self._unseen:
            return
        elif name in markup.paragraphs:
            self._paragraphs.append([])
        elif name == markup.row:
            self._rows.append([])
        elif name == markup.cell:
            self._cells.append([])
        elif name in markup.signs and self._paragraphs and markup.signs_in in (None, above):
            self._paragraphs[-1].append(markup.signs[name])

    def data(self, text: str) -> None:
        if self._paragraphs and not self._unseen and self._markup.text in (None, self._above[-1]):
            self._paragraphs[-1].append(text)

    def end(self, tag: str) -> None:
        name, markup = tag.rpartition("}")[2], self._markup
        self._above.pop()
        if name in markup.unseen:
            self._unseen -= 1
        elif self._unseen:
            return
        elif name in markup.paragraphs:
            self._add("".join(self._paragraphs.pop()))
        elif name == markup.cell and self._rows:
            if cell := "\n".join(self._cells.pop()):
                self._rows[-1].append(cell)
        elif name == markup.row:
            self._add("\t".join(self._rows.pop()))

    def close(self) -> None:
        """Nothing is left to do."""

    def _add(self, block: str) -> None:
        """A text box lies within a paragraph, and is a block of its own before it."""
        if block.strip():
            (self._cells[-1] if self._cells else self.blocks).append(block)


_DAYS = ("modified", "date", "created", "creation-date")


def properties(xml: bytes) -> tuple[str | None, date | None]:
    """Return the title and the day of the last change that an office document says of itself."""
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.LxmlError:  # there is none, or it is damaged; the text is what matters
        return None, None
    found: dict[str, str] = {}
    for element in root.iter(etree.Element):
        found.setdefault(etree.QName(element).localname, " ".join((element.text or "").split()))
    said = next((found[tag] for tag in _DAYS if found.get(tag)), "")
    try:
        return found.get("title") or None, datetime.fromisoformat(said).date() if said else None
    except ValueError:
        return found.get("title") or None, None
