"""Text files in any encoding."""

from __future__ import annotations

from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.plain import read_bytes


def read(data: bytes, source: Source) -> Document:
    """Return the text as it is, whatever its encoding."""
    return read_bytes(data, id=source.name)


KIND = Kind(
    name="text",
    label="text files",
    suffixes=(".txt", ".text"),
    media_types=("text/plain",),
    read=read,
    isolated=False,
)
