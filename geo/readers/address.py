"""An address on the web -> the documents there. Fetched only when a person asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from typing import TYPE_CHECKING

from geo import __version__
from geo.errors import UnreadableDocument
from geo.readers.base import Source
from geo.readers.files import read_source
from geo.readers.items import Item

if TYPE_CHECKING:
    from geo.web import Fetch

MAX_BYTES = 10_000_000
SECONDS = 15.0
_LONGEST_TYPE = 200
"""Characters of a content type that are looked at."""
HEADERS = {
    "User-Agent": f"dateline/{__version__} (reads one page for a person)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}


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
    content_type = answer.headers.get("content-type", "")
    said = Message()
    said["content-type"] = content_type[:_LONGEST_TYPE]
    source = Source(name=answer.url, url=answer.url, charset=said.get_content_charset())
    return read_source(answer.body, source, media_type=content_type)
