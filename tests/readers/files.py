"""Reading files in tests."""

from __future__ import annotations

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers import read_items
from tests.hostile_files import DATA, zipped

__all__ = ["DATA", "documents", "problems", "zipped"]


def documents(name: str, data: bytes | None = None) -> list[Document]:
    data = (DATA / name).read_bytes() if data is None else data
    return [item.read().document for item in read_items(data, name=name)]


def problems(name: str, data: bytes) -> list[str]:
    """What is said of the items that cannot be read."""
    found = []
    for item in read_items(data, name=name):
        try:
            item.read()
        except UnreadableDocument as error:
            found.append(str(error))
    return found
