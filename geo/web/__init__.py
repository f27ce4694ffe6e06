"""HTTP with bounds: so many seconds, bytes and redirects, and no more. The home of urllib3.

urllib3's own timeout starts anew with each packet, so a server that sends one byte a second could hold
a caller for ever. Here the sockets themselves know the one deadline and the most bytes of an answer
(`connections.py`), whatever part of it drips.
"""

from __future__ import annotations

from geo.web.addresses import Address, Resolve, is_public
from geo.web.errors import WebError, WebTimeoutError
from geo.web.fetching import MAX_REDIRECTS, Answer, Fetch, get, get_public

__all__ = [
    "MAX_REDIRECTS",
    "Address",
    "Answer",
    "Fetch",
    "Resolve",
    "WebError",
    "WebTimeoutError",
    "get",
    "get_public",
    "is_public",
]
