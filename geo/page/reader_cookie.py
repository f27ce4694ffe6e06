"""The cookie by which a browser is known again: 256 random bits, set with the page itself.

Scripts cannot read it, other sites' pages do not send it, and over TLS it is sent over TLS alone. It names no
person and is told to nobody.
"""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "dateline_reader"
_KEY = re.compile(r"[\w-]{43}", re.ASCII)
_LASTS = 400 * 24 * 3600
"""Seconds that browsers keep it at most; each visit begins them anew."""


def is_key(value: str) -> bool:
    """Return whether a cookie holds a key that `new_key` could have made."""
    return _KEY.fullmatch(value) is not None


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(32)


class ReaderCookie:
    """ASGI middleware that gives each browser its key with the page, and renews it at each visit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, and set the cookie on the page."""
        if scope["type"] != "http" or not _is_page(scope):
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", _cookie(scope))
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _is_page(scope: Scope) -> bool:
    path: str = scope["path"]
    return scope["method"] == "GET" and path.endswith("/") and "/component/" not in path


def _cookie(scope: Scope) -> str:
    request = HTTPConnection(scope)
    key = request.cookies.get(COOKIE, "")
    if not is_key(key):
        key = new_key()
    secure = scope.get("scheme") == "https" or request.headers.get("x-forwarded-proto") == "https"
    return f"{COOKIE}={key}; Path=/; Max-Age={_LASTS}; HttpOnly; SameSite=Lax" + (
        "; Secure" if secure else ""
    )
