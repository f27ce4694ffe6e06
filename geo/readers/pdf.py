"""PDF -> its text. Home of pypdf."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.plain import MAX_BYTES, MAX_MB, read_text

MAX_PAGES = 1_000
_HYPHENATED = re.compile(r"(?<!\S)(\S{0,80}\w)-\n[ \t]*(\w\S{0,80})")
"""A word that the line's end divides."""


def read(data: bytes, source: Source) -> Document:
    """Return the text of a PDF, with the title and date that it says of itself.

    Raises `UnreadableDocument` where it is damaged, locked, has more than `MAX_PAGES` pages or has no
    text, as scans have none.
    """
    from pypdf import PdfReader

    name = source.name
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(f"{name} is locked with a password.")
        pages = len(reader.pages)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # pypdf fails in many ways on a broken file
        raise UnreadableDocument(f"{name} is a damaged PDF.") from error
    if pages > MAX_PAGES:
        raise UnreadableDocument(f"{name} has {pages:,} pages, more than the {MAX_PAGES:,} that are read.")
    text = _text(reader, name)
    if not text.strip():
        raise UnreadableDocument(f"{name} has no text: it may be a scan.")
    title, day = _metadata(reader)
    return read_text(text, id=name, title=title, date=day)


def _text(reader: Any, name: str) -> str:
    texts, length = [], 0
    for page in reader.pages:
        try:
            text = page.extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S112 - one page that cannot be read loses no other
            continue
        length += len(text)
        if length > MAX_BYTES:
            raise UnreadableDocument(f"{name} holds more than {MAX_MB} MB of text.")
        texts.append(_HYPHENATED.sub(_joined, text))
    return "\n\n".join(texts)


def _joined(word: re.Match[str]) -> str:
    """The hyphen is the line's end's within a word, and the name's own before a capital or beside another."""
    before, after = word.groups()
    own = not after[0].islower() or "-" in before or "-" in after
    return f"{before}-{after}" if own else before + after


def _metadata(reader: Any) -> tuple[str | None, date | None]:
    try:
        said = reader.metadata
        title = str(said.title).strip() if said and said.title else None
        return title, said.creation_date.date() if said and said.creation_date else None
    except Exception:  # noqa: BLE001 - what it says of itself is no reason to lose its text
        return None, None


KIND = Kind(
    name="pdf",
    label="PDF",
    suffixes=(".pdf",),
    media_types=("application/pdf",),
    magic=lambda data: data.startswith(b"%PDF-"),
    binary=True,
    read=read,
    seconds_per_mb=8,  # a thousand pages have three, and take twenty seconds
    needs=("pypdf",),
)
