"""Reading files in tests."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers import read_items

DATA = Path(__file__).parents[1] / "data" / "readers"


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


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
