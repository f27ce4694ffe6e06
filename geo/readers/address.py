"""An address on the web -> the documents there. Fetched only when a person asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geo import __version__
from geo.errors import UnreadableDocument
from geo.readers.files import SUFFIXES, kind_of, read_items
from geo.readers.items import DocumentLine, Item

if TYPE_CHECKING:
    from geo.web import Answer, Fetch

MAX_BYTES = 10_000_000
SECONDS = 15.0
HEADERS = {
    "User-Agent": f"dateline/{__version__} (reads one page for a person)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/zip": "zip",
    "text/markdown": "markdown",
    "message/rfc822": "mail",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
}
"""What servers say that they send; for anything else the file itself is asked."""


def read_url(url: str, *, fetch: Fetch | None = None) -> Iterator[Item]:
    """The documents at an address: the article of a page, the entries of a feed, a file.

    Raises `UnreadableDocument` where the address cannot be fetched: not http or https, in a private
    network, gone, larger than `MAX_BYTES`, slower than `SECONDS`. `fetch` is `geo.web.get_public` unless
    said otherwise.
    """
    from geo.web import WebError, get_public

    try:
        answer = (fetch or get_public)(url, headers=HEADERS, seconds=SECONDS, max_bytes=MAX_BYTES)
    except WebError as error:
        raise UnreadableDocument(f"The address cannot be fetched: {error}") from error
    if answer.status != 200:
        raise UnreadableDocument(f"The address cannot be fetched: the server says {answer.status}.")
    kind = _kind(answer)
    if kind == "html":
        return iter([_page(answer)])
    return read_items(answer.body, name=answer.url, kind=kind)


def _kind(answer: Answer) -> str:
    said = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    path = urlsplit(answer.url).path
    name = path if PurePosixPath(path).suffix.lower() in SUFFIXES else ""
    return _KINDS.get(said) or kind_of(name, answer.body[:2000])


def _page(answer: Answer) -> Item:
    def read() -> DocumentLine:
        from geo.readers.html import read_html

        return DocumentLine(document=read_html(answer.body, id=answer.url, name=answer.url, url=answer.url))

    return Item(name=answer.url, size=len(answer.body), read=read)
