"""What the browser may load: the app itself and nothing else.

The policy is a header on every answer. Only the map's frame may load street tiles, and only after the
reader has switched them on: the map's switch sets a cookie and loads the frame again, and the frame's
new answer names the tiles' host. The page around it never may.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TILES_COOKIE = "dateline_tiles"
"""Set to `on` by the map's own switch (`geo/browser/map/streets.js`)."""
_FRAME = "/component/streamlit_folium.st_folium/"
_STATIC = "/app/static/"


@cache
def _inline_scripts() -> str:
    """Hashes of the scripts inside Streamlit's own page, so that no other inline script runs there."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def page_policy() -> str:
    """For the page. Streamlit's components without a frame are scripts in blobs."""
    return _policy(scripts=f"'self' blob: {_inline_scripts()}")


def frame_policy(tiles_url: str | None) -> str:
    """For the map's frame, where streamlit-folium evaluates the scripts that it is sent."""
    host = ""
    if tiles_url:
        parts = urlsplit(tiles_url)
        host = f" {parts.scheme}://{parts.netloc}"
    return _policy(scripts="'self' 'unsafe-inline' 'unsafe-eval'", images=host)


def _policy(*, scripts: str, images: str = "") -> str:
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{images}",
            "font-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class SecurityHeaders:
    """ASGI middleware that adds the policy and says how long an answer may be kept."""

    def __init__(self, app: ASGIApp, tiles_url: Callable[[], str | None] = lambda: None) -> None:
        """`tiles_url` is asked when the map's frame is first sent: settings take a while to load."""
        self._app = app
        self._tiles_url = cache(tiles_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the answer's headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(scope, MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _complete(self, scope: Scope, headers: MutableHeaders) -> None:
        path: str = scope["path"]
        if _FRAME in path:
            cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
            wished = TILES_COOKIE in cookies and cookies[TILES_COOKIE].value == "on"
            headers["Content-Security-Policy"] = frame_policy(self._tiles_url() if wished else None)
            if path.endswith((".html", "/")):
                headers["Cache-Control"] = "no-store"  # the policy changes with the cookie
        else:
            headers["Content-Security-Policy"] = page_policy()
            if _STATIC in path and b"v=" in scope["query_string"]:
                headers["Cache-Control"] = "public, max-age=31536000, immutable"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
