"""Plain text -> Document: its date and its headline where it says them."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.decoding import decode

MAX_BYTES = 20_000_000
"""The largest input that is read, in bytes (20 MB): a thousand long articles."""
MAX_MB = MAX_BYTES // 1_000_000

_HEADER = re.compile(r"[\s\ufeff]*date\s+(\d{4}-\d{2}-\d{2})\s+", re.IGNORECASE)
_LEADING = re.compile(r"[\s\ufeff]*")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = r"[ \t]*(?:\r\n|\r|\n)"
_HEADLINE = re.compile(rf"(\S[^\r\n]{{0,148}}[^\s.,;:…]){_BREAK}{_BREAK}\s*\S")
"""A first line of 2 to 150 characters that no full stop, comma or colon ends, set off by a blank line
from the text after it."""


def read_bytes(
    data: bytes,
    *,
    id: str,
    name: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Document:
    """The document in `data`, whatever its encoding; `name` is what an error calls it.

    Raises `UnreadableDocument` for what is binary, empty or larger than `MAX_BYTES`.
    """
    name = name or id
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return read_text(decode(data, name), id=id, name=name, title=title, source=source)


def read_file(path: str | os.PathLike[str], *, id: str | None = None) -> Document:
    """The document in the file at `path`, by default with the file's name as its id.

    Raises `UnreadableDocument` where there is no such file, or no text in it.
    """
    path = Path(path)
    name = printable(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(f"{name} cannot be read: {error.strerror}.") from error
    return read_bytes(data, id=id or name, name=name)


def read_text(
    text: str,
    *,
    id: str = "text",
    name: str | None = None,
    title: str | None = None,
    date: date | None = None,
    source: str | None = None,
) -> Document:
    """The document with just this text. A header that says its date becomes `date`, and no prose.

    Raises `UnreadableDocument` where there is nothing but white space, or more than `MAX_BYTES`
    characters.
    """
    name = name or id
    if len(text) > MAX_BYTES:
        raise _too_large(name)
    if not text or text.isspace():
        raise UnreadableDocument(f"{name} is empty.")
    text = printable(text)
    header_date, body_start = _read_header(text)
    return Document(
        id=printable(id),
        text=text,
        body_start=body_start,
        title=title or _headline(text, body_start),
        date=date or header_date,
        source=source,
    )


def printable(text: str) -> str:
    """`text` with U+FFFD for each half of a surrogate pair, which is no character and which no file,
    database or page can hold. JSON and file names can bring them. No offset moves."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


def _read_header(text: str) -> tuple[date | None, int]:
    """The date that the text begins by saying, and where its prose begins."""
    if found := _HEADER.match(text):
        try:
            return date.fromisoformat(found[1]), found.end()
        except ValueError:  # "2025-13-45": no date, so no header
            pass
    leading = _LEADING.match(text)
    return None, leading.end() if leading else 0


def _headline(text: str, body_start: int) -> str | None:
    found = _HEADLINE.match(text, body_start)
    return found[1] if found and " " in found[1] else None


def _too_large(name: str) -> UnreadableDocument:
    return UnreadableDocument(f"{name} is larger than {MAX_BYTES // 1_000_000} MB.")
