"""Who may ask: this machine alone without a token, whoever knows the token with one."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.api.problems import Problem
from geo.loopback import is_loopback

_BEARER = "bearer "


class Access:
    """ASGI middleware that turns away whom the API is not for."""

    def __init__(self, app: ASGIApp, *, token: str | None, origins: tuple[str, ...] = ()) -> None:
        """`origins` are those whose pages may call the API from a browser; `*` is any."""
        self._app = app
        self._token = token.encode() if token else None
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or say why not."""
        problem = self._refusal(scope) if scope["type"] == "http" else None
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await problem.response()(scope, receive, send)

    def _refusal(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        if self._token is not None:
            return None if self._knows_token(headers) else _unauthorized("A token is needed")
        client = scope.get("client")
        if client is None or not is_loopback(client[0]):
            return _unauthorized("This server has no DATELINE_API_TOKEN and answers its own machine alone")
        if not is_loopback(urlsplit(f"//{headers.get('host', '')}").hostname or ""):
            return Problem(421, "Without a token the API answers to 127.0.0.1 and localhost alone.")
        return self._foreign(headers)

    def _knows_token(self, headers: Headers) -> bool:
        given = headers.get("authorization", "")
        said = given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else ""
        return hmac.compare_digest(said.encode(), self._token or b"")

    def _foreign(self, headers: Headers) -> Problem | None:
        """A page of another site that a browser on this machine has open may not make it work."""
        origin = headers.get("origin")
        if origin is None or origin in self._origins or "*" in self._origins:
            return None
        if urlsplit(origin).netloc == headers.get("host"):
            return None
        return Problem(403, f"Pages of {origin} may not call this API; DATELINE_API_ORIGINS says which may.")


def _unauthorized(why: str) -> Problem:
    detail = f"{why}: Authorization: Bearer TOKEN." if why.startswith("A token") else f"{why}."
    return Problem(401, detail, headers={"WWW-Authenticate": "Bearer"})
