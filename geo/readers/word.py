"""Word documents (docx) -> their text. Home of python-docx."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.packages import may_hold
from geo.readers.plain import read_text
from geo.readers.zip import DAMAGE, MAX_MEMBERS, unpacked

_MOST_UNPACKED = 50_000_000
"""Bytes of a part; a novel's text has one million. Pictures may be larger, but are not unpacked then."""

_TEMPLATES_DATE = date(2013, 12, 23)
"""Of python-docx's own empty document."""


def read(data: bytes, source: Source) -> Document:
    """Return the paragraphs and tables of a docx in their order, with its title and date.

    Raises `UnreadableDocument` where it is damaged, unpacks to more than can be read, or has no text.
    """
    import docx

    name = source.name
    _check(data, name)
    try:
        word = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_paragraphs(word))
        said = word.core_properties
        title, day = said.title or None, _date(said)
    except Exception as error:  # python-docx fails in many ways on a broken file, most from lxml
        raise UnreadableDocument(f"{name} is a damaged Word document.") from error
    if not text.strip():
        raise UnreadableDocument(f"{name} has no text.")
    return read_text(text, id=name, title=title, date=day)


def _date(said: Any) -> date | None:
    """When it was last written. What is made by python-docx may have its template's date, which is none."""
    moment = said.modified or said.created
    return moment.date() if moment and moment.date() != _TEMPLATES_DATE else None


def _check(data: bytes, name: str) -> None:
    """python-docx unpacks every part as a whole, whatever its size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            large = len(parts) > MAX_MEMBERS or sum(part.file_size for part in parts) > _MOST_UNPACKED
            if large or any(unpacked(archive, part, part.file_size) is None for part in parts):
                raise UnreadableDocument(f"{name} unpacks to more than {_MOST_UNPACKED // 1_000_000} MB.")
    except DAMAGE as error:
        raise UnreadableDocument(f"{name} is a damaged Word document.") from error


def _paragraphs(word: Any) -> list[str]:
    found = []
    for block in word.iter_inner_content():
        if hasattr(block, "rows"):
            found += ["\t".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows]
        else:
            found.append(block.text)
    return [text for text in found if text.strip()]


KIND = Kind(
    name="word",
    label="Word",
    suffixes=(".docx",),
    media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    magic=lambda data: may_hold(data, b"word/document.xml"),
    binary=True,
    read=read,
    needs=("docx",),
)
