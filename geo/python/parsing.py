"""`geo.parse` and `geo.lookup`, over one geoparser for the whole process."""

from __future__ import annotations

from collections.abc import Sequence

from geo import parser_cache
from geo.model import Document, Mention, NamedPlace, ParsedDocument
from geo.settings import load_settings


def parse(text: str | Document, mentions: Sequence[Mention] | None = None) -> ParsedDocument:
    """Read a text or a document with the geoparser of the settings, which the first call opens.

    Where `mentions` are given just those are resolved. For many texts, or threads of one's own choice, open a
    `geo.Geoparser`. Raises a `DatelineError` where the geoparser cannot be opened.
    """
    return parser_cache.geoparser(load_settings()).parse(text, mentions)


def lookup(name: str) -> tuple[NamedPlace, ...]:
    """Return the places of this name, the most important first; empty where the gazetteer knows none."""
    return parser_cache.gazetteer(load_settings()).lookup(name)
