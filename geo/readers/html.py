"""Web pages -> the article in them. Home of trafilatura, which fetches nothing here."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from geo.errors import UnreadableDocument
from geo.model import Document
from geo.readers.base import Kind, Source
from geo.readers.decoding import declared, decode
from geo.readers.markup import visible_text, with_title, without_crowds
from geo.readers.plain import read_text

MAX_BYTES = 5_000_000
"""The largest page that is read: taking one apart costs some hundred times its size in memory."""
_MOST_TAGS = 50_000
"""Above this a page is a listing or a dump. It is read as it is seen, since finding the article in it would
take minutes; pages of newspapers have some thousand."""


_META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)


def read(data: bytes, source: Source) -> Document:
    """Return the article of a page, with its title, date and site; all visible text where there is none.

    Raises `UnreadableDocument` where there is no text.
    """
    name, url = source.name, source.url
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(f"{name} is a page larger than {MAX_BYTES // 1_000_000} MB.")
    html = without_crowds(_decoded(data, source))
    found = _article(html, url)
    title = found.title if found else None
    site = found.sitename or found.hostname if found else None
    text = _paragraphs(found.text if found else None) or visible_text(html)
    if not text.strip():
        raise UnreadableDocument(f"{name} has no text.")
    return read_text(
        with_title(title, text),
        id=name,
        title=title,
        date=_date(found.date if found else None),
        source=site or (urlsplit(url).hostname if url else None),
    )


def _decoded(data: bytes, source: Source) -> str:
    """The page in the encoding that its server or it itself declares, where that fits; else as it looks."""
    found = _META.search(data[:4096])
    label = found[1].decode("ascii") if found else None
    return declared(data, source.charset) or declared(data, label) or decode(data, source.name)


def _article(html: str, url: str | None) -> Any:
    from trafilatura import bare_extraction, load_html

    if html.count("<") > _MOST_TAGS:
        return None
    try:
        tree = load_html(html)
        if tree is None:
            return None
        for aside in tree.iter("aside"):
            if _holds_the_article(aside):
                aside.tag = "div"
        return bare_extraction(tree, url=url, with_metadata=True, include_comments=False)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a page that breaks the extraction still has its visible text
        return None


def _holds_the_article(aside: Any) -> bool:
    """What is beside the article is left out, but not where a page's maker put the article there."""
    return next(aside.iter("article"), None) is not None


def _paragraphs(text: str | None) -> str:
    """trafilatura ends each paragraph and headline with a line; here blank lines set them apart."""
    return re.sub(r"\n+", "\n\n", text) if text else ""


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def is_page(data: bytes) -> bool:
    """Return whether it begins as web pages do."""
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html"))


KIND = Kind(
    name="html",
    label="web pages",
    suffixes=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    magic=is_page,
    read=read,
    seconds_per_mb=4,
    needs=("trafilatura",),
)
