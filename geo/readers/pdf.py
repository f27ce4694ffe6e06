"""PDF -> its text. Home of pypdf, which runs in a process of its own."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.plain import MAX_BYTES, read_text
from geo.readers.worker import in_worker

MAX_PAGES = 1_000
_HYPHENATED = re.compile(r"(\w)-\n(?=[a-z])")
"""A word that the line's end divides; before a capital the hyphen belongs to the name."""


def read_pdf(data: bytes, *, id: str, name: str) -> Document:
    """The text of a PDF, with the title and date that it says of itself.

    Raises `UnreadableDocument` where it is damaged, locked, has more than `MAX_PAGES` pages, takes too
    long or has no text, as scans have none.
    """
    found = in_worker("pdf", data, name)
    text = found["text"]
    if not text.strip():
        raise UnreadableDocument(f"{name} has no text: it may be a scan.")
    day = date.fromisoformat(found["date"]) if found["date"] else None
    return read_text(text, id=id, name=name, title=found["title"], date=day)


def extract(data: bytes) -> dict[str, Any]:
    """Text, title and date of a PDF. Raises `UnreadableDocument` with what is wrong with it."""
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument("is locked with a password.")
        pages = len(reader.pages)
    except PdfReadError as error:
        raise UnreadableDocument("is a damaged PDF.") from error
    if pages > MAX_PAGES:
        raise UnreadableDocument(f"has {pages:,} pages, more than the {MAX_PAGES:,} that are read.")
    texts, length = [], 0
    for page in reader.pages:
        try:
            text = page.extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            continue  # one page that cannot be read loses no other
        length += len(text)
        if length > MAX_BYTES:
            raise UnreadableDocument(f"holds more than {MAX_BYTES // 1_000_000} MB of text.")
        texts.append(_HYPHENATED.sub(r"\1", text))
    title, day = _metadata(reader)
    return {"text": "\n\n".join(texts), "title": title, "date": day}


def _metadata(reader: Any) -> tuple[str | None, str | None]:
    try:
        said = reader.metadata
        title = str(said.title).strip() if said and said.title else None
        day = said.creation_date.date().isoformat() if said and said.creation_date else None
    except (ValueError, TypeError, AttributeError, KeyError):
        return None, None
    return title, day
