"""Parsed documents -> files. Each format is a module with a `FORMAT` that describes it.

`jsonl`, `csv`, `text`, `tei` and the feeds hold one document at a time; the others gather the places of all
documents first, to write each once. Another package adds a format by an entry point in the group
`dateline.formats`: its name is the format's, its object the `Format`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from geo.errors import UnknownFormat
from geo.export.base import Format, Writer, text_writer

_BUILT_IN = (
    "jsonl",
    "geojson",
    "kml",
    "html",
    "csv",
    "text",
    "tei",
    "gpkg",
    "geoparquet",
    "atom",
    "rss",
)
"""The formats of this package, each in the module of its name."""
GROUP = "dateline.formats"
"""Entry points of other packages' formats."""


@cache
def _loaders() -> dict[str, Callable[[], Format]]:
    def built_in(name: str) -> Callable[[], Format]:
        return lambda: cast(Format, import_module(f"geo.export.{name}").FORMAT)

    loaders: dict[str, Callable[[], Format]] = {name: built_in(name) for name in _BUILT_IN}
    for found in entry_points(group=GROUP):
        loaders.setdefault(found.name, found.load)
    return loaders


def format_names() -> tuple[str, ...]:
    """Return the names of all formats, the package's own first. Imports none of them."""
    return tuple(_loaders())


@cache
def format_of(name: str) -> Format:
    """Return the format of that name, imported when it is asked for. Raises `UnknownFormat`."""
    try:
        load = _loaders()[name]
    except KeyError:
        raise UnknownFormat(f"There is no format {name!r}; there are {', '.join(format_names())}.") from None
    return load()


def formats() -> tuple[Format, ...]:
    """Return every format."""
    return tuple(format_of(name) for name in format_names())


def format_for(suffix: str) -> str | None:
    """Return the name of the format whose files end in `suffix`, or None."""
    return next((each.name for each in formats() if suffix.lower() in each.suffixes), None)


def writer(name: str) -> Writer:
    """Return the writer of the format of that name. Raises `UnknownFormat`."""
    return format_of(name).write


__all__ = [
    "Format",
    "Writer",
    "format_for",
    "format_names",
    "format_of",
    "formats",
    "text_writer",
    "writer",
]
