"""Parsed documents -> files: a writer a format, all called alike.

A writer takes documents as they come and writes to an open text file. `jsonl`, `csv` and `text` hold one
document at a time; `geojson`, `kml` and `html` gather the places of all documents first, to write each once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TextIO

from geo.model import ParsedDocument

Writer = Callable[[Iterable[ParsedDocument], TextIO], None]

_MODULES = {
    "jsonl": "geo.export.jsonl",
    "geojson": "geo.export.geojson",
    "kml": "geo.export.kml",
    "html": "geo.export.html",
    "csv": "geo.export.csv",
    "text": "geo.export.text",
}
FORMATS = tuple(_MODULES)
"""The names of the formats."""


def writer(format: str) -> Writer:
    """The writer of one of `FORMATS`, imported when it is asked for."""
    write: Writer = import_module(_MODULES[format]).write
    return write


__all__ = ["FORMATS", "Writer", "writer"]
