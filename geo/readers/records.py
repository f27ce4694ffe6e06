"""A row of a table or an object of JSON -> a document, by the names of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.plain import printable, read_text

TEXTS = ("text", "body", "content", "article", "full_text", "fulltext", "story", "description", "summary")
"""What fields with the text are called, the likeliest first."""
_TITLES = ("title", "headline", "heading", "webtitle", "name")
_DATES = (
    "date",
    "published",
    "publication_date",
    "pubdate",
    "published_at",
    "datetime",
    "created_at",
    "timestamp",
)
_SOURCES = ("source", "publisher", "publication", "outlet", "newspaper", "author")
_IDS = ("id", "url", "link", "guid", "uri")


MAX_ROWS = 50_000
"""Texts of one table. An archive of more is better given as JSON Lines, which are read as they come."""


def too_many(name: str) -> UnreadableDocument:
    """Return the error that ends the reading of a table."""
    return UnreadableDocument(f"{name} holds more than {MAX_ROWS:,} texts; the rest is not read.")


def text_field(names: Iterable[str], chosen: str | None) -> str | None:
    """Return the name of the field with the texts: the one chosen, else the likeliest; None where none is."""
    known = {name.strip().lower(): name for name in names if isinstance(name, str)}
    if chosen is not None:
        return known.get(chosen.strip().lower())
    return next((known[name] for name in TEXTS if name in known), None)


def no_text_field(name: str, names: Iterable[str], chosen: str | None) -> UnreadableDocument:
    """Return the error that says which fields there are."""
    there = ", ".join(printable(str(each))[:40] for each in list(names)[:12]) or "none"
    if chosen is not None:
        return UnreadableDocument(f"{name} has no column {chosen!r}; there are {there}.")
    return UnreadableDocument(
        f"{name} has no column that is called {', '.join(TEXTS[:3])} or alike; there are {there}."
    )


def record(fields: Mapping[str, object], text: str, *, id: str) -> Document:
    """Return the document of a row; `id` is for one that has none of its own."""
    lower = {key.strip().lower(): value for key, value in fields.items() if isinstance(key, str)}
    own, title, source = _first(lower, _IDS) or id, _first(lower, _TITLES), _first(lower, _SOURCES)
    day = _date(_first(lower, _DATES))
    if text.strip():
        return read_text(text, id=own, name=id, title=title, date=day, source=source)
    return Document(id=printable(own), text="", title=title, date=day, source=source)


def _first(fields: Mapping[str, object], names: Iterable[str]) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return printable(str(value).strip())
    return None


def _date(said: str | None) -> date | None:
    if not said:
        return None
    try:
        return datetime.fromisoformat(said).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(said[:100]).date()
    except (ValueError, TypeError, IndexError):
        return None
