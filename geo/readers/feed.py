"""RSS and Atom feeds -> a document an entry. Home of feedparser, which is given bytes and fetches nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.decoding import declared, decode
from geo.readers.markup import visible_text, with_title, without_crowds
from geo.readers.plain import read_text

MAX_ENTRIES = 1_000
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([^"'>]{1,40})["']""")
_DECLARED = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def read(data: bytes, source: Source) -> Iterator[Document]:
    """Return the entries of a feed in its order, those without a word left out.

    Each has its link or identifier as its id, and the feed's title as its source. Raises
    `UnreadableDocument` where it is no feed, or no entry has text.
    """
    import feedparser

    name = source.name
    try:
        # A string would be taken for an address or a path, and fetched.
        feed = feedparser.parse(
            io.BytesIO(_utf8(data, source)), resolve_relative_uris=False, sanitize_html=False
        )
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # feedparser hands on whatever its parsers raise
        raise UnreadableDocument(f"{name} is a damaged feed.") from error
    entries = feed.get("entries") or []
    documents = [_document(entry, feed, f"{name}#{n}") for n, entry in enumerate(entries[:MAX_ENTRIES], 1)]
    found = [document for document in documents if document is not None]
    if not found:
        raise UnreadableDocument(f"{name} is no feed, or none of its entries has text.")
    return iter(found)


def _utf8(data: bytes, source: Source) -> bytes:
    """The feed in UTF-8, which says no other: feedparser would try any encoding that Python has."""
    found = _DECLARATION.match(data[:200])
    label = found[1].decode("ascii", "replace") if found else None
    text = declared(data, label) or declared(data, source.charset) or decode(data, source.name)
    return without_crowds(_DECLARED.sub("", text.lstrip("\ufeff"), count=1)).encode("utf-8", "replace")


def _document(entry: Mapping[str, Any], feed: Mapping[str, Any], numbered: str) -> Document | None:
    title = visible_text(_text(entry.get("title"))).replace("\n", " ") or None
    contents = [_text(content.get("value")) for content in entry.get("content") or []]
    html = max([*contents, _text(entry.get("summary"))], key=len)
    text = with_title(title, visible_text(html))
    if not text.strip():
        return None
    identifier = _text(entry.get("link")) or _text(entry.get("id")) or numbered
    source = _text((feed.get("feed") or {}).get("title")) or None
    return read_text(text, id=identifier, title=title, date=_date(entry), source=source)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _date(entry: Mapping[str, Any]) -> date | None:
    # `in` first: feedparser's own `get` warns that it answers with another date
    keys = (key for key in ("published_parsed", "updated_parsed") if key in entry)
    said = next((entry[key] for key in keys), None)
    try:
        return date(*said[:3]) if said else None
    except ValueError:
        return None


def is_feed(data: bytes) -> bool:
    """Return whether it begins as RSS or Atom do."""
    head = data[:2_000].lower()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    marks = (b"<rss", b"<feed", b"<rdf:rdf")
    return start.startswith(marks) or (start.startswith(b"<?xml") and any(mark in head for mark in marks))


KIND = Kind(
    name="feed",
    label="RSS and Atom feeds",
    suffixes=(".rss", ".atom", ".xml"),
    media_types=("application/rss+xml", "application/atom+xml"),
    magic=is_feed,
    read=read,
    many=True,
    needs=("feedparser",),
)
