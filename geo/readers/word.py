"""Word documents (docx) -> their text, with what a reviewer inserted and without what one deleted."""

from __future__ import annotations

from datetime import date

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.office import Markup, blocks, opened, part, properties
from geo.readers.packages import may_hold
from geo.readers.plain import read_text

_TEMPLATES_DATE = date(2013, 12, 23)
"""Of the empty document that the library python-docx begins with."""
_MARKUP = Markup(
    paragraphs=frozenset({"p"}),
    row="tr",
    cell="tc",
    unseen=frozenset({"del", "moveFrom", "Fallback"}),  # the last is a drawing's copy for old programs
    signs={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    text="t",
    signs_in="r",  # the tab stops of a paragraph's style are called tabs too
)


def read(data: bytes, source: Source) -> Document:
    """Return the paragraphs and tables of a docx in their order, with its title and date.

    Raises `UnreadableDocument` where it is damaged, unpacks to more than can be read, or has no text.
    """
    name = source.name
    with opened(data, name, "Word document") as archive:
        text = "\n\n".join(blocks(part(archive, "word/document.xml", name), _MARKUP))
        title, day = properties(part(archive, "docProps/core.xml", name))
    if not text.strip():
        raise UnreadableDocument(f"{name} has no text.")
    return read_text(text, id=name, title=title, date=None if day == _TEMPLATES_DATE else day)


KIND = Kind(
    name="word",
    label="Word",
    suffixes=(".docx",),
    media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    magic=lambda data: may_hold(data, b"word/document.xml"),
    binary=True,
    read=read,
    needs=("lxml.etree", "geo.readers.office"),
)
