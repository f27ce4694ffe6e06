"""OpenDocument texts (odt) -> their text."""

from __future__ import annotations

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.office import Markup, blocks, opened, part, properties
from geo.readers.packages import is_open_document
from geo.readers.plain import read_text

_MARKUP = Markup(
    paragraphs=frozenset({"p", "h"}),
    row="table-row",
    cell="table-cell",
    unseen=frozenset({"tracked-changes", "annotation"}),  # what was deleted, and remarks at the margin
    signs={"tab": "\t", "line-break": "\n", "s": " "},
)


def read(data: bytes, source: Source) -> Document:
    """Return the paragraphs, headings and tables in their order, with the title and date.

    Raises `UnreadableDocument` where it is damaged, locked, unpacks to more than can be read, or has no text.
    """
    name = source.name
    with opened(data, name, "OpenDocument text") as archive:
        text = "\n\n".join(blocks(part(archive, "content.xml", name), _MARKUP))
        title, day = properties(part(archive, "meta.xml", name))
    if not text.strip():
        raise UnreadableDocument(f"{name} has no text.")
    return read_text(text, id=name, title=title, date=day)


KIND = Kind(
    name="odt",
    label="OpenDocument",
    suffixes=(".odt", ".ott"),
    media_types=("application/vnd.oasis.opendocument.text",),
    magic=is_open_document,
    binary=True,
    read=read,
    needs=("lxml.etree", "geo.readers.office"),
)
